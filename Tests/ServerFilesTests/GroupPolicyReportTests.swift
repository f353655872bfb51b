import Diagnosis
import Protocols
import ServerFileBuilding
import Testing

@testable import ServerFiles

@Suite struct GroupPolicyReportTests {
  private let suites = ["TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256"]

  @Test(arguments: BuiltLanguage.allCases, GroupPolicyReportBuilder.Shape.allCases)
  func theOrderIsFoundInAnyLanguage(_ language: BuiltLanguage, _ shape: GroupPolicyReportBuilder.Shape) throws
  {
    for encoding in BuiltEncoding.allCases where language == .english || encoding.hasJapanese {
      var report = GroupPolicyReportBuilder(language: language, suites: suites.joined(separator: ","))
      report.shape = shape
      report.winningObject = "Contoso &amp; Sons: TLS"
      let facts = try facts(BuiltText.bytes(report.text, encoding))
      let order = try #require(facts.cipherOrders.first, "\(encoding)")
      #expect(facts.cipherOrders.count == 1)
      #expect(order.suites == suites)
      #expect(order.cipherSuites == [.ecdheRSAWithAES256GCMSHA384, .ecdheRSAWithAES128GCMSHA256])
      let setting = language == .english ? "SSL Cipher Suite Order" : "SSL 暗号の順位"
      #expect(order.source == .groupPolicy(winningObject: "Contoso & Sons: TLS", setting: setting))
      let lines = report.text.split(separator: "\n", omittingEmptySubsequences: false)
      let expected = lines.firstIndex { $0.contains("<td>TLS_") && !$0.contains("function") }
      #expect(order.citation.line == expected.map { $0 + 1 })
      #expect(facts.files.first?.notes == [])
    }
  }

  @Test func noOrderNoFact() throws {
    let facts = try facts(
      BuiltText.bytes(GroupPolicyReportBuilder(suites: nil).text, .utf16LittleEndianWithMark))
    #expect(facts.cipherOrders.isEmpty)
    #expect(facts.files.first?.kind == .groupPolicyReport)
  }

  @Test func theReportOfOneObjectNamesNone() throws {
    var report = GroupPolicyReportBuilder(suites: suites[0])
    report.isResult = false
    report.winningObject = "set by the security team"
    let order = try #require(try facts(BuiltText.bytes(report.text)).cipherOrders.first)
    #expect(order.source == .groupPolicy(winningObject: nil, setting: "SSL Cipher Suite Order"))
  }

  @Test func aListOutsideASettingHasNoObject() throws {
    let list = "<table><tr><td>Value data</td><td>\(suites[0])</td></tr></table></body>"
    let text = GroupPolicyReportBuilder(suites: nil).text.split(separator: "</body>").joined(separator: list)
    let order = try #require(try facts(BuiltText.bytes(text)).cipherOrders.first)
    #expect(order.source == .groupPolicy(winningObject: nil, setting: nil))
  }

  @Test func otherPagesAreNoReport() throws {
    let text = "<html><body><table><tr><td>TLS_RSA_WITH_NULL_SHA</td></tr></table></body></html>"
    #expect(try read(BuiltText.bytes(text)).refused.map(\.reason) == [.unknownText])
  }

  @Test func aCutReportSaysSo() throws {
    let text = GroupPolicyReportBuilder(suites: suites[0]).text
    let bytes = BuiltText.bytes(text, .utf16LittleEndianWithMark)
    for length in stride(from: bytes.count - 40, to: bytes.count / 2, by: -53) {
      let file = try #require(try facts(Array(bytes[..<length])).files.first)
      #expect(!file.notes.isEmpty, "\(length)")
    }
  }

  @Test func hostilePagesFindAnEnd() throws {
    let start = "<html><div class=rsopsettings>"
    let pages = [
      start + String(repeating: "<table><tr><td>", count: 15_000),
      start + String(repeating: "</table></td>", count: 15_000),
      start + "<td " + String(repeating: "gpmc_settingName ", count: 15_000) + "=",
      start + "<td>" + String(repeating: "&#x", count: 20_000),
      start + "<script>" + String(repeating: "</scrip", count: 15_000),
      start + "<!--" + String(repeating: "--", count: 15_000),
      start + "<span gpmc_settingName='" + String(repeating: "<", count: 20_000),
      start + String(repeating: "<", count: 40_000),
      start + "<table><tr><td>" + String(repeating: "TLS_A,", count: 20_000) + "</td>",
    ]
    for page in pages { _ = try read(BuiltText.bytes(page)) }
  }
}

@Suite struct CipherOrderTests {
  private func faults(_ text: String) throws -> [CipherOrder.Fault] {
    let report = GroupPolicyReportBuilder(suites: text)
    return try #require(try facts(BuiltText.bytes(report.text)).cipherOrders.first).faults
  }

  @Test func aGoodOrderForNewSystemsHasNames() throws {
    #expect(
      try faults(
        "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384,TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P256,TLS_RSA_WITH_AES_128_CBC_SHA"
      )
        == [])
  }

  @Test func theCurveIsNoPartOfTheSuite() throws {
    let text = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P256,TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384"
    let report = GroupPolicyReportBuilder(suites: text)
    let order = try #require(try facts(BuiltText.bytes(report.text)).cipherOrders.first)
    #expect(order.suites.count == 2)
    #expect(order.cipherSuites == [.ecdheRSAWithAES256CBCSHA384])
  }

  @Test func theLimitIs1023Characters() throws {
    let name = "TLS_RSA_WITH_AES_128_CBC_SHA"
    let many = Array(repeating: name, count: 40).joined(separator: ",")
    #expect(try faults(String(many.prefix(name.count * 35 + 34))) == [])
    #expect(name.count * 35 + 34 == 1014)
    #expect(try faults(many) == [.tooLong(characters: many.count)])
  }

  @Test func spacesAndUnknownNames() throws {
    #expect(try faults("TLS_RSA_WITH_AES_128_CBC_SHA, TLS_RSA_WITH_AES_256_CBC_SHA") == [.whiteSpace])
    #expect(
      try faults("TLS_RSA_WITH_AES_128_CBC_SHA,TLS_RSA_WITH_AES_128_CBC_SHA_P256,TLS_FOO")
        == [.unknownNames(["TLS_RSA_WITH_AES_128_CBC_SHA_P256", "TLS_FOO"])])
    #expect(try faults("SSL_CK_RC4_128_WITH_MD5") == [])
  }

  @Test func namesThatASystemHasNot() throws {
    let old: [WindowsServer] = [.v2012, .v2012R2]
    let gcm = "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384_P384"
    #expect(try faults(gcm) == [.impossibleNames([gcm], on: old)])
    let bare = "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384"
    #expect(try faults(bare) == [.impossibleNames([bare], on: old)])
    #expect(try faults("TLS_ECDHE_ECDSA_WITH_AES_256_GCM_SHA384_P384") == [])
    #expect(
      try faults("TLS_AES_256_GCM_SHA384")
        == [.impossibleNames(["TLS_AES_256_GCM_SHA384"], on: [.v2012, .v2012R2, .v2016, .v2019])])
  }
}
