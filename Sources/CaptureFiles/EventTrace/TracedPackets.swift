import Bytes

/// A packet of a buffer.
struct TracedPacket {
  /// Nanoseconds since 1970. A packet in parts has the time of the last, as `etl2pcapng` writes it.
  var time: Int64
  var start: UInt32
  var count: UInt32
  var originalLength: UInt32
  var linkType: UInt32
  var process: UInt32
  /// Among the packets of the buffer.
  var index: UInt32
  var origin: PacketOrigin
  /// Whether its bytes are in ``TracedPackets/made``.
  var isMade: Bool
}

/// The packets of one buffer, in order of time, with the buffer's bytes.
struct TracedPackets {
  /// Of the buffer, unpacked; perhaps followed by bytes of one before.
  var bytes: [UInt8] = []
  /// Packets that the buffer does not contain as they are: joined from parts, or with a header that was made.
  private(set) var made: [UInt8] = []
  private(set) var packets: [TracedPacket] = []
  private var isInOrder = true

  mutating func removeAll() {
    made.removeAll(keepingCapacity: true)
    packets.removeAll(keepingCapacity: true)
    isInOrder = true
  }

  /// Adds a packet that is in ``bytes``, or in ``made``.
  mutating func add(
    _ packet: EventPacket, at time: Int64, of process: UInt32, bytes: Range<Int>, isMade: Bool = false
  ) {
    if let last = packets.last, last.time > time { isInOrder = false }
    packets.append(
      TracedPacket(
        time: time, start: UInt32(truncatingIfNeeded: bytes.lowerBound),
        count: UInt32(truncatingIfNeeded: bytes.count),
        originalLength: UInt32(clamping: packet.originalLength),
        linkType: packet.linkType, process: process, index: UInt32(truncatingIfNeeded: packets.count),
        origin: packet.origin, isMade: isMade))
  }

  /// Adds a packet whose bytes `make` appends.
  mutating func make<Fault: Error>(
    _ packet: EventPacket, at time: Int64, of process: UInt32, _ make: (inout [UInt8]) throws(Fault) -> Void
  ) throws(Fault) {
    let start = made.count
    try make(&made)
    var packet = packet
    if packet.filteringEvent != 0 { packet.originalLength = made.count - start }
    add(packet, at: time, of: process, bytes: start..<made.count, isMade: true)
  }

  /// Events of one processor are in order, but for some that were interrupted.
  mutating func order() {
    if isInOrder { return }
    packets.sort { ($0.time, $0.index) < ($1.time, $1.index) }
  }
}

/// Reads the events of buffer after buffer.
struct TraceEvents {
  let clock: TraceClock
  private(set) var parts = PacketParts()
  private(set) var counts: TraceCounts

  init(clock: TraceClock) {
    self.clock = clock
    counts = TraceCounts(lost: clock.eventsLost)
  }

  /// Reads event after event; each begins at a multiple of 8 bytes, and the last is followed by ones or nothing.
  mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>, into found: inout TracedPackets) {
    var start = range.lowerBound
    while start < range.upperBound, let size = TraceEvent.size(bytes, at: start, before: range.upperBound) {
      counts.noteEvent()
      do throws(ParseFault) {
        try read(bytes, ByteCursor(start..<(start + size)), into: &found)
      } catch {
        counts.noteDamage()
      }
      start += (size + 7) & ~7
    }
    found.order()
  }

  /// Reads one event as Windows delivers it to a program.
  mutating func read(delivered bytes: Span<UInt8>, into found: inout TracedPackets) {
    counts.noteEvent()
    do throws(ParseFault) {
      try read(try TraceEvent(delivered: bytes), bytes, into: &found)
    } catch {
      counts.noteDamage()
    }
  }

  private mutating func read(
    _ bytes: Span<UInt8>, _ region: ByteCursor, into found: inout TracedPackets
  ) throws(ParseFault) {
    guard let event = try TraceEvent(bytes, region: region) else { return }
    try read(event, bytes, into: &found)
  }

  private mutating func read(
    _ event: TraceEvent, _ bytes: Span<UInt8>, into found: inout TracedPackets
  ) throws(ParseFault) {
    if event.provider == nil { return }
    switch try EventContent(event, bytes) {
    case .other: break
    case .dropped(let reason): counts.noteDrop(reason)
    case .packet(let packet): try add(packet, of: event, bytes, to: &found)
    }
  }

  private mutating func add(
    _ packet: EventPacket, of event: TraceEvent, _ bytes: Span<UInt8>, to found: inout TracedPackets
  ) throws(ParseFault) {
    let time = clock.nanoseconds(event.time)
    if packet.isFirst, packet.isLast {
      if PacketBytes.areUnchanged(packet, bytes, packet.bytes) {
        found.add(packet, at: time, of: event.process, bytes: packet.bytes)
      } else {
        try found.make(packet, at: time, of: event.process) { made throws(ParseFault) in
          try PacketBytes.add(packet, bytes, packet.bytes, to: &made)
        }
      }
    } else if let joined = parts.add(packet, of: event, bytes) {
      try found.make(joined.packet, at: time, of: event.process) { made throws(ParseFault) in
        try PacketBytes.add(joined.packet, joined.bytes.span, joined.bytes.indices, to: &made)
      }
    }
  }
}

/// The bytes of a packet as they would have been on the wire.
private enum PacketBytes {
  /// Wireless frames are captured decrypted, but still have the bit that says protected.
  private static let protectedBit: UInt8 = 0x40

  static func areUnchanged(_ packet: EventPacket, _ bytes: Span<UInt8>, _ range: Range<Int>) -> Bool {
    packet.filteringEvent == 0 && !isMarkedProtected(packet, bytes, range)
  }

  private static func isMarkedProtected(
    _ packet: EventPacket, _ bytes: Span<UInt8>, _ range: Range<Int>
  ) -> Bool {
    packet.linkType == 105 && packet.origin.kind == .adapter && range.count > 1
      && bytes[range.lowerBound + 1] & protectedBit != 0
  }

  static func add(
    _ packet: EventPacket, _ bytes: Span<UInt8>, _ range: Range<Int>, to made: inout [UInt8]
  ) throws(ParseFault) {
    if packet.filteringEvent != 0 {
      return try FilteredPacket.add(of: packet.filteringEvent, bytes, range, to: &made)
    }
    let start = made.count
    made.append(bytes.extracting(range))
    if isMarkedProtected(packet, bytes, range) { made[start + 1] &= ~protectedBit }
  }
}
