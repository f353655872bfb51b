/// The kind of a hello extension (RFC 8446, section 4.2; IANA "TLS ExtensionType Values", September 2026).
///
/// RFC 9846 renames number 23 to `extended_main_secret`; older tools say `extended_master_secret`.
package struct ExtensionType: CodePoint {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let serverName = Self(rawValue: 0)
  package static let statusRequest = Self(rawValue: 5)
  package static let supportedGroups = Self(rawValue: 10)
  package static let ecPointFormats = Self(rawValue: 11)
  package static let signatureAlgorithms = Self(rawValue: 13)
  package static let applicationLayerProtocolNegotiation = Self(rawValue: 16)
  package static let signedCertificateTimestamp = Self(rawValue: 18)
  package static let padding = Self(rawValue: 21)
  package static let encryptThenMAC = Self(rawValue: 22)
  package static let extendedMasterSecret = Self(rawValue: 23)
  package static let tokenBinding = Self(rawValue: 24)
  package static let sessionTicket = Self(rawValue: 35)
  /// key_share in drafts of TLS 1.3 before 23; others used the number for other things.
  package static let draftKeyShare = Self(rawValue: 40)
  package static let preSharedKey = Self(rawValue: 41)
  package static let supportedVersions = Self(rawValue: 43)
  package static let cookie = Self(rawValue: 44)
  package static let pskKeyExchangeModes = Self(rawValue: 45)
  package static let postHandshakeAuth = Self(rawValue: 49)
  package static let keyShare = Self(rawValue: 51)
  package static let encryptedClientHello = Self(rawValue: 0xfe0d)
  package static let renegotiationInfo = Self(rawValue: 0xff01)

  package static let assignments: [(number: UInt16, name: String)] = [
    (0, "server_name"),
    (1, "max_fragment_length"),
    (2, "client_certificate_url"),
    (3, "trusted_ca_keys"),
    (4, "truncated_hmac"),
    (5, "status_request"),
    (6, "user_mapping"),
    (7, "client_authz"),
    (8, "server_authz"),
    (9, "cert_type"),
    (10, "supported_groups"),
    (11, "ec_point_formats"),
    (12, "srp"),
    (13, "signature_algorithms"),
    (14, "use_srtp"),
    (15, "heartbeat"),
    (16, "application_layer_protocol_negotiation"),
    (17, "status_request_v2"),
    (18, "signed_certificate_timestamp"),
    (19, "client_certificate_type"),
    (20, "server_certificate_type"),
    (21, "padding"),
    (22, "encrypt_then_mac"),
    (23, "extended_main_secret"),
    (24, "token_binding"),
    (25, "cached_info"),
    (26, "tls_lts"),
    (27, "compress_certificate"),
    (28, "record_size_limit"),
    (29, "pwd_protect"),
    (30, "pwd_clear"),
    (31, "password_salt"),
    (32, "ticket_pinning"),
    (33, "tls_cert_with_extern_psk"),
    (34, "delegated_credential"),
    (35, "session_ticket"),
    (36, "TLMSP"),
    (37, "TLMSP_proxying"),
    (38, "TLMSP_delegate"),
    (39, "supported_ekt_ciphers"),
    (40, "Reserved"),
    (41, "pre_shared_key"),
    (42, "early_data"),
    (43, "supported_versions"),
    (44, "cookie"),
    (45, "psk_key_exchange_modes"),
    (46, "Reserved"),
    (47, "certificate_authorities"),
    (48, "oid_filters"),
    (49, "post_handshake_auth"),
    (50, "signature_algorithms_cert"),
    (51, "key_share"),
    (52, "transparency_info"),
    (53, "connection_id (deprecated)"),
    (54, "connection_id"),
    (55, "external_id_hash"),
    (56, "external_session_id"),
    (57, "quic_transport_parameters"),
    (58, "ticket_request"),
    (59, "dnssec_chain"),
    (60, "sequence_number_encryption_algorithms"),
    (61, "rrc"),
    (62, "tls_flags"),
    (0xfd00, "ech_outer_extensions"),
    (0xfe0d, "encrypted_client_hello"),
    (0xff01, "renegotiation_info"),
  ]

  /// Extensions in use that IANA has not registered.
  package static let unregistered: [(number: UInt16, name: String)] = [
    (13172, "next_protocol_negotiation"),  // draft-agl-tls-nextprotoneg-04
    (17513, "application_settings"),  // draft-vvv-tls-alps-01, first number
    (17613, "application_settings"),  // draft-vvv-tls-alps-01, second number
    (30031, "channel_id_old"),  // draft-balfanz-tls-channelid-00
    (30032, "channel_id"),  // draft-balfanz-tls-channelid-01
    (0xca34, "trust_anchors"),  // draft-ietf-tls-trust-anchor-ids
    (0xffa5, "quic_transport_parameters (draft)"),  // draft-ietf-quic-tls-13 to -32
    (0xffce, "encrypted_server_name"),  // draft-ietf-tls-esni-01
  ]
}
