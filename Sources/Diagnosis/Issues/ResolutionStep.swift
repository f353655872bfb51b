/// One step of a cure. The raw value is its name in the report; the words are the report's, the commands and
/// file contents are here, because they are the same in every language.
package enum ResolutionStep: String, CaseIterable, Hashable, Sendable {
  /// Let .NET Framework programs use TLS 1.2: SchUseStrongCrypto and SystemDefaultTlsVersions, in both
  /// versions of .NET and for 64-bit and 32-bit programs, then restart the server. Either this or
  /// ``enableTLSInWorkerProcess``.
  case enableStrongCryptography = "enable_strong_cryptography"
  /// Create or extend `w3wp.exe.config` so that the worker process takes the system's versions, then
  /// ``restartWorkerProcesses``. It holds for every w3wp.exe instance of the server.
  case enableTLSInWorkerProcess = "enable_tls_in_worker_process"
  /// Restart all worker processes.
  case restartWorkerProcesses = "restart_worker_processes"
  /// The file is there and is no well-formed XML, so .NET reads none of it: repair it before anything is added.
  case repairWorkerProcessConfiguration = "repair_worker_process_configuration"
  /// Enable TLS 1.2 for clients in Schannel: the registry disables it, and nothing else helps before that.
  case enableModernProtocol = "enable_tls_1_2"
  /// Install the latest Monthly Rollup: Security Only updates do not contain the change that lets WSUS
  /// synchronise over TLS 1.2. First in KB4022721 (2012) and KB4022720 (2012 R2), June 27, 2017.
  case installMonthlyRollup = "install_monthly_rollup"
  /// Find the Group Policy object that sets the SSL cipher suite order, in the report that the command writes.
  case findCipherPolicy = "find_cipher_policy"
  /// Remove that object, or let it contain one of the suites that the endpoint takes. The commands are the
  /// names to add on Windows Server 2016 and later.
  case allowCipherSuites = "allow_cipher_suites"
  /// The same on Windows Server 2012 and 2012 R2, where a suite's name ends in its curve and no suite with
  /// GCM exists for ECDHE_RSA.
  case allowCipherSuitesWithCurve = "allow_cipher_suites_with_curve"
  /// When no Group Policy object sets the suites: look at the `Functions` value, a list separated by commas
  /// without spaces, at most 1023 characters, and add one of the suites.
  case extendFunctionsValue = "extend_functions_value"
  /// Allow an elliptic curve that the endpoint takes: NistP256 or NistP384 (or curve25519) must stand in the
  /// ECC curve order.
  case allowCurves = "allow_curves"
  /// Restart the server: the registry values and suite orders hold after that.
  case restartServer = "restart_server"
  /// Show which endpoint WSUS synchronises with (PowerShell on the WSUS server).
  case showEndpoint = "show_endpoint"
  /// Point WSUS at https://sws.update.microsoft.com and have it read its redirector again, then restart the
  /// service (PowerShell). Close all WSUS consoles before, and do it on the topmost WSUS server only: the one
  /// that connects to Microsoft itself.
  case changeEndpoint = "change_endpoint"
  /// Give the proxy the right credentials: WSUS console, Options, Update Source and Proxy Server. An expired
  /// password is the usual cause of 407. The proxy of the console counts, not that of `netsh winhttp`.
  case renewProxyCredentials = "renew_proxy_credentials"
  /// Let the proxy allow CONNECT to the update endpoints on port 443 without asking.
  case allowEndpointsAtProxy = "allow_endpoints_at_proxy"
  /// The proxy itself cannot reach the endpoint (502, 503, 504): look at its own DNS, routes and firewall.
  case checkProxyUplink = "check_proxy_uplink"
  /// Let firewalls and filters on the way pass the update endpoints on TCP 443. The commands test name and
  /// port from the WSUS server; they prove nothing behind a proxy.
  case allowEndpointsAtFirewall = "allow_endpoints_at_firewall"
  /// Let firewalls and filters on the way pass HTTP to the hosts of certificate lists. The commands test that and
  /// fetch the list of trusted roots.
  case allowCertificateLists = "allow_certificate_lists"
  /// On a WSUS server that serves others: the website has to listen, and a certificate to be bound to its HTTPS port.
  case checkWebsite = "check_website"
  /// Take the update endpoints out of TLS inspection: their certificates are checked against Microsoft's own
  /// roots.
  case exemptFromInspection = "exempt_from_inspection"
  /// Check that the server's clock is right and its root certificates are current.
  case checkTrust = "check_trust"
  /// Capture in full what happens when the step that fails is repeated. Packets must not be cut: pktmon
  /// keeps 128 bytes unless told otherwise.
  case captureAgain = "capture_again"
  /// See that it works: what failed is done again, and its ClientHello offers TLS 1.2 and is answered.
  case verify

  /// What to type, in order, each an exact line; or for a file its lines. Empty when words are enough.
  package var commands: [String] { ResolutionCommands.commands(for: self) }

  /// The systems that the step is for; empty for every one.
  package var appliesTo: [WindowsServer] {
    switch self {
    case .installMonthlyRollup, .allowCipherSuitesWithCurve: [.v2012, .v2012R2]
    case .allowCipherSuites, .allowCurves: [.v2016, .v2019, .v2022, .v2025]
    default: []
    }
  }
}
