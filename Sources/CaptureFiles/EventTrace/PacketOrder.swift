import HeapModule

/// Puts the packets of buffers in order of time: each processor fills buffers of its own, and a buffer is written when it
/// is full, or after a second.
struct PacketOrder {
  private struct Held {
    var found: TracedPackets
    var next = 0
    /// In the file: of packets of one time the first there comes first.
    let offset: UInt64
  }

  /// The next packet of a buffer.
  private struct Head: Comparable {
    let time: Int64
    let offset: UInt64
    let slot: Int

    static func < (one: Head, other: Head) -> Bool { (one.time, one.offset) < (other.time, other.offset) }

    static func == (one: Head, other: Head) -> Bool { one.time == other.time && one.offset == other.offset }
  }

  private var held: [Held] = []
  private var freeSlots: [Int] = []
  /// The earliest of all.
  private var first: Head?
  private var others = Heap<Head>()
  private var bytes = 0
  /// Buffers whose packets were all passed on, for their memory.
  private var spare: [TracedPackets] = []

  /// How much is held back. Where the buffers' times are known beforehand it is one buffer for each processor.
  private static let heldBytes = 64 << 20
  private static let spareCount = 16
  /// Buffers are mostly of 64 KiB to 1 MiB; the memory of larger ones is given back.
  private static let longestSpare = 2 << 20

  var isFull: Bool { bytes >= Self.heldBytes }

  /// Of the earliest packet.
  var time: Int64? { first?.time }

  /// An empty buffer, perhaps with memory.
  mutating func spareBuffer() -> TracedPackets { spare.popLast() ?? TracedPackets() }

  mutating func add(_ found: consuming TracedPackets, from offset: UInt64) {
    guard let packet = found.packets.first else { return recycle(found) }
    bytes += Self.size(found)
    let slot = freeSlots.popLast() ?? held.count
    let buffer = Held(found: found, offset: offset)
    if slot == held.count { held.append(buffer) } else { held[slot] = buffer }
    let head = Head(time: packet.time, offset: offset, slot: slot)
    guard let earliest = first else {
      first = head
      return
    }
    first = min(head, earliest)
    others.insert(max(head, earliest))
  }

  /// The earliest packet, and the bytes that contain it.
  mutating func next() -> (packet: TracedPacket, bytes: [UInt8])? {
    guard let head = first else { return nil }
    let packet = held[head.slot].found.packets[held[head.slot].next]
    let bytes = packet.isMade ? held[head.slot].found.made : held[head.slot].found.bytes
    advance(head)
    return (packet, bytes)
  }

  private mutating func advance(_ head: Head) {
    held[head.slot].next += 1
    let next = held[head.slot].next
    guard next < held[head.slot].found.packets.count else {
      release(head.slot)
      first = others.popMin()
      return
    }
    let time = held[head.slot].found.packets[next].time
    let successor = Head(time: time, offset: head.offset, slot: head.slot)
    if let other = others.min, other < successor {
      first = other
      others.replaceMin(with: successor)
    } else {
      first = successor
    }
  }

  private mutating func release(_ slot: Int) {
    bytes -= Self.size(held[slot].found)
    var released = TracedPackets()
    swap(&released, &held[slot].found)
    freeSlots.append(slot)
    recycle(released)
  }

  private mutating func recycle(_ found: consuming TracedPackets) {
    guard spare.count < Self.spareCount, found.bytes.count <= Self.longestSpare else { return }
    var found = found
    found.removeAll()
    spare.append(found)
  }

  private static func size(_ found: borrowing TracedPackets) -> Int {
    found.bytes.count + found.made.count + found.packets.count * MemoryLayout<TracedPacket>.stride
  }
}
