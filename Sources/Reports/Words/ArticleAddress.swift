import Diagnosis

/// The address of the article that the issues come from, or of its section. Without a language the page opens
/// in the reader's own. Only this type makes links: no name from the network becomes one.
struct ArticleAddress {
  let text: String

  private static let page =
    "https://learn.microsoft.com/troubleshoot/mem/configmgr/update-management/troubleshoot-wsus-import-sync-issues"

  private init(text: String) { self.text = text }

  /// Nil without a candidate.
  init?(for issue: ScanIssue) {
    guard !issue.candidates.isEmpty else { return nil }
    self.init(text: Self.section(of: issue.decided))
  }

  /// Of an issue that is decided; the whole article where none is.
  private static func section(of issue: Int?) -> String {
    issue.map { "\(page)#resolution-for-issue-\($0)" } ?? page
  }

  /// Nil where the article says nothing about a finding.
  init?(for finding: Finding) {
    if let issue = finding.issue {
      self.init(text: Self.section(of: issue.best))
      return
    }
    switch finding.code {
    case .endpointRetired, .endpointDeprecated: self.init(text: "\(Self.page)#endpoints")
    case .verdict(.proxyDenied) where finding.isAtEndpoint:
      self.init(text: "\(Self.page)#a-note-about-proxy-servers")
    case .verdict, .tlsInspection, .nameNotResolved, .noResponse, .pathMTU, .wsusHTTPError, .wsusSOAPFault:
      return nil
    }
  }
}
