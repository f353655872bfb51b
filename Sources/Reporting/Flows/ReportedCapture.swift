package import CaptureAnalysis
package import Diagnosis

/// One capture as a writer sees it: what was concluded, and each flow on demand.
package struct ReportedCapture: Sendable {
  package var description: CaptureDescription
  package var store: EvidenceStore
  package var findings: Findings
  package var flowCount: Int
  /// Makes the flow with an id from 0 to ``flowCount`` - 1; a writer asks for one at a time and lets it go.
  package var flow: @Sendable (Int) -> JudgedFlow
  /// The verdict on a flow, without making the whole of it.
  package var judgement: @Sendable (Int) -> Judgement

  /// Whether a flow's server is an endpoint of the policy, without making the whole of it.
  package var concernsEndpoint: @Sendable (Int) -> Bool

  package init(
    description: CaptureDescription, store: EvidenceStore, findings: Findings, flowCount: Int,
    flow: @escaping @Sendable (Int) -> JudgedFlow, judgement: @escaping @Sendable (Int) -> Judgement,
    concernsEndpoint: @escaping @Sendable (Int) -> Bool
  ) {
    self.description = description
    self.store = store
    self.findings = findings
    self.flowCount = flowCount
    self.flow = flow
    self.judgement = judgement
    self.concernsEndpoint = concernsEndpoint
  }

  package init(_ result: CaptureResult) {
    self.init(
      description: result.description, store: result.store, findings: result.findings,
      flowCount: result.flowCount, flow: { result.flow($0) }, judgement: { result.judgement($0) },
      concernsEndpoint: { result.concernsEndpoint($0) })
  }
}
