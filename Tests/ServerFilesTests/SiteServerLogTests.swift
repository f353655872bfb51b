import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// WCM.log and WSUSCtrl.log in every form that people hand over, and their neighbours.
@Suite struct SiteServerLogTests {
  private static let components: [(name: String, kind: ServerFileKind)] = [
    ("SMS_WSUS_CONFIGURATION_MANAGER", .configurationManagerLog),
    ("SMS_WSUS_CONTROL_MANAGER", .controlManagerLog),
  ]
  private static let error =
    "System.Net.WebException: The request failed with HTTP status 407: Proxy "
    + "Authentication Required.~~   at Microsoft.UpdateServices.Administration.AdminProxy.CreateUpdateServer(Object[] args)"
  private static let last = "Remote configuration failed on WSUS Server."

  private static func entry(_ message: String, _ component: String) -> String {
    "<![LOG[\(message)]LOG]!><time=\"02:00:00.000+000\" date=\"08-05-2020\" component=\"\(component)\" context=\"\" "
      + "type=\"3\" thread=\"3404\" file=\"wsyncact.cpp:1044\">\n"
  }

  private func expectProxy(_ text: String, _ kind: ServerFileKind, hasTime: Bool = true) throws {
    let facts = try understood(text)
    #expect(facts.files.map(\.kind) == [kind])
    #expect(facts.failures.map(\.kind) == [.proxy] && facts.failures.map(\.httpStatus) == [407])
    #expect(facts.failures.map(\.first) == [hasTime ? utc("2020-08-05T02:00:00.000Z") : nil])
  }

  @Test func everyForm() throws {
    for (name, kind) in Self.components {
      let entries = Self.entry(Self.error, name) + Self.entry(Self.last, name)
      let columns = [Self.error, Self.last].map {
        "\($0)  $$<\(name)><08-05-2020 02:00:00.000+000><thread=3404 (0xD4C)>\n"
      }.joined()
      let clipboard = [Self.error, Self.last].map { "\($0)\t\(name)\t8/5/2020 2:00:00 AM\t3404 (0x0D4C)\n" }
        .joined()
      try expectProxy(entries, kind)
      try expectProxy(columns, kind)
      try expectProxy(clipboard, kind, hasTime: false)
      try expectProxy(entries.replacing("~~", with: "\n"), kind)
      try expectProxy(entries.prefixed("> "), kind)
      try expectProxy(entries.prefixed("    "), kind)
      try expectProxy(entries.broken(at: 90), kind)
    }
  }

  @Test func otherLanguages() throws {
    for (error, wanted) in [
      (
        "Der Remoteserver hat einen Fehler zurückgegeben: (407) Proxyauthentifizierung erforderlich.",
        LoggedFailure.Kind.proxy
      ),
      ("リモート名を解決できませんでした。: 'wsus.contoso.com'", .nameResolution),
      ("Se ha terminado la conexión: Error inesperado de envío.", .connectionClosed),
      ("操作超时", .timeout),
      ("Базовое соединение закрыто: Непредвиденная ошибка при приеме.", .connectionClosed),
    ] {
      for (name, kind) in Self.components {
        let facts = try understood(Self.entry("System.Net.WebException: \(error)", name))
        #expect(facts.files.map(\.kind) == [kind] && facts.failures.map(\.kind) == [wanted], "\(error)")
      }
    }
  }

  @Test func entriesWithoutFailureHaveNoFact() throws {
    for (name, kind) in Self.components {
      for message in [
        "Successfully connected to server: wsus.contoso.com, port: 8530, useSSL: False",
        "Attempting connection to WSUS server: wsus.contoso.com, port: 8530, useSSL: False",
        "Waiting for changes for 46 minutes", "There are no unhealthy WSUS Server components on WSUS Server",
        "Refreshed WSUS subscription at 08/05/2020",
      ] {
        let facts = try understood(Self.entry(message, name))
        #expect(facts.files.map(\.kind) == [kind] && facts.failures.isEmpty)
      }
    }
  }

  @Test(arguments: [
    "WUAHandler", "SMS_DISCOVERY_DATA_MANAGER", "Software Updates Patch Downloader", "SMS_HIERARCHY_MANAGER",
    "SMS_WSUS_CONFIGURATION",
  ])
  func otherComponents(_ name: String) throws {
    #expect(
      try isRefused(Self.entry("OnSearchComplete - Failed to end search job. Error = 0x80244019.", name)))
  }

  /// They tell of the connection to WSUS, so that they explain no connection to Microsoft.
  @Test func failuresAreOfTheWSUSServer() throws {
    for (name, _) in Self.components {
      let facts = try understood(Self.entry("System.Net.WebException: The operation has timed out", name))
      #expect(facts.failures.map(\.component.rawValue) == [name])
    }
  }
}
