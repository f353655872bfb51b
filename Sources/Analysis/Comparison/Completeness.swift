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
      segment.payloadLength > 0 && segments.all.contains { $0.acknowledges(segment) }
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
  /// Whether its sender has received the other segment, with its SYN or FIN.
  func acknowledges(_ segment: FlowSegment) -> Bool {
    guard from != segment.from, flags.contains(.ack), !segment.flags.contains(.rst) else { return false }
    let last: Int64 = segment.flags.isDisjoint(with: [.syn, .fin]) ? 0 : 1
    return Int64(acknowledgement) >= segment.bytes.upperBound + last
  }
}

extension CaptureResult {
  /// The capturing system said that it lost packets, or some that were acknowledged are missing.
  var lacksPackets: Bool {
    if description.notes.contains(where: { $0.code == "dropped_packets" || $0.code == "lost_events" }) {
      return true
    }
    return allIDs.contains { lacksReceived($0) }
  }
}
