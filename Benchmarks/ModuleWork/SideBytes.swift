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
    var sink = EventSink()
    var sides: [Int: SideBytes] = [:]
    for (index, segment) in segments {
      let frame = bytes.span.extracting(index.range)
      table.receive(segment, in: frame, stamp: index.stamp, into: &sink)
      for event in sink.events where event.kind == .data {
        let key = event.connection * 2 + Int(event.side.rawValue)
        sides[key, default: SideBytes()].add(sink.bytes(of: event, in: frame), stamp: event.origin)
      }
      sink.removeAll()
    }
    return sides.sorted { $0.key < $1.key }.map(\.value)
  }

  private mutating func add(_ data: [UInt8], stamp: FrameStamp) {
    let start = bytes.count
    bytes += data
    pieces.append((start..<bytes.count, stamp))
  }
}
