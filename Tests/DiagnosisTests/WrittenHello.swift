import Protocols

@testable import Diagnosis

/// A ClientHello written as its lists: numbers with spaces between them, suites and signature algorithms in
/// hexadecimal, extensions and groups in decimal, as fingerprint databases print them.
struct WrittenHello {
  var suites: String
  var extensions: String
  var groups = "29 23 24"
  var schemes = ""
  /// What the hello's version field says: `0301`, `0303`.
  var version = "0303"
  var points: [UInt8] = [0]
  var compression: [UInt8] = [0]

  var hello: ClientHello {
    var hello = ClientHello(recordVersion: .tls10, clientVersion: number(version, ProtocolVersion.self))
    hello.cipherSuites = numbers(suites)
    hello.extensions = extensions.split(separator: " ").map {
      HelloExtension(type: ExtensionType(rawValue: UInt16($0) ?? 0), length: 0)
    }
    hello.compressionMethods = compression
    if hello.has(.supportedGroups) {
      hello.supportedGroups = groups.split(separator: " ").map { NamedGroup(rawValue: UInt16($0) ?? 0) }
    }
    if hello.has(.ecPointFormats) { hello.ecPointFormats = points }
    if hello.has(.signatureAlgorithms) { hello.signatureAlgorithms = numbers(schemes) }
    if hello.has(.supportedVersions) { hello.supportedVersions = [.tls13, .tls12] }
    return hello
  }

  private func numbers<Code: CodePoint>(_ list: String) -> [Code] where Code.RawValue == UInt16 {
    list.split(separator: " ").map { number($0, Code.self) }
  }

  private func number<Code: CodePoint>(_ digits: some StringProtocol, _ type: Code.Type) -> Code
  where Code.RawValue == UInt16 {
    Code(rawValue: UInt16(digits, radix: 16) ?? 0)
  }
}

extension WrittenHello {
  /// The signature algorithms of Windows 7, of 8.1, of 10, and of 10 with RSA-PSS.
  static let windows7 = "0601 0603 0401 0501 0201 0403 0503 0203 0202"
  static let windows81 = "0401 0501 0601 0201 0403 0503 0603 0203 0202"
  static let windows10 = "0401 0501 0201 0403 0503 0203 0202 0601 0603"
  static let windowsPSS = "0804 0805 0806 \(windows10)"

  static let suites2012 =
    "c028 c027 c014 c013 009f 009e 009d 009c 003d 003c 0035 002f c02c c02b c024 c023 c00a c009 006a 0040 0038 0032 000a 0013"
  static let suites2012R2 =
    "c028 c027 c014 c013 009f 009e 0039 0033 009d 009c 003d 003c 0035 002f c02c c02b c024 c023 c00a c009 006a 0040 0038 0032 000a 0013"
  static let suites2016 =
    "c02c c02b c030 c02f 009f 009e c024 c023 c028 c027 c00a c009 c014 c013 0039 0033 009d 009c 003d 003c 0035 002f 000a 006a 0040 0038 0032 0013"
  static let suites2019 =
    "c02c c02b c030 c02f 009f 009e c024 c023 c028 c027 c00a c009 c014 c013 009d 009c 003d 003c 0035 002f 000a"
  static let suites2025 =
    "1302 1301 c02c c02b c030 c02f c024 c023 c028 c027 c00a c009 c014 c013 009d 009c 003d 003c 0035 002f"
}
