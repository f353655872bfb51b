import Analysis
import Diagnosis
import Protocols

/// A flow, and what the columns ask of it.
struct CSVRow {
  let path: String
  /// After the second that the capture holds, 0 to 9.
  let digits: Int
  let flow: JudgedFlow
  let facts: FlowSummary
  /// The issue of the article, or its candidates, of the finding that the flow belongs to.
  let issue: String?
  let authority: String?
  let serverNameIndication: String?
  let offer: CSVShared.Offer?
  /// How many of the offered suites the endpoint takes.
  let commonSuites: Int?
  let version: String
  let cipherSuite: String
  let ja3s: String
  /// The server's own certificate.
  let certificate: CertificateSummary?

  init(
    _ flow: JudgedFlow, of path: String, digits: Int, store: EvidenceStore, issue: String?,
    _ shared: inout CSVShared
  ) {
    let facts = FlowSummary(flow, store: store)
    (self.flow, self.facts, self.issue) = (flow, facts, issue)
    (self.path, self.digits) = (path, digits)
    authority = facts.connectRequest?.authority.flatMap(store.name)
    let sighting = facts.clientHello?.helloReference.map { store.sightings[Int($0)] }
    serverNameIndication = sighting.flatMap { store.name($0.serverName) }
    offer = sighting.map { shared.offer($0, store) }
    commonSuites = sighting.flatMap { shared.commonSuites($0, flow.endpoint, store) }
    version = facts.negotiatedVersion(store)?.displayedName ?? ""
    let answer = facts.serverHello.flatMap { $0.kind == .serverHello ? $0.serverHelloIndex : nil }
    cipherSuite = answer.flatMap { store.serverHellos[Int($0)].cipherSuite?.displayedName } ?? ""
    ja3s = answer.map { shared.ja3s($0, store) } ?? ""
    let own = facts.certificate.server?.chain.flatMap { store.chains[Int($0)].first }
    certificate = own.map { store.certificates[Int($0)] }
  }

  var evidence: FlowEvidence { flow.evidence }
}
