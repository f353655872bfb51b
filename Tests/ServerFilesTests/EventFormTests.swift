import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// Events in further forms of PowerShell, and their neighbours.
@Suite struct EventFormTests {
  private static func table(_ provider: String, _ id: Int) -> String {
    "\n\n   ProviderName: \(provider)\n\nTimeCreated                      Id LevelDisplayName Message\n"
      + "-----------                      -- ---------------- -------\n"
      + "05.08.2020 02:00:17           \(id) Fehler           Die zugrunde liegende Verbindung wurde geschlossen.\n"
  }

  @Test func theHeadingOfAGroupNamesTheSource() throws {
    let facts = try understood(
      Self.table("Windows Server Update Services", 10032) + Self.table("Schannel", 36871))
    #expect(facts.events.map(\.source) == [.updateServices, .schannel])
    #expect(facts.events.map(\.localTime) == ["05.08.2020 02:00:17", "05.08.2020 02:00:17"])
    #expect(try isRefused(Self.table("Service Control Manager", 36871)))
    #expect(try isRefused(Self.table("Schannel", 10032)))
  }

  @Test func xmlOfAPagesSource() throws {
    let escaped = EventBuilder.text(.xml).replacing("<", with: "&lt;").replacing(">", with: "&gt;")
    for text in [escaped, "The event is:\n" + escaped] {
      #expect(try understood(text).events.map(\.errorState) == [10013])
    }
    #expect(try isRefused("&lt;Event of another kind&gt;\n"))
  }

  @Test(arguments: [
    (36887, "The TLS protocol defined fatal alert code is 70.", 70 as Int?),
    (36888, "Der schwerwiegende Fehlercode lautet 40. Der Windows-SChannel-Fehlerstatus lautet 1205.", 40),
    (36887, "TLS プロトコルで定義されている致命的な警告コードは 46 です。", 46), (36887, "TLS 1.2 failed", nil),
    (36871, "The internal error state is 10010. 40", nil), (36887, "Code 9999", nil),
  ])
  func alertsOfMessages(_ id: Int, _ message: String, _ alert: Int?) throws {
    let text = EventBuilder.text(.list, id: id, message: message)
    #expect(try understood(text).events.map(\.alert) == [alert])
  }
}
