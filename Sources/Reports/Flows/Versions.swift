import Diagnosis
import Protocols

extension ProtocolVersion {
  /// The name, or the number of a version without one.
  var displayedName: String { name ?? hexadecimal }
}

extension FlowSummary {
  /// What was negotiated: the version of a ServerHello that is whole enough to tell.
  func negotiatedVersion(_ store: EvidenceStore) -> ProtocolVersion? {
    guard let event = serverHello, case .serverHello = event.kind else { return nil }
    return store.chosenVersion(event.detail)
  }
}

extension FlowEvent {
  /// The alert that ``detail`` holds.
  var alert: (level: AlertLevel, description: AlertDescription) {
    (
      AlertLevel(rawValue: UInt8(truncatingIfNeeded: detail >> 8)),
      AlertDescription(rawValue: UInt8(truncatingIfNeeded: detail))
    )
  }
}
