import Diagnosis
import Protocols

/// A line on a certificate that a finding rests on.
struct FindingProof {
  var flow: Int
  var frame: UInt32
  var text: Phrase
  /// The certificate that the line is about, where whose it is is the point.
  var certificate: CertificateSummary?

  /// Each certificate of the chain that came from an unexpected issuer, the server's own first; nothing for
  /// findings about other things.
  static func chain(of finding: Finding, in capture: ReportedCapture) -> [FindingProof] {
    guard finding.code == .tlsInspection, (0..<capture.flowCount).contains(finding.decisiveFlow) else {
      return []
    }
    let events = capture.flow(finding.decisiveFlow).evidence.events
    guard let event = events.first(where: { $0.kind == .certificate && $0.from == .server }),
      let index = event.chain
    else { return [] }
    let chain = capture.store.knownCertificates(ofChain: index)
    return chain.enumerated().map { position, certificate in
      FindingProof(
        flow: finding.decisiveFlow, frame: event.frame,
        text: Words.english.certificate(certificate, number: position + 1, of: chain.count),
        certificate: certificate
      )
    }
  }
}

extension ReportedCapture {
  /// The index, in the store, of what the flow offered that proves a finding best; nil without a ClientHello.
  func offer(of finding: Finding) -> UInt32? {
    guard (0..<flowCount).contains(finding.decisiveFlow) else { return nil }
    let events = events(finding.decisiveFlow)
    return events.lazy.compactMap(\.helloReference).first.map { store.sightings[Int($0)].hello }
  }
}
