import Packets

/// Finds the newest connection between two end points: open addressing with linear probing.
///
/// A slot is eight bytes: 32 bits of the hash and the connection's number plus one; 0 is free. The hash has a
/// random key, so that no capture can fill one run of slots.
struct ConnectionIndex {
  private var slots = [UInt64](repeating: 0, count: 64)
  private var used = 0
  private let keys = (
    UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max), UInt64.random(in: .min ... .max)
  )

  struct Slot {
    fileprivate let position: Int
    fileprivate let tag: UInt32
    /// The number of the connection there; nil when there is none.
    let connection: Int?
    /// Which of its sides the first end point is.
    let side: Side
  }

  func find(
    from source: EndPoint, to destination: EndPoint, in connections: borrowing ConnectionStorage
  ) -> Slot {
    let tag = hash(source, destination)
    let mask = slots.count &- 1
    var position = Int(tag) & mask
    while slots[position] != 0 {
      let slot = slots[position]
      if UInt32(truncatingIfNeeded: slot &>> 32) == tag {
        let number = Int(slot & 0xffff_ffff) &- 1
        if let side = connections.side(number, of: source, to: destination) {
          return Slot(position: position, tag: tag, connection: number, side: side)
        }
      }
      position = (position &+ 1) & mask
    }
    return Slot(position: position, tag: tag, connection: nil, side: .one)
  }

  mutating func set(_ slot: Slot, to connection: Int) {
    let isNew = slots[slot.position] == 0
    slots[slot.position] =
      UInt64(slot.tag) &<< 32 | UInt64(UInt32(truncatingIfNeeded: connection &+ 1))
    guard isNew else { return }
    used &+= 1
    // At most three quarters are used, so every probe ends.
    if used &* 4 > slots.count &* 3 { grow() }
  }

  private mutating func grow() {
    var larger = [UInt64](repeating: 0, count: slots.count &* 2)
    for slot in slots where slot != 0 { Self.insert(slot, into: &larger) }
    slots = larger
  }

  private static func insert(_ slot: UInt64, into slots: inout [UInt64]) {
    let mask = slots.count &- 1
    var position = Int(slot &>> 32) & mask
    while slots[position] != 0 { position = (position &+ 1) & mask }
    slots[position] = slot
  }

  /// Gives the connections their new numbers, by the old ones; ``ConnectionTable/leftOut`` removes one.
  mutating func renumber(_ numbers: [UInt32]) {
    var renumbered = [UInt64](repeating: 0, count: slots.count)
    used = 0
    for slot in slots where slot != 0 {
      let number = numbers[Int(slot & 0xffff_ffff) &- 1]
      guard number != ConnectionTable.leftOut else { continue }
      Self.insert((slot &>> 32) &<< 32 | UInt64(number &+ 1), into: &renumbered)
      used &+= 1
    }
    slots = renumbered
  }

  /// The same for both directions: a sum of what each end point gives.
  private func hash(_ source: EndPoint, _ destination: EndPoint) -> UInt32 {
    let sum = mix(source) &+ mix(destination)
    return UInt32(truncatingIfNeeded: fold(sum, keys.2 | 1) &>> 16)
  }

  private func mix(_ end: EndPoint) -> UInt64 {
    let address = fold(end.address.high ^ keys.0, end.address.low ^ keys.1)
    return fold(address ^ UInt64(end.port), keys.2)
  }

  /// Both halves of a 128-bit product.
  private func fold(_ left: UInt64, _ right: UInt64) -> UInt64 {
    let product = left.multipliedFullWidth(by: right)
    return product.high ^ product.low
  }
}
