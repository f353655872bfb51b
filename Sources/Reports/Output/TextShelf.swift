/// Texts that were rendered lately, by numbers that are not negative and whose lower half counts from 0: a
/// ``Shelf`` for texts that are looked up for every event.
///
/// They stand behind each other in one buffer. An array of its own for each would be counted up and down with every
/// look, which took longer than the copy.
struct TextShelf: Sendable {
  private struct Slot {
    var number = -1
    var start = 0
    var length = 0
  }

  private(set) var bytes = ByteBuffer()
  private var slots: [Slot] = []

  /// How many texts are kept at most, a power of two. Of two that fall into one place the later one stays.
  private static let limit = 4096
  /// How many bytes are kept; what comes after that begins anew.
  private static let byteLimit = 1 << 20

  /// Small numbers have places of their own; those with something above bit 31 begin elsewhere.
  @inline(__always)
  private static func place(of number: Int) -> Int { (number &+ number &>> 32 &* 613) & (limit &- 1) }

  /// Where the text of a number stands in ``bytes``; nil for one that is not at hand.
  @inline(__always)
  func place(of number: Int) -> Range<Int>? {
    let place = Self.place(of: number)
    guard place < slots.count, slots[place].number == number else { return nil }
    let start = slots[place].start
    return unsafe Range(uncheckedBounds: (start, start &+ slots[place].length))
  }

  /// Keeps the text of a number.
  ///
  /// - Returns: where it stands in ``bytes``.
  mutating func add(_ number: Int, _ text: ByteBuffer) -> Range<Int> {
    if bytes.count > Self.byteLimit { (bytes, slots) = (ByteBuffer(), []) }
    let place = Self.place(of: number)
    while slots.count <= place { slots.append(Slot()) }
    slots[place] = Slot(number: number, start: bytes.count, length: text.count)
    bytes.add(text)
    return bytes.count - text.count..<bytes.count
  }
}
