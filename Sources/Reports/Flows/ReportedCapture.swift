package import Analysis
package import Diagnosis

/// One capture as a writer sees it: what was concluded, and each flow on demand.
package struct ReportedCapture: Sendable {
  package var description: CaptureDescription
  /// The policy that the flows were judged by.
  package var policy: PolicyInForce
  package var store: EvidenceStore
  package var findings: Findings
  package var flowCount: Int
  /// The ids of the flows in order; nil when they are 0 to ``flowCount`` - 1.
  package var ids: [Int]?
  /// Builds the flow with an id; the array is reused for its events.
  package var makeFlow: @Sendable (Int, inout [FlowEvent]) -> JudgedFlow
  /// Puts what happened on a flow, in frame order, instead of the events in the array, without making the whole of
  /// the flow.
  package var readEvents: @Sendable (Int, inout [FlowEvent]) -> Void
  /// The verdict on a flow, without making the whole of it.
  package var judgement: @Sendable (Int) -> Judgement
  /// The frame of a flow's last segment, without making the whole of it.
  package var lastFrame: @Sendable (Int) -> UInt32
  /// What a flow's server is for, if it is an endpoint of the policy, without making the whole of the flow.
  package var endpointRole: @Sendable (Int) -> EndpointRole?

  package init(
    description: CaptureDescription, policy: PolicyInForce, store: EvidenceStore, findings: Findings,
    flowCount: Int, ids: [Int]? = nil, makeFlow: @escaping @Sendable (Int, inout [FlowEvent]) -> JudgedFlow,
    readEvents: @escaping @Sendable (Int, inout [FlowEvent]) -> Void,
    judgement: @escaping @Sendable (Int) -> Judgement, lastFrame: @escaping @Sendable (Int) -> UInt32,
    endpointRole: @escaping @Sendable (Int) -> EndpointRole?
  ) {
    self.description = description
    self.policy = policy
    self.store = store
    self.findings = findings
    self.flowCount = flowCount
    self.ids = ids
    self.makeFlow = makeFlow
    self.readEvents = readEvents
    self.judgement = judgement
    self.lastFrame = lastFrame
    self.endpointRole = endpointRole
  }

  package init(_ result: CaptureResult) {
    self.init(
      description: result.description, policy: result.policy, store: result.store,
      findings: result.findings, flowCount: result.flowCount, ids: result.ids,
      makeFlow: { result.flow($0, in: &$1) },
      readEvents: { result.read($0, into: &$1) },
      judgement: { result.judgement($0) }, lastFrame: { result.lastFrame($0) },
      endpointRole: { result.endpointRole($0) })
  }

  /// Whether a flow has that id, and was not left out.
  package func hasFlow(_ id: Int) -> Bool {
    guard let ids else { return (0..<flowCount).contains(id) }
    let index = ids.partitioningIndex(of: id)
    return index < ids.count && ids[index] == id
  }

  /// The flow with an id. Who wants many asks for one at a time and lets it go.
  package func flow(_ id: Int) -> JudgedFlow {
    var scratch: [FlowEvent] = []
    return makeFlow(id, &scratch)
  }

  /// What happened on a flow, in frame order, without making the whole of it.
  package func events(_ id: Int) -> [FlowEvent] {
    var events: [FlowEvent] = []
    readEvents(id, &events)
    return events
  }
}

extension [Int] {
  /// The index of the first element that is not less than a value, in an array that is sorted.
  fileprivate func partitioningIndex(of value: Int) -> Int {
    var (low, high) = (0, count)
    while low < high {
      let middle = (low + high) / 2
      if self[middle] < value { low = middle + 1 } else { high = middle }
    }
    return low
  }
}

extension ReportedCapture {
  /// The doubts of a finding that is not certain: the first of each kind among its flows.
  func doubts(of finding: Finding) -> [Doubt] {
    guard finding.confidence != .certain else { return [] }
    var found: [Doubt] = []
    for id in [finding.decisiveFlow].compactMap({ $0 }) + finding.flows.prefix(Self.flowLimit) {
      for doubt in judgement(id).doubts where !found.contains(where: { $0.code == doubt.code }) {
        found.append(doubt)
      }
    }
    return found
  }

  /// Flows of a finding whose doubts are gathered: more show nothing new.
  private static let flowLimit = 64
}
