/// Builds `w3wp.exe.config`.
package enum WorkerProcessConfigurationBuilder {
  /// - Parameter value: what the switch is set to; nil leaves it out.
  package static func text(_ value: Bool?) -> String {
    let element = value.map {
      #"      <AppContextSwitchOverrides value="Switch.System.Net.DontEnableSystemDefaultTlsVersions=\#($0)"/>"#
    }
    return
      ([
        #"<?xml version="1.0" encoding="utf-8"?>"#, "<configuration>", "   <runtime>",
        #"      <!-- set for all worker processes -->"#,
      ] + (element.map { [$0] } ?? []) + ["   </runtime>", "</configuration>", ""]).joined(separator: "\n")
  }
}

/// Builds what PowerShell prints of the WSUS configuration.
package enum UpdateSourceBuilder {
  package enum Form: String, CaseIterable, Sendable {
    /// The address alone.
    case bare
    /// `Name : value`, every property.
    case properties
    /// `$config | select MUUrl, RedirectorChangeNumber`.
    case table
    /// Questions and answers.
    case transcript
  }

  package static func text(_ form: Form, url: String, number: Int?) -> String {
    switch form {
    case .bare: return ([url] + (number.map { [String($0)] } ?? []) + [""]).joined(separator: "\n")
    case .properties:
      return
        ([
          "", "", "UpdateServer                  : Microsoft.UpdateServices.Internal.BaseApi.UpdateServer",
          "ReportingServiceUrl           : https://stats.update.contoso.com/ReportingWebService.asmx",
          "MUUrl                         : \(url)",
        ] + (number.map { ["RedirectorChangeNumber        : \($0)"] } ?? []) + [
          "UseProxy                      : False", "", "",
        ]).joined(separator: "\n")
    case .table:
      return [
        "", "MUUrl                            RedirectorChangeNumber",
        "-----                            ----------------------",
        "\(url)\(number.map { "         \($0)" } ?? "")",
        "",
      ].joined(separator: "\n")
    case .transcript:
      return
        ([
          "PS C:\\> $server = Get-WsusServer", "PS C:\\> $config = $server.GetConfiguration()",
          "PS C:\\> $config.MUUrl", url,
        ] + (number.map { ["PS C:\\> $config.RedirectorChangeNumber", String($0)] } ?? []) + [""])
        .joined(separator: "\n")
    }
  }
}
