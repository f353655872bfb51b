import Crypto

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
