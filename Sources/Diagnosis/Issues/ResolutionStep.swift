/// One step of a resolution. The raw value is its code in the report; its sentences are the report's, its
/// commands and file contents are here.
package enum ResolutionStep: String, CaseIterable, Hashable, Sendable {
  /// Find the program on the client that connects, and what it may use: no setting of WSUS is known to
  /// matter.
  case identifyProgram = "identify_program"
  /// SchUseStrongCrypto and SystemDefaultTlsVersions for both .NET versions, 64-bit and 32-bit, then restart.
  /// Either this or ``enableTLSInWorkerProcess``.
  case enableStrongCryptography = "enable_strong_cryptography"
  /// Create or extend `w3wp.exe.config`, then ``restartWorkerProcesses``. Affects every w3wp.exe on the
  /// server.
  case enableTLSInWorkerProcess = "enable_tls_in_worker_process"
  case restartWorkerProcesses = "restart_worker_processes"
  /// The file is not well-formed XML, so .NET ignores it: repair it before adding anything.
  case repairWorkerProcessConfiguration = "repair_worker_process_configuration"
  /// The registry disables TLS 1.2 for clients: enable it first.
  case enableModernProtocol = "enable_tls_1_2"
  /// Security Only updates lack this change. First in KB4022721 (2012) and KB4022720 (2012 R2), June 27,
  /// 2017.
  case installMonthlyRollup = "install_monthly_rollup"
  case findCipherPolicy = "find_cipher_policy"
  /// Remove the policy, or add one of the suites that the endpoint accepts. The commands are the names to add
  /// on Windows Server 2016 and later.
  case allowCipherSuites = "allow_cipher_suites"
  /// For Windows Server 2012 and 2012 R2, where a suite's name ends in its curve.
  case allowCipherSuitesWithCurve = "allow_cipher_suites_with_curve"
  /// Without a Group Policy object: the `Functions` value, at most 1023 characters, with commas and no
  /// spaces.
  case extendFunctionsValue = "extend_functions_value"
  /// NistP256 or NistP384 (or curve25519) must be in the ECC curve order.
  case allowCurves = "allow_curves"
  /// Enable the Ciphers, Hashes and KeyExchangeAlgorithms of Schannel that suites of the endpoint need.
  case enableAlgorithms = "enable_algorithms"
  /// Apply a Group Policy that was changed.
  case applyPolicy = "apply_policy"
  /// Restart the server in a maintenance window: registry values and suite orders are applied then. No
  /// command, because one that is copied restarts it at once.
  case restartServer = "restart_server"
  /// PowerShell on the WSUS server.
  case showEndpoint = "show_endpoint"
  /// Configure https://sws.update.microsoft.com, reload the redirector and restart the service (PowerShell),
  /// on the topmost WSUS server only and with all consoles closed.
  case changeEndpoint = "change_endpoint"
  /// WSUS console, Options, Update Source and Proxy Server: not the proxy of `netsh winhttp`.
  case renewProxyCredentials = "renew_proxy_credentials"
  case allowEndpointsAtProxy = "allow_endpoints_at_proxy"
  /// Status 502, 503 or 504: the proxy's own DNS, routes and firewall.
  case checkProxyUplink = "check_proxy_uplink"
  /// Allow the update endpoints on TCP 443 at firewalls. The commands test name and port from the WSUS
  /// server; behind a proxy they prove nothing.
  case allowEndpointsAtFirewall = "allow_endpoints_at_firewall"
  /// Ask the DNS servers of the client for the name that they gave no address for.
  case checkNameResolution = "check_name_resolution"
  /// Where only a proxy reaches the internet: the proxy resolves the names of the endpoints.
  case configureProxy = "configure_proxy"
  /// At possible: ask whether a firewall, filter or inspecting device ended the connection.
  case findResettingDevice = "find_resetting_device"
  /// What answers a hello in clear text is no update endpoint: exempt the endpoints there.
  case allowInWebFilter = "allow_in_web_filter"
  /// WSUS sends no certificate of its own; IIS may ask for one.
  case checkClientCertificate = "check_client_certificate"
  /// ICMP "fragmentation needed" (RFC 792) and ICMPv6 "packet too big" (RFC 4443, section 3.2), or a smaller MTU.
  case allowPathMTUDiscovery = "allow_path_mtu_discovery"
  /// Plain HTTP to the hosts of certificate lists.
  case allowCertificateLists = "allow_certificate_lists"
  /// On a WSUS server for others: the website and the certificate of its HTTPS port.
  case checkWebsite = "check_website"
  /// Status 503: IIS has stopped the application pool of WSUS, or its queue is full.
  case checkApplicationPool = "check_application_pool"
  /// Status 404 and the like: a web service of WSUS is missing in IIS, or its website has another port.
  case checkWebServices = "check_web_services"
  /// Status 401 and 403: authentication and rights of the folder in IIS.
  case checkWebPermissions = "check_web_permissions"
  /// A file that WSUS offers is not in its folder.
  case checkContent = "check_content"
  /// Status 500 and SOAP faults: what the server itself logs.
  case checkServerHealth = "check_server_health"
  /// On the client: get a new cookie, and where computers were cloned, a new identity.
  case resetClientAuthorization = "reset_client_authorization"
  /// Update endpoints' certificates are checked against Microsoft's own roots.
  case exemptFromInspection = "exempt_from_inspection"
  /// The server's clock and root certificates.
  case checkTrust = "check_trust"
  /// Capture the failing step again, without truncation: pktmon keeps 128 bytes by default.
  case captureAgain = "capture_again"
  /// Repeat the failed operation: its ClientHello offers TLS 1.2 and is answered.
  case verify

  /// Exact lines to type, or the lines of a file.
  package var commands: [String] { ResolutionCommands.commands(for: self) }

  /// In a new `w3wp.exe.config`, after its declaration.
  package static let newConfigurationComment =
    #"<!-- Only if %SystemRoot%\system32\inetsrv\w3wp.exe.config does not exist: else add <runtime> to that file. -->"#

  /// The same for a server; only steps that test it differ.
  func commands(testing server: PlannedStep.Server) -> [String] {
    if self == .allowEndpointsAtFirewall { return ResolutionCommands.connectionTest(server) }
    return self == .identifyProgram ? ResolutionCommands.processSearch(server) : commands
  }

  /// Empty for every system.
  package var appliesTo: [WindowsServer] {
    switch self {
    case .installMonthlyRollup, .allowCipherSuitesWithCurve: [.v2012, .v2012R2]
    case .allowCipherSuites, .allowCurves: [.v2016, .v2019, .v2022, .v2025]
    case .identifyProgram, .enableStrongCryptography, .enableTLSInWorkerProcess, .restartWorkerProcesses,
      .repairWorkerProcessConfiguration, .enableModernProtocol, .findCipherPolicy, .extendFunctionsValue,
      .enableAlgorithms,
      .applyPolicy, .restartServer, .showEndpoint, .changeEndpoint, .renewProxyCredentials,
      .allowEndpointsAtProxy,
      .checkProxyUplink, .allowEndpointsAtFirewall, .checkNameResolution, .configureProxy,
      .findResettingDevice, .allowInWebFilter, .checkClientCertificate, .allowPathMTUDiscovery,
      .allowCertificateLists, .checkWebsite, .checkApplicationPool, .checkWebServices, .checkWebPermissions,
      .checkContent, .checkServerHealth, .resetClientAuthorization,
      .exemptFromInspection, .checkTrust, .captureAgain, .verify:
      []
    }
  }
}

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
    case .enableAlgorithms: algorithms
    case .applyPolicy: ["gpupdate /target:computer /force"]
    case .showEndpoint: currentEndpoint + ["$config.MUUrl"]
    case .changeEndpoint: newEndpoint
    case .allowEndpointsAtFirewall: connectionTest
    case .checkNameResolution: nameResolution("sws.update.microsoft.com")
    case .allowPathMTUDiscovery:
      ["ping sws.update.microsoft.com -f -l 1472", "netsh interface ipv4 show subinterfaces"]
    case .checkTrust: ["w32tm /query /status", "certutil -generateSSTFromWU roots.sst"]
    case .allowCertificateLists:
      ["Test-NetConnection ctldl.windowsupdate.com -Port 80", "certutil -verifyCTL AuthRoot"]
    case .checkClientCertificate:
      [
        "netsh http show sslcert",
        #"%SystemRoot%\system32\inetsrv\appcmd list config "WSUS Administration" -section:access"#,
      ]
    case .checkWebsite: [#"netstat -ano | findstr ":8530 :8531""#, "netsh http show sslcert"]
    case .checkApplicationPool: applicationPool
    case .checkWebServices:
      [
        "Import-Module WebAdministration",
        #"Get-WebApplication -Site "WSUS Administration" | Format-Table path, physicalPath"#,
        "Get-WebBinding | Format-Table protocol, bindingInformation",
      ]
    case .checkWebPermissions:
      [
        #"%SystemRoot%\system32\inetsrv\appcmd list config "WSUS Administration" -section:anonymousAuthentication"#,
        #"%SystemRoot%\system32\inetsrv\appcmd list config "WSUS Administration" -section:windowsAuthentication"#,
      ]
    case .checkContent: [#""%ProgramFiles%\Update Services\Tools\wsusutil.exe" reset"#]
    case .checkServerHealth:
      [
        #""%ProgramFiles%\Update Services\Tools\wsusutil.exe" checkhealth"#,
        #"Get-WinEvent -FilterHashtable @{LogName="Application"; ProviderName="Windows Server Update Services"} "#
          + "-MaxEvents 20",
      ]
    case .resetClientAuthorization: ["wuauclt /resetauthorization /detectnow"]
    case .captureAgain: capture
    case .repairWorkerProcessConfiguration: [#"notepad "%SystemRoot%\system32\inetsrv\w3wp.exe.config""#]
    case .enableModernProtocol: modernProtocol
    case .identifyProgram, .restartServer, .installMonthlyRollup, .renewProxyCredentials,
      .allowEndpointsAtProxy, .checkProxyUplink, .configureProxy, .findResettingDevice, .allowInWebFilter,
      .exemptFromInspection, .verify:
      []
    }
  }

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

  private static let applicationPool = [
    "Import-Module WebAdministration", "Get-WebAppPoolState WsusPool", "Start-WebAppPool WsusPool",
    #"Get-ItemProperty IIS:\AppPools\WsusPool -Name recycling.periodicRestart.privateMemory"#,
    #"Get-ItemProperty IIS:\AppPools\WsusPool -Name queueLength"#,
  ]

  private static let algorithms = [
    #"reg query "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL" /s /v Enabled"#,
    #"reg add "HKLM\SYSTEM\CurrentControlSet\Control\SecurityProviders\SCHANNEL\KeyExchangeAlgorithms\ECDH" "#
      + "/v Enabled /t REG_DWORD /d 0xffffffff /f",
  ]

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

  /// A name from the network becomes part of a command only if it can be nothing but a name.
  static func connectionTest(_ server: PlannedStep.Server) -> [String] {
    let name = server.name.flatMap { isHostName($0) ? $0 : nil }
    let target = name ?? "\(server.address)"
    return (name.map { ["Resolve-DnsName \($0)"] } ?? [])
      + ["Test-NetConnection \(target) -Port \(server.port)"]
  }

  /// The DNS servers of this computer, and what they say of a name.
  static func nameResolution(_ name: String) -> [String] {
    ["Get-DnsClientServerAddress"] + (isHostName(name) ? ["Resolve-DnsName \(name)"] : [])
  }

  static func processSearch(_ server: PlannedStep.Server) -> [String] {
    [
      "Get-NetTCPConnection -RemoteAddress \(server.address) -RemotePort \(server.port) | "
        + "ForEach-Object { Get-Process -Id $_.OwningProcess }"
    ]
  }

  private static func isHostName(_ text: String) -> Bool {
    guard let first = text.utf8.first, first != UInt8(ascii: "-"), text.utf8.count <= 253 else {
      return false
    }
    return text.utf8.allSatisfy { byte in
      switch byte {
      case UInt8(ascii: "a")...UInt8(ascii: "z"), UInt8(ascii: "A")...UInt8(ascii: "Z"),
        UInt8(ascii: "0")...UInt8(ascii: "9"), UInt8(ascii: "-"), UInt8(ascii: "."):
        true
      default: false
      }
    }
  }

  private static let capture = [
    "netsh trace start capture=yes report=disabled maxsize=1024 tracefile=wsus.etl", "netsh trace stop",
    "pktmon start --capture --pkt-size 0 --file-name wsus.etl", "pktmon stop",
  ]
}
