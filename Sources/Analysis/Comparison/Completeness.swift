import Diagnosis
import Packets

/// Whether what a capture does not show of a connection was not there.
struct Completeness {
  /// The capture itself lost packets of the connection: bytes that their receiver acknowledged are missing.
  let isLossy: Bool
  /// It lost packets of any connection, or the capturing system said so.
  let isLossyElsewhere: Bool
  private let first: Int64
  private let last: Int64

  /// - Parameters:
  ///   - missing: segments of the other capture that this one does not show.
  ///   - segments: that this one shows.
  init(
    _ capture: CaptureResult, _ flow: FlowEvidence, missing: [FlowSegment], segments: FlowSegments,
    isLossyElsewhere: Bool
  ) {
    let lacks = flow.lacksReceived
    // What the receiver acknowledged here passed here.
    let isAcknowledged = missing.contains { segment in
      segment.payloadLength > 0
        && segments.all.contains { $0.from != segment.from && $0.acknowledges(segment) }
    }
    isLossy = lacks.client || lacks.server || isAcknowledged
    self.isLossyElsewhere = isLossyElsewhere
    first = capture.description.firstPacket ?? .max
    last = capture.description.lastPacket ?? .min
  }

  /// - Parameter time: by this capture's clock.
  func hasPackets(before time: Int64) -> Bool { first <= time }

  func hasPackets(after time: Int64) -> Bool { last >= time }
}

extension FlowSegment {
  fileprivate func acknowledges(_ segment: FlowSegment) -> Bool {
    flags.contains(.ack) && !flags.contains(.rst) && Int64(acknowledgement) >= segment.bytes.upperBound
  }
}

extension CaptureResult {
  /// The capturing system said that it lost packets, or some that were acknowledged are missing.
  var lacksPackets: Bool {
    if description.notes.contains(where: { $0.code == "dropped_packets" || $0.code == "lost_events" }) {
      return true
    }
    return (0..<flowCount).contains { lacksReceived($0) }
  }
}
