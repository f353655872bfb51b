import Diagnosis

/// The address of the article that the issues come from, or of its section. Without a language the page opens
/// in the reader's own. Only this type makes links: no name from the network becomes one.
struct ArticleAddress {
  let text: String

  private static let page =
    "https://learn.microsoft.com/troubleshoot/mem/configmgr/update-management/troubleshoot-wsus-import-sync-issues"

  /// Nil where the article says nothing about a finding.
  init?(for finding: Finding) {
    if let issue = finding.issue {
      text = issue.best.map { "\(Self.page)#resolution-for-issue-\($0)" } ?? Self.page
      return
    }
    switch finding.code {
    case .endpointRetired, .endpointDeprecated: text = "\(Self.page)#endpoints"
    case .verdict(.proxyDenied) where finding.isAtEndpoint: text = "\(Self.page)#a-note-about-proxy-servers"
    case .verdict, .tlsInspection, .nameNotResolved, .noResponse, .pathMTU: return nil
    }
  }
}
