import Analysis
import Diagnosis
import Packets
import Protocols

/// One finding as programs read it.
final class FindingRecord {
  let finding: Finding
  /// The capture's path as the user wrote it.
  let capture: String
  /// Of a second's fraction in the capture, 0 to 9.
  private let digits: Int
  /// Nil where there is nothing certain to say.
  private let whatIf: WhatIfRecord?
  private let proofs: [ProofRecord]
  private let doubts: [Doubt]

  fileprivate init(
    _ finding: Finding, of capture: CaptureDescription, whatIf: WhatIfRecord?,
    _ proofs: [ProofRecord], doubts: [Doubt]
  ) {
    self.doubts = doubts
    (self.finding, self.capture, digits) = (finding, capture.path, capture.timeDigits)
    (self.whatIf, self.proofs) = (whatIf, proofs)
  }

  // MARK: The fields

  static let fields: [Field<FindingRecord>] = [
    Field("code", stored: "code") { $0.finding.code.rawValue },
    Field("severity", stored: "severity") { $0.finding.severity.rawValue },
    Field("title", stored: "title") { Words.english.title($0.finding) },
    Field("explanation") { Words.english.explanation($0.finding) },
    .object("client", [Field("ip", stored: "client_ip") { $0.finding.client }]),
    .object(
      "server",
      [
        Field("name", stored: "server_name") { Nullable($0.finding.serverName) },
        Field("ip", stored: "server_ips") { $0.finding.serverAddresses },
        Field("port", stored: "server_ports") { $0.finding.serverPorts },
      ]),
    Field("endpoint", stored: "endpoint") { $0.finding.endpoint?.id },
    Field("endpoint_role", stored: .init("endpoint_role", version: 3)) { $0.finding.endpointRole?.rawValue },
    Field("route", stored: "route") { $0.finding.route.rawValue },
    Field("confidence", stored: "confidence") { $0.finding.confidence.rawValue },
    .list("doubts", DoubtRecord.fields, isOptional: true) { record in
      record.doubts.isEmpty
        ? nil : record.doubts.map { DoubtRecord(doubt: $0, peer: record.finding.peer) }
    },
    Field("attempts", stored: "attempts") { $0.finding.attempts },
    Field("flows") { $0.finding.flows },
    Field("first", stored: "first") { Timestamp(nanoseconds: $0.finding.first, digits: $0.digits) },
    Field("last", stored: "last") { Timestamp(nanoseconds: $0.finding.last, digits: $0.digits) },
    .record("issue", issue) { $0.finding.issue },
    .column(path: ["issue", "candidates"], stored: "issue_candidates") {
      $0.finding.issue?.candidates ?? []
    },
    .record("wsus", wsus) { $0.finding.wsusError },
    Field("article") { ArticleAddress(for: $0.finding)?.text },
    .record("what_if", WhatIfRecord.fields) { $0.whatIf },
    .list("evidence", ProofRecord.fields) { $0.proofs },
    .list("resolution", [.shared(StepRecord.fields) { $0 }]) { $0.steps },
    .column(path: ["resolution", "id"], stored: .init("first_step", version: 3)) { $0.firstStep },
    .list("requested_evidence", [.shared(requestedEvidence) { $0 }]) { record in
      Diagnosis.requestedEvidence(for: record.finding).compactMap { sharedEvidence[$0] }
    },
  ]

  private static let wsus: [Field<WSUSError>] =
    WSUSExchange.fields.map { $0.of { $0.exchange } } + [Field("count") { $0.count }]

  private static let issue: [Field<IssueAssessment>] = [
    Field("candidates") { $0.candidates },
    Field("best", stored: "issue") { $0.best },
    Field("strength") { $0.strength?.rawValue },
    Field("reason") { Words.english.reason($0) },
    .list("steps", decisionStep, isOptional: true) { $0.files.isEmpty ? nil : $0.steps },
    .record("clock", clock) { $0.files.isEmpty ? nil : $0.clock },
  ]

  private static let decisionStep: [Field<DecisionStep>] = [
    Field("text") { Words.english.claim($0.claim) },
    Field("decisive") { $0.isDecisive },
    Field("for") { $0.supports.map(\.rawValue) },
    Field("against") { $0.opposes.map(\.rawValue) },
    .list("evidence", citation) { $0.citations },
  ]

  private static let citation: [Field<Citation>] = [
    Field("source") { $0.kind.rawValue },
    Field("file") { $0.file },
    Field("line") { $0.line },
    Field("text") { $0.text },
  ]

  private static let clock: [Field<ClockMatch>] = [
    Field("offset_s") { TimeSpan(seconds: $0.offset, digits: 3) },
    Field("matched") { $0.matched },
    Field("attempts") { $0.attempts },
  ]

  private static let requestedEvidence: [Field<RequestedEvidence>] = [
    Field("file") { $0.rawValue },
    Field("text") { Words.english.collect($0) },
    Field("commands") { $0.commands },
  ]

  private static let sharedEvidence = Dictionary(
    uniqueKeysWithValues: RequestedEvidence.allCases.map { ($0, SharedRecord($0, requestedEvidence)) })
}

// MARK: What if

/// What would have to change for a refused hello to be accepted.
enum WhatIfRecord {
  case suites(CipherComparison)
  case version(VersionOutlook)

  static let fields: [Field<WhatIfRecord>] = [
    Field("text") { $0.text },
    Field("version") { $0.outlook == nil ? nil : ProtocolVersion.tls12 },
    Field("systems") { $0.outlook?.systems.map(\.rawValue) },
    Field("missing") { $0.comparison?.gap.rawValue },
    Field("offered") { $0.comparison?.offered },
    Field("accepted") { $0.comparison?.taken },
    Field("common") { $0.common },
    Field("offered_groups") { $0.comparison?.offeredGroups.unlessEmpty },
    Field("accepted_groups") { $0.comparison?.takenGroups },
    Field("missing_groups") { $0.comparison?.missingGroups.unlessEmpty },
    .list("add", addition) { $0.additions },
  ]

  private static let addition: [Field<SuiteAddition>] = [
    Field("systems") { $0.systems.map(\.rawValue) },
    Field("likely") { $0.likely.map(\.rawValue) },
    Field("cipher_suites") { $0.cipherSuites.unlessEmpty },
    Field("curves") { $0.curves.unlessEmpty },
  ]

  private var comparison: CipherComparison? {
    if case .suites(let comparison) = self { comparison } else { nil }
  }

  private var outlook: VersionOutlook? {
    if case .version(let outlook) = self { outlook } else { nil }
  }

  private var text: Phrase {
    switch self {
    case .suites(let comparison): Words.english.whatIf(comparison)
    case .version(let outlook): Words.english.whatIf(outlook)
    }
  }

  private var common: [CipherSuite] {
    switch self {
    case .suites(let comparison): comparison.common
    case .version(let outlook): outlook.common
    }
  }

  private var additions: [SuiteAddition] {
    switch self {
    case .suites(let comparison): comparison.additions
    case .version(let outlook): outlook.additions
    }
  }
}

// MARK: Proofs

/// A line that proves a finding: of a flow's walkthrough, on a certificate, or of a file of the server.
final class ProofRecord {
  private(set) var source = "capture"
  private(set) var flow: Int?
  private(set) var frame: UInt32?
  private(set) var file: String?
  private(set) var line: Int?
  let text: Phrase
  /// Of the certificate that the line is about.
  private(set) var subject: String?
  private(set) var issuer: String?

  static let fields: [Field<ProofRecord>] = [
    Field("source") { $0.source },
    Field("flow") { $0.flow },
    Field("frame") { $0.frame },
    Field("file") { $0.file },
    Field("line") { $0.line },
    Field("text") { $0.text },
    Field("subject") { $0.subject },
    Field("issuer") { $0.issuer },
  ]

  fileprivate init(_ event: FlowEvent, of flow: Int, _ text: Phrase) {
    (self.flow, frame, self.text) = (flow, event.frame, text)
  }

  init(_ proof: FindingProof) {
    (flow, frame, text) = (proof.flow, proof.frame, proof.text)
    (subject, issuer) = (proof.certificate?.ifReadable?.subject, proof.certificate?.ifReadable?.issuer)
  }

  init(_ citation: Citation) {
    source = citation.kind.rawValue
    (file, line, text) = (citation.file, citation.line, Phrase(citation.text))
  }
}

/// Makes the records of a capture's findings.
struct FindingRecordMaker {
  private let capture: ReportedCapture
  private var helloDetails = HelloDetails()
  private var lines = BoundedCache<UInt64, Phrase>()

  init(_ capture: ReportedCapture) {
    self.capture = capture
  }

  mutating func record(of finding: Finding) -> FindingRecord {
    FindingRecord(
      finding, of: capture.description, whatIf: whatIf(finding), proofs(of: finding),
      doubts: capture.doubts(of: finding))
  }

  private func whatIf(_ finding: Finding) -> WhatIfRecord? {
    let isVersion = finding.code == .verdict(.versionReject)
    guard isVersion || finding.code == .verdict(.noCommonCipher), let endpoint = finding.endpoint,
      let offer = capture.offer(of: finding)
    else { return nil }
    let hello = capture.store.clientHellos[Int(offer)]
    return isVersion
      ? VersionOutlook(hello, endpoint).map(WhatIfRecord.version)
      : CipherComparison(hello, endpoint).map(WhatIfRecord.suites)
  }

  /// The walkthrough of the flow that proves it best; that of the flow that its issue rests on; certificates; lines of
  /// the server's files.
  private mutating func proofs(of finding: Finding) -> [ProofRecord] {
    var proofs = capture.decisiveFlow(of: finding).map { flow in walkthrough(of: flow) { _ in true } } ?? []
    if case .sameClientSucceeds(let flow) = finding.issue?.basis {
      proofs += walkthrough(of: flow) { $0 == .serverHello || $0 == .finished }
    }
    proofs += FindingProof.chain(of: finding, in: capture).map(ProofRecord.init)
    proofs += FindingProof.questions(of: finding, .english).map(ProofRecord.init)
    let steps = finding.issue?.steps ?? finding.serverSteps
    return proofs + steps.flatMap(\.citations).map(ProofRecord.init)
  }

  /// Nothing for a flow that the capture does not have.
  private mutating func walkthrough(of flow: Int, _ isShown: (FlowEvent.Kind) -> Bool) -> [ProofRecord] {
    guard capture.hasFlow(flow) else { return [] }
    let isThroughProxy = capture.judgement(flow).isThroughProxy
    var proofs: [ProofRecord] = []
    for event in capture.events(flow) where isShown(event.kind) {
      proofs.append(ProofRecord(event, of: flow, line(event, isThroughProxy: isThroughProxy)))
    }
    return proofs
  }

  private mutating func line(_ event: FlowEvent, isThroughProxy: Bool) -> Phrase {
    if let reference = event.helloReference {
      let detail = helloDetails.detail(reference, in: capture.store)
      return Self.line(event, isThroughProxy: isThroughProxy, detail)
    }
    let route: UInt64 = isThroughProxy ? 1 << 63 : 0
    return lines.value(event.descriptionKey | route) {
      let detail = Words.english.detail(of: event, in: capture.store)
      return Self.line(event, isThroughProxy: isThroughProxy, detail)
    }
  }

  private static func line(_ event: FlowEvent, isThroughProxy: Bool, _ detail: Phrase) -> Phrase {
    let peer = Peer(kind: .server, isThroughProxy: isThroughProxy)
    let sender = Words.english.sender(event.from, peer, isTunnelled: false)
    let label = Words.english.label(event.kind)
    return detail.isEmpty ? "\(sender): \(label)" : "\(sender): \(label) \(detail)"
  }
}

// MARK: What to do

/// A step of a resolution.
struct StepRecord {
  let id: String
  let step: Phrase
  var commands: [String] = []
  var systems: [WindowsServer] = []
  var alternative: ResolutionStep?
  var why: Phrase?
  let reference: String

  static let fields: [Field<StepRecord>] = [
    Field("id") { $0.id },
    Field("step") { $0.step },
    Field("commands") { $0.commands.unlessEmpty },
    Field("applies_to") { $0.systems.map(\.rawValue).unlessEmpty },
    Field("alternative_to") { $0.alternative?.rawValue },
    Field("why") { $0.why },
    Field("reference") { $0.reference },
  ]

  init(_ planned: PlannedStep) {
    let words = Words.english
    (id, step) = (planned.step.rawValue, words.step(planned))
    reference = words.reference(planned.step).text
    (commands, systems) = (planned.commands, planned.step.appliesTo)
    (alternative, why) = (planned.alternativeTo, planned.reason.map(words.why))
  }

  /// The id of what the endpoint policy says to do.
  static let policyID = "endpoint_policy"

  /// What the endpoint policy says to do, in its own words.
  init(policy words: String, source: String?) {
    (id, step, reference) = (Self.policyID, Phrase(words), source ?? "endpoint policy")
  }
}

extension StepRecord {
  fileprivate func shared() -> SharedRecord<StepRecord> { SharedRecord(self, Self.fields) }

  fileprivate static func shared(_ planned: PlannedStep) -> SharedRecord<StepRecord> {
    known[planned] ?? StepRecord(planned).shared()
  }

  /// The steps of the program that do not depend on a finding.
  private static let known = Dictionary(
    uniqueKeysWithValues: ResolutionStep.allCases.map { PlannedStep($0) }.map {
      ($0, StepRecord($0).shared())
    })
}

extension FindingRecord {
  fileprivate var steps: [SharedRecord<StepRecord>] {
    let own = policyResolution(for: finding).map {
      StepRecord(policy: $0, source: finding.endpoint?.source).shared()
    }
    return (own.map { [$0] } ?? []) + resolution(for: finding).map(StepRecord.shared)
  }

  /// The id of the first step; nil without steps.
  fileprivate var firstStep: String? {
    policyResolution(for: finding) == nil
      ? resolution(for: finding).first?.step.rawValue : StepRecord.policyID
  }
}
