import Bytes

/// Events of Windows in a Network Monitor capture, which it writes when it saves an event trace. Some contain packets.
struct StoredEvents {
  struct Packet {
    var linkType: UInt32
    var bytes: [UInt8]
    var originalLength: Int
    var time: Int64
    var process: Int32
  }

  /// That of their frames.
  static let linkType = NetworkMonitorNetwork.linkType(of: 0xFFE0)

  private var events = TraceEvents(clock: .ofWindows)
  private var others = 0

  /// The packet that an event contains or completes.
  mutating func packet(in bytes: Span<UInt8>) -> Packet? {
    var found = TracedPackets()
    found.bytes.append(bytes)
    events.read(delivered: bytes, into: &found)
    guard let packet = found.packets.first else {
      others += 1
      return nil
    }
    let start = Int(packet.start)
    let content = (packet.isMade ? found.made : found.bytes)[start..<(start + Int(packet.count))]
    return Packet(
      linkType: packet.linkType, bytes: Array(content), originalLength: Int(packet.originalLength),
      time: packet.time, process: packet.process == .max ? -1 : Int32(truncatingIfNeeded: packet.process))
  }

  var notes: [CaptureNote] {
    let notes: [CaptureNote] = others > 0 ? [.otherEvents(others)] : []
    return notes + events.counts.notes(frames: 1, lostParts: events.parts.lost, unordered: 0)
  }
}
