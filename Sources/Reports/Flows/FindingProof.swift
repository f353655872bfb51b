import Diagnosis
import Protocols

/// A line on a certificate, or on a DNS query, that a finding rests on.
struct FindingProof {
  /// Nil for what belongs to no flow.
  var flow: Int?
  var frame: UInt32
  var text: Phrase
  /// The certificate that the line is about, where whose it is is the point.
  var certificate: CertificateSummary?

  /// Each certificate of the chain that came from an unexpected issuer, the server's own first; nothing for
  /// findings about other things.
  static func chain(of finding: Finding, in capture: ReportedCapture) -> [FindingProof] {
    guard finding.code == .tlsInspection, let flow = capture.decisiveFlow(of: finding) else { return [] }
    let events = capture.flow(flow).evidence.events
    guard let event = events.first(where: { $0.kind == .certificate && $0.from == .server }),
      let index = event.chain
    else { return [] }
    let chain = capture.store.knownCertificates(ofChain: index)
    return chain.enumerated().map { position, certificate in
      FindingProof(
        flow: flow, frame: event.frame,
        text: Words.english.certificate(certificate, number: position + 1, of: chain.count),
        certificate: certificate
      )
    }
  }
}

extension FindingProof {
  /// Each DNS query for a name that stayed without an address.
  static func questions(of finding: Finding, _ words: Words) -> [FindingProof] {
    guard let name = finding.unresolvedName else { return [] }
    return name.questions.map { question in
      FindingProof(
        flow: nil, frame: question.answeredIn > 0 ? question.answeredIn : question.askedIn,
        text: words.nameQuestion(question, of: name.name))
    }
  }
}

extension ReportedCapture {
  /// The flow that proves a finding best; nil for a finding without flows.
  func decisiveFlow(of finding: Finding) -> Int? {
    finding.decisiveFlow.flatMap { hasFlow($0) ? $0 : nil }
  }

  /// The index, in the store, of what the flow offered that proves a finding best; nil without a ClientHello.
  func offer(of finding: Finding) -> UInt32? {
    guard let flow = decisiveFlow(of: finding) else { return nil }
    let events = events(flow)
    return events.lazy.compactMap(\.helloReference).first.map { store.sightings[Int($0)].hello }
  }
}
