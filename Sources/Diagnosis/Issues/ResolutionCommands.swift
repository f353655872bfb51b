/// The exact lines of each step. Nothing here depends on a language.
enum ResolutionCommands {
  static func commands(for step: ResolutionStep) -> [String] {
    switch step {
    case .enableStrongCryptography: strongCryptography
    case .enableTLSInWorkerProcess: workerProcessConfiguration
    case .restartWorkerProcesses: ["iisreset"]
    case .findCipherPolicy: ["gpresult /scope computer /h GPReport.html"]
    case .allowCipherSuites: suites
    case .allowCipherSuitesWithCurve: suitesWithCurve
    case .extendFunctionsValue:
      [#"reg query "HKLM\SOFTWARE\Policies\Microsoft\Cryptography\Configuration\SSL\00010002" /v Functions"#]
    case .allowCurves: ["Get-TlsEccCurve", #"Enable-TlsEccCurve -Name "NistP256" -Position 0"#]
    case .restartServer: ["shutdown /r /t 0"]
    case .showEndpoint: currentEndpoint + ["$config.MUUrl"]
    case .changeEndpoint: newEndpoint
    case .allowEndpointsAtFirewall: connectionTest
    case .checkTrust: ["w32tm /query /status", "certutil -generateSSTFromWU roots.sst"]
    case .allowCertificateLists:
      ["Test-NetConnection ctldl.windowsupdate.com -Port 80", "certutil -verifyCTL AuthRoot"]
    case .checkWebsite: [#"netstat -ano | findstr ":8530 :8531""#, "netsh http show sslcert"]
    case .captureAgain: capture
    case .repairWorkerProcessConfiguration: [#"notepad "%SystemRoot%\system32\inetsrv\w3wp.exe.config""#]
    case .enableModernProtocol: modernProtocol
    case .installMonthlyRollup, .renewProxyCredentials, .allowEndpointsAtProxy, .checkProxyUplink,
      .exemptFromInspection, .verify:
      []
    }
  }

  /// Both versions of .NET, each for 64-bit and 32-bit programs.
  private static let strongCryptography = [
    #"HKLM\SOFTWARE\Microsoft\.NETFramework\v2.0.50727"#,
    #"HKLM\SOFTWARE\Microsoft\.NETFramework\v4.0.30319"#,
    #"HKLM\SOFTWARE\WOW6432Node\Microsoft\.NETFramework\v2.0.50727"#,
    #"HKLM\SOFTWARE\WOW6432Node\Microsoft\.NETFramework\v4.0.30319"#,
  ].flatMap { key in
    ["SchUseStrongCrypto", "SystemDefaultTlsVersions"].map {
      #"reg add "\#(key)" /v \#($0) /t REG_DWORD /d 1 /f"#
    }
  }

  private static let modernProtocol = [("Enabled", 1), ("DisabledByDefault", 0)].map { value, data in
    #"reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\Protocols\TLS 1.2\Client" "#
      + "/v \(value) /t REG_DWORD /d \(data) /f"
  }

  /// The text of `%SystemRoot%\system32\inetsrv\w3wp.exe.config` where there is none yet.
  static let workerProcessConfiguration = [
    #"<?xml version="1.0" encoding="utf-8"?>"#,
    "<configuration>",
    "   <runtime>",
    #"      <AppContextSwitchOverrides value="Switch.System.Net.DontEnableSystemDefaultTlsVersions=false"/>"#,
    "   </runtime>",
    "</configuration>",
  ]

  private static let suites = [
    "TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_GCM_SHA256",
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256",
  ]

  private static let suitesWithCurve = [
    "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P256", "TLS_ECDHE_RSA_WITH_AES_256_CBC_SHA384_P384",
    "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P256", "TLS_ECDHE_RSA_WITH_AES_128_CBC_SHA256_P384",
  ]

  private static let currentEndpoint = [
    "$server = Get-WsusServer", "$config = $server.GetConfiguration()",
  ]

  private static let newEndpoint =
    currentEndpoint + [
      "$config.MUUrl", "$config.RedirectorChangeNumber",
      #"$config.MUUrl = "https://sws.update.microsoft.com""#, "$config.RedirectorChangeNumber = 4002",
      "$config.Save()", "iisreset", "Restart-Service *Wsus* -Verbose",
    ]

  private static let connectionTest = [
    "Resolve-DnsName sws.update.microsoft.com",
    "Test-NetConnection sws.update.microsoft.com -Port 443",
  ]

  /// Two ways that every Windows Server has, from 2012 and from 2019 on. Wireshark needs no command.
  private static let capture = [
    "netsh trace start capture=yes report=disabled maxsize=1024 tracefile=wsus.etl", "netsh trace stop",
    "pktmon start --capture --pkt-size 0 --file-name wsus.etl", "pktmon stop",
    "pktmon etl2pcap wsus.etl --out wsus.pcapng",
  ]
}
