import Analysis
import Diagnosis
package import Reports

/// Everything that a catalog keeps of one capture.
package struct CaptureEntry: Sendable {
  package var key: AnalysisKey
  package var capture: CaptureRecord
  package var findings: [FindingRecord]
  package var flowCount: Int
  /// The file name of the capture's own report in the folder of reports; nil without one.
  package var report: String?
  /// The first flows, made before the transaction begins, for which other writers wait.
  private var prepared: [FlowRecord]
  private let make: @Sendable (Int) -> FlowRecord

  /// Flows that are prepared, about 600 bytes each. Those of a larger capture are made one by one.
  private static let preparedLimit = 50_000
  /// Findings that are kept: a port scan makes one for each server, and nobody reads so many.
  package static let findingLimit = 100_000

  package init(_ reported: ReportedCapture, key: AnalysisKey) {
    let digits = reported.description.timeDigits
    let (store, flow) = (reported.store, reported.flow)
    self.key = key
    capture = CaptureRecord(reported.description, policy: reported.policy)
    findings = reported.findings.prefix(Self.findingLimit).map { FindingRecord($0, digits: digits) }
    flowCount = reported.flowCount
    make = { FlowRecord(flow($0), store: store, digits: digits) }
    prepared = (0..<min(Self.preparedLimit, flowCount)).map(make)
  }

  package init(key: AnalysisKey, capture: CaptureRecord, findings: [FindingRecord], flows: [FlowRecord]) {
    (self.key, self.capture, self.findings) = (key, capture, findings)
    flowCount = flows.count
    prepared = flows
    make = { flows[$0] }
  }

  func flow(_ index: Int) -> FlowRecord { index < prepared.count ? prepared[index] : make(index) }
}
