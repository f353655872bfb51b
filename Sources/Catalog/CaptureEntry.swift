import Analysis
import Diagnosis
package import Reports

package struct CaptureEntry: Sendable {
  package var key: AnalysisKey
  package var capture: StoredCapture
  package var findings: [StoredFinding]
  package var flowCount: Int
  /// The file name of the capture's own report in the folder of reports; nil without one.
  package var report: String?
  /// The first flows, made before the catalog is locked: other writers wait for that.
  private var made: [StoredFlow]
  /// What the other flows are made of.
  private var source: ReportedCapture?
  /// Flows that were imported.
  private var packed: [PackedFlow] = []

  /// Flows that are made beforehand, about 600 bytes each. Those of a larger capture are made one by one.
  private static let preparedLimit = 50_000
  /// Findings per capture: a port scan has one for each server.
  package static let findingLimit = 100_000

  package init(_ reported: ReportedCapture, key: AnalysisKey) {
    self.key = key
    capture = StoredCapture(reported.description, policy: reported.policy)
    findings = reported.findings.prefix(Self.findingLimit).map { StoredFinding($0, of: reported) }
    flowCount = reported.flowCount
    source = reported
    made = []
    reported.forEachStoredFlow(0..<min(Self.preparedLimit, flowCount)) { made.append($0) }
  }

  package init(key: AnalysisKey, capture: StoredCapture, findings: [StoredFinding], flows: [StoredFlow]) {
    (self.key, self.capture, self.findings) = (key, capture, findings)
    flowCount = flows.count
    made = flows
  }

  init(key: AnalysisKey, capture: StoredCapture, findings: [StoredFinding], flows: [PackedFlow]) {
    self.init(key: key, capture: capture, findings: findings, flows: [StoredFlow]())
    flowCount = flows.count
    packed = flows.sorted { $0.id < $1.id }
  }

  func forEachFlow(_ body: (StoredFlow) throws -> Void) rethrows {
    for flow in made { try body(flow) }
    for flow in packed { try body(flow.flow) }
    try source?.forEachStoredFlow(made.count..<flowCount, body)
  }
}
