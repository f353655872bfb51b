/// Writes times; those within one second of the last share its first nineteen characters.
struct UTCClock {
  private let digits: Int
  /// Where the second of the last time begins, in nanoseconds since 1970 (UTC).
  private var second: Int64
  /// `2020-07-20T09:14:31` and the point, or the `Z` where nothing follows: three words of characters and no array, whose
  /// copy was a fiftieth of a report by lines.
  private var prefix: (UInt64, UInt64, UInt32)

  /// - Parameter digits: of a second's fraction, 0 to 9.
  init(digits: Int) {
    self.digits = max(0, min(9, digits))
    second = 0
    prefix = Self.prefix(second: 0, isWhole: self.digits == 0)
  }

  /// An RFC 3339 time in UTC: at most 30 bytes, in room for 32.
  mutating func put(_ time: Int64, _ pen: inout Pen) {
    var nanosecond = UInt64(bitPattern: time &- second)
    if time < second || nanosecond >= Self.nanoseconds { nanosecond = begin(time) }
    pen.put(word: prefix.0)
    pen.put(word: prefix.1)
    pen.put(half: prefix.2)
    if digits == 0 { return }
    pen.put(nanosecond: nanosecond, digits: digits)
    pen.put(byte: UInt8(ascii: "Z"))
  }

  private static let nanoseconds: UInt64 = 1_000_000_000

  /// Goes on to the second of a time.
  ///
  /// - Returns: the nanoseconds since its beginning.
  private mutating func begin(_ time: Int64) -> UInt64 {
    var (seconds, rest) = time.quotientAndRemainder(dividingBy: Int64(Self.nanoseconds))
    if rest < 0 { (seconds, rest) = (seconds - 1, rest + Int64(Self.nanoseconds)) }
    // Of the first second of all the beginning is out of reach: it is begun with each time anew.
    second = time &- rest
    prefix = Self.prefix(second: seconds, isWhole: digits == 0)
    return UInt64(bitPattern: rest)
  }

  /// The first twenty characters of a time: a count of nanoseconds lies within the years 1677 to 2262.
  private static func prefix(second: Int64, isWhole: Bool) -> (UInt64, UInt64, UInt32) {
    var text = ByteBuffer()
    text.addDateTime(UTCTime(seconds: second))
    text.add(isWhole ? "Z" : ".")
    let bytes = text.bytes
    func word(_ places: Range<Int>) -> UInt64 {
      places.reversed().reduce(0) { word, place in word << 8 | UInt64(bytes[place]) }
    }
    return (word(0..<8), word(8..<16), UInt32(truncatingIfNeeded: word(16..<20)))
  }
}
