/// Builds what consoles print.
package enum CommandOutputBuilder {
  /// How Get-TlsCipherSuite is asked.
  package enum SuiteForm: CaseIterable, Sendable {
    case table, list, names
  }

  package static let suites = ServerFolder.hardenedSuites

  package static func cipherSuites(_ form: SuiteForm, _ suites: [String] = suites) -> String {
    switch form {
    case .table:
      "PS C:\\Windows\\system32> Get-TlsCipherSuite | Format-Table Name\n\nName\n----\n"
        + suites.map { $0.padded(40) + "\n" }.joined() + "\n"
    case .list:
      suites.map {
        "KeyType               : 0\nCertificate           : RSA\nName                  : \($0)\n"
          + "Protocols             : {771, 65277}\n\n"
      }.joined()
    case .names: suites.map { $0 + "\n" }.joined()
    }
  }

  /// What `$config` gives.
  package static func configuration(
    url: String = "https://sws.update.microsoft.com", proxy: String? = nil, usesProxy: Bool = true,
    upstream: String? = nil
  ) -> String {
    let properties = [
      ("SyncFromMicrosoftUpdate", upstream == nil ? "True" : "False"),
      ("UpstreamWsusServerName", upstream ?? ""),
      ("UpstreamWsusServerPortNumber", upstream == nil ? "80" : "8531"),
      ("UpstreamWsusServerUseSsl", upstream == nil ? "False" : "True"),
      ("UseProxy", usesProxy ? "True" : "False"),
      ("ProxyName", proxy ?? ""), ("ProxyServerPort", "8080"), ("UseSeparateProxyForSsl", "False"),
      ("SslProxyName", ""), ("SslProxyServerPort", "443"), ("RedirectorChangeNumber", "4002"), ("MUUrl", url),
    ]
    return "\n" + list(properties) + "\n"
  }

  /// Properties as Format-List prints them.
  package static func list(_ properties: [(name: String, value: String)]) -> String {
    let width = properties.map(\.name.count).max() ?? 0
    return properties.map { "\($0.name.padded(width)) : \($0.value)\n" }.joined()
  }

  /// What Get-ItemProperty prints of a key.
  package static func itemProperty(_ path: String, _ values: [(name: String, value: String)]) -> String {
    let parts = path.split(separator: "\\").map(String.init)
    let parent = parts.dropLast().joined(separator: "\\")
    return "\n"
      + list(
        values + [
          ("PSPath", "Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\\(path)"),
          ("PSParentPath", "Microsoft.PowerShell.Core\\Registry::HKEY_LOCAL_MACHINE\\\(parent)"),
          ("PSChildName", parts.last ?? ""), ("PSDrive", "HKLM"),
          ("PSProvider", "Microsoft.PowerShell.Core\\Registry"),
        ]) + "\n"
  }

  /// What Get-ChildItem prints below a key: for each subkey its values, each a line.
  package static func childItems(
    _ hive: String, _ keys: [(name: String, values: [String])], word: String = "Hive"
  ) -> String {
    var text =
      "\n\n    \(word): HKEY_LOCAL_MACHINE\\\(hive)\n\n\n\("Name".padded(30)) Property\n\("----".padded(30)) --------\n"
    for key in keys {
      for (index, value) in key.values.enumerated() {
        text += (index == 0 ? key.name : "").padded(30) + " " + value + "\n"
      }
    }
    return text + "\n"
  }

  /// What Get-HotFix prints.
  package static func hotfixes(_ identifiers: [String], date: String = "7/20/2020 12:00:00 AM") -> String {
    "\nSource        Description      HotFixID      InstalledBy          InstalledOn\n"
      + "------        -----------      --------      -----------          -----------\n"
      + identifiers.map { "WSUS          Security Update  \($0)     NT AUTHORITY\\SYSTEM  \(date)\n" }
      .joined() + "\n"
  }

  /// What systeminfo prints of them.
  package static func systemInformation(_ identifiers: [String]) -> String {
    "Host Name:                 WSUS\nOS Name:                   Microsoft Windows Server 2012 R2 Standard\n"
      + "Hotfix(s):                 \(identifiers.count) Hotfix(s) Installed.\n"
      + identifiers.enumerated().map { "                           [0\($0.offset + 1)]: \($0.element)\n" }
      .joined()
  }

  /// What `netsh winhttp show proxy` prints, in the words of a language.
  package static func winHTTP(
    _ language: BuiltLanguage = .english, server: String? = "proxy.contoso.com:8080"
  ) -> String {
    let heading = language == .english ? "Current WinHTTP proxy settings:" : "現在の WinHTTP プロキシ設定:"
    guard let server else {
      return
        "\n\(heading)\n\n    \(language == .english ? "Direct access (no proxy server)." : "直接アクセス (プロキシ サーバーなし)。")\n"
    }
    let label = language == .english ? "Proxy Server(s) :  " : "プロキシ サーバー:  "
    return "\n\(heading)\n\n    \(label)\(server)\n    Bypass List     :  (none)\n"
  }

  /// What ImportUpdateToWSUS.ps1 prints of an import that failed.
  package static func importFailure(
    _ update: String, _ failure: BuiltFailure, _ language: BuiltLanguage = .english
  ) -> String {
    let error = failure.details(language).split(separator: " ---> ")[0].dropFirst(
      "System.Net.WebException: ".count)
    let calling =
      language == .english
      ? "Failed. Exception calling \"ImportUpdateFromCatalogSite\" with \"2\" argument(s):"
      : "Failed. \"2\" 個の引数を指定して \"ImportUpdateFromCatalogSite\" を呼び出し中に例外が発生しました:"
    return
      "PS C:\\Temp> .\\ImportUpdateToWSUS.ps1 -WsusServer wsus.contoso.com -PortNumber 8530 -UpdateId \(update)\n"
      + "Attempting WSUS update import for Update ID: \(update)... C:\\Temp\\ImportUpdateToWSUS.ps1 : \(calling)\n"
      + "\"\(error)\"\n    + CategoryInfo          : NotSpecified: (:) [Write-Error], WriteErrorException\n"
  }
}

/// Builds what `reg query` prints.
package enum RegistryQueryBuilder {
  package static func protocols(enabled: Int) -> String {
    ["TLS 1.0", "TLS 1.1"].map { name in
      key(
        "SYSTEM\\CurrentControlSet\\Control\\SecurityProviders\\SCHANNEL\\Protocols\\\(name)\\Client",
        [("Enabled", "REG_DWORD", "0x\(enabled)"), ("DisabledByDefault", "REG_DWORD", "0x\(1 - enabled)")])
    }.joined()
  }

  package static func key(_ path: String, _ values: [(name: String, type: String, data: String)]) -> String {
    "\nHKEY_LOCAL_MACHINE\\\(path)\n" + values.map { "    \($0.name)    \($0.type)    \($0.data)\n" }.joined()
  }
}

/// Builds the details of a failed synchronisation.
package enum ConsoleErrorBuilder {
  package static func details(_ failure: BuiltFailure, _ language: BuiltLanguage = .english) -> String {
    let details = failure.details(language)
    return details.dropFirst("System.Net.".count) + "\n"
      + BuiltFailure.stack(language).map { $0 + "\n" }.joined()
  }

  /// An event of a subscription, or GetLastSynchronizationInfo.
  package static func event(_ failure: BuiltFailure, result: String = "Failed") -> String {
    CommandOutputBuilder.list([
      ("Id", "196c5151-c355-484d-a99b-fbb7da39f490"), ("StartTime", "8/5/2020 2:00:00 AM"),
      ("EndTime", "8/5/2020 2:00:17 AM"), ("StartedManually", "True"), ("Result", result),
      ("Error", result == "Failed" ? "UssCommunicationError" : "NotApplicable"),
      (
        "ErrorText",
        result == "Failed" ? String(failure.details(.english).dropFirst("System.Net.".count)) : ""
      ),
      ("UpdateErrors", "{}"),
    ])
  }
}

extension String {
  func padded(_ width: Int) -> String { self + String(repeating: " ", count: max(0, width - count)) }
}
