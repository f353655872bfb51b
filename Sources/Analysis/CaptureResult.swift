package import Diagnosis

/// Everything that was concluded of one capture.
///
/// Flows are kept small and made whole on demand: ask ``flow(_:)`` for one at a time and let it go.
package struct CaptureResult: Sendable {
  package var description: CaptureDescription
  /// The policy that the flows were judged by.
  package let policy: PolicyInForce
  /// Hellos, certificates and names that the flows' events point into.
  package let store: EvidenceStore
  package internal(set) var findings = Findings()
  /// What files of the server say; nil when none were given.
  package internal(set) var facts: ServerFacts?
  /// How many flows have each verdict; verdicts without a flow are absent.
  package private(set) var verdictCounts: [Verdict: Int] = [:]
  /// The reading was ended before the capture's end, as ``AnalysisOptions/shouldStop`` asked.
  package internal(set) var isInterrupted = false
  private var judgements: [Judgement] = []
  /// What the server of each flow is for, if it is an endpoint of the policy: a byte each.
  private var endpointRoles: [EndpointRole?] = []
  /// The server of each flow; nil where the flow has to be judged again for it.
  private var servers: [ServerReference?] = []
  private let traces: FlowStates
  private let judge: Judge

  init(
    description: CaptureDescription, policy: PolicyInForce, store: EvidenceStore, traces: FlowStates
  ) {
    self.description = description
    self.policy = policy
    self.store = store
    self.traces = traces
    judge = Judge(policy: policy.policy)
  }

  package var flowCount: Int { traces.count }

  /// The flow with an id from 0 to ``flowCount`` - 1, made whole.
  package func flow(_ id: Int) -> JudgedFlow {
    var room: [FlowEvent] = []
    return flow(id, in: &room)
  }

  /// The same; its events take the room of those in the array, so that who is done with a flow can give it to the next.
  package func flow(_ id: Int, in room: inout [FlowEvent]) -> JudgedFlow {
    guard id < servers.count, let server = servers[id] else {
      return traces.judgedFlow(id, &room, store: store, judge: judge)
    }
    return judge.flow(traces.evidence(id, &room), server.brief(judgements[id]), store: store)
  }

  /// Makes ready the events of a few flows that will be asked for next: their waits for memory go on at the same time,
  /// which is a twentieth of a report on 150,000 flows.
  package func fetch(_ ids: [Int]) { traces.fetch(ids) }

  /// The frame of a flow's last segment, without making the whole of it.
  package func lastFrame(_ id: Int) -> UInt32 { traces.lastFrame(id) }

  /// What happened on a flow, in frame order, without a judgement.
  package func events(_ id: Int) -> [FlowEvent] {
    var events: [FlowEvent] = []
    read(id, into: &events)
    return events
  }

  /// The same, in the place of other events.
  package func read(_ id: Int, into events: inout [FlowEvent]) {
    traces.read(id, into: &events)
    events.putInFrameOrder()
  }

  /// The verdict on a flow, without making the whole of it.
  package func judgement(_ id: Int) -> Judgement { judgements[id] }

  /// What a flow's server is for, if it is an endpoint of the policy, without making the whole of the flow.
  package func endpointRole(_ id: Int) -> EndpointRole? { endpointRoles[id] }

  /// The verdict on a flow if the capture had ended at a time, in nanoseconds since 1970 (UTC): some verdicts rest on
  /// nothing more having come.
  func judgement(_ id: Int, ifCaptureEndedAt end: Int64) -> Judgement {
    var traces = traces
    traces.captureEnd = end
    var events: [FlowEvent] = []
    return traces.brief(of: traces.evidence(id, &events), store: store, judge: judge).judgement
  }

  /// Judges every flow but those that were settled under the same policy, counts the verdicts and gathers the findings.
  mutating func judgeAll(settled: SettledFlows? = nil) {
    var gatherer = FindingGatherer(policy: policy.policy)
    let roles = policy.policy.endpoints.map(\.role)
    judgements.reserveCapacity(flowCount)
    endpointRoles.reserveCapacity(flowCount)
    servers.reserveCapacity(flowCount)
    var events: [FlowEvent] = []
    for id in 0..<flowCount {
      let known = settled?.brief(of: id, at: traces.extent(id))
      // Of a flow that is not to an endpoint no events are gathered.
      let needsEvents = known.map { $0.endpoint != nil } ?? true
      var evidence = traces.evidence(id, &events, withEvents: needsEvents)
      let brief = known ?? traces.brief(of: evidence, store: store, judge: judge)
      judgements.append(brief.judgement)
      endpointRoles.append(brief.endpoint.map { roles[$0] })
      servers.append(ServerReference(brief))
      if brief.endpoint != nil { evidence = evidence.inFrameOrder }
      gatherer.add(brief, of: evidence, store: store)
      swap(&evidence.events, &events)
    }
    findings = gatherer.finish()
    countVerdicts()
  }

  private mutating func countVerdicts() {
    var counts = [Int](repeating: 0, count: Verdict.allCases.count)
    for judgement in judgements { counts[judgement.verdict.place] += 1 }
    for verdict in Verdict.allCases where counts[verdict.place] > 0 {
      verdictCounts[verdict] = counts[verdict.place]
    }
  }
}
