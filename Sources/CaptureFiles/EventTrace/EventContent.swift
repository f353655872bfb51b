import Bytes

/// What an event says of packets.
enum EventContent {
  case packet(EventPacket)
  /// Windows dropped a packet, which other events show until then.
  case dropped(reason: UInt32)
  case other

  /// - Throws: `.truncated` for an event that ends inside its own fields.
  init(_ event: TraceEvent, _ bytes: Span<UInt8>) throws(ParseFault) {
    switch event.provider {
    case .packetCapture: self = event.id == 1001 ? .packet(try Self.captured(event, bytes)) : .other
    case .packetMonitor:
      guard event.id == 160 || event.id == 170 else {
        self = .other
        return
      }
      let (packet, dropReason) = try Self.monitored(event, bytes)
      self = event.id == 160 ? .packet(packet) : .dropped(reason: dropReason)
    case nil: self = .other
    }
  }

  /// Miniport and lower interface (4 bytes each), size of the fragment (4), fragment. The keyword says what it is.
  private static func captured(_ event: TraceEvent, _ bytes: Span<UInt8>) throws(ParseFault) -> EventPacket {
    var cursor = ByteCursor(event.data)
    let interface = try cursor.readLittleUInt32(bytes, "MiniportIfIndex")
    _ = try cursor.readLittleUInt32(bytes, "LowerIfIndex")
    let size = Int(try cursor.readLittleUInt32(bytes, "FragmentSize"))
    let fragment = try cursor.readRange(size, "Fragment")
    return EventPacket(
      linkType: event.keyword & 0x10000 != 0 ? 105 : event.keyword & 0x200 != 0 ? 101 : 1, bytes: fragment,
      originalLength: size, isFirst: event.keyword & 0x4000_0000 != 0,
      isLast: event.keyword & 0x8000_0000 != 0, interface: interface)
  }

  /// Group (8 bytes), number and appearance in it, direction, type of packet, component, edge, filter (2 each), reason
  /// and place of a drop (4 each), sizes of the packet and of what follows (2 each), packet. Measured in traces of
  /// Windows 10 to 11.
  private static func monitored(
    _ event: TraceEvent, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> (packet: EventPacket, dropReason: UInt32) {
    var cursor = ByteCursor(event.data)
    _ = try cursor.readRange(14, "PktGroupId")
    let type = try cursor.readLittleUInt16(bytes, "PacketType")
    let component = try cursor.readLittleUInt16(bytes, "ComponentId")
    _ = try cursor.readRange(4, "EdgeId")
    let reason = try cursor.readLittleUInt32(bytes, "DropReason")
    _ = try cursor.readLittleUInt32(bytes, "DropLocation")
    let original = Int(try cursor.readLittleUInt16(bytes, "OriginalPayloadSize"))
    let logged = Int(try cursor.readLittleUInt16(bytes, "LoggedPayloadSize"))
    let packet = EventPacket(
      linkType: type == 3 ? 101 : type == 2 ? 105 : 1, bytes: try cursor.readRange(logged, "Payload"),
      originalLength: max(original, logged), isFirst: true, isLast: true, interface: UInt32(component))
    return (packet, reason)
  }
}

/// A packet in an event, or a part of one: Windows 8 and earlier write large ones in several events of one thread.
struct EventPacket {
  var linkType: UInt32
  /// In the bytes that it was read from.
  var bytes: Range<Int>
  var originalLength: Int
  var isFirst: Bool
  var isLast: Bool
  /// The index of the network interface, or the number of the component that saw it.
  var interface: UInt32
}

/// A packet with its bytes, which a trace does not hold in order.
struct TracedPacket {
  var time: Int64
  /// Among the packets of the file: what came first there precedes what has the same time.
  var sequence: UInt64
  var linkType: UInt32
  var interface: UInt32
  var process: UInt32
  var originalLength: Int
  var bytes: [UInt8]
}

/// Joins the parts of packets, by process and thread.
struct PacketParts {
  private var parts: [UInt64: TracedPacket] = [:]
  /// Parts without their beginning, and packets that never end.
  private(set) var lost = 0

  /// Threads that write a packet at the same time: as many as there are processors.
  private static let threadLimit = 1024
  /// No packet is longer, not even one that the adapter cuts into segments.
  private static let longestPacket = 262_144

  /// - Returns: the packet that the part completes.
  mutating func add(_ packet: TracedPacket, thread: UInt32, isFirst: Bool, isLast: Bool) -> TracedPacket? {
    if isFirst, isLast { return packet }
    let key = UInt64(packet.process) << 32 | UInt64(thread)
    if isFirst {
      if parts[key] == nil, parts.count == Self.threadLimit { lost += 1 } else { parts[key] = packet }
      return nil
    }
    guard var joined = parts.removeValue(forKey: key),
      joined.bytes.count + packet.bytes.count <= Self.longestPacket
    else {
      lost += 1
      return nil
    }
    joined.bytes += packet.bytes
    joined.originalLength += packet.originalLength
    if isLast { return joined }
    parts[key] = joined
    return nil
  }
}
