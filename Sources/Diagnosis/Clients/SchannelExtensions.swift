import Protocols

/// The orders in which Schannel sends its extensions: nobody can configure them.
///
/// Measured on Windows 7 to 10 (testssl.sh, Cisco Mercury), Windows Server 2016 and 2019 (Microsoft's and
/// Wireshark's samples), Windows 11 and Server 2022 (captures of curl and .NET).
enum SchannelExtensions {
  /// Until the updates of 2015: renegotiation_info leads.
  static let renegotiationFirst: [ExtensionType] = [
    .renegotiationInfo, .serverName, .statusRequest, .supportedGroups, .ecPointFormats, .signatureAlgorithms,
    .sessionTicket, .applicationLayerProtocolNegotiation, nextProtocolNegotiation,
  ]

  /// Since then, up to TLS 1.2: renegotiation_info ends the list.
  static let renegotiationLast: [ExtensionType] = [
    .serverName, .statusRequest, .supportedGroups, .ecPointFormats, .signatureAlgorithms, .sessionTicket,
    .applicationLayerProtocolNegotiation, nextProtocolNegotiation, .extendedMasterSecret, .tokenBinding,
    tokenBindingDraft, .renegotiationInfo,
  ]

  /// TLS 1.3; the first builds have no ec_point_formats; pre_shared_key must be last (RFC 8446, section
  /// 4.2.11).
  static let withTLS13: [ExtensionType] = [
    .serverName, .statusRequest, .supportedVersions, .signatureAlgorithms, .sessionTicket, .supportedGroups,
    .ecPointFormats, .applicationLayerProtocolNegotiation, .keyShare, .postHandshakeAuth,
    .extendedMasterSecret, .renegotiationInfo, .pskKeyExchangeModes, .preSharedKey,
  ]

  /// The orders of a system before 2016, which lacks some extensions.
  static func ordersOfOldSystems(lacking types: [ExtensionType]) -> [[ExtensionType]] {
    [renegotiationFirst, renegotiationLast].map { order in order.filter { !types.contains($0) } }
  }

  /// Internet Explorer 11 on Windows 8.1, for SPDY (draft-agl-tls-nextprotoneg-04).
  static let nextProtocolNegotiation = ExtensionType(rawValue: 13172)
  /// Windows 10, before number 24 was assigned.
  static let tokenBindingDraft = ExtensionType(rawValue: 0x5500)

  /// RSA (PKCS #1), ECDSA and DSA with SHA-1 to SHA-512.
  static let schemes: [SignatureScheme] = [
    0x0401, 0x0501, 0x0201, 0x0403, 0x0503, 0x0203, 0x0202, 0x0601, 0x0603,
  ].map(SignatureScheme.init(rawValue:))

  /// With RSA-PSS, from Windows 10 on.
  static let schemesWithPSS: [SignatureScheme] =
    [.rsaPSSRSAESHA256, .rsaPSSRSAESHA384, .rsaPSSRSAESHA512] + schemes

  /// Before 2016: P-256 and P-384, P-521 on demand.
  static let curves: [NamedGroup] = [.secp256r1, .secp384r1, .secp521r1]

  /// From 2016 on, in order ("TLS Elliptic Curves in Windows 10 version 1607 and later").
  static let curvesOf2016: [NamedGroup] = [.x25519, .secp256r1, .secp384r1]

  /// What "ECC Curve Order" can choose from there (the same page).
  static let curvesOnDemand: [NamedGroup] =
    [.x25519] + curves + [15, 16, 17, 18, 19, 20, 21, 22, 26, 27, 28].map(NamedGroup.init(rawValue:))

  /// Windows Server 2025, off by default.
  static let hybridGroups: [NamedGroup] = [.secP256r1MLKEM768, .x25519MLKEM768, .secP384r1MLKEM1024]
}
