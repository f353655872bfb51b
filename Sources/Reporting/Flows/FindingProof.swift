import Diagnosis

/// A line of the capture that a finding rests on.
struct FindingProof {
  var flow: Int
  var frame: UInt32
  var text: Phrase

  /// What proves a finding: the walkthrough of its decisive flow, and what told the issue from its look-alikes.
  static func all(of finding: Finding, in capture: ReportedCapture) -> [FindingProof] {
    var proofs = walkthrough(of: finding.decisiveFlow, in: capture)
    if case .sameClientSucceeds(let flow) = finding.issue?.basis {
      proofs += walkthrough(of: flow, in: capture) { $0.kind == .serverHello || $0.kind == .finished }
    }
    return proofs
  }

  private static func walkthrough(
    of id: Int, in capture: ReportedCapture, where isWanted: (FlowEvent) -> Bool = { _ in true }
  ) -> [FindingProof] {
    guard (0..<capture.flowCount).contains(id) else { return [] }
    let language = English()
    return capture.flow(id).evidence.events.filter(isWanted).map { event in
      let detail = language.detail(of: event, in: capture.store)
      let text: Phrase = "\(language.role(event.from)): \(language.label(event.kind))"
      return FindingProof(flow: id, frame: event.frame, text: detail.isEmpty ? text : text + " " + detail)
    }
  }
}
