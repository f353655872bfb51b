/// How grave an alert is (RFC 5246, section 7.2). In TLS 1.3 only the description counts (RFC 8446, section 6).
package struct AlertLevel: CodePoint {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let warning = Self(rawValue: 1)
  package static let fatal = Self(rawValue: 2)

  package static let assignments: [(number: UInt8, name: String)] = [
    (1, "warning"),
    (2, "fatal"),
  ]
}

/// Why an alert was sent (RFC 8446, section 6; IANA "TLS Alerts", `_RESERVED` for those that TLS 1.3
/// dropped).
package struct AlertDescription: CodePoint {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let closeNotify = Self(rawValue: 0)
  package static let handshakeFailure = Self(rawValue: 40)
  /// SSL 3.0 only: the client has no certificate to send.
  package static let noCertificate = Self(rawValue: 41)
  package static let badCertificate = Self(rawValue: 42)
  package static let unsupportedCertificate = Self(rawValue: 43)
  package static let certificateRevoked = Self(rawValue: 44)
  package static let certificateExpired = Self(rawValue: 45)
  package static let certificateUnknown = Self(rawValue: 46)
  package static let unknownCA = Self(rawValue: 48)
  package static let accessDenied = Self(rawValue: 49)
  package static let protocolVersion = Self(rawValue: 70)
  package static let insufficientSecurity = Self(rawValue: 71)
  package static let userCanceled = Self(rawValue: 90)
  package static let certificateUnobtainable = Self(rawValue: 111)
  package static let unrecognizedName = Self(rawValue: 112)
  package static let badCertificateStatusResponse = Self(rawValue: 113)
  package static let badCertificateHashValue = Self(rawValue: 114)
  package static let certificateRequired = Self(rawValue: 116)

  /// Whether the alert finds fault with a certificate, its chain, its status or its absence.
  package var concernsCertificate: Bool {
    switch self {
    case .noCertificate, .badCertificate, .unsupportedCertificate, .certificateRevoked, .certificateExpired,
      .certificateUnknown, .unknownCA, .certificateUnobtainable, .badCertificateStatusResponse,
      .badCertificateHashValue, .certificateRequired:
      true
    default: false
    }
  }

  package static let assignments: [(number: UInt8, name: String)] = [
    (0, "close_notify"),
    (10, "unexpected_message"),
    (20, "bad_record_mac"),
    (21, "decryption_failed_RESERVED"),
    (22, "record_overflow"),
    (30, "decompression_failure_RESERVED"),
    (40, "handshake_failure"),
    (41, "no_certificate_RESERVED"),
    (42, "bad_certificate"),
    (43, "unsupported_certificate"),
    (44, "certificate_revoked"),
    (45, "certificate_expired"),
    (46, "certificate_unknown"),
    (47, "illegal_parameter"),
    (48, "unknown_ca"),
    (49, "access_denied"),
    (50, "decode_error"),
    (51, "decrypt_error"),
    (52, "too_many_cids_requested"),
    (60, "export_restriction_RESERVED"),
    (70, "protocol_version"),
    (71, "insufficient_security"),
    (80, "internal_error"),
    (86, "inappropriate_fallback"),
    (90, "user_canceled"),
    (100, "no_renegotiation_RESERVED"),
    (109, "missing_extension"),
    (110, "unsupported_extension"),
    (111, "certificate_unobtainable_RESERVED"),
    (112, "unrecognized_name"),
    (113, "bad_certificate_status_response"),
    (114, "bad_certificate_hash_value_RESERVED"),
    (115, "unknown_psk_identity"),
    (116, "certificate_required"),
    (117, "general_error"),
    (120, "no_application_protocol"),
    (121, "ech_required"),
  ]
}
