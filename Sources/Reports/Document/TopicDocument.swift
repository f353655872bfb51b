import Diagnosis
import Packets
import Protocols

/// What `wsuscap explain` prints.
package enum TopicDocument {
  /// One topic: what it looks like, why it happens, how it is resolved.
  package static func text(of topic: Topic, options: ReportOptions) -> [UInt8] {
    let words = options.language.words
    let texts = words.explanation(of: topic)
    var blocks: [Block] = [
      .entries([Entry(lead: Phrase(topic.code), style: .strong, text: texts.title, textStyle: .strong)]),
      section(words.heading(.onTheWire), [.paragraph(Paragraph(text: texts.onTheWire))]),
      section(words.heading(.why), [.paragraph(Paragraph(text: texts.why))]),
    ]
    let steps = words.fullSteps(topic.steps, hasReferences: true)
    if !steps.isEmpty {
      blocks.append(section(words.heading(.resolution), [.steps(Steps(steps: steps))]))
    }
    return TextRenderer(options).text(of: blocks).bytes
  }

  /// Every topic, one a line.
  package static func list(_ options: ReportOptions) -> [UInt8] {
    let words = options.language.words
    let entries = Topic.all.map {
      Entry(lead: Phrase($0.code), style: .strong, text: words.explanation(of: $0).title)
    }
    return TextRenderer(options).text(of: [.entries(entries)]).bytes
  }

  private static func section(_ heading: Phrase, _ blocks: [Block]) -> Block {
    .part(Part(heading: heading, level: .section, blocks: blocks))
  }
}

extension Topic {
  /// How it is resolved: what the report would say of a finding of this kind.
  var steps: [PlannedStep] {
    switch self {
    case .verdict(let verdict):
      verdict.isFailure || verdict == .incompleteCapture || verdict == .unfinished
        ? resolution(for: Self.example(.verdict(verdict), issues: verdict.issues)) : []
    case .endpointRetired: resolution(for: Self.example(.endpointRetired))
    case .endpointDeprecated: resolution(for: Self.example(.endpointDeprecated))
    case .tlsInspection: resolution(for: Self.example(.tlsInspection))
    case .nameNotResolved: resolution(for: Self.exampleOfName)
    case .noResponse: resolution(for: Self.example(.noResponse))
    case .pathMTU: resolution(for: Self.example(.pathMTU))
    case .wsusHTTPError:
      [.checkApplicationPool, .checkWebServices, .checkWebPermissions, .checkContent].map { PlannedStep($0) }
    case .wsusSOAPFault: [.checkServerHealth, .resetClientAuthorization].map { PlannedStep($0) }
    case .issue(let issue):
      issue.verdicts.first.map { resolution(for: Self.example(.verdict($0), issues: [issue])) } ?? []
    }
  }

  private static var exampleOfName: Finding {
    var finding = example(.nameNotResolved)
    finding.unresolvedName = UnresolvedName(
      client: IPAddress(v4: 0), name: "sws.update.microsoft.com", questions: [], isResolvedLater: false)
    return finding
  }

  /// A finding at an endpoint of Microsoft.
  private static func example(_ code: FindingCode, issues: [ArticleIssue] = []) -> Finding {
    let endpoint = Endpoint(
      id: "sws", hosts: ["sws.update.microsoft.com"], role: .sync, minimumVersion: .tls12,
      maximumVersion: .tls12, cipherSuites: nil, cipherSuitesAsOf: nil, groups: nil, hasRSACertificate: nil,
      expectedIssuers: [])
    let numbers = issues.map(\.rawValue)
    let best = numbers.count == 1 ? numbers.first : nil
    let issue = IssueAssessment(
      candidates: numbers, best: best, basis: best == nil ? .undecided : .onlyCandidate)
    return Finding(
      code: code, severity: .error, client: IPAddress(v4: 0), serverName: nil, endpoint: endpoint,
      serverAddresses: [], serverPorts: [], route: .direct, confidence: .certain, flows: [], first: 0,
      last: 0, issue: issues.isEmpty ? nil : issue, decisiveFlow: 0)
  }
}

extension Verdict {
  /// The issues of the article that show so.
  fileprivate var issues: [ArticleIssue] { ArticleIssue.allCases.filter { $0.verdicts.contains(self) } }
}
