/// What a TLS record carries: the first byte of its header (RFC 8446, section 5.1; IANA "TLS ContentType").
package struct ContentType: CodePoint {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let changeCipherSpec = Self(rawValue: 20)
  package static let alert = Self(rawValue: 21)
  package static let handshake = Self(rawValue: 22)
  package static let applicationData = Self(rawValue: 23)
  /// RFC 6520.
  package static let heartbeat = Self(rawValue: 24)

  package static let assignments: [(number: UInt8, name: String)] = [
    (20, "change_cipher_spec"),
    (21, "alert"),
    (22, "handshake"),
    (23, "application_data"),
    (24, "heartbeat"),
    (25, "tls12_cid"),
    (26, "ACK"),
    (27, "return_routability_check"),
  ]
}

/// The first byte of a handshake header (RFC 8446, section 4; IANA "TLS HandshakeType", `_RESERVED` for those
/// that TLS 1.3 dropped).
package struct HandshakeType: CodePoint {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let helloRequest = Self(rawValue: 0)
  package static let clientHello = Self(rawValue: 1)
  package static let serverHello = Self(rawValue: 2)
  package static let newSessionTicket = Self(rawValue: 4)
  package static let endOfEarlyData = Self(rawValue: 5)
  /// Drafts of TLS 1.3 before 22 only; since then a `server_hello` with a fixed random says it.
  package static let helloRetryRequest = Self(rawValue: 6)
  package static let certificate = Self(rawValue: 11)
  package static let serverKeyExchange = Self(rawValue: 12)
  package static let certificateRequest = Self(rawValue: 13)
  package static let serverHelloDone = Self(rawValue: 14)
  package static let certificateVerify = Self(rawValue: 15)
  package static let clientKeyExchange = Self(rawValue: 16)
  package static let finished = Self(rawValue: 20)
  package static let certificateStatus = Self(rawValue: 22)

  package static let assignments: [(number: UInt8, name: String)] = [
    (0, "hello_request_RESERVED"),
    (1, "client_hello"),
    (2, "server_hello"),
    (3, "hello_verify_request_RESERVED"),
    (4, "new_session_ticket"),
    (5, "end_of_early_data"),
    (6, "hello_retry_request_RESERVED"),
    (8, "encrypted_extensions"),
    (9, "request_connection_id"),
    (10, "new_connection_id"),
    (11, "certificate"),
    (12, "server_key_exchange_RESERVED"),
    (13, "certificate_request"),
    (14, "server_hello_done_RESERVED"),
    (15, "certificate_verify"),
    (16, "client_key_exchange_RESERVED"),
    (17, "client_certificate_request"),
    (20, "finished"),
    (21, "certificate_url_RESERVED"),
    (22, "certificate_status_RESERVED"),
    (23, "supplemental_data_RESERVED"),
    (24, "key_update"),
    (25, "compressed_certificate"),
    (26, "ekt_key"),
    (254, "message_hash"),
  ]
}
