import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// Settings of a Group Policy report that are disabled, and registry settings that no template explains.
@Suite struct PolicyStateTests {
  private static let suites = ServerFolder.hardenedSuites.joined(separator: ",")
  private static let key = #"SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002\Functions"#

  private static func page(_ rows: String, isResult: Bool = true) -> String {
    "<html dir=\"ltr\"><head></head><body><div class=\"\(isResult ? "rsopheader" : "gpoheader")\">x</div>"
      + "<div class=\"\(isResult ? "rsopsettings" : "gposettings")\"><table><tr><th>Setting</th><th>State</th>"
      + "<th>Winning GPO</th></tr>\(rows)</table></div></body></html>\n"
  }

  private static func setting(_ name: String, _ state: String, _ object: String = "Contoso TLS baseline")
    -> String
  {
    "<tr><td><span class=\"explainlink\" gpmc_settingName=\"\(name)\" gpmc_settingPath=\"x\">\(name)</span></td>"
      + "<td>\(state)</td><td>\(object)</td></tr>"
  }

  private static func extra(_ key: String, _ value: String, _ object: String = "Contoso TLS baseline")
    -> String
  {
    "<tr><td>\(key)</td><td>\(value)</td><td>\(object)</td></tr>"
  }

  private func object(_ order: CipherOrder?) -> String? {
    guard case .groupPolicy(let object, _)? = order?.source else { return nil }
    return object
  }

  // MARK: Disabled settings

  @Test(arguments: [
    ("SSL Cipher Suite Order", "Disabled"), ("SSL-Verschlüsselungssammlungsreihenfolge", "Deaktiviert"),
    ("Ordre des suites de chiffrement SSL", "Désactivé"),
    ("Orden del conjunto de cifrado SSL", "Deshabilitado"),
    ("Ordine pacchetti di crittografia SSL", "Disattivato"), ("SSL 暗号の順位", "無効"),
    ("SSL 密码套件顺序", "已禁用"), ("Порядок шифрования SSL", "Отключено"),
    ("SSL 암호 그룹 순서", "사용 안 함"),
  ])
  func disabledInEveryLanguage(_ name: String, _ state: String) throws {
    let facts = try understood(Self.page(Self.setting(name, state)), .utf16LittleEndianWithMark)
    #expect(facts.cipherOrders.map(\.isDisabled) == [true] && facts.effectiveCipherOrder == nil)
    #expect(object(facts.cipherOrders.first) == "Contoso TLS baseline")
    #expect(facts.cipherOrders.first?.faults.contains(.whiteSpace) == false)
  }

  @Test(arguments: [
    ("ECC Curve Order", "Disabled"), ("Set SSL proxy", "Disabled"), ("SSL Cipher Suite Order", "Enabled"),
    ("SSL Cipher Suite Order", "Not configured"), ("Turn off TLS", "Disabled"), ("Cipher Order", "Disabled"),
  ])
  func otherSettingsAreNoDisabledOrder(_ name: String, _ state: String) throws {
    #expect(try understood(Self.page(Self.setting(name, state))).cipherOrders.isEmpty)
  }

  // MARK: Extra Registry Settings

  @Test(arguments: [
    key, key.replacing("\\Cryptography", with: "\\<wbr/>Cryptography"), "HKLM\\" + key, key.lowercased(),
    key.uppercased(),
  ])
  func registrySettings(_ key: String) throws {
    let other = Self.extra("SOFTWARE\\Contoso\\x", "1", "Other")
    let facts = try understood(Self.page(other + Self.extra(key, Self.suites) + other))
    let order = try #require(facts.cipherOrders.first)
    #expect(facts.cipherOrders.count == 1 && order.suites == ServerFolder.hardenedSuites)
    #expect(object(order) == "Contoso TLS baseline" && !order.faults.contains(.whiteSpace))
  }

  @Test func aReportOfOneObjectNamesNone() throws {
    let facts = try understood(Self.page(Self.extra(Self.key, Self.suites, "a comment"), isResult: false))
    #expect(facts.cipherOrders.count == 1 && object(facts.cipherOrders.first) == nil)
  }

  @Test func spacesOfARegistrySettingAreFaults() throws {
    let list = ServerFolder.hardenedSuites.joined(separator: ", ")
    #expect(
      try understood(Self.page(Self.extra(Self.key, list))).cipherOrders.first?.faults.contains(.whiteSpace)
        == true)
    let broken = Self.suites.replacing(",", with: ",<wbr/>")
    #expect(
      try understood(Self.page(Self.extra(Self.key, broken))).cipherOrders.first?.faults.contains(.whiteSpace)
        == false)
  }

  @Test(arguments: [
    (key.replacing("Functions", with: "EccCurves"), "NistP256,NistP384"), (key, "1"), (key, ""),
    (key.replacing("00010002", with: "00010003"), "0"), ("SOFTWARE\\Contoso\\Functions", "x"),
  ])
  func otherRegistrySettings(_ key: String, _ value: String) throws {
    #expect(try understood(Self.page(Self.extra(key, value))).cipherOrders.isEmpty)
  }
}
