import Diagnosis

extension English {
  func explanation(of topic: Topic) -> Explanation {
    switch topic {
    case .verdict(let verdict): explanation(of: verdict)
    case .endpointRetired:
      Explanation(
        title: "a flow to a retired endpoint",
        onTheWire: """
          A connection to fe2.update.microsoft.com, whatever comes of it.
          """,
        why: """
          The endpoint no longer serves WSUS. Clients of Windows Update may still use fe2, so that it answers at times; a \
          server that is set to it cannot synchronise.
          """)
    case .endpointDeprecated:
      Explanation(
        title: "a flow to an endpoint that will be switched off",
        onTheWire: """
          A connection to sws1.update.microsoft.com. It takes TLS 1.0, 1.1 and 1.2, and usually succeeds. Since \
          10 January 2022 it may be gone: then nothing answers.
          """,
        why:
          "The endpoint is for systems that cannot do better. Windows Server 2012 and later have to use sws.update.microsoft.com."
      )
    case .tlsInspection:
      Explanation(
        title: "the endpoint's certificate comes from somebody else",
        onTheWire: """
          The Certificate message of an update endpoint names an issuer that is not one of Microsoft's. Often the client \
          then sends an alert or closes. In TLS 1.3 certificates are encrypted, and nothing can be seen.
          """,
        why:
          "A proxy or firewall opens the connection to inspect it and shows a certificate of its own. Update clients do not trust it."
      )
    case .issue(let issue): explanation(of: issue)
    }
  }

  private func explanation(of issue: ArticleIssue) -> Explanation {
    Explanation(
      title: "issue \(issue.rawValue) of the article: \(issueTitle(issue))", onTheWire: onTheWire(issue),
      why: cause(issue))
  }

  private func onTheWire(_ issue: ArticleIssue) -> Phrase {
    switch issue {
    case .importFails:
      """
      version_reject: a ClientHello that offers TLS 1.0 at most, answered by RST (through a proxy: often FIN). \
      The same client also succeeds over TLS 1.2 when it synchronises. Issue 3 looks alike; a success over TLS 1.2, or a \
      hello of a system newer than 2012 R2, decides for issue 1.
      """
    case .importFailsAfterHardening:
      "client_fin: SYN, SYN/ACK, ACK, and then the client's FIN. No ClientHello is sent. Issue 4 looks alike."
    case .synchronizationFailsWithoutRollup:
      """
      version_reject, several times in a row, as synchronisation tries again. The same client never succeeds over TLS \
      1.2. SoftwareDistribution.log has a service start without SCHANNEL lines.
      """
    case .synchronizationFailsWithConfigurationManager:
      "client_fin, as with issue 2. Wsyncmgr.log has failures of ImportUpdateFromCatalogSite."
    case .limitedCiphers:
      """
      no_common_cipher: a ClientHello that offers TLS 1.2 without one of the four ECDHE_RSA suites that the endpoint \
      takes, answered by RST.
      """
    }
  }

  private func cause(_ issue: ArticleIssue) -> Phrase {
    switch issue {
    case .importFails:
      "Imports run in the worker process, whose version of .NET does not use TLS 1.2 unless it is told to. The endpoint takes nothing older since July 2020."
    case .importFailsAfterHardening:
      "As with issue 1 the import can use SSL 3.0 to TLS 1.1 only, and these are switched off: nothing is left to offer."
    case .synchronizationFailsWithoutRollup:
      "WSUS on Windows Server 2012 and 2012 R2 learnt TLS 1.2 with a change that only Monthly Rollups contain. Servers with Security Only updates, and new ones, lack it."
    case .synchronizationFailsWithConfigurationManager:
      "Configuration Manager imports Surface drivers with the same function as an import by hand, so issue 1's limit holds for it."
    case .limitedCiphers:
      "Cipher suites were limited by Group Policy or in the registry, and since July 2020 the endpoint takes fewer of them."
    }
  }
}
