package import Protocols

/// What in a ClientHello Schannel does not send.
package enum ForeignSign: Hashable, Sendable {
  /// A value that is sent only to see it ignored (RFC 8701).
  case grease
  case unknownExtension(ExtensionType)
  case extensionOrder
  case cipherSuite(CipherSuite)
  case group(NamedGroup)
  case signatureScheme(SignatureScheme)
  /// Compressed points of elliptic curves.
  case pointFormat
  /// TLS compression.
  case compression
}

/// Which program's TLS a hello is, as far as it shows.
package enum TLSStack: Hashable, Sendable {
  case schannel
  /// Not Schannel's, for the sign that was found first.
  case foreign(ForeignSign)
  /// Neither proved nor disproved.
  case undecided
}

/// Tells Schannel's hellos from those of other programs.
///
/// 1. Cipher suites are the administrator's to choose and to order ("SSL Cipher Suite Order"), and so are curves.
///    They speak against Schannel only when it does not implement one: ChaCha20 without TLS 1.3, x448, the groups
///    of finite fields.
/// 2. Extensions are nobody's to choose. Schannel has sent them in three orders (``SchannelExtensions``), and a
///    program can only leave some out, such as status_request or ALPN. OpenSSL sends ec_point_formats before
///    supported_groups, and encrypt_then_mac; NSS and BoringSSL begin with extended_master_secret and
///    renegotiation_info; Go sends signed_certificate_timestamp, Java signature_algorithms_cert; GnuTLS,
///    SecureTransport and older Java end with server_name or put groups last.
/// 3. Schannel sends no GREASE, no compressed point, no compression, and signature algorithms from one list.
///    One sign against it decides, because each holds for every hello of it that was measured.
/// 4. For it speaks a whole hello without such a sign that has renegotiation_info in its place (since 2010; most
///    others send the signalling suite instead), three extensions that show an order, and groups for its curves.
///    Less than that could be anybody's: undecided.
/// 5. Nothing is concluded from the record's version. Schannel writes the hello's there, in TLS 1.3 0x0301; but
///    tools that make captures anew write what they like. Nor from JA3 and JA4: they are digests of the lists
///    above, and change with a server name, ALPN and each policy.
extension ClientHello {
  var stack: TLSStack {
    if let sign = foreignSign { return .foreign(sign) }
    return isComplete && !isSSLv2Format && showsSchannel ? .schannel : .undecided
  }

  /// The first sign of another stack in what was captured.
  private var foreignSign: ForeignSign? {
    if hasGREASE { return .grease }
    if let sent = extensions.first(where: { !SystemProfileRegistry.extensions.contains($0.type) }) {
      return .unknownExtension(sent.type)
    }
    if !SystemProfileRegistry.extensionOrders.contains(where: sendsExtensions(inOrder:)) {
      return .extensionOrder
    }
    if let suite = cipherSuites.first(where: { !$0.isSignaling && !SystemProfileRegistry.implements($0) }) {
      return .cipherSuite(suite)
    }
    if let group = supportedGroups.first(where: { !SystemProfileRegistry.groups.contains($0) }) {
      return .group(group)
    }
    if let scheme = signatureAlgorithms.first(where: { !SystemProfileRegistry.schemes.contains($0) }) {
      return .signatureScheme(scheme)
    }
    if ecPointFormats.contains(where: { $0 != 0 }) { return .pointFormat }
    return compressionMethods.contains { $0 != 0 } ? .compression : nil
  }

  private var hasGREASE: Bool {
    cipherSuites.contains(where: \.isGREASE) || extensions.contains { $0.type.isGREASE }
      || supportedGroups.contains(where: \.isGREASE) || supportedVersions.contains(where: \.isGREASE)
      || signatureAlgorithms.contains(where: \.isGREASE)
  }

  private var showsSchannel: Bool {
    guard cipherSuites.count <= ClientSystem.suiteLimit else { return false }
    let needsGroups = cipherSuites.contains { $0.keyExchange == .ecdhe || $0.keyExchange == .any }
    let ordered = extensions.filter { $0.type != .serverName && $0.type != .cookie }
    return has(.renegotiationInfo) && ordered.count >= Self.telling
      && (!needsGroups || !supportedGroups.isEmpty)
  }

  /// How many extensions show an order: with two, one of two orders comes about by chance.
  private static let telling = 3
}
