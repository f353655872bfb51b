import Diagnosis
import Packets

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
    let steps = topic.steps.map { words.fullStep($0, hasReference: true) }
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
  var steps: [ResolutionStep] {
    switch self {
    case .verdict(let verdict):
      verdict.isFailure || verdict == .incompleteCapture || verdict == .unfinished
        ? resolution(for: Self.example(.verdict(verdict))) : []
    case .endpointRetired: resolution(for: Self.example(.endpointRetired))
    case .endpointDeprecated: resolution(for: Self.example(.endpointDeprecated))
    case .tlsInspection: resolution(for: Self.example(.tlsInspection))
    case .issue(let issue):
      issue.verdicts.first.map { verdict in
        let issue = IssueAssessment(
          candidates: [issue.rawValue], best: issue.rawValue, basis: .onlyCandidate)
        return resolution(for: Self.example(.verdict(verdict), issue: issue))
      } ?? []
    }
  }

  private static func example(_ code: FindingCode, issue: IssueAssessment? = nil) -> Finding {
    Finding(
      code: code, severity: .error, client: IPAddress(v4: 0), serverName: nil, endpoint: nil,
      serverAddresses: [], serverPorts: [], route: .direct, confidence: .certain, flows: [], first: 0,
      last: 0, issue: issue, decisiveFlow: 0)
  }
}
