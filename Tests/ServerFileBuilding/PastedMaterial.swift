/// What engineers paste into a ticket with a capture of one of the article's issues, where nobody sent a whole file.
package struct PastedMaterial: Sendable {
  /// Bytes by file name.
  package private(set) var files: [String: [UInt8]] = [:]
  package let name: String

  package static let names = [
    1: "pasted-1-german", 2: "pasted-2-chinese", 3: "pasted-3-console", 4: "pasted-4-configmgr",
    5: "pasted-5-powershell",
  ]

  /// - Parameters:
  ///   - issue: the article's number.
  ///   - failures: when programs of the server logged each attempt, by its clock.
  package init(issue: Int, failures: [BuiltTime]) {
    name = Self.names[issue] ?? ""
    switch issue {
    case 1: files["ticket.txt"] = BuiltText.bytes(Self.german(failures), .windows1252)
    case 2:
      files["ticket.txt"] = BuiltText.bytes(Self.chinese(failures))
      files["registry.txt"] = BuiltText.bytes(RegistryQueryBuilder.protocols(enabled: 0))
    case 3:
      files["console.txt"] = BuiltText.bytes(ConsoleErrorBuilder.details(.closedByRemoteHost))
      files["updates.txt"] = BuiltText.bytes(CommandOutputBuilder.hotfixes(["KB4565540", "KB4566425"]))
    case 4:
      files["wsyncmgr.txt"] = BuiltText.bytes(Self.manager(failures))
      files["wsusctrl.txt"] = BuiltText.bytes(SiteServerLogBuilder.text(.control))
    default:
      files["powershell.txt"] = BuiltText.bytes(Self.powerShell)
    }
  }

  /// Lines of the log in a mail, from a German Windows.
  private static func german(_ failures: [BuiltTime]) -> String {
    log(
      failures,
      "System.Net.WebException: Die zugrunde liegende Verbindung wurde geschlossen: Unbekannter Fehler beim Senden.. "
        + "---> System.IO.IOException: Von der Übertragungsverbindung können keine Daten gelesen werden: Eine vorhandene "
        + "Verbindung wurde vom Remotehost geschlossen. ---> System.Net.Sockets.SocketException: Eine vorhandene "
        + "Verbindung wurde vom Remotehost geschlossen"
    ).split(separator: "\n").map { "> \($0)\n" }.joined()
  }

  private static func chinese(_ failures: [BuiltTime]) -> String {
    log(
      failures,
      "System.Net.WebException: 基础连接已经关闭: 接收时发生错误。 ---> System.ComponentModel.Win32Exception: "
        + "客户端和服务器无法通信，因为它们没有共同的算法")
  }

  private static func log(_ failures: [BuiltTime], _ details: String) -> String {
    var log = SoftwareDistributionLogBuilder()
    for time in failures {
      log.add(
        time, level: "Warning", "w3wp.126", "WebServiceCommunicationHelper.ProcessWebServiceProxyException",
        "ProcessWebServiceProxyException found Exception was WebException. Action: Retry. Exception Details: "
          + details)
    }
    return log.text
  }

  /// What a search of the log of the site server prints.
  private static func manager(_ failures: [BuiltTime]) -> String {
    var log = WsyncmgrLogBuilder(form: .trace, zone: "+000")
    for (index, time) in failures.enumerated() {
      log.addImportFailure(time, update: "0037641d-bb9b-4530-9568-11e41322310\(index % 10)", .closedOnReceive)
    }
    return log.text.split(separator: "\n").enumerated().map {
      "C:\\Program Files\\Microsoft Configuration Manager\\Logs\\wsyncmgr.log:\($0.offset + 340):\($0.element)\n"
    }.joined()
  }

  private static var powerShell: String {
    CommandOutputBuilder.cipherSuites(.table)
      + CommandOutputBuilder.childItems(
        #"SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL"#,
        [("00010002", ["Functions : " + ServerFolder.hardenedSuites.joined(separator: ",")])])
      + CommandOutputBuilder.configuration(proxy: "proxy.contoso.com", usesProxy: false)
  }
}
