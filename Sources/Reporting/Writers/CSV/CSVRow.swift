import CaptureAnalysis
import Diagnosis
import ProtocolParsing

/// A flow, and what the columns ask of it.
struct CSVRow {
  let capture: ReportedCapture
  let flow: JudgedFlow
  let facts: FlowFacts
  /// The issue of the article, or its candidates, of the finding that the flow belongs to.
  let issue: String?

  init(_ flow: JudgedFlow, of capture: ReportedCapture, issue: String?) {
    (self.capture, self.flow, self.issue) = (capture, flow, issue)
    facts = FlowFacts(flow.evidence.events)
  }

  var evidence: FlowEvidence { flow.evidence }
  var digits: Int { capture.description.timeDigits }

  /// The first hello, without its server name.
  var hello: ClientHello? { sighting.map { capture.store.clientHellos[Int($0.hello)] } }

  var serverNameIndication: String? { sighting.flatMap { capture.store.name($0.serverName) } }

  /// Whether a name was sent is a part of JA4, so it is made of the whole hello.
  var ja4: String? { facts.clientHello.flatMap { capture.store.clientHello($0.detail).ja4 } }

  var answer: ServerHello? {
    guard let event = facts.serverHello, event.kind == .serverHello else { return nil }
    return capture.store.serverHellos[Int(event.detail)]
  }

  /// The server's own certificate.
  var certificate: CertificateSummary? {
    guard facts.hasCertificates,
      let event = evidence.events.first(where: { $0.kind == .certificate && $0.from == .server })
    else { return nil }
    return capture.store.chains[Int(event.detail)].first.map { capture.store.certificates[Int($0)] }
  }

  /// How many of the offered suites the endpoint takes; nil when either list is not known whole.
  var commonSuites: Int? {
    guard let hello, hello.hasAllCipherSuites, let taken = flow.endpoint?.cipherSuites else { return nil }
    return hello.cipherSuites.count(where: taken.contains)
  }

  private var sighting: EvidenceStore.Sighting? {
    facts.clientHello.map { capture.store.sightings[Int($0.detail)] }
  }
}

/// The issue that each flow's finding has: two bytes a flow.
struct FlowIssues {
  private var names: [String] = []
  private var places: [UInt16]

  init(_ capture: ReportedCapture) {
    places = Array(repeating: 0, count: capture.flowCount)
    for finding in capture.findings {
      guard let name = finding.issue.map(Self.name) else { continue }
      // As many names as there are ways to choose of five issues, at the most.
      if !names.contains(name) { names.append(name) }
      guard let place = names.firstIndex(of: name).flatMap({ UInt16(exactly: $0 + 1) }) else { continue }
      for id in finding.flows where places.indices.contains(id) { places[id] = place }
    }
  }

  private static func name(_ issue: IssueAssessment) -> String {
    issue.best.map(String.init) ?? issue.candidates.map(String.init).joined(separator: " or ")
  }

  subscript(id: Int) -> String? { places[id] == 0 ? nil : names[Int(places[id]) - 1] }
}
