package import Analysis
package import Diagnosis
import Protocols

/// The sentences of a report, for who shows them in another form. Names from the network are in them as they came.
package struct ReportTexts: Sendable {
  private let words: Words

  package init(_ language: Language) {
    words = language.words
  }

  /// Why a flow has its verdict: one sentence that names frames.
  package func reason(of flow: JudgedFlow, in store: EvidenceStore) -> String {
    words.reason(of: flow, in: store).text
  }

  package func message(_ doubt: Doubt, of flow: JudgedFlow) -> String { words.message(doubt, flow.peer).text }

  package func label(_ kind: FlowEvent.Kind) -> String { words.label(kind).text }

  /// Empty where the label says it all.
  package func detail(of event: FlowEvent, in store: EvidenceStore) -> String {
    words.detail(of: event, in: store).text
  }

  package func note(_ note: CaptureDescription.Note) -> String { words.note(note).text }

  package func note(_ note: FlowNote) -> String { words.note(note).text }

  package func title(_ finding: Finding) -> String { words.title(finding).text }

  package func explanation(_ finding: Finding) -> String { words.explanation(finding).text }

  package func reason(_ issue: IssueAssessment) -> String { words.reason(issue).text }

  /// The address of the article's section on a finding; nil where the article says nothing about it.
  package func article(_ finding: Finding) -> String? { ArticleAddress(for: finding)?.text }

  /// What the endpoint policy says to do, then the steps of the program.
  package func steps(_ finding: Finding) -> [(id: String, text: String, commands: [String])] {
    let own = policyResolution(for: finding).map { (id: StepRecord.policyID, text: $0, commands: [String]()) }
    let steps = resolution(for: finding).map {
      (id: $0.step.rawValue, text: words.step($0).text, commands: $0.commands)
    }
    return (own.map { [$0] } ?? []) + steps
  }
}
