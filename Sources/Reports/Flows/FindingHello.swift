import Diagnosis
import Protocols

extension ReportedCapture {
  /// The index, in the store, of what the flow offered that proves a finding best; nil without a ClientHello.
  func offer(of finding: Finding) -> UInt32? {
    guard (0..<flowCount).contains(finding.decisiveFlow) else { return nil }
    let events = events(finding.decisiveFlow)
    return events.lazy.compactMap(\.helloReference).first.map { store.sightings[Int($0)].hello }
  }
}
