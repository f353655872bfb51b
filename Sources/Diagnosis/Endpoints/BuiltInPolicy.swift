import ProtocolParsing

extension EndpointPolicy {
  /// The endpoints of Microsoft's update service as its article on synchronisation and import describes
  /// them ("Troubleshoot WSUS synchronization and import issues", section "Endpoints").
  ///
  /// Three things are not in that article. The issuers: sws and fe2 have shown certificates of "Microsoft
  /// Update Secure Server CA 2.1"; the other families are those of Microsoft's other servers, because a
  /// change of authority is no inspection. That the catalogue takes TLS 1.2 and later only, since 2021. The
  /// content hosts are those of "Configure WSUS" (section "Configure your firewall").
  ///
  /// A server that no entry names is taken to accept TLS 1.2 and later: RFC 8996 forbids what is older, and
  /// the update service, which a name that the capture lacks may well belong to, has refused it since 2020.
  package static let builtIn = EndpointPolicy(
    endpoints: [sync, legacySync, retired, catalog, content], defaultMinimumVersion: .tls12)

  private static let microsoftIssuers = [
    "Microsoft Update Secure Server CA", "Microsoft IT TLS CA", "Microsoft RSA TLS CA",
    "Microsoft Azure TLS Issuing CA", "Microsoft Azure RSA TLS Issuing CA",
    "Microsoft Azure ECC TLS Issuing CA", "Microsoft TLS G2 RSA CA", "Microsoft TLS G2 ECC CA",
  ]

  /// TLS 1.2 only since July 2020. The suites are those of August 2020.
  private static let sync = Endpoint(
    id: "sws", hosts: ["sws.update.microsoft.com"], role: .sync, minimumVersion: .tls12,
    maximumVersion: .tls12,
    cipherSuites: [
      .ecdheRSAWithAES256GCMSHA384, .ecdheRSAWithAES128GCMSHA256, .ecdheRSAWithAES256CBCSHA384,
      .ecdheRSAWithAES128CBCSHA256,
    ],
    cipherSuitesAsOf: "2020-08", groups: nil, hasRSACertificate: true, expectedIssuers: microsoftIssuers)

  private static let legacySync = Endpoint(
    id: "sws1", hosts: ["sws1.update.microsoft.com"], role: .legacySync, minimumVersion: .tls10,
    maximumVersion: .tls12, cipherSuites: nil, cipherSuitesAsOf: nil, groups: nil, hasRSACertificate: nil,
    expectedIssuers: microsoftIssuers)

  private static let retired = Endpoint(
    id: "fe2", hosts: ["fe2.update.microsoft.com"], role: .retired, minimumVersion: .tls10,
    maximumVersion: .tls12, cipherSuites: nil, cipherSuitesAsOf: nil, groups: nil, hasRSACertificate: nil,
    expectedIssuers: microsoftIssuers)

  /// The Microsoft Update Catalog, from which updates are imported by hand.
  private static let catalog = Endpoint(
    id: "catalog", hosts: ["catalog.update.microsoft.com", "www.catalog.update.microsoft.com"],
    role: .catalog, minimumVersion: .tls12, maximumVersion: .tls13, cipherSuites: nil,
    cipherSuitesAsOf: nil, groups: nil, hasRSACertificate: nil, expectedIssuers: [])

  /// Files and the services around them. Many of these hosts also speak plain HTTP, some sit on content
  /// delivery networks with certificates of their own, and no list of their suites is published.
  private static let content = Endpoint(
    id: "content",
    hosts: [
      "windowsupdate.microsoft.com", "*.windowsupdate.microsoft.com", "update.microsoft.com",
      "*.update.microsoft.com", "*.windowsupdate.com", "download.windowsupdate.com",
      "*.download.windowsupdate.com", "download.microsoft.com", "wustat.windows.com",
      "ntservicepack.microsoft.com", "go.microsoft.com", "dl.delivery.mp.microsoft.com",
      "*.delivery.mp.microsoft.com", "*.prod.do.dsp.mp.microsoft.com",
      "tsfe.trafficshaping.dsp.mp.microsoft.com",
    ],
    role: .content, minimumVersion: .tls12, maximumVersion: .tls13, cipherSuites: nil,
    cipherSuitesAsOf: nil, groups: nil, hasRSACertificate: nil, expectedIssuers: [])
}
