package import Diagnosis

/// Everything that was concluded of one capture.
///
/// Flows are kept small and made whole on demand: ask ``flow(_:)`` for one at a time and let it go.
package struct CaptureResult: Sendable {
  package var description: CaptureDescription
  package var policy: EndpointPolicy
  /// Hellos, certificates and names that the flows' events point into.
  package var store: EvidenceStore
  package var findings: [Finding]
  /// How many flows have each verdict; verdicts without a flow are absent.
  package var verdictCounts: [Verdict: Int]
  /// The reading was ended before the capture's end, as ``AnalysisOptions/shouldStop`` asked.
  package var isInterrupted: Bool
  let traces: FlowTraces

  package var flowCount: Int { traces.count }

  /// The flow with an id from 0 to ``flowCount`` - 1.
  package func flow(_ id: Int) -> JudgedFlow {
    traces.judgedFlow(id, store: store, judge: Judge(policy: policy))
  }
}
