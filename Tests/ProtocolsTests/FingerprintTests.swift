import Bytes
import Testing

@testable import Protocols

/// Vectors as published: JA4 in FoxIO's description, JA3 and JA3S as catalogues of fingerprints list them.
@Suite struct FingerprintTests {
  private func hello(
    version: ProtocolVersion = .tls12, suites: [UInt16], types: [UInt16], groups: [UInt16] = [],
    formats: [UInt8] = [], schemes: [UInt16] = [], versions: [UInt16] = [], alpn: [String] = []
  ) -> ClientHello {
    var hello = ClientHello(recordVersion: .tls10, clientVersion: version)
    hello.cipherSuites = suites.map(CipherSuite.init(rawValue:))
    hello.extensions = types.map { HelloExtension(type: ExtensionType(rawValue: $0), length: 0) }
    hello.supportedGroups = groups.map(NamedGroup.init(rawValue:))
    hello.ecPointFormats = formats
    hello.signatureAlgorithms = schemes.map(SignatureScheme.init(rawValue:))
    hello.supportedVersions = versions.map(ProtocolVersion.init(rawValue:))
    hello.alpn = alpn
    return hello
  }

  private var published: ClientHello {
    hello(
      suites: [
        0x2a2a, 0x1301, 0x1302, 0x1303, 0xc02b, 0xc02f, 0xc02c, 0xc030, 0xcca9, 0xcca8, 0xc013, 0xc014,
        0x009c,
        0x009d, 0x002f, 0x0035,
      ],
      types: [
        0x0a0a, 0x001b, 0x0000, 0x0033, 0x0010, 0x4469, 0x0017, 0x002d, 0x000d, 0x0005, 0x0023, 0x0012,
        0x002b,
        0xff01, 0x000b, 0x000a, 0x0015,
      ],
      schemes: [0x0403, 0x0804, 0x0401, 0x0503, 0x0805, 0x0501, 0x0806, 0x0601],
      versions: [0x1a1a, 0x0304, 0x0303], alpn: ["h2", "http/1.1"])
  }

  @Test func ja4IsThePublishedOne() {
    #expect(Fingerprints.ja4(published) == "t13d1516h2_8daaf6152771_e5627efa2ab1")
    #expect(
      Fingerprints.ja4Text(published)
        == "t13d1516h2_002f,0035,009c,009d,1301,1302,1303,c013,c014,c02b,c02c,c02f,c030,cca8,cca9"
        + "_0005,000a,000b,000d,0012,0015,0017,001b,0023,002b,002d,0033,4469,ff01"
        + "_0403,0804,0401,0503,0805,0501,0806,0601")
    var bare = published
    bare.signatureAlgorithms = []
    #expect(Fingerprints.ja4(bare).hasSuffix("_6d807ffa2a79"))
  }

  @Test func ja4ShowsWhatIsMissing() {
    let empty = hello(version: .ssl30, suites: [], types: [0, 16])
    #expect(Fingerprints.ja4(empty) == "ts3d000200_000000000000_000000000000")
    let many = hello(version: .tls10, suites: [UInt16](repeating: 0x2f, count: 120), types: [])
    #expect(Fingerprints.ja4(many).hasPrefix("t10i990000_"))
    #expect(
      Fingerprints.ja4(hello(version: ProtocolVersion(rawValue: 0x0505), suites: [], types: [])).hasPrefix(
        "t00"))
  }

  @Test func ja4TakesTheEndsOfTheFirstProtocol() {
    let cases: [(String, String)] = [
      ("\u{ab}", "ab"), ("\u{ab}\u{cd}", "ad"), ("0\u{ab}", "3b"), ("01\u{ab}\u{cd}", "3d"),
      ("0\u{ab}\u{cd}1", "01"), ("h", "hh"), ("http/1.1", "h1"), ("", "00"),
    ]
    for (name, ends) in cases {
      let text = Fingerprints.ja4(hello(suites: [], types: [16], alpn: [name]))
      #expect(text.hasPrefix("t12i0001\(ends)_"), "\(name.debugDescription)")
    }
  }

  /// Windows 10 with 19 suites, as JA3 catalogues list it.
  @Test func ja3IsThePublishedOne() {
    let windows = hello(
      suites: [
        49196, 49195, 49200, 49199, 49188, 49187, 49192, 49191, 49162, 49161, 49172, 49171, 157, 156, 61, 60,
        53, 47,
        10,
      ],
      types: [0, 5, 10, 11, 13, 35, 23, 65281], groups: [29, 23, 24], formats: [0])
    #expect(
      Fingerprints.ja3Text(windows)
        == "771,49196-49195-49200-49199-49188-49187-49192-49191-49162-49161-49172-49171-157-156-61-60-53-47-10,"
        + "0-5-10-11-13-35-23-65281,29-23-24,0")
    #expect(Fingerprints.ja3(windows) == "a0e9f5d64349fb13191bc781f81f42e1")
  }

  @Test func ja3LeavesGREASEOutAndKeepsEmptyFields() {
    let text = Fingerprints.ja3Text(hello(suites: [0x0a0a, 5], types: [0x1a1a], groups: [0x2a2a]))
    #expect(text == "771,5,,,")
  }

  @Test func ja3sNamesTheChoice() {
    var server = ServerHello(
      recordVersion: .tls12, legacyVersion: .tls12, cipherSuite: CipherSuite(rawValue: 0xc030))
    server.extensions = [
      HelloExtension(type: .renegotiationInfo, length: 1), HelloExtension(type: .sessionTicket, length: 0),
    ]
    #expect(Fingerprints.ja3sText(server) == "771,49200,65281-35")
    #expect(Fingerprints.ja3s(server) == "f3ea06bfa009eff71cdb3cc998acb93d")
    let plain = ServerHello(
      recordVersion: .tls10, legacyVersion: .tls10, cipherSuite: CipherSuite(rawValue: 4))
    #expect(Fingerprints.ja3sText(plain) == "769,4,")
    #expect(Fingerprints.ja3s(plain) == "53611273a714cb4789c8222932efd5a7")
  }

  @Test func anUnreadEndHasNoFingerprint() {
    var cut = published
    cut.isComplete = false
    #expect(
      Fingerprints.ja3(cut).isEmpty && Fingerprints.ja4(cut).isEmpty && Fingerprints.ja4Text(cut).isEmpty)
    var old = published
    old.isSSLv2Format = true
    #expect(Fingerprints.ja3(old).isEmpty && Fingerprints.ja4(old).isEmpty)
  }
}
