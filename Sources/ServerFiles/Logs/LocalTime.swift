import Diagnosis

/// A time of Configuration Manager's logs: local, with the minutes to UTC behind it where the log gives them.
///
///     14:30:00.000+300   03-23-2026          the bias form of Windows: UTC is 300 minutes later
///     14:30:00.000+-060  03-23-2026          a sign too many, as some logs have it
///     14:30:00.000       03-23-2026          no zone: such a time is not turned into UTC
struct LocalTime: Equatable {
  var time: CalendarTime
  /// As it is written, with its sign.
  var minutes: Int?

  /// Nanoseconds since 1970 (UTC); nil when the zone is not known.
  func nanoseconds(_ sign: TimeZoneSign) -> Int64? {
    guard let minutes, let local = time.nanoseconds else { return nil }
    let shift = Int64(minutes) * 60 * 1_000_000_000
    return sign == .bias ? local + shift : local - shift
  }

  /// The clock `14:30:00.000+300` and the date `03-23-2026`.
  init?(clock: Substring, date: Substring) {
    let parts = date.split(separator: "-", omittingEmptySubsequences: false)
    let digits = clock.prefix { $0.isNumber || $0 == ":" || $0 == "." }
    let hours =
      digits.split(separator: ".").first?.split(separator: ":", omittingEmptySubsequences: false) ?? []
    guard parts.count == 3, hours.count == 3, let month = Self.number(parts[0]),
      let day = Self.number(parts[1]),
      let year = Self.number(parts[2]), let hour = Self.number(hours[0]), let minute = Self.number(hours[1]),
      let second = Self.number(hours[2])
    else { return nil }
    time = CalendarTime(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second,
      nanosecond: Self.nanosecond(digits))
    guard time.nanoseconds != nil else { return nil }
    minutes = Self.minutes(clock[digits.endIndex...])
  }

  private static func number(_ text: Substring) -> Int? {
    text.utf8.count <= 4 && text.utf8.allSatisfy { $0 &- UInt8(ascii: "0") < 10 } ? Int(text) : nil
  }

  private static func nanosecond(_ clock: Substring) -> Int {
    let bytes = Array(clock.utf8)
    guard let dot = bytes.firstIndex(of: UInt8(ascii: ".")) else { return 0 }
    return DecimalDigits.fraction(bytes.span, from: dot)
  }

  /// `+300`, `-60`, `+-240`; a number without a sign is no zone. No zone is further than a day from UTC.
  private static func minutes(_ tail: Substring) -> Int? {
    let signs = tail.prefix { $0 == "+" || $0 == "-" }
    guard !signs.isEmpty, signs.count <= 2, let size = number(tail.dropFirst(signs.count)), size < 24 * 60
    else {
      return nil
    }
    return signs.contains("-") ? -size : size
  }
}
