/// The beginning of one direction of a connection, put together from its segments.
struct StreamBytes {
  /// How much is read of a direction, in bytes: what follows is zero in the new file. Verdicts are decided before.
  static let limit = 1 << 20
  /// Where the start was not captured, segments may still come before the first one.
  private static let headroom = 1 << 16

  /// The sequence number of its first byte.
  private let base: UInt32
  private let hasStart: Bool
  private var original: [UInt8] = []
  private var isKnown: [Bool] = []
  private var starts: Set<Int> = []
  private var rewritten: [UInt8] = []

  init(sequence: UInt32, isSYN: Bool) {
    hasStart = isSYN
    base = isSYN ? sequence &+ 1 : sequence &- UInt32(Self.headroom)
  }

  /// Whether a SYN belongs to this connection and not to the next one between the same ports.
  func mayBegin(atSYN sequence: UInt32) -> Bool {
    let distance = Int(Int32(bitPattern: sequence &+ 1 &- base))
    return hasStart ? distance == 0 : (0...Self.headroom).contains(distance)
  }

  private func position(_ sequence: UInt32, isSYN: Bool) -> Int {
    Int(Int32(bitPattern: sequence &+ (isSYN ? 1 : 0) &- base))
  }

  /// Takes the payload of a segment. The first copy of a byte counts.
  mutating func add(_ payload: [UInt8], sequence: UInt32, isSYN: Bool) {
    let start = position(sequence, isSYN: isSYN)
    guard start >= 0, !payload.isEmpty, start < Self.limit else { return }
    let end = min(start + payload.count, Self.limit)
    if end > original.count {
      original += repeatElement(0, count: end - original.count)
      isKnown += repeatElement(false, count: end - isKnown.count)
    }
    starts.insert(start)
    for index in start..<end where !isKnown[index] {
      original[index] = payload[index - start]
      isKnown[index] = true
    }
  }

  /// The parts without a hole.
  var parts: [Range<Int>] {
    var parts: [Range<Int>] = []
    var start: Int?
    for index in isKnown.indices {
      if isKnown[index] { start = start ?? index }
      if !isKnown[index], let first = start {
        parts.append(first..<index)
        start = nil
      }
    }
    if let start { parts.append(start..<isKnown.count) }
    return parts
  }

  /// Reads what was put together. Call it when all segments were added.
  mutating func rewrite(isDNS: Bool, _ pseudonyms: inout PacketPseudonyms) {
    var stream = StreamRewriting(original, parts: parts, starts: starts.sorted(), hasStart: hasStart)
    stream.run(isDNS: isDNS, &pseudonyms)
    rewritten = stream.stream.bytes
  }

  /// The payload that takes a segment's place. A byte that is another than the stream's, as in a keep-alive, becomes
  /// zero.
  func payload(_ payload: [UInt8], sequence: UInt32, isSYN: Bool) -> [UInt8] {
    let start = position(sequence, isSYN: isSYN)
    return payload.enumerated().map { offset, byte in
      let index = start + offset
      guard rewritten.indices.contains(index), isKnown[index], original[index] == byte else { return 0 }
      return rewritten[index]
    }
  }
}
