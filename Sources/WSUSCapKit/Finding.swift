internal import Diagnosis
internal import Packets
internal import Reports

/// One thing that is wrong: all failed flows of one client to one server by one route with one verdict.
public struct Finding: Sendable {
  @nonexhaustive
  public enum Severity: String, CaseIterable, Hashable, Sendable {
    case error
    case warning
    case info
  }

  /// A fixed name in snake_case: that of a ``Verdict``, or another one such as `tls_inspection`.
  public let code: String
  public let severity: Severity
  public let confidence: Confidence
  public let title: String
  public let explanation: String
  /// The address of the WSUS server, as far as the capture tells.
  public let client: String
  /// Nil where nothing names the server.
  public let serverName: String?
  public let serverAddresses: [String]
  /// The identifier of the server's entry in the endpoint policy.
  public let endpoint: String?
  /// The ids of the flows; empty for a name that DNS does not know.
  public let flows: [Int]
  /// The flow that shows it best.
  public let decisiveFlow: Int?
  public let first: CaptureTime
  public let last: CaptureTime
  /// Which of the article's issues it is, or may be; nil where the article has none for it.
  public let issue: ArticleIssue?
  /// The section of the article on it.
  public let article: String?
  /// In order.
  public let resolution: [ResolutionStep]
}

/// An issue of Microsoft's article on failing synchronisation and imports.
public struct ArticleIssue: Hashable, Sendable {
  /// From 1 to 5; nil where the capture and the server's files do not decide between the ``candidates``.
  public let number: Int?
  public let candidates: [Int]
  /// Why it is that one, or what would decide.
  public let reason: String
}

public struct ResolutionStep: Hashable, Sendable {
  /// A fixed name in snake_case.
  public let id: String
  public let text: String
  /// Lines of a file or a command prompt that belong to it.
  public let commands: [String]
}

extension Finding {
  init(_ finding: Diagnosis.Finding, _ texts: ReportTexts) {
    code = finding.code.rawValue
    severity = Severity(finding.severity)
    confidence = Confidence(finding.confidence)
    (title, explanation) = (texts.title(finding), texts.explanation(finding))
    client = finding.client.description
    (serverName, serverAddresses) = (finding.serverName, finding.serverAddresses.map(\.description))
    endpoint = finding.endpoint?.id
    (flows, decisiveFlow) = (finding.flows, finding.decisiveFlow)
    (first, last) = (CaptureTime(nanoseconds: finding.first), CaptureTime(nanoseconds: finding.last))
    issue = finding.issue.map {
      ArticleIssue(number: $0.best, candidates: $0.candidates, reason: texts.reason($0))
    }
    article = texts.article(finding)
    resolution = texts.steps(finding).map { ResolutionStep(id: $0.id, text: $0.text, commands: $0.commands) }
  }
}

extension Finding.Severity {
  fileprivate init(_ severity: Diagnosis.Severity) {
    self =
      switch severity {
      case .error: .error
      case .warning: .warning
      case .info: .info
      }
  }
}
