package import Bytes
import Packets
import Streams

/// What one side of a flow sent, in order.
package struct SideBytes: Sendable {
  package private(set) var bytes: [UInt8] = []
  /// The pieces in which it came, and the frame of each.
  package private(set) var pieces: [(range: Range<Int>, stamp: FrameStamp)] = []

  /// The sides that sent anything, in the order of their flows.
  static func assemble(
    _ segments: [(frame: PlacedFrame, segment: TCPSegment)], _ bytes: [UInt8]
  ) -> [SideBytes] {
    var table = ConnectionTable()
    var sides: [Int: SideBytes] = [:]
    for (frame, segment) in segments {
      table.receive(segment, bytes: bytes.span.extracting(frame.range), stamp: frame.stamp) { event, data in
        guard case .data = event.kind else { return .goOn }
        let key = event.connection * 2 + Int(event.side.rawValue)
        sides[key, default: SideBytes()].add(data, stamp: event.origin)
        return .goOn
      }
    }
    return sides.sorted { $0.key < $1.key }.map(\.value)
  }

  private mutating func add(_ data: Span<UInt8>, stamp: FrameStamp) {
    let start = bytes.count
    for index in 0..<data.count { bytes.append(data[index]) }
    pieces.append((start..<bytes.count, stamp))
  }
}
