/// Joins the parts of packets, by process and thread.
struct PacketParts {
  /// What is known of a packet so far.
  struct Joined {
    var packet: EventPacket
    var bytes: [UInt8]
  }

  private struct Key: Hashable {
    let process: UInt32
    let thread: UInt32
  }

  private var parts: [Key: Joined] = [:]
  /// Parts without their beginning, and packets that never end.
  private(set) var lost = 0

  /// Threads that write a packet at the same time: as many as there are processors.
  private static let threadLimit = 1024
  /// No packet is longer, not even one that the adapter cuts into segments.
  private static let longestPacket = 262_144

  /// - Parameter part: a packet of which the event holds only a part.
  /// - Returns: the packet that the part completes.
  mutating func add(_ part: EventPacket, of event: TraceEvent, _ bytes: Span<UInt8>) -> Joined? {
    let key = Key(process: event.process, thread: event.thread)
    if part.isFirst {
      var joined = Joined(packet: part, bytes: [])
      joined.bytes.append(bytes.extracting(part.bytes))
      if parts[key] == nil, parts.count == Self.threadLimit { lost += 1 } else { parts[key] = joined }
      return nil
    }
    guard var joined = parts.removeValue(forKey: key),
      joined.bytes.count + part.bytes.count <= Self.longestPacket
    else {
      lost += 1
      return nil
    }
    joined.bytes.append(bytes.extracting(part.bytes))
    joined.packet.originalLength += part.originalLength
    if part.isLast { return joined }
    parts[key] = joined
    return nil
  }
}
