/// Nanoseconds since 1970 as a date and a time of day in UTC (proleptic Gregorian calendar, no leap seconds).
struct UTCTime {
  let year: Int64
  let month: Int64
  let day: Int64
  /// Seconds since midnight.
  let secondOfDay: Int64
  let nanosecond: Int64

  init(nanoseconds: Int64) {
    let (seconds, rest) = Self.split(nanoseconds, by: 1_000_000_000)
    self.init(seconds: seconds, nanosecond: rest)
  }

  init(seconds: Int64, nanosecond: Int64 = 0) {
    // Any count of seconds is welcome: a certificate may claim to hold until the year 200,000.
    let (days, second) = Self.split(max(-Self.limit, min(Self.limit, seconds)), by: 86_400)
    secondOfDay = second
    self.nanosecond = nanosecond
    // Years are counted from March of year 0, in eras of 400 years with 146,097 days each.
    let (era, dayOfEra) = Self.split(days + 719_468, by: 146_097)
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    day = dayOfYear - (153 * march + 2) / 5 + 1
    month = march < 10 ? march + 3 : march - 9
    year = yearOfEra + era * 400 + (month <= 2 ? 1 : 0)
  }

  var hour: Int64 { secondOfDay / 3600 }
  var minute: Int64 { secondOfDay / 60 % 60 }
  var second: Int64 { secondOfDay % 60 }

  /// Seconds of the years -9999 to 9999 lie within.
  private static let limit: Int64 = 253_402_300_799

  private static func split(_ value: Int64, by divisor: Int64) -> (quotient: Int64, remainder: Int64) {
    let (quotient, remainder) = value.quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}

extension ByteBuffer {
  /// `2020-07-20T09:14:31`, without the fraction and the zone (RFC 3339, section 5.6).
  mutating func addDateTime(_ time: UTCTime) {
    add(UInt64(clamping: time.year), width: 4)
    add(byte: UInt8(ascii: "-"))
    add(UInt64(clamping: time.month), width: 2)
    add(byte: UInt8(ascii: "-"))
    add(UInt64(clamping: time.day), width: 2)
    add(byte: UInt8(ascii: "T"))
    addClock(time)
  }

  /// `09:14:31`.
  mutating func addClock(_ time: UTCTime) {
    add(UInt64(clamping: time.hour), width: 2)
    add(byte: UInt8(ascii: ":"))
    add(UInt64(clamping: time.minute), width: 2)
    add(byte: UInt8(ascii: ":"))
    add(UInt64(clamping: time.second), width: 2)
  }

  /// `.201`: so many digits of a second's fraction, cut and not rounded; nothing for 0 digits.
  mutating func addFraction(_ nanosecond: Int64, digits: Int) {
    let digits = max(0, min(9, digits))
    if digits == 0 { return }
    var value = UInt64(clamping: nanosecond)
    for _ in digits..<9 { value /= 10 }
    add(byte: UInt8(ascii: "."))
    add(value, width: digits)
  }

  /// A span of time in units of 10^`scale` nanoseconds with `digits` decimals, such as `21.5`.
  mutating func addDecimal(_ nanoseconds: Int64, scale: Int, digits: Int) {
    var unit: UInt64 = 1
    for _ in 0..<scale { unit *= 10 }
    let size = nanoseconds.magnitude
    if nanoseconds < 0 { add(byte: UInt8(ascii: "-")) }
    add(size / unit)
    let digits = max(0, min(scale, digits))
    if digits == 0 { return }
    var rest = size % unit
    for _ in digits..<scale { rest /= 10 }
    add(byte: UInt8(ascii: "."))
    add(rest, width: digits)
  }
}
