/// What was rendered lately, by numbers whose lower half counts from 0, such as the places in an ``EvidenceStore``.
///
/// An array and not a dictionary: a flow looks up some ten things, and their hashes were a fortieth of writing it.
struct Shelf<Item: Sendable>: Sendable {
  private var slots: [(number: Int, item: Item)?] = []

  /// How many items are kept at most. Of two that fall into one place the later one stays.
  private static var limit: Int { 4096 }

  /// Small numbers have places of their own; those with something above bit 31 begin elsewhere.
  private static func place(of number: Int) -> Int { (number &+ number >> 32 &* 613) & (limit - 1) }

  /// The item of a number, made where it is not at hand.
  mutating func item(_ number: Int, make: () -> Item) -> Item {
    let place = Self.place(of: number)
    if place < slots.count, let slot = slots[place], slot.number == number { return slot.item }
    let item = make()
    while slots.count <= place { slots.append(nil) }
    slots[place] = (number, item)
    return item
  }
}
