import Diagnosis
import ProtocolParsing

extension ProtocolVersion {
  /// The name, or the number of a version without one.
  var displayedName: String { name ?? hexadecimal }
}

extension ClientHello {
  /// The highest version offered, as far as what was captured of the hello proves it.
  ///
  /// A hello that says TLS 1.2 and was cut before its supported_versions may offer more (RFC 8446, section 4.1.2).
  var provenHighestVersion: ProtocolVersion? {
    if !isComplete, supportedVersions.isEmpty, clientVersion >= .tls12 { return nil }
    return highestVersion
  }
}

extension FlowFacts {
  /// What was negotiated: the version of a ServerHello that is whole enough to tell.
  func negotiatedVersion(_ store: EvidenceStore) -> ProtocolVersion? {
    guard let event = serverHello, event.kind == .serverHello else { return nil }
    let hello = store.serverHellos[Int(event.detail)]
    // TLS 1.3 writes TLS 1.2 in front, and the truth into an extension.
    if !hello.isComplete, hello.selectedVersion == nil, hello.legacyVersion >= .tls12 { return nil }
    return hello.version
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
