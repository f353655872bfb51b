import Diagnosis
import Foundation
import Protocols
import Testing

@testable import Reports

extension SampleCapture {
  /// A hello of Schannel: `groups` are x25519, P-256 and P-384 for a newer system.
  fileprivate static func schannel(
    _ version: ProtocolVersion, _ suites: [UInt16], groups: [NamedGroup] = [.secp256r1, .secp384r1]
  ) -> ClientHello {
    var hello = ClientHello(recordVersion: version, clientVersion: version)
    hello.cipherSuites = suites.map { CipherSuite(rawValue: $0) }
    hello.supportedGroups = groups
    hello.extensions = [5, 10, 11, 35, 23, 65281].map {
      HelloExtension(type: ExtensionType(rawValue: $0), length: 0)
    }
    hello.compressionMethods = [0]
    hello.serverName = "sws.update.microsoft.com"
    return hello
  }

  /// A hello that is answered by RST, with a verdict.
  fileprivate mutating func addRefused(_ hello: ClientHello, as verdict: Verdict, endpoint: String? = "sws") {
    let end = EndSign(kind: .rst, by: .server, frame: 5)
    let events =
      Self.opening(1, 10) + [
        Self.event(.clientHello(reference: store.add(hello)), .client, 4, 30),
        Self.event(.rst(EndDetails()), .server, 5, 50),
      ]
    let reason: Reason =
      verdict == .noCommonCipher
      ? .noSuiteInCommon(hello: 4, end: end)
      : .versionTooLow(hello: 4, offered: 0x0301, minimum: 0x0303, end: end)
    add(verdict, reason, events: events, endpoint: endpoint)
  }
}

@Suite struct WhatIfReportTests {
  private static let oldDefaults: [UInt16] = [
    0xC014, 0xC013, 0x0039, 0x0033, 0x0035, 0x002F, 0xC00A, 0xC009, 0x0038, 0x0032, 0x000A, 0x0013,
  ]

  private func finding(_ capture: SampleCapture) throws -> [String: Any] {
    let text = capture.report("json")
    let report = try #require(JSONSerialization.jsonObject(with: Data(text.utf8)) as? [String: Any])
    let first = try #require((report["captures"] as? [[String: Any]])?.first)
    return try #require((first["findings"] as? [[String: Any]])?.first)
  }

  private func system(_ hello: ClientHello) throws -> [String: Any]? {
    var json = JSONWriter()
    json.write(ClientOffer(hello, isNamed: false), ClientOffer.fieldsAfterName)
    let object = try JSONSerialization.jsonObject(with: Data(json.buffer.bytes)) as? [String: Any]
    return object?["client_system"] as? [String: Any]
  }

  /// The words of a text, one space between two.
  private static func unwrapped(_ text: String) -> String {
    text.split { $0 == "\n" || $0 == " " }.joined(separator: " ")
  }

  @Test func listsStandSideBySideWhereThereIsRoom() {
    var capture = SampleCapture()
    capture.addRefused(SampleCapture.schannel(.tls12, [0x009D, 0x0035]), as: .noCommonCipher)
    let wide = capture.report("text")
    #expect(
      wide.contains("TLS_RSA_WITH_AES_256_GCM_SHA384   TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384"))
    #expect(wide.contains("offered (2)                       accepted (4, as of 2020-08)"))
    let narrow = capture.report("text") { $0.width = 60 }
    #expect(narrow.contains("    accepted (4, as of 2020-08)\n      TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384\n"))
    let likely = wide.firstRange(
      of: "On Windows Server 2012 or 2012 R2 (likely), add to SSL Cipher Suite Order:")
    let other = wide.firstRange(
      of: "On Windows Server 2016, 2019, 2022 or 2025, add to SSL Cipher Suite Order:")
    #expect(likely != nil && other != nil)
    if let likely, let other { #expect(likely.lowerBound < other.lowerBound) }
    #expect(wide.contains("      TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P256\n"))
  }

  @Test func longListsAreCut() {
    var capture = SampleCapture()
    let suites = (0..<40).map { UInt16(0x0a00 + $0) }
    capture.addRefused(SampleCapture.schannel(.tls12, suites), as: .noCommonCipher)
    let text = capture.report("text")
    #expect(text.contains("offered (40)"))
    #expect(text.contains("and 28 more (--flow shows all)"))
  }

  @Test func missingCurvesAreNamed() throws {
    var capture = SampleCapture()
    let hello = SampleCapture.schannel(.tls12, [0xC030], groups: [NamedGroup(rawValue: 0x0100)])
    capture.addRefused(hello, as: .noCommonCipher)
    let text = capture.report("text")
    #expect(
      Self.unwrapped(text).contains("but without an elliptic curve: secp256r1 or secp384r1 is missing."))
    #expect(text.contains("add to ECC Curve Order:\n      NistP256\n"))
    let whatIf = try #require(finding(capture)["what_if"] as? [String: Any])
    #expect(whatIf["missing"] as? String == "curve")
    #expect(
      (whatIf["missing_groups"] as? [[String: String]])?.map { $0["name"] } == ["secp256r1", "secp384r1"])
    let additions = try #require(whatIf["add"] as? [[String: Any]])
    #expect(additions.first?["curves"] as? [String] == ["NistP256", "NistP384"])
    #expect(additions.first?["cipher_suites"] == nil)
  }

  @Test func jsonHoldsBothListsAndTheNames() throws {
    var capture = SampleCapture()
    capture.addRefused(SampleCapture.schannel(.tls12, [0x009D, 0x0035]), as: .noCommonCipher)
    let whatIf = try #require(finding(capture)["what_if"] as? [String: Any])
    #expect((whatIf["offered"] as? [Any])?.count == 2)
    #expect((whatIf["accepted"] as? [Any])?.count == 4)
    #expect((whatIf["common"] as? [Any])?.count == 0)
    #expect(whatIf["missing"] as? String == "cipher_suite")
    let additions = try #require(whatIf["add"] as? [[String: Any]])
    #expect(additions.map { ($0["likely"] as? [String])?.count } == [2, 0])
    #expect(additions.map { ($0["cipher_suites"] as? [String])?.count } == [4, 4])
  }

  @Test func anOldHelloTellsWhatANewOneWouldOffer() throws {
    var capture = SampleCapture()
    capture.addRefused(SampleCapture.schannel(.tls10, Self.oldDefaults), as: .versionReject)
    let text = capture.report("text")
    #expect(text.contains("The ClientHello looks like that of Windows Server 2012 R2."))
    #expect(
      text.contains("With TLS 1.2, this system offers TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384 and 1 more"))
    let whatIf = try #require(finding(capture)["what_if"] as? [String: Any])
    #expect(whatIf["systems"] as? [String] == ["Windows Server 2012 R2"])
    #expect((whatIf["common"] as? [Any])?.count == 2)
    // A shortened list promises nothing.
    var shortened = SampleCapture()
    shortened.addRefused(
      SampleCapture.schannel(.tls10, Array(Self.oldDefaults.prefix(5))), as: .versionReject)
    #expect(try finding(shortened)["what_if"] == nil)
    #expect(!shortened.report("text").contains("With TLS 1.2,"))
  }

  @Test func anotherProgramsHelloIsAWarning() throws {
    var capture = SampleCapture()
    var hello = SampleCapture.schannel(.tls12, [0x009D])
    hello.extensions.append(HelloExtension(type: .encryptThenMAC, length: 0))
    capture.addRefused(hello, as: .noCommonCipher)
    for text in [capture.report("text"), capture.report("text") { $0.flows = [0] }] {
      #expect(
        Self.unwrapped(text).contains(
          "may come from a proxy or another program instead of WSUS"))
    }
    #expect(capture.report("text") { $0.usesColor = true }.contains("\u{1b}[33m"))
    // Another server's business is its own.
    var other = SampleCapture()
    other.addRefused(hello, as: .noCommonCipher, endpoint: nil)
    #expect(!other.report("text").contains("WSUS server itself"))
    #expect(other.report("text") { $0.flows = [0] }.contains("client system         not Schannel."))
    #expect(try finding(other)["what_if"] == nil)
  }

  @Test func jsonSaysOnlyWhatIsKnown() throws {
    let own = SampleCapture.schannel(.tls10, Self.oldDefaults)
    #expect(try system(own)?["is_schannel"] as? Bool == true)
    #expect(try system(own)?["match"] as? String == "default")
    #expect(try system(own)?["systems"] as? [String] == ["Windows Server 2012 R2"])
    var foreign = own
    foreign.cipherSuites.append(CipherSuite(rawValue: 0x1a1a))
    #expect(try system(foreign)?["is_schannel"] as? Bool == false)
    #expect(try system(foreign)?["match"] as? String == "none")
    #expect(try system(foreign)?["systems"] as? [String] == [])
    var cut = own
    cut.isComplete = false
    cut.extensions = []
    #expect(try system(cut)?["is_schannel"] == nil)
    #expect((try system(cut)?["systems"] as? [String])?.count == 2)
    cut.hasAllCipherSuites = false
    #expect(try system(cut) == nil)
  }

  private static let signs: [ForeignSign] = [
    .grease, .unknownExtension(.padding), .unknownExtension(ExtensionType(rawValue: 0xfff1)),
    .extensionOrder,
    .cipherSuite(CipherSuite(rawValue: 0xcca8)), .group(.x448), .signatureScheme(.ed25519), .pointFormat,
    .compression,
  ]

  static let hints: [ClientSystem] = {
    var hints = signs.map { ClientSystem(stack: .foreign($0), systems: [], order: nil) }
    for order in SuiteOrder.allCases {
      for systems in [[.v2012], [.v2012, .v2012R2], WindowsServer.allCases] as [[WindowsServer]] {
        hints.append(ClientSystem(stack: .schannel, systems: systems, order: order))
      }
    }
    hints.append(ClientSystem(stack: .undecided, systems: [.v2012], order: .defaultList))
    hints.append(ClientSystem(stack: .schannel, systems: [], order: nil))
    return hints
  }()

  @Test func everyHintHasWords() {
    for hint in Self.hints {
      for sentence in [Words.english.looks(hint).text, Words.english.basis(hint).text] {
        #expect(sentence.hasSuffix(".") && !sentence.contains("  "), "\(sentence)")
      }
      #expect(!Words.english.clientSystem(hint).isEmpty)
    }
    #expect(
      Words.english.clientSystem(
        ClientSystem(stack: .schannel, systems: [.v2012, .v2012R2], order: .shortened)
      )
      .text
        == "Windows Server 2012 or 2012 R2")
    #expect(Set(Self.hints.map { Words.english.basis($0) }).count == Self.signs.count + 5)
  }

  @Test func noLineOfAComparisonIsWiderThanThePage() {
    var capture = SampleCapture()
    let suites = CipherSuite.assignments.map(\.number).filter { !(0xC027...0xC030).contains($0) }
    capture.addRefused(SampleCapture.schannel(.tls12, suites), as: .noCommonCipher)
    capture.addRefused(SampleCapture.schannel(.tls10, Self.oldDefaults), as: .versionReject)
    for width in 40...140 {
      for flows in [[], [0, 1]] {
        let text = capture.report("text") { ($0.width, $0.flows) = (width, flows) }
        for line in text.split(separator: "\n") where DisplayWidth.columns(of: String(line)) > width {
          Issue.record("width \(width): \(line)")
        }
      }
    }
  }
}
