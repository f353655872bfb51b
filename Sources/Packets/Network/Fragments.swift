import Bytes

/// Fragments of incomplete datagrams (RFC 791, section 3.2; RFC 8200, section 4.5), limited in number, bytes
/// and age. The oldest datagram is dropped first.
struct FragmentStore: Sendable {
  /// Unfinished datagrams: enough for a busy link, few enough for a linear search.
  static let datagramLimit = 256
  /// Bytes of all fragments with their bookkeeping: Linux' limit.
  static let byteLimit = 4 << 20
  /// How long after its first fragment a datagram is given up, in nanoseconds of capture time:
  /// sixty seconds (RFC 8200, section 4.5; RFC 1122, section 3.3.2).
  static let ageLimit: Int64 = 60_000_000_000

  private var held: [PartialDatagram] = []
  private var heldBytes = 0

  /// Stores one fragment.
  /// - Returns: The datagram, when this fragment completed it.
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
      enforceLimits()
    }
    return complete
  }

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

  private mutating func enforceLimits() {
    while held.count > Self.datagramLimit || heldBytes > Self.byteLimit && !held.isEmpty { dropFirst() }
  }

  private mutating func dropFirst() {
    heldBytes &-= held.removeFirst().cost
  }
}

/// What fragments of one datagram have in common: for IPv4 also the protocol (RFC 791, section 3.2), which is
/// zero for IPv6 (RFC 8200, section 4.5).
struct FragmentKey: Hashable, Sendable {
  var source: IPAddress
  var destination: IPAddress
  var identification: UInt32
  var next: UInt8
}

struct Fragment: Sendable {
  var key: FragmentKey
  /// The protocol it names; only the first fragment's counts.
  var next: IPProtocol
  var offset: Int
  var isLast: Bool
  var range: Range<Int>
  var frame: UInt32

  init(_ packet: IPPacket, at position: FragmentPosition, of frame: UInt32) {
    key = FragmentKey(
      source: packet.source, destination: packet.destination, identification: position.identification,
      next: packet.source.isIPv4 ? packet.next.rawValue : 0)
    next = packet.next
    offset = position.offset
    isLast = position.isLast
    range = packet.payload.cursor.rest
    self.frame = frame
  }

  /// The end of its bytes.
  var end: Int { offset &+ range.count }
}

struct CompleteDatagram: Sendable {
  var next: IPProtocol
  var bytes: [UInt8]
  var frames: [UInt32]
}

/// The fragments of one datagram so far.
///
/// The first copy of every byte is kept. Overlapping IPv6 fragments discard the datagram (RFC 8200, section
/// 4.5).
struct PartialDatagram: Sendable {
  /// The longest datagram that a 16-bit length can describe.
  static let lengthLimit = 65_535

  let key: FragmentKey
  let firstTime: Int64
  private var next: IPProtocol?
  /// The datagram's length, as the first last fragment gave it.
  private var length: Int?
  /// The kept bytes in the order they came: memory grows with what was received, not with offsets.
  private var bytes: [UInt8] = []
  /// The parts of `bytes`, by their offset in the datagram. They do not overlap.
  private var pieces: [Piece] = []
  private var frames: [UInt32] = []
  private var isGivenUp = false

  private struct Piece: Sendable {
    var offset: Int
    var start: Int
    var count: Int
    var end: Int { offset &+ count }
  }

  init(key: FragmentKey, firstTime: Int64) {
    self.key = key
    self.firstTime = firstTime
  }

  /// Its memory in bytes.
  var cost: Int {
    MemoryLayout<Self>.stride &+ bytes.count &+ pieces.count &* MemoryLayout<Piece>.stride
      &+ frames.count &* MemoryLayout<UInt32>.stride
  }

  /// Keeps what is new in a fragment. Its end must not pass ``lengthLimit``.
  mutating func add(_ fragment: Fragment, _ frame: Span<UInt8>) {
    guard !isGivenUp else { return }
    if !key.source.isIPv4, overlapsUnequally(fragment) { return giveUp() }
    if fragment.isLast, length == nil { length = fragment.end }
    if fragment.offset == 0, next == nil { next = fragment.next }
    if fragment.frame != 0 { frames.append(fragment.frame) }
    fillGaps(fragment, frame)
  }

  func complete() -> CompleteDatagram? {
    guard let length, let next else { return nil }
    var reached = 0
    for piece in pieces where reached < length {
      guard piece.offset == reached else { return nil }
      reached = piece.end
    }
    guard reached >= length else { return nil }
    var whole: [UInt8] = []
    whole.reserveCapacity(length)
    for piece in pieces {
      whole += bytes[piece.start..<piece.start &+ piece.count].prefix(length &- whole.count)
    }
    return CompleteDatagram(next: next, bytes: whole, frames: frames)
  }

  /// Whether the fragment overlaps another without being the same fragment once more.
  private func overlapsUnequally(_ fragment: Fragment) -> Bool {
    let index = firstIndex(endingAfter: fragment.offset)
    guard index < pieces.count, pieces[index].offset < fragment.end else { return false }
    return pieces[index].offset != fragment.offset || pieces[index].end != fragment.end
  }

  private mutating func giveUp() {
    isGivenUp = true
    bytes = []
    pieces = []
    frames = []
    length = nil
  }

  private mutating func fillGaps(_ fragment: Fragment, _ frame: Span<UInt8>) {
    var position = fragment.offset
    var index = firstIndex(endingAfter: position)
    while position < fragment.end {
      let nextKept = index < pieces.count ? pieces[index].offset : fragment.end
      if position < nextKept {
        let gap = position..<min(nextKept, fragment.end)
        pieces.insert(Piece(offset: position, start: bytes.count, count: gap.count), at: index)
        let shift = fragment.range.lowerBound &- fragment.offset
        for offset in gap { bytes.append(frame[offset &+ shift]) }
        position = gap.upperBound
      } else {
        position = pieces[index].end
      }
      index &+= 1
    }
  }

  /// The first piece that reaches beyond an offset; looked for from the end, where fragments mostly go.
  private func firstIndex(endingAfter offset: Int) -> Int {
    var index = pieces.count
    while index > 0, pieces[index &- 1].end > offset { index &-= 1 }
    return index
  }
}
