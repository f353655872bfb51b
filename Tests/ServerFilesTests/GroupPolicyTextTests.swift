import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// `gpresult /r` and `/z` as text, in languages whose labels are not known.
@Suite struct GroupPolicyTextTests {
  private struct Labels: Sendable {
    var title = "RSOP data for CONTOSO\\admin on WSUS : Logging Mode"
    var applied = "Applied Group Policy Objects"
    var filtered = "The following GPOs were not applied because they were filtered out"
    var object = "GPO"
    var key = "Folder Id"
    var value = "Value"
    var state = "State"
    var enabled = "Enabled"
  }

  private static let labels: [Labels] = [
    Labels(),
    Labels(
      title: "RSOP-Daten für CONTOSO\\admin auf WSUS: Protokollmodus",
      applied: "Angewendete Gruppenrichtlinienobjekte",
      filtered: "Folgende herausgefilterte Gruppenrichtlinien werden nicht angewendet:",
      object: "Gruppenrichtlinienobjekt", key: "Ordner-ID", value: "Wert", state: "Status",
      enabled: "Aktiviert"),
    Labels(
      title: "Données RSOP pour CONTOSO\\admin sur WSUS : Mode de journalisation",
      applied: "Objets Stratégie de groupe appliqués",
      filtered: "Les objets suivants n'ont pas été appliqués",
      object: "Objet de stratégie de groupe", key: "ID du dossier", value: "Valeur", state: "État",
      enabled: "Activé"),
    Labels(
      title: "RSOP データ CONTOSO\\admin - WSUS : ログ モード", applied: "適用されたグループ ポリシー オブジェクト",
      filtered: "次の GPO は適用されませんでした",
      object: "GPO", key: "フォルダー ID", value: "値", state: "状態", enabled: "有効"),
  ]

  private static func summary(_ labels: Labels, name: String = "CN=WSUS,OU=Servers,DC=contoso,DC=com")
    -> String
  {
    """

    Microsoft (R) Windows (R) Operating System Group Policy Result tool v2.0

    \(labels.title)
    ----------------------------------------------------

    OS Version:                  6.3.9600
    Site Name:                   Default-First-Site-Name

    COMPUTER SETTINGS
    ------------------
        \(name)
        Group Policy slow link threshold:   500 kbps

        \(labels.applied)
        -----------------------------
            Contoso TLS baseline
            Default Domain Policy

        \(labels.filtered)
        -------------------------------------------------------------------
            Local Group Policy
                Filtering:  Not Applied (Empty)


    """
  }

  private static func setting(_ labels: Labels) -> String {
    let list = ServerFolder.hardenedSuites.joined(separator: ",")
    let numbers = list.utf8.flatMap { ["\($0)", "0"] }.joined(separator: ", ")
    return """
              \(labels.object): Contoso TLS baseline
                  \(labels.key): SOFTWARE\\Policies\\Microsoft\\Cryptography\\Configuration\\SSL\\00010002\\Functions
                  \(labels.value):       \(numbers)
                  \(labels.state):       \(labels.enabled)

      """
  }

  @Test func theSummaryOfEveryLanguage() throws {
    for labels in Self.labels {
      for form in [Self.summary(labels), Self.summary(labels).prefixed("> ")] {
        let facts = try understood(form)
        #expect(facts.files.map(\.kind) == [.groupPolicyText], "\(labels.title)")
        let result = try #require(facts.policyResults.first, "\(labels.title)")
        #expect(result.computerName == "WSUS" && result.domain == "contoso.com")
        #expect(result.objects == ["Contoso TLS baseline", "Default Domain Policy"], "\(labels.title)")
        #expect(facts.windowsVersions.map(\.server) == [.v2012R2])
        #expect(facts.files.first?.notes.contains(.noSettings) == true)
      }
    }
  }

  @Test func theSettingOfEveryLanguage() throws {
    for labels in Self.labels {
      for text in [
        Self.summary(labels) + Self.setting(labels), Self.setting(labels),
        (Self.summary(labels) + Self.setting(labels)).broken(at: 79),
      ] {
        let facts = try understood(text)
        let order = try #require(facts.cipherOrders.first, "\(labels.title)")
        #expect(order.suites == ServerFolder.hardenedSuites)
        #expect(!order.faults.contains { $0.code == "unknown_names" || $0.code == "white_space" })
        #expect(order.source == .groupPolicy(winningObject: "Contoso TLS baseline", setting: nil))
        #expect(facts.files.first?.notes.contains(.noSettings) == false)
      }
    }
  }

  @Test func theResultOfAUserIsNone() throws {
    let user = Self.summary(Labels(), name: "CN=admin,CN=Users,DC=contoso,DC=com")
    let facts = try understood(user)
    #expect(facts.policyResults.isEmpty && facts.windowsVersions.isEmpty)
  }

  @Test func aComputerWithoutObjects() throws {
    let text = Self.summary(Labels()).replacing("        Contoso TLS baseline\n", with: "        N/A\n")
      .replacing("        Default Domain Policy\n", with: "")
    #expect(try understood(text).policyResults.map(\.objects) == [[]])
    let workgroup = Self.summary(Labels()).replacing("CN=WSUS,OU=Servers,DC=contoso,DC=com", with: "")
    #expect(try understood(workgroup).policyResults.map(\.computerName) == ["WSUS"])
    #expect(try understood(workgroup).policyResults.map(\.domain) == [nil])
  }

  @Test(arguments: [
    "INFO: The user does not have RSOP data.\n", "gpresult /r lists the GPO: Contoso TLS baseline\n",
    "GPO: Contoso\n    SSL\\00010002\\Functions is its key\n",
    "Applied Group Policy Objects\n-----------\n    A\n",
    "Value: 84, 0, 76, 0\n",
  ])
  func otherTexts(_ text: String) throws { #expect(try isRefused(text)) }
}
