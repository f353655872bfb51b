import ServerFileBuilding

/// Files of each kind that name a computer, a user, a domain and proxies wherever such files do.
enum NamedFiles {
  /// None is a word of a report, and none has a digit or a full stop by which it could be told.
  static let computer = "corpupdates"
  static let user = "kowalski"
  static let domain = "ostrichcorp"
  static let proxy = "webgate"
  static let otherProxy = "plaingate"
  static let upstream = "topserver"
  static let site = "sitemaster"
  static let account = "S-1-5-21-1004336348-1177238915-682003330-1104"
  /// Stays: it is public.
  static let update = "12345678-90ab-cdef-1234-567890abcdef"

  static let secrets = [computer, user, domain, proxy, otherProxy, upstream, site, account]

  /// One text of each kind and section, each to be understood.
  static let all: [(name: String, text: String)] = logs + policies + registries + commands + events

  private static let address = "http://\(computer).\(domain).example.com:8530/ApiRemoting30/WebService.asmx"
  private static let closed =
    "System.Net.WebException: The underlying connection was closed: An unexpected error occurred on a send."

  private static let logs: [(String, String)] = [
    (
      "SoftwareDistribution.log",
      "2020-08-03 09:12:04.124 UTC\tWarning\tw3wp.126\tA.ProcessWebServiceProxyException\t\(closed) User: "
        + "\(domain)\\\(user), server=\(computer), proxy http://\(proxy):8080/, C:\\Users\\\(user)\\x.log, \(account)\n"
    ),
    (
      "Wsyncmgr.log",
      "Sync failed: UssCommunicationError: \(closed) \(address)  $$<SMS_WSUS_SYNC_MANAGER><08-05-2020 02:00:00.000+000>"
        + "<thread=3404 (0xD4C)>\nGeneric exception : ImportUpdateFromCatalogSite failed. UpdateId: \(update) Error ="
        + " \(closed) SYS=\(site)  $$<SMS_WSUS_SYNC_MANAGER><08-05-2020 02:00:00.000+000><thread=3404 (0xD4C)>\n"
    ),
    (
      "WCM.log",
      "<![LOG[\(closed) ---> \(address), user=\(user)]LOG]!><time=\"02:00:00.000+000\" date=\"08-05-2020\" "
        + "component=\"SMS_WSUS_CONFIGURATION_MANAGER\" context=\"\" type=\"3\" thread=\"3404\" file=\"x.cpp:1\">\n"
    ),
    (
      "WSUSCtrl.log",
      "<![LOG[\(closed) \(domain)\\\(user) \(address)]LOG]!><time=\"02:00:00.000+000\" date=\"08-05-2020\" "
        + "component=\"SMS_WSUS_CONTROL_MANAGER\" context=\"\" type=\"3\" thread=\"3404\" file=\"x.cpp:1\">\n"
    ),
    (
      "console",
      "WebException: The operation has timed out\nat Microsoft.UpdateServices.ServerSync.ServerSyncProxy.Get(\(address))\n"
    ),
    (
      "synchronisation",
      CommandOutputBuilder.list([
        ("StartTime", "8/5/2020 2:00:00 AM"), ("Result", "Failed"), ("Error", "UssCommunicationError"),
        ("ErrorText", "WebException: The proxy name could not be resolved: \(address) \(domain)\\\(user)"),
        ("Administrator", "\(domain)\\\(user)"),
      ])
    ),
  ]

  private static let policies: [(String, String)] = [
    ("gpresult /z", titled(GroupPolicyTextBuilder.text(object: "GPO of \(domain)"))),
    (
      "gpresult /r",
      titled(
        "RSOP data for \(domain)\\\(user) on \(computer) : Logging Mode\n-----\n\nOS Version: 6.3.9600\n")
        + "    CN=\(computer),OU=Servers,DC=\(domain),DC=example,DC=com\n    Domain Name: \(domain)\n\n"
        + "    Applied Group Policy Objects\n    -------------\n        GPO of \(domain)\n\n"
    ),
    ("gpresult /x", GroupPolicyXMLBuilder.text(object: "GPO of \(domain)")),
    ("GPReport.html", report),
  ]

  private static func titled(_ text: String) -> String {
    ("Microsoft (R) Windows (R) Operating System Group Policy Result tool v2.0\n\n" + text)
      .replacing("CONTOSO\\admin on WSUS", with: "\(domain)\\\(user) on \(computer)")
  }

  private static var report: String {
    var builder = GroupPolicyReportBuilder(suites: ServerFolder.hardenedSuites.joined(separator: ","))
    builder.winningObject = "GPO of \(domain)"
    return builder.text
  }

  private static let client =
    #"SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.0\Client"#

  private static let registries: [(String, String)] = [
    (
      "registry.reg",
      "Windows Registry Editor Version 5.00\n\n[HKEY_LOCAL_MACHINE\\\(client)]\n\"Enabled\"=dword:00000000\n\n"
        + "[HKEY_LOCAL_MACHINE\\SYSTEM\\CurrentControlSet\\Control\\ComputerName\\ComputerName]\n\"ComputerName\"=\"\(computer)\"\n"
    ),
    ("reg query", "C:\\Users\\\(user)>reg query x\n" + RegistryQueryBuilder.protocols(enabled: 0)),
    (
      "Get-ItemProperty",
      "[\(computer)]: PS C:\\Users\\\(user)> x\n"
        + CommandOutputBuilder.itemProperty(client, [("Enabled", "0")])
    ),
  ]

  private static let commands: [(String, String)] = [
    (
      "Get-TlsCipherSuite",
      "[\(computer)]: PS C:\\Users\\\(user)> Get-TlsCipherSuite | ft Name\n\nName\n----\n"
        + ServerFolder.hardenedSuites.map { $0 + "\n" }.joined()
    ),
    (
      "Get-HotFix",
      CommandOutputBuilder.hotfixes(["KB4565540"]).replacing("WSUS   ", with: "\(computer) ")
        .replacing("NT AUTHORITY\\SYSTEM", with: "\(domain)\\\(user)")
    ),
    (
      "wmic qfe",
      "CSName  HotFixID  InstalledBy  InstalledOn\n\(computer)  KB4565541  \(domain)\\\(user)  7/20/2020\n"
    ),
    (
      "Get-HotFix CSV",
      "\"PSComputerName\",\"HotFixID\",\"InstalledBy\"\n\"\(computer)\",\"KB4565541\",\"\(domain)\\\(user)\"\n"
    ),
    (
      "systeminfo",
      CommandOutputBuilder.systemInformation(["KB4565540"]).replacing("WSUS\n", with: "\(computer)\n")
        .replacing(
          "Standard\n", with: "Standard\nOS Version: 6.3.9600 N/A Build 9600\nDomain: \(domain).example.com\n"
        )
    ),
    (
      "import",
      "PS C:\\Users\\\(user)> .\\ImportUpdateToWSUS.ps1 -WsusServer \(computer) -UpdateId \(update)\nAttempting WSUS update "
        + "import for Update ID: \(update)... C:\\Users\\\(user)\\ImportUpdateToWSUS.ps1 : Failed. Exception calling "
        + "\"ImportUpdateFromCatalogSite\" with \"2\" argument(s): \"The operation has timed out \(address)\"\n"
    ),
    ("netsh", CommandOutputBuilder.winHTTP(server: "http=\(otherProxy):80;https=\(proxy):8443")),
    (
      "netsh advproxy",
      "Current WinHTTP advanced proxy settings:\n{\n  \"Proxy\": \"http=\(otherProxy):80;https=\(proxy):80\",\n"
        + "  \"ProxyBypass\": \"\(computer)\"\n}\n"
    ),
    (
      "configuration",
      CommandOutputBuilder.list([
        ("UseProxy", "True"), ("ProxyName", proxy), ("ProxyServerPort", "8080"), ("ProxyUserName", user),
        ("ProxyUserDomain", domain), ("MUUrl", "https://sws.update.microsoft.com"),
      ])
    ),
    (
      "configuration table",
      "\nProxyName ProxyUserName ProxyServerPort\n--------- ------------- ---------------\n\(proxy)   \(user)      8080\n"
    ),
    (
      "downstream",
      CommandOutputBuilder.list([
        ("SyncFromMicrosoftUpdate", "False"), ("UpstreamWsusServerName", upstream),
        ("UpstreamWsusServerPortNumber", "8531"),
      ])
    ),
    ("w3wp.exe.config", WorkerProcessConfigurationBuilder.text(false)),
  ]

  private static let events: [(String, String)] = EventBuilder.Form.allCases.flatMap { form in
    [(id: 36871, source: "Schannel"), (386, "Windows Server Update Services")].map { id, source in
      (
        "event \(id) \(form)",
        EventBuilder.text(
          form, id: id, source: source,
          message: id == 36871
            ? nil : "Synchronization failed. Reason: \(closed) \(address) \(domain)\\\(user)"
        ).replacing("wsus.contoso.com", with: computer)
      )
    }
  }
}
