/// Fragments that wait for the rest of their datagrams (RFC 791, section 3.2; RFC 8200, section 4.5).
///
/// Bounded in number, in bytes and in age. When a bound is passed the oldest datagram goes.
struct FragmentStore: Sendable {
  /// How many unfinished datagrams are held: enough for a busy link, few enough to look through.
  static let datagramLimit = 256
  /// How many bytes are held, the notes on each fragment included: what Linux allows itself.
  static let byteLimit = 4 << 20
  /// How long after its first fragment a datagram is given up, in nanoseconds of capture time:
  /// sixty seconds (RFC 8200, section 4.5; RFC 1122, section 3.3.2).
  static let ageLimit: Int64 = 60_000_000_000

  /// In the order of their first fragments.
  private var held: [PartialDatagram] = []
  /// The cost of all that is held.
  private var heldBytes = 0

  /// Keeps one fragment.
  /// - Parameter time: Capture time in nanoseconds.
  /// - Returns: The datagram, when this fragment was the last that missed.
  mutating func add(_ fragment: Fragment, _ bytes: Span<UInt8>, time: Int64) -> CompleteDatagram? {
    guard !fragment.range.isEmpty, fragment.end <= PartialDatagram.lengthLimit else { return nil }
    dropOld(time)
    let index = index(of: fragment.key, time: time)
    heldBytes &-= held[index].cost
    held[index].add(fragment, bytes)
    let complete = held[index].complete()
    if complete != nil {
      held.remove(at: index)
    } else {
      heldBytes &+= held[index].cost
      makeRoom()
    }
    return complete
  }

  /// The place of a datagram, newest first since its fragments mostly follow each other.
  private mutating func index(of key: FragmentKey, time: Int64) -> Int {
    if let index = held.lastIndex(where: { $0.key == key }) { return index }
    let new = PartialDatagram(key: key, firstTime: time)
    heldBytes &+= new.cost
    held.append(new)
    return held.count &- 1
  }

  /// Gives up what waited too long. A clock that jumps only makes this early or late.
  private mutating func dropOld(_ time: Int64) {
    while let oldest = held.first, time &- oldest.firstTime > Self.ageLimit { dropFirst() }
  }

  private mutating func makeRoom() {
    while held.count > Self.datagramLimit || heldBytes > Self.byteLimit && !held.isEmpty { dropFirst() }
  }

  private mutating func dropFirst() {
    heldBytes &-= held.removeFirst().cost
  }
}
