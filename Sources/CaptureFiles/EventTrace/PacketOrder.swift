import HeapModule

/// Puts packets in order of time: each processor fills buffers of its own, and a buffer is written when it is full, or
/// after a second.
struct PacketOrder {
  private var packets = Heap<Entry>()
  private var bytes = 0

  /// How much is held back: the traffic of all processors in a second or two at some 100 Mbit/s. Of faster traffic some
  /// packets may stay out of order.
  private static let heldBytes = 32 << 20
  /// What a packet costs beside its bytes.
  private static let overhead = 96

  private struct Entry: Comparable {
    let packet: TracedPacket

    private var place: (Int64, UInt64) { (packet.time, packet.sequence) }

    static func < (one: Entry, other: Entry) -> Bool { one.place < other.place }

    static func == (one: Entry, other: Entry) -> Bool { one.place == other.place }
  }

  var isFull: Bool { bytes >= Self.heldBytes }

  mutating func add(_ packet: TracedPacket) {
    bytes += packet.bytes.count + Self.overhead
    packets.insert(Entry(packet: packet))
  }

  /// The earliest.
  mutating func next() -> TracedPacket? {
    guard let packet = packets.popMin()?.packet else { return nil }
    bytes -= packet.bytes.count + Self.overhead
    return packet
  }
}
