/// What a TLS record carries: the first byte of its header (RFC 8446, section 5.1; IANA "TLS ContentType").
package struct ContentType: CodePoint {
  /// The byte on the wire; any number is a valid value.
  package let rawValue: UInt8

  /// The code point of that number, known or not.
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let changeCipherSpec = Self(rawValue: 20)
  package static let alert = Self(rawValue: 21)
  package static let handshake = Self(rawValue: 22)
  package static let applicationData = Self(rawValue: 23)
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
