import Bytes

/// What an event says of packets.
enum EventContent {
  case packet(EventPacket)
  /// Windows dropped a packet, which other events show until then.
  case dropped(reason: UInt32)
  case other

  /// - Throws: `.truncated` for an event that ends inside its own fields.
  init(_ event: TraceEvent, _ bytes: Span<UInt8>) throws(ParseFault) {
    switch (event.provider, event.id) {
    case (.packetCapture, 1001): self = .packet(try Self.captured(event, bytes))
    case (.packetCapture, 1003): self = .packet(try Self.switched(event, bytes))
    case (.packetMonitor, 160): self = .packet(try Self.monitored(event, bytes).packet)
    case (.packetMonitor, 170): self = .dropped(reason: try Self.monitored(event, bytes).dropReason)
    case (.remoteAccess, 5001), (.remoteAccess, 5002): self = .packet(try Self.tunnelled(event, bytes))
    case (.filteringPlatform, 2000): self = .packet(try Self.filteredPart(event, bytes))
    case (.filteringPlatform, 60_011), (.filteringPlatform, 60_012), (.filteringPlatform, 60_021),
      (.filteringPlatform, 60_022):
      self = .packet(
        EventPacket(
          linkType: 101, bytes: event.data, origin: PacketOrigin(.filteringPlatform), event: event,
          filteringEvent: event.id))
    // 1002 of the packet capture says how the radio received the next packet.
    default: self = .other
    }
  }

  private static func linkType(_ event: TraceEvent) -> UInt32 {
    event.keyword & 0x10000 != 0 ? 105 : event.keyword & 0x200 != 0 ? 101 : 1
  }

  /// Miniport and lower interface (4 bytes each), size of the fragment (4), fragment. The keyword says what it is.
  private static func captured(_ event: TraceEvent, _ bytes: Span<UInt8>) throws(ParseFault) -> EventPacket {
    var cursor = ByteCursor(event.data)
    let interface = try cursor.readLittleUInt32(bytes, "MiniportIfIndex")
    _ = try cursor.readLittleUInt32(bytes, "LowerIfIndex")
    return EventPacket(
      linkType: linkType(event), bytes: try fragment(bytes, &cursor),
      origin: PacketOrigin(.adapter, interface),
      event: event)
  }

  /// A packet in the virtual switch of Hyper-V: interfaces as above, port of the source (4 bytes), names of the port, its
  /// adapter and the adapter's type, count of destinations (4), each with the same four fields, then the fragment.
  private static func switched(_ event: TraceEvent, _ bytes: Span<UInt8>) throws(ParseFault) -> EventPacket {
    var cursor = ByteCursor(event.data)
    _ = try cursor.readRange(8, "MiniportIfIndex")
    let port = try portName(bytes, &cursor)
    // Each takes ten bytes or more, so that a count that is not true ends with the event.
    for _ in 0..<(try cursor.readLittleUInt32(bytes, "DestinationCount")) { _ = try portName(bytes, &cursor) }
    return EventPacket(
      linkType: linkType(event), bytes: try fragment(bytes, &cursor), origin: PacketOrigin(.switchPort, port),
      event: event)
  }

  private static func portName(_ bytes: Span<UInt8>, _ cursor: inout ByteCursor) throws(ParseFault) -> UInt32
  {
    let port = try cursor.readLittleUInt32(bytes, "PortId")
    for _ in 0..<3 { try skipText(bytes, &cursor) }
    return port
  }

  /// Names of the routing domain and the user, size of the fragment (4 bytes), fragment: always a whole packet.
  private static func tunnelled(_ event: TraceEvent, _ bytes: Span<UInt8>) throws(ParseFault) -> EventPacket {
    var cursor = ByteCursor(event.data)
    for _ in 0..<2 { try skipText(bytes, &cursor) }
    var packet = EventPacket(
      linkType: 1, bytes: try fragment(bytes, &cursor), origin: PacketOrigin(.remoteAccess), event: event)
    (packet.isFirst, packet.isLast) = (true, true)
    return packet
  }

  /// A part of a long event of the filtering platform: its number (2 bytes), group (4), length (4), bytes.
  private static func filteredPart(_ event: TraceEvent, _ bytes: Span<UInt8>) throws(ParseFault)
    -> EventPacket
  {
    var cursor = ByteCursor(event.data)
    let number = try cursor.readLittleUInt16(bytes, "FragmentEventId")
    _ = try cursor.readLittleUInt32(bytes, "GroupId")
    return EventPacket(
      linkType: 101, bytes: try fragment(bytes, &cursor), origin: PacketOrigin(.filteringPlatform),
      event: event,
      filteringEvent: number)
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
    var packet = EventPacket(
      linkType: type == 3 ? 101 : type == 2 ? 105 : 1, bytes: try cursor.readRange(logged, "Payload"),
      origin: PacketOrigin(.component, UInt32(component)), event: event)
    packet.originalLength = max(original, logged)
    (packet.isFirst, packet.isLast) = (true, true)
    return (packet, reason)
  }

  private static func fragment(
    _ bytes: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(ParseFault) -> Range<Int> {
    try cursor.readRange(Int(try cursor.readLittleUInt32(bytes, "FragmentSize")), "Fragment")
  }

  /// UTF-16, up to a zero.
  private static func skipText(_ bytes: Span<UInt8>, _ cursor: inout ByteCursor) throws(ParseFault) {
    while try cursor.readLittleUInt16(bytes, "text") != 0 {}
  }
}

/// Where a packet was captured.
struct PacketOrigin: Hashable {
  enum Kind: UInt8 {
    /// A network adapter, by its index.
    case adapter
    /// A component of the network stack, by the number that `pktmon` gives it.
    case component
    /// A port of Hyper-V's virtual switch.
    case switchPort
    case remoteAccess
    case filteringPlatform
  }

  var kind: Kind
  var number: UInt32

  init(_ kind: Kind, _ number: UInt32 = 0) { (self.kind, self.number) = (kind, number) }

  var name: String {
    switch kind {
    case .adapter, .component: "\(number)"
    case .switchPort: "vmswitch \(number)"
    case .remoteAccess: "ras"
    case .filteringPlatform: "wfp"
    }
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
  var origin: PacketOrigin
  /// The event of the filtering platform whose fields ``bytes`` are; 0 where they are a frame.
  var filteringEvent: UInt16

  init(
    linkType: UInt32, bytes: Range<Int>, origin: PacketOrigin, event: TraceEvent, filteringEvent: UInt16 = 0
  ) {
    (self.linkType, self.bytes, self.origin) = (linkType, bytes, origin)
    originalLength = bytes.count
    isFirst = event.keyword & 0x4000_0000 != 0
    isLast = event.keyword & 0x8000_0000 != 0
    self.filteringEvent = filteringEvent
  }
}
