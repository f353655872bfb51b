package import CaptureAnalysis
package import Diagnosis

/// One capture as a writer sees it: what was concluded, and each flow on demand.
package struct ReportedCapture: Sendable {
  package var description: CaptureDescription
  /// The policy that the flows were judged by.
  package var policy: PolicyInForce
  package var store: EvidenceStore
  package var findings: Findings
  package var flowCount: Int
  /// Makes the flow with an id from 0 to ``flowCount`` - 1; a writer asks for one at a time and lets it go.
  package var flow: @Sendable (Int) -> JudgedFlow
  /// Makes ready what the flows with these ids need that will be asked for next: a few, see ``fetchCount``.
  package var fetch: @Sendable ([Int]) -> Void = { _ in }
  /// What happened on a flow, in frame order, without making the whole of it.
  package var events: @Sendable (Int) -> [FlowEvent]
  /// The verdict on a flow, without making the whole of it.
  package var judgement: @Sendable (Int) -> Judgement
  /// The frame of a flow's last segment, without making the whole of it.
  package var lastFrame: @Sendable (Int) -> UInt32
  /// What a flow's server is for, if it is an endpoint of the policy, without making the whole of the flow.
  package var endpointRole: @Sendable (Int) -> EndpointRole?

  package init(
    description: CaptureDescription, policy: PolicyInForce, store: EvidenceStore, findings: Findings,
    flowCount: Int, flow: @escaping @Sendable (Int) -> JudgedFlow,
    events: @escaping @Sendable (Int) -> [FlowEvent],
    judgement: @escaping @Sendable (Int) -> Judgement, lastFrame: @escaping @Sendable (Int) -> UInt32,
    endpointRole: @escaping @Sendable (Int) -> EndpointRole?
  ) {
    self.description = description
    self.policy = policy
    self.store = store
    self.findings = findings
    self.flowCount = flowCount
    self.flow = flow
    self.events = events
    self.judgement = judgement
    self.lastFrame = lastFrame
    self.endpointRole = endpointRole
  }

  package init(_ result: CaptureResult) {
    self.init(
      description: result.description, policy: result.policy, store: result.store,
      findings: result.findings, flowCount: result.flowCount, flow: { result.flow($0) },
      events: { result.events($0) },
      judgement: { result.judgement($0) }, lastFrame: { result.lastFrame($0) },
      endpointRole: { result.endpointRole($0) })
    fetch = { result.fetch($0) }
  }

  /// How many flows are made ready at once: as many as a processor waits for at the same time, and few enough to
  /// stay in its cache.
  static let fetchCount = 16
}
