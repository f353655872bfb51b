import Diagnosis

extension English {
  func step(_ step: ResolutionStep) -> Phrase {
    switch step {
    case .enableStrongCryptography:
      """
      Let .NET use TLS 1.2: set SchUseStrongCrypto and SystemDefaultTlsVersions for both versions of .NET, 64-bit and \
      32-bit, then restart the server. Instead of this, w3wp.exe.config is enough for imports.
      """
    case .enableTLSInWorkerProcess:
      """
      Let the worker process use TLS 1.2: create %SystemRoot%\\system32\\inetsrv\\w3wp.exe.config with these lines, or \
      add the <runtime> element to the one that is there. It holds for every w3wp.exe of the server.
      """
    case .restartWorkerProcesses: "Restart the worker processes, from an elevated prompt."
    case .installMonthlyRollup:
      """
      Install the latest Monthly Rollup. Security Only updates lack the change that lets WSUS synchronise over TLS 1.2 \
      (first in KB4022721 for 2012 and KB4022720 for 2012 R2).
      """
    case .findCipherPolicy:
      """
      Find the Group Policy object that sets "SSL Cipher Suite Order": write the report from an elevated prompt and open \
      it in a browser.
      """
    case .allowCipherSuites:
      "Remove that object, or let its list contain one of these suites (2016 and later)."
    case .allowCipherSuitesWithCurve:
      "Remove that object, or let its list contain one of these suites, whose names end in the curve (2012, 2012 R2)."
    case .extendFunctionsValue:
      """
      If no Group Policy object sets them: look at the Functions value and add one of the suites. The list has commas, \
      no spaces, and 1023 characters at most.
      """
    case .allowCurves:
      "Allow an elliptic curve that the endpoint takes: NistP256 or NistP384 in the ECC curve order."
    case .restartServer: "Restart the server: the new values hold after that."
    case .showEndpoint: "See which endpoint WSUS synchronises with (elevated PowerShell on the WSUS server)."
    case .changeEndpoint:
      "Point WSUS at https://sws.update.microsoft.com (elevated PowerShell on the WSUS server)."
    case .renewProxyCredentials:
      """
      Give the proxy valid credentials: WSUS console, Options, Update Source and Proxy Server. An expired password is \
      the usual cause; the proxy of netsh winhttp does not count here.
      """
    case .allowEndpointsAtProxy:
      "Let the proxy allow CONNECT to the update endpoints on port 443 without asking."
    case .checkProxyUplink: "See whether the proxy itself reaches the endpoint: its DNS, routes and firewall."
    case .allowEndpointsAtFirewall:
      """
      Let firewalls and filters on the way pass the update endpoints on TCP 443. Test name and port from the WSUS \
      server (behind a proxy this proves nothing).
      """
    case .allowCertificateLists:
      """
      Let firewalls and filters on the way pass plain HTTP (TCP 80) to the hosts of certificate lists. The lists are \
      signed: there is nothing to inspect.
      """
    case .checkWebsite:
      """
      See on that WSUS server that its website listens (8530 for HTTP, 8531 for HTTPS), that a certificate is bound to \
      the HTTPS port, and that firewalls let both in.
      """
    case .exemptFromInspection:
      "Take the update endpoints out of TLS inspection: only Microsoft's own certificates are accepted there."
    case .checkTrust: "See that the server's clock is right and that its root certificates are current."
    case .captureAgain:
      """
      Capture again: start before the import or synchronisation, keep whole packets, stop after it failed. Use netsh \
      or pktmon, whichever the server has.
      """
    case .repairWorkerProcessConfiguration:
      "Repair w3wp.exe.config first: it is no well-formed XML, and .NET reads none of it."
    case .enableModernProtocol:
      "Enable TLS 1.2 for clients: the registry disables it. It holds after a restart of the server."
    case .verify:
      """
      Do again what failed, and capture it: the ClientHello should offer TLS 1.2 and be answered with a ServerHello. \
      wsuscap then reports success.
      """
    }
  }

  func reference(_ step: ResolutionStep) -> Phrase { Phrase(step.reference) }

  func collect(_ file: RequestedEvidence) -> Phrase {
    switch file {
    case .softwareDistributionLog:
      """
      SoftwareDistribution.log (%ProgramFiles%\\Update Services\\LogFiles) after a restart of the service: its SCHANNEL \
      lines and the component that failed, w3wp or WsusService.
      """
    case .wsyncmgrLog:
      "Wsyncmgr.log of Configuration Manager: failures of ImportUpdateFromCatalogSite point to issue 4."
    case .groupPolicyReport: "GPReport.html: whether a Group Policy sets SSL Cipher Suite Order."
    case .registryExport: "An export of the Schannel, cipher suite and .NET keys of the registry."
    case .workerProcessConfiguration: "w3wp.exe.config (%SystemRoot%\\system32\\inetsrv), if there is one."
    case .fullCapture: "A capture from before the first SYN on, with whole packets."
    }
  }
}
