import Diagnosis
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// The details of failures as people copy them from the console, and imports as they copy them from PowerShell.
@Suite struct SynchronizationDetailTests {
  private static let details = ConsoleErrorBuilder.details(.closedTransport)

  @Test(arguments: [
    "Details: ", "Result: Failed\nDetails: ", "Hello, we get this in the WSUS console:\n\n",
    "Fehlerdetails: ",
    "Synchronization Details\n\n", "UssCommunicationError: ",
  ])
  func whatStandsBefore(_ start: String) throws {
    for encoding in [BuiltEncoding.utf8, .utf16LittleEndianWithMark] {
      let facts = try understood(start + Self.details, encoding)
      #expect(facts.files.map(\.kind) == [.consoleError])
      #expect(facts.syncFailures.map(\.kind) == [.closedByRemoteHost])
    }
  }

  @Test func severalExceptionsAreSeveralFailures() throws {
    for separator in ["", "\n", "\nAnd the next day:\n"] {
      let text = [Self.details, Self.details, Self.details].joined(separator: separator)
      #expect(try understood(text).syncFailures.map(\.count) == [3], "\(separator)")
    }
    let other = ConsoleErrorBuilder.details(.nameNotResolved)
    #expect(try understood(Self.details + "\n" + other).syncFailures.map(\.count) == [1, 1])
  }

  /// The parts of a chain that was broken behind its arrows are one failure.
  @Test func oneChainIsOneFailure() throws {
    let broken = Self.details.replacing(" ---> ", with: " --->\n")
    #expect(try understood(broken).syncFailures.map(\.count) == [1])
    #expect(try understood(Self.details.broken(at: 80)).syncFailures.map(\.count) == [1])
  }

  /// What the console shows when it cannot reach WSUS is of no connection to Microsoft.
  @Test(arguments: [
    "System.Net.WebException -- Unable to connect to the remote server\n\nSource\nMicrosoft.UpdateServices.Administration\n\n"
      + "Stack Trace:\n   at Microsoft.UpdateServices.Administration.AdminProxy.CreateUpdateServer(Object[] args)\n",
    "System.Net.WebException: The operation has timed out\n   at Microsoft.UpdateServices.Administration.AdminProxy.CreateUpdateServer(Object[] args)\n",
  ])
  func theConsolesOwnConnection(_ text: String) throws {
    let facts = try understood(text)
    #expect(facts.files.map(\.kind) == [.consoleError] && facts.syncFailures.isEmpty)
    #expect(
      try isRefused(
        text.replacing("AdminProxy.CreateUpdateServer", with: "Program.Main").replacing(
          "UpdateServices", with: "Other")))
  }

  @Test func tablesOfSynchronisations() throws {
    let text =
      "\nStartTime            EndTime              Result    Error\n---------            -------              ------    -----\n"
      + "8/5/2020 2:00:00 AM  8/5/2020 2:00:17 AM  Failed    UssCommunicationError\n"
      + "8/4/2020 2:00:00 AM  8/4/2020 2:09:17 AM  Succeeded NotApplicable\n"
    let facts = try understood(text)
    #expect(facts.syncFailures.map(\.text) == ["UssCommunicationError"])
    #expect(facts.synchronizations.map(\.outcome) == [.succeeded])
  }

  // MARK: Imports

  private static let update = "12345678-90ab-cdef-1234-567890abcdef"

  @Test func importsInEveryShape() throws {
    let import1 = CommandOutputBuilder.importFailure(Self.update, .secureChannel)
    for text in [
      import1, import1.prefixed("> "), import1.prefixed("    "), import1.broken(at: 80),
      import1.broken(at: 120),
      "PS C:\\> $Error[0]\n" + import1.replacing("ImportUpdateToWSUS.ps1 :", with: "ImportUpdateToWSUS.ps1:"),
    ] {
      let imports = try understood(text).importFailures
      #expect(imports.map(\.kind) == [.secureChannel] && imports.map(\.updates) == [[Self.update]])
      #expect(imports.map(\.count) == [1])
    }
  }

  @Test(arguments: [
    "Ausnahme beim Aufrufen von \"ImportUpdateFromCatalogSite\" mit 2 Argument(en):  \"Die zugrunde liegende Verbindung wurde geschlossen: Unbekannter Fehler beim Senden.\"",
    "Exception lors de l'appel de «\u{A0}ImportUpdateFromCatalogSite\u{A0}» avec «\u{A0}2\u{A0}» argument(s)\u{A0}: «\u{A0}La connexion sous-jacente a été fermée\u{A0}»",
    "Исключение при вызове \"ImportUpdateFromCatalogSite\" с \"2\" аргументами: \"Базовое соединение закрыто\"",
    "使用“2”个参数调用“ImportUpdateFromCatalogSite”时发生异常:“基础连接已经关闭: 发送时发生错误。”",
    "Excepción al llamar a \"ImportUpdateFromCatalogSite\" con los argumentos \"2\": \"Se ha terminado la conexión\"",
  ])
  func importsInEveryLanguage(_ text: String) throws {
    #expect(try understood("Failed. " + text + "\n").importFailures.map(\.kind) == [.connectionClosed])
  }
}
