import Diagnosis
import Protocols

/// Hellos and certificates by a short name.
enum Hellos {
  /// `1.0` and `1.2`: as Windows Server 2012 R2 sends them to sws. `1.3`: offers TLS 1.3 and 1.2.
  /// Words after a `/` change it: `nosni`, `name=HOST`, `cut` (before the suites end), `short` (after them),
  /// `rsa` (suites that sws does not take), `ecdsa` (only suites that need another certificate), `dh`
  /// (no curve), `x25519`, `only25519`, `signs=0403,0401` (signature algorithms), `only13` (no older version), `v2` (SSL 2.0
  /// format).
  static func hello(_ words: String) -> ClientHello {
    let parts = words.split(separator: "/").map(String.init)
    var hello = base(parts.first ?? "1.2")
    for word in parts.dropFirst() { change(&hello, word) }
    return hello
  }

  private static func base(_ version: String) -> ClientHello {
    let number: ProtocolVersion = version == "1.0" ? .tls10 : version == "1.1" ? .tls11 : .tls12
    var hello = ClientHello(recordVersion: number, clientVersion: number)
    hello.serverName = "sws.update.microsoft.com"
    hello.supportedGroups = [.secp256r1, .secp384r1]
    hello.cipherSuites = [0xc028, 0xc027, 0xc014, 0xc013, 0x0035, 0x002f].map(CipherSuite.init(rawValue:))
    if version == "1.0" || version == "1.1" { hello.cipherSuites.removeFirst(2) }
    if version == "1.3" {
      hello.supportedVersions = [ProtocolVersion(rawValue: 0x3a3a), .tls13, .tls12]
      hello.cipherSuites += [.aes128GCMSHA256, .ecdheRSAWithAES256GCMSHA384]
    }
    return hello
  }

  private static func change(_ hello: inout ClientHello, _ word: String) {
    switch word {
    case "nosni": hello.serverName = nil
    case "short": hello.isComplete = false
    case "cut":
      hello.isComplete = false
      hello.hasAllCipherSuites = false
      hello.serverName = nil
      hello.supportedGroups = []
      hello.cipherSuites = [CipherSuite(rawValue: 0x0035)]
    case "noversion": (hello.clientVersion, hello.isComplete) = (nil, false)
    case "rsa": hello.cipherSuites = [0x009d, 0x0035, 0x000a].map(CipherSuite.init(rawValue:))
    case "ecdsa": hello.cipherSuites = [CipherSuite(rawValue: 0xc02c), CipherSuite(rawValue: 0xc02b)]
    case "dh": hello.supportedGroups = [NamedGroup(rawValue: 0x0100), NamedGroup(rawValue: 0x1a1a)]
    case "x25519": hello.supportedGroups.insert(.x25519, at: 0)
    case "only25519": hello.supportedGroups = [.x25519]
    case "only13": (hello.supportedVersions, hello.cipherSuites) = ([.tls13], [.aes128GCMSHA256])
    case "v2": hello.isSSLv2Format = true
    case _ where word.hasPrefix("signs="):
      hello.signatureAlgorithms = word.dropFirst("signs=".count).split(separator: ",")
        .compactMap { UInt16($0, radix: 16).map(SignatureScheme.init(rawValue:)) }
    default:
      precondition(word.hasPrefix("name="), "no such change: \(word)")
      hello.serverName = String(word.dropFirst("name=".count))
    }
  }

  /// `1.2` by default; `1.3`, `1.0`, `2.0`; with `:resumed`.
  static func choice(_ words: String) -> ServerHello {
    let parts = words.split(separator: ":")
    let number: ProtocolVersion = parts.first == "1.0" ? .tls10 : parts.first == "2.0" ? .ssl20 : .tls12
    var hello = ServerHello(
      recordVersion: .tls12, legacyVersion: number, cipherSuite: .ecdheRSAWithAES256GCMSHA384)
    if parts.first == "1.3" { hello.selectedVersion = .tls13 }
    hello.resumesSession = parts.contains("resumed")
    return hello
  }

  /// `microsoft` (the default), `inspector`, `unreadable`, or the alternative names with commas.
  static func certificate(_ words: String) -> CertificateSummary {
    let issuer =
      switch words {
      case "inspector": "CN=Contoso Inspection CA,O=Contoso"
      case "unreadable": ""
      default: "CN=Microsoft Update Secure Server CA 2.1,O=Microsoft Corporation"
      }
    let names = words.contains(".") ? words.split(separator: ",").map(String.init) : []
    return CertificateSummary(
      subject: "CN=sws", issuer: issuer, serial: "01", notBefore: 0, notAfter: 1,
      subjectAlternativeNames: names, sha256: "00", key: "RSA 2048", signature: "sha256WithRSAEncryption",
      fault: nil)
  }
}
