import Diagnosis

/// A line of the capture that a finding rests on.
struct FindingProof {
  var flow: Int
  var frame: UInt32
  var text: Phrase

  /// What proves a finding: the walkthrough of its decisive flow, and what told the issue from its look-alikes.
  ///
  /// - Parameter detail: what is said of an event behind its label.
  static func all(
    of finding: Finding, in capture: ReportedCapture, detail: (FlowEvent) -> Phrase
  ) -> [FindingProof] {
    var proofs = walkthrough(of: finding.decisiveFlow, in: capture, detail: detail)
    if case .sameClientSucceeds(let flow) = finding.issue?.basis {
      proofs += walkthrough(of: flow, in: capture, detail: detail) {
        $0.kind == .serverHello || $0.kind == .finished
      }
    }
    return proofs
  }

  private static func walkthrough(
    of id: Int, in capture: ReportedCapture, detail: (FlowEvent) -> Phrase,
    where isWanted: (FlowEvent) -> Bool = { _ in true }
  ) -> [FindingProof] {
    guard (0..<capture.flowCount).contains(id) else { return [] }
    let language = English()
    return capture.flow(id).evidence.events.filter(isWanted).map { event in
      let detail = detail(event)
      let text: Phrase = "\(language.role(event.from)): \(language.label(event.kind))"
      return FindingProof(flow: id, frame: event.frame, text: detail.isEmpty ? text : text + " " + detail)
    }
  }
}
