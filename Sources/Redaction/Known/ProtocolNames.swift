import Protocols

/// Names of registries of TLS and HTTP.
enum ProtocolNames {
  /// A cipher suite, also with the curve that Windows 8 writes behind it; a group; a signature algorithm; a
  /// version.
  static func contains(_ word: String) -> Bool {
    codePoints.contains(word) || codePoints.contains(withoutCurve(word)) || isVersion(word)
  }

  private static func withoutCurve(_ word: String) -> String {
    ["_P256", "_P384", "_P521"].contains { word.hasSuffix($0) } ? String(word.dropLast(5)) : word
  }

  /// `TLSv1.2`, `TLS1.2`; `TLS 1.2` is two words.
  private static func isVersion(_ word: String) -> Bool {
    ["TLS", "TLSv", "SSL", "SSLv", "HTTP", "DTLS"].contains { name in
      word.hasPrefix(name)
        && ["1", "1.0", "1.1", "1.2", "1.3", "2", "2.0", "3", "3.0"].contains(word.dropFirst(name.count))
    }
  }

  private static let codePoints: Set<String> = {
    var names = Set(CipherSuite.assignments.map(\.name))
    names.formUnion(SSLv2CipherKind.assignments.map(\.name))
    names.formUnion(NamedGroup.assignments.map(\.name))
    names.formUnion(SignatureScheme.assignments.map(\.name))
    names.formUnion(AlertDescription.assignments.map(\.name))
    names.formUnion(ExtensionType.assignments.map(\.name))
    return names
  }()

  /// Protocols of ALPN that a registry or a browser knows (IANA "TLS ALPN Protocol IDs", September 2026), and
  /// those that GREASE reserves (RFC 8701, section 2).
  static func contains(applicationProtocol name: String) -> Bool {
    applicationProtocols.contains(name) || isGREASE(name)
  }

  private static let applicationProtocols: Set<String> = [
    "http/0.9", "http/1.0", "http/1.1", "spdy/1", "spdy/2", "spdy/3", "spdy/3.1", "h2", "h2c", "h2-14",
    "h2-16", "h3",
    "stun.turn", "stun.nat-discovery", "webrtc", "c-webrtc", "ftp", "imap", "pop3", "managesieve", "coap",
    "co",
    "xmpp-client", "xmpp-server", "acme-tls/1", "mqtt", "dot", "doq", "ntske/1", "sunrpc", "smb", "irc",
    "nntp", "nnsp",
    "sip/2", "tds/8.0", "dicom", "postgresql", "radius/1.0", "radius/1.1", "grpc-exp", "http/2.0",
  ]

  /// Two equal bytes whose lower half is 10.
  private static func isGREASE(_ name: String) -> Bool {
    let bytes = name.unicodeScalars.map(\.value)
    return bytes.count == 2 && bytes[0] == bytes[1] && bytes[0] & 0x0f == 0x0a
  }
}
