import Crypto

/// Fingerprints of a hello, without GREASE. Empty for a truncated hello and for SSL 2.0, for which none is
/// defined.
package enum Fingerprints {
  static func isDefined(for hello: ClientHello) -> Bool { !hello.isSSLv2Format && hello.isComplete }
}

extension Fingerprints {
  /// JA3: MD5 of ``ja3Text(_:)`` in lower-case hexadecimal (github.com/salesforce/ja3).
  package static func ja3(_ hello: ClientHello) -> String {
    let text = ja3Text(hello)
    return text.isEmpty ? "" : md5(text)
  }

  /// What JA3 is made of: version, cipher suites, extensions, groups, point formats; decimal, in wire order.
  package static func ja3Text(_ hello: ClientHello) -> String {
    guard isDefined(for: hello), let version = hello.clientVersion else { return "" }
    return [
      String(version.rawValue),
      decimals(hello.cipherSuites),
      decimals(hello.extensions.map(\.type)),
      decimals(hello.supportedGroups),
      hello.ecPointFormats.map { String($0) }.joined(separator: "-"),
    ].joined(separator: ",")
  }

  /// JA3S: MD5 of ``ja3sText(_:)`` in lower-case hexadecimal.
  package static func ja3s(_ hello: ServerHello) -> String {
    let text = ja3sText(hello)
    return text.isEmpty ? "" : md5(text)
  }

  /// What JA3S is made of: the version field as sent, the cipher suite, the extensions in wire order.
  package static func ja3sText(_ hello: ServerHello) -> String {
    guard hello.recordVersion != .ssl20, hello.isComplete, let version = hello.legacyVersion,
      let suite = hello.cipherSuite
    else { return "" }
    return "\(version.rawValue),\(suite.rawValue),\(decimals(hello.extensions.map(\.type)))"
  }

  private static func decimals<Element: CodePoint>(_ list: [Element]) -> String {
    list.lazy.filter { !$0.isGREASE }.map { String($0.rawValue) }.joined(separator: "-")
  }

  private static func md5(_ text: String) -> String {
    hexadecimal(Insecure.MD5.hash(data: Array(text.utf8)))
  }
}

extension Fingerprints {
  /// JA4 of a hello over TCP (FoxIO, "JA4: TLS Client Fingerprinting"), such as
  /// `t13d1516h2_8daaf6152771_e5627efa2ab1`.
  ///
  ///     t   13   d   15   16   h2   _ 8daaf6152771 _ e5627efa2ab1
  ///     |   |    |   |    |    |      |              SHA-256 of the extensions and signature algorithms
  ///     |   |    |   |    |    |      SHA-256 of the cipher suites, in order of their numbers
  ///     |   |    |   |    |    first and last character of the first ALPN protocol
  ///     |   |    |   |    how many extensions
  ///     |   |    |   how many cipher suites
  ///     |   |    d: with a server name, i: without
  ///     |   highest version offered
  ///     TCP
  package static func ja4(_ hello: ClientHello) -> String {
    guard isDefined(for: hello) else { return "" }
    let text = ja4Parts(hello)
    return [text.start, shortDigest(text.suites), shortDigest(text.extensions)].joined(separator: "_")
  }

  /// The readable form of JA4, known as JA4_r: the lists in place of their digests.
  package static func ja4Text(_ hello: ClientHello) -> String {
    guard isDefined(for: hello) else { return "" }
    let text = ja4Parts(hello)
    return [text.start, text.suites, text.extensions].joined(separator: "_")
  }

  private static func ja4Parts(_ hello: ClientHello) -> (start: String, suites: String, extensions: String) {
    let suites = hello.cipherSuites.filter { !$0.isGREASE }
    let types = hello.extensions.map(\.type).filter { !$0.isGREASE }
    let hasName = types.contains(.serverName)
    let counts = twoDigits(suites.count) + twoDigits(types.count)
    let version = hello.highestVersion.map(version) ?? "00"
    let start = "t" + version + (hasName ? "d" : "i") + counts + ends(of: hello.alpn.first)
    let hashed = types.filter { $0 != .serverName && $0 != .applicationLayerProtocolNegotiation }
    let schemes = hello.signatureAlgorithms.filter { !$0.isGREASE }.map(\.digits).joined(separator: ",")
    var extensions = hashed.map(\.digits).sorted().joined(separator: ",")
    if !extensions.isEmpty && !schemes.isEmpty { extensions += "_" + schemes }
    return (start, suites.map(\.digits).sorted().joined(separator: ","), extensions)
  }

  private static func version(_ version: ProtocolVersion) -> String {
    switch version.released {
    case .ssl20: "s2"
    case .ssl30: "s3"
    case .tls10: "10"
    case .tls11: "11"
    case .tls12: "12"
    case .tls13: "13"
    default: "00"
    }
  }

  private static func twoDigits(_ count: Int) -> String {
    let shown = min(count, 99)
    return (shown < 10 ? "0" : "") + String(shown)
  }

  /// The first and last character of a protocol name; if one is not an ASCII letter or digit, the first and
  /// last digit of the name in hexadecimal; `00` without a name.
  private static func ends(of name: String?) -> String {
    // ALPN names have one character for each byte, so every number fits.
    let bytes = (name ?? "").unicodeScalars.map { UInt8(truncatingIfNeeded: $0.value) }
    guard let first = bytes.first, let last = bytes.last else { return "00" }
    if isAlphanumeric(first) && isAlphanumeric(last) {
      return String(decoding: [first, last], as: UTF8.self)
    }
    return String(first >> 4, radix: 16) + String(last & 15, radix: 16)
  }

  private static func isAlphanumeric(_ byte: UInt8) -> Bool {
    switch byte {
    case 0x30...0x39, 0x41...0x5a, 0x61...0x7a: true
    default: false
    }
  }

  /// The first twelve digits of SHA-256; of an empty list twelve zeros, so that it shows.
  private static func shortDigest(_ text: String) -> String {
    if text.isEmpty { return "000000000000" }
    return hexadecimal(SHA256.hash(data: Array(text.utf8)).prefix(6))
  }
}

extension CodePoint {
  /// The number in hexadecimal without a prefix.
  fileprivate var digits: String { String(hexadecimal.dropFirst(2)) }
}
