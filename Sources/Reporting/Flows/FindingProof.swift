import Diagnosis
import ProtocolParsing

/// A line of the capture that a finding rests on.
struct FindingProof {
  var flow: Int
  var frame: UInt32
  var text: Phrase
  /// The certificate that the line is about, where whose it is is the point.
  var certificate: CertificateSummary?

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
    return proofs + chain(of: finding, in: capture)
  }

  /// Each certificate of the chain that came from an unexpected issuer, the server's own first; nothing for
  /// findings about other things.
  static func chain(of finding: Finding, in capture: ReportedCapture) -> [FindingProof] {
    guard finding.code == .tlsInspection, (0..<capture.flowCount).contains(finding.decisiveFlow) else {
      return []
    }
    let events = capture.flow(finding.decisiveFlow).evidence.events
    guard let event = events.first(where: { $0.kind == .certificate && $0.from == .server }) else {
      return []
    }
    let chain = capture.store.knownCertificates(ofChain: event.detail)
    return chain.enumerated().map { place, certificate in
      FindingProof(
        flow: finding.decisiveFlow, frame: event.frame,
        text: English().certificate(certificate, number: place + 1, of: chain.count), certificate: certificate
      )
    }
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
