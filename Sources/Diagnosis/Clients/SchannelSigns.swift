package import Protocols

/// What Schannel does not send in a ClientHello.
package enum ForeignSign: Hashable, Sendable {
  /// A value that is sent only to see it ignored (RFC 8701).
  case grease
  case unknownExtension(ExtensionType)
  case extensionOrder
  case cipherSuite(CipherSuite)
  case group(NamedGroup)
  case signatureScheme(SignatureScheme)
  case pointFormat
  case compression
}

package enum TLSStack: Hashable, Sendable {
  case schannel
  /// With the first sign that was found.
  case foreign(ForeignSign)
  case undecided
}

/// Tells Schannel's hellos from those of other programs.
/// 1. Suites and curves can be configured, so they count against Schannel only when it does not implement
///    one: ChaCha20 without TLS 1.3, x448, finite-field groups.
/// 2. The order of extensions cannot (``SchannelExtensions``). OpenSSL sends ec_point_formats before
///    supported_groups; NSS and BoringSSL begin with extended_master_secret; Go sends
///    signed_certificate_timestamp, Java signature_algorithms_cert; GnuTLS and SecureTransport end with
///    server_name.
/// 3. Schannel sends no GREASE, no compression, and signature algorithms from one list. One sign against it
///    decides.
/// 4. A whole hello counts for it with renegotiation_info, three extensions in its order, and groups for its
///    curves.
/// 5. The record's version, JA3 and JA4 decide nothing: tools rewrite the first, policies change the others.
extension ClientHello {
  var stack: TLSStack {
    if let sign = foreignSign { return .foreign(sign) }
    return isComplete && !isSSLv2Format && showsSchannel ? .schannel : .undecided
  }

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

  /// How many extensions show an order: two are in one of two orders by chance.
  private static let telling = 3
}
