package import CaptureFiles
package import Diagnosis
package import Packets

/// Everything that was concluded of one capture.
///
/// Flows are stored compactly and built on demand: ask ``flow(_:)`` for one at a time.
package struct CaptureResult: Sendable {
  package var description: CaptureDescription
  /// Those of the file, for a copy of it.
  package internal(set) var interfaces: [CaptureInterface] = []
  /// The policy that the flows were judged by.
  package private(set) var policy: PolicyInForce
  /// Hellos, certificates and names that the flows' events point into.
  package private(set) var store: EvidenceStore
  package internal(set) var findings = Findings()
  package internal(set) var facts: ServerFacts?
  package private(set) var verdictCounts: [Verdict: Int] = [:]
  /// ``AnalysisOptions/shouldStop`` ended the reading.
  package internal(set) var isInterrupted = false
  private var judgements: [Judgement] = []
  private var endpointRoles: [EndpointRole?] = []
  private var servers: [ServerReference?] = []
  private let states: FlowStates
  /// The store that the flows are judged by: not ``store`` where its names were replaced.
  private let judgedStore: EvidenceStore
  private var replaceNames: (@Sendable (JudgedFlow) -> JudgedFlow)?
  private let judge: Judge
  /// Names for which DNS gave no address.
  private let unresolved: [UnresolvedName]

  init(
    description: CaptureDescription, policy: PolicyInForce, store: EvidenceStore, states: FlowStates,
    unresolved: [UnresolvedName]
  ) {
    self.description = description
    self.policy = policy
    self.store = store
    judgedStore = store
    self.states = states
    self.unresolved = unresolved
    judge = Judge(policy: policy.policy, datedLists: policy.datedLists)
  }

  package var flowCount: Int { states.count }

  /// The ids of the flows in order; nil when they are 0 to ``flowCount`` - 1, because none was left out.
  package var ids: [Int]? {
    states.numbers.areAll ? nil : (0..<flowCount).map { states.numbers.id(at: $0) }
  }

  /// The same, also when none was left out.
  package var allIDs: [Int] { ids ?? Array(0..<flowCount) }

  /// Whether a flow has that id, and was not left out.
  package func hasFlow(_ id: Int) -> Bool {
    id >= 0 && states.numbers.place(of: id).map { $0 < flowCount } ?? false
  }

  /// Of a flow that is there.
  private func place(_ id: Int) -> Int { states.numbers.place(of: id) ?? id }

  /// What a copy of the whole capture needs.
  /// - Parameter application: the writer, such as `wsuscap 0.1.0`.
  package func outline(application: String) -> CaptureOutline {
    var outline = CaptureOutline(
      interfaces: interfaces, longestFrame: 0, end: description.lastPacket ?? 0, application: application)
    outline.processNames = store.processNames
    return outline
  }

  package func flow(_ id: Int) -> JudgedFlow {
    var scratch: [FlowEvent] = []
    return flow(id, in: &scratch)
  }

  /// The same; its events replace those in the array, whose capacity is used again.
  package func flow(_ id: Int, in scratch: inout [FlowEvent]) -> JudgedFlow {
    let place = place(id)
    let evidence = states.evidence(at: place, &scratch)
    let known = place < servers.count ? servers[place]?.conclusion(judgements[place]) : nil
    var conclusion = known ?? states.conclusion(of: evidence, at: place, store: judgedStore, judge: judge)
    if place < judgements.count { conclusion.judgement = judgements[place] }
    let flow = judge.flow(evidence, conclusion, store: judgedStore)
    return replaceNames.map { $0(flow) } ?? flow
  }

  /// The capture with other names in all that a report shows; what was concluded stays. The facts of a server's files
  /// are left out.
  package func replacing(
    description: CaptureDescription, policy: PolicyInForce, store: EvidenceStore, findings: Findings,
    flows: @escaping @Sendable (JudgedFlow) -> JudgedFlow
  ) -> CaptureResult {
    var result = self
    result.description = description
    result.policy = policy
    result.store = store
    result.findings = findings
    result.facts = nil
    result.replaceNames = flows
    return result
  }

  package func lastFrame(_ id: Int) -> UInt32 { states.lastFrame(place(id)) }

  /// Without the hello's, unless ``AnalysisOptions/keepsIdentities`` was set.
  package func identity(_ id: Int) -> ConnectionIdentity { states.identity(place(id)) }

  func lacksReceived(_ id: Int) -> Bool { states.lacksReceived(place(id)) }

  func firstFrame(_ id: Int) -> UInt32 { states.firstFrame(place(id)) }

  package func ends(_ id: Int) -> (client: EndPoint, server: EndPoint) { states.ends(place(id)) }

  package func events(_ id: Int) -> [FlowEvent] {
    var events: [FlowEvent] = []
    read(id, into: &events)
    return events
  }

  /// The same, instead of other events.
  package func read(_ id: Int, into events: inout [FlowEvent]) {
    states.read(place(id), into: &events)
    events.putInFrameOrder()
  }

  package func judgement(_ id: Int) -> Judgement { judgements[place(id)] }

  package func endpointRole(_ id: Int) -> EndpointRole? { endpointRoles[place(id)] }

  /// The verdict on a flow if the capture had ended at a time: some verdicts rest on silence.
  func judgement(_ id: Int, ifCaptureEndedAt end: Int64) -> Judgement {
    var states = states
    states.captureEnd = end
    var events: [FlowEvent] = []
    let place = place(id)
    let evidence = states.evidence(at: place, &events)
    return states.conclusion(of: evidence, at: place, store: judgedStore, judge: judge).judgement
  }

  /// Judges every flow but those that were settled under the same policy, compares the flows with each other, counts
  /// the verdicts and gathers the findings.
  mutating func judgeAll(settled: SettledFlows? = nil) {
    var contradictions = Contradictions(policy: policy.policy)
    judgements.reserveCapacity(flowCount)
    findings = finish(gather(settled, &contradictions))
    if contradictions.areAny(store), contradict(contradictions, settled) {
      findings = finish(gather(settled, &contradictions))
    }
    countVerdicts()
  }

  private func finish(_ gatherer: FindingGatherer) -> Findings {
    gatherer.finish { proxy, client in states.names.name(of: proxy, for: client)?.name }
  }

  /// Adds the doubts of flows that others contradict; false when there are none.
  private mutating func contradict(_ contradictions: Contradictions, _ settled: SettledFlows?) -> Bool {
    var events: [FlowEvent] = []
    var hasDoubts = false
    for place in 0..<flowCount where judgements[place].verdict.isFailure {
      let evidence = states.evidence(at: place, &events)
      var conclusion = states.conclusion(of: evidence, at: place, store: store, judge: judge)
      if let found = contradictions.contradiction(to: conclusion, of: evidence, store: store) {
        conclusion.contradict(found)
        judgements[place] = conclusion.judgement
        hasDoubts = true
      }
      events = evidence.events
    }
    return hasDoubts
  }

  /// Gathers the findings of all flows, and judges those that have no judgement yet.
  private mutating func gather(
    _ settled: SettledFlows?, _ contradictions: inout Contradictions
  ) -> FindingGatherer {
    var gatherer = FindingGatherer(
      policy: policy.policy, unresolved: unresolved, captureEnd: states.captureEnd)
    let roles = policy.policy.endpoints.map(\.role)
    (endpointRoles, servers) = ([], [])
    endpointRoles.reserveCapacity(flowCount)
    servers.reserveCapacity(flowCount)
    var events: [FlowEvent] = []
    for place in 0..<flowCount {
      let known = settled?.conclusion(at: place, extent: states.extent(place))
      // Of a flow that is neither to an endpoint nor to a WSUS server no events are gathered.
      let needsEvents = known.map { $0.endpoint != nil || $0.judgement.isOfWSUS } ?? true
      var evidence = states.evidence(at: place, &events, withEvents: needsEvents)
      var conclusion = known ?? states.conclusion(of: evidence, at: place, store: store, judge: judge)
      if place < judgements.count {
        conclusion.judgement = judgements[place]
      } else {
        contradictions.add(conclusion, of: evidence, store: store)
        judgements.append(conclusion.judgement)
      }
      endpointRoles.append(conclusion.endpoint.map { roles[$0] })
      servers.append(ServerReference(conclusion))
      if conclusion.endpoint != nil { evidence.events.putInFrameOrder() }
      gatherer.add(conclusion, of: evidence, store: store)
      swap(&evidence.events, &events)
    }
    return gatherer
  }

  private mutating func countVerdicts() {
    var counts = [Int](repeating: 0, count: Verdict.allCases.count)
    for id in judgements.indices { counts[judgements[id].verdict.place] += 1 }
    for verdict in Verdict.allCases where counts[verdict.place] > 0 {
      verdictCounts[verdict] = counts[verdict.place]
    }
  }
}

extension CaptureResult {
  /// Adds the facts of a server's files to the findings of the article's issues.
  ///
  /// The files are of one server. Of several clients it is the one whose attempts match the log in time; when
  /// none or several do, nothing is concluded and the findings say so.
  package mutating func join(_ facts: ServerFacts) {
    self.facts = facts
    let old = findings.prefix(Self.findingLimit).filter {
      $0.code == .endpointDeprecated || $0.code == .endpointRetired
    }
    let joined = joinable.compactMap {
      place -> (place: Int, client: IPAddress, assessment: IssueAssessment)? in
      let finding = findings[place]
      let attempts = finding.flows.prefix(Self.attemptLimit).map { flow($0).evidence.end }
      let oldEndpoints = old.filter { $0.client == finding.client }.compactMap(\.serverName)
      let assessment = IssueAssessment(
        finding, facts: facts, attempts: attempts, oldEndpoints: oldEndpoints)
      return assessment.map { (place, finding.client, $0) }
    }
    let clients = Set(joined.map(\.client))
    let timed = Set(joined.filter { $0.assessment.clock != nil }.map(\.client))
    let owner = clients.count == 1 ? clients.first : timed.count == 1 ? timed.first : nil
    for (place, client, assessment) in joined {
      if client == owner {
        findings.assess(place, as: assessment)
      } else if owner == nil, var own = findings[place].issue, own.basis == .undecided {
        own.basis = .severalClients
        findings.assess(place, as: own)
      }
    }
    explain(facts, owner: owner)
  }

  /// Gives findings without an issue what the files say about them, where one client alone may be their server.
  private mutating func explain(_ facts: ServerFacts, owner: IPAddress?) {
    let others = findings.indices.prefix(Self.findingLimit).filter { !findings[$0].hasIssue }
    let clients = Set(others.map { findings[$0].client })
    guard owner != nil || clients.count == 1 else { return }
    for index in others where owner == nil || findings[index].client == owner {
      let finding = findings[index]
      let attempts = finding.flows.prefix(Self.attemptLimit).map { flow($0).evidence.end }
      let steps = ServerSteps(finding, facts: facts, attempts: attempts).steps
      if !steps.isEmpty { findings.explain(index, by: steps) }
    }
  }

  /// Findings with an issue: they come first, and a server has few.
  private var joinable: [Int] {
    findings.indices.prefix(Self.findingLimit).filter { findings[$0].hasIssue }
  }

  private static let findingLimit = 1000
  /// Attempts of a finding that are compared with a log: more show nothing new.
  private static let attemptLimit = 64
}
