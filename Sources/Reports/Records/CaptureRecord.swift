package import Analysis
package import Diagnosis

/// One capture as one flat row, for catalogs: the values that JSON has, under its names.
package struct CaptureRecord: Hashable, Sendable {
  package var bytes: Int
  package var format: String
  package var compression: String?
  package var packets: Int
  package var tcpPackets: Int
  /// RFC 3339 in UTC; nil in a capture without packets.
  package var firstPacket: String?
  package var lastPacket: String?
  /// The day whose terms held.
  package var policyDate: String
  /// `built-in`, or the policy file's path as it was given.
  package var policySource: String
  package var notes: [NoteRecord]

  package init(
    bytes: Int, format: String, packets: Int, tcpPackets: Int, policyDate: String, policySource: String,
    notes: [NoteRecord] = []
  ) {
    (self.bytes, self.format, self.packets, self.tcpPackets) = (bytes, format, packets, tcpPackets)
    (self.policyDate, self.policySource, self.notes) = (policyDate, policySource, notes)
  }

  package init(_ capture: CaptureDescription, policy: PolicyInForce) {
    self.init(
      bytes: Int(clamping: capture.bytes), format: capture.format, packets: capture.packets,
      tcpPackets: capture.tcpPackets, policyDate: policy.asOf.description,
      policySource: policy.source.recordText,
      notes: capture.notes.map { NoteRecord(code: $0.code, message: $0.message) })
    compression = capture.compression
    firstPacket = capture.firstPacket.map { RecordTime.text($0, digits: capture.timeDigits) }
    lastPacket = capture.lastPacket.map { RecordTime.text($0, digits: capture.timeDigits) }
  }
}

extension PolicySource {
  fileprivate var recordText: String {
    if case .file(let path) = self { path } else { "built-in" }
  }
}
