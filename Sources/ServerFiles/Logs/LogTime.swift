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
  init?(clock: Substring.UTF8View, date: Substring.UTF8View) {
    let (clock, date) = (Array(clock), Array(date))
    guard let days = Self.threeNumbers(date, separator: UInt8(ascii: "-")), days.end == date.count,
      let hours = Self.threeNumbers(clock, separator: UInt8(ascii: ":"))
    else { return nil }
    let zone = clock[hours.end...].firstIndex { $0 &- UInt8(ascii: "0") >= 10 && $0 != UInt8(ascii: ".") }
    time = CalendarTime(
      year: days.numbers[2], month: days.numbers[0], day: days.numbers[1], hour: hours.numbers[0],
      minute: hours.numbers[1], second: hours.numbers[2],
      nanosecond: DecimalDigits.fraction(clock.span, from: hours.end))
    guard time.nanoseconds != nil, zone.map({ clock[$0] != UInt8(ascii: ":") }) ?? true else { return nil }
    minutes = zone.flatMap { Self.minutes(clock[$0...]) }
  }

  /// Three numbers of at most four digits, and the offset behind them.
  private static func threeNumbers(_ bytes: [UInt8], separator: UInt8) -> (numbers: [Int], end: Int)? {
    var numbers: [Int] = []
    var start = 0
    while true {
      let end = DecimalDigits.end(bytes.span, from: start)
      guard end - start <= 4, let number = DecimalDigits.number(bytes.span, start..<end) else { return nil }
      numbers.append(number)
      if numbers.count == 3 { return (numbers, end) }
      guard end < bytes.count, bytes[end] == separator else { return nil }
      start = end + 1
    }
  }

  /// `+300`, `-60`, `+-240`; a number without a sign is no zone. No zone is further than a day from UTC.
  private static func minutes(_ tail: ArraySlice<UInt8>) -> Int? {
    let digits = tail.drop { $0 == UInt8(ascii: "+") || $0 == UInt8(ascii: "-") }
    let signs = tail.count - digits.count
    guard (1...2).contains(signs), digits.count <= 4,
      let size = DecimalDigits.number(Array(digits).span, 0..<digits.count), size < 24 * 60
    else { return nil }
    return tail.prefix(signs).contains(UInt8(ascii: "-")) ? -size : size
  }
}

/// A date and a time of day as logs write them (proleptic Gregorian calendar, no leap seconds).
struct CalendarTime: Equatable {
  var year: Int
  var month: Int
  var day: Int
  var hour: Int
  var minute: Int
  var second: Int
  var nanosecond: Int

  /// Nanoseconds since 1970, taking the time for UTC; nil for a date that is none.
  var nanoseconds: Int64? {
    guard (1970...2200).contains(year), let date = CalendarDate(year: year, month: month, day: day),
      (0...23).contains(hour), (0...59).contains(minute), (0...60).contains(second),
      (0...999_999_999).contains(nanosecond)
    else { return nil }
    let seconds = ((date.daysSince1970 * 24 + hour) * 60 + minute) * 60 + second
    return Int64(seconds) * 1_000_000_000 + Int64(nanosecond)
  }
}

extension CalendarTime {
  /// The time at the start of a line, `2014-01-16 18:53:54.231`; nil when the line starts otherwise.
  init?(startOf line: Span<UInt8>) {
    guard Self.isPresent(atStartOf: line) else { return nil }
    func number(_ range: Range<Int>) -> Int? { DecimalDigits.number(line, range) }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
    else { return nil }
    let nanosecond = DecimalDigits.fraction(line, from: 19)
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, nanosecond: nanosecond)
  }

  /// Whether a line starts with such a time: asked of every line, so only its separators are looked at.
  static func isPresent(atStartOf line: Span<UInt8>) -> Bool {
    guard line.count >= 19 else { return false }
    return line[4] == UInt8(ascii: "-") && line[7] == UInt8(ascii: "-")
      && (line[10] == UInt8(ascii: " ") || line[10] == UInt8(ascii: "T")) && line[13] == UInt8(ascii: ":")
      && line[16] == UInt8(ascii: ":") && line[0] &- UInt8(ascii: "0") < 10
  }
}

/// Numbers in decimal digits.
enum DecimalDigits {
  /// The number in a range of digits only, at most nine.
  static func number(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int? {
    guard !range.isEmpty, range.count <= 9, range.upperBound <= bytes.count else { return nil }
    var number = 0
    for index in range {
      let digit = bytes[index] &- UInt8(ascii: "0")
      if digit > 9 { return nil }
      number = number * 10 + Int(digit)
    }
    return number
  }

  /// Nanoseconds of a fraction such as `.231` at an offset; 0 when there is none.
  static func fraction(_ bytes: Span<UInt8>, from start: Int) -> Int {
    guard start < bytes.count, [UInt8(ascii: "."), UInt8(ascii: ",")].contains(bytes[start]) else { return 0 }
    let end = self.end(bytes, from: start + 1)
    var nanosecond = 0
    for index in 0..<9 {
      let position = start + 1 + index
      nanosecond = nanosecond * 10 + (position < end ? Int(bytes[position] - UInt8(ascii: "0")) : 0)
    }
    return nanosecond
  }

  /// The end of the digits that start at an offset.
  static func end(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] &- UInt8(ascii: "0") < 10 { end += 1 }
    return end
  }
}
