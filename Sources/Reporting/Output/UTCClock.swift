/// Writes times; those within one second of the last share its first nineteen characters.
struct UTCClock {
  private let digits: Int
  private let divisor: UInt64
  private var second: Int64?
  private var prefix = ByteBuffer()

  /// - Parameter digits: of a second's fraction, 0 to 9.
  init(digits: Int) {
    self.digits = max(0, min(9, digits))
    divisor = (self.digits..<9).reduce(1) { power, _ in power * 10 }
  }

  /// An RFC 3339 time in UTC: at most 32 bytes.
  mutating func put(_ time: Int64, _ pen: inout Pen) {
    var (second, nanosecond) = time.quotientAndRemainder(dividingBy: 1_000_000_000)
    if nanosecond < 0 { (second, nanosecond) = (second - 1, nanosecond + 1_000_000_000) }
    if second != self.second {
      self.second = second
      prefix.removeAll()
      prefix.addDateTime(UTCTime(seconds: second))
    }
    pen.put(prefix)
    if digits > 0 {
      let fraction = UInt64(nanosecond.magnitude) / divisor
      pen.put(byte: UInt8(ascii: "."))
      if digits > 8 { pen.put(fraction / Digits.limit, digits: 1) }
      pen.put(fraction, digits: min(digits, 8))
    }
    pen.put(byte: UInt8(ascii: "Z"))
  }
}
