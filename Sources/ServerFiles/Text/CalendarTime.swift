import Diagnosis

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
    guard Self.stands(atStartOf: line) else { return nil }
    func number(_ range: Range<Int>) -> Int? { DecimalDigits.number(line, range) }
    guard let year = number(0..<4), let month = number(5..<7), let day = number(8..<10),
      let hour = number(11..<13), let minute = number(14..<16), let second = number(17..<19)
    else { return nil }
    let nanosecond = DecimalDigits.fraction(line, from: 19)
    self.init(
      year: year, month: month, day: day, hour: hour, minute: minute, second: second, nanosecond: nanosecond)
  }

  /// Whether a line starts with such a time: asked of every line, so only its separators are looked at.
  static func stands(atStartOf line: Span<UInt8>) -> Bool {
    guard line.count >= 19 else { return false }
    return line[4] == UInt8(ascii: "-") && line[7] == UInt8(ascii: "-")
      && (line[10] == UInt8(ascii: " ") || line[10] == UInt8(ascii: "T")) && line[13] == UInt8(ascii: ":")
      && line[16] == UInt8(ascii: ":") && line[0] &- UInt8(ascii: "0") < 10
  }
}

/// Numbers in decimal digits.
enum DecimalDigits {
  /// The number in a range that holds nothing but digits, at most nine.
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

  /// Nanoseconds of a fraction such as `.231` that may stand at a place; 0 when none does.
  static func fraction(_ bytes: Span<UInt8>, from start: Int) -> Int {
    guard start < bytes.count, [UInt8(ascii: "."), UInt8(ascii: ",")].contains(bytes[start]) else { return 0 }
    let end = self.end(bytes, from: start + 1)
    var nanosecond = 0
    for index in 0..<9 {
      let place = start + 1 + index
      nanosecond = nanosecond * 10 + (place < end ? Int(bytes[place] - UInt8(ascii: "0")) : 0)
    }
    return nanosecond
  }

  /// Where the digits that start at a place end.
  static func end(_ bytes: Span<UInt8>, from start: Int) -> Int {
    var end = start
    while end < bytes.count, bytes[end] &- UInt8(ascii: "0") < 10 { end += 1 }
    return end
  }
}
