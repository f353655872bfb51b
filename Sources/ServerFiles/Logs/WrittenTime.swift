import Diagnosis

/// A time as the programs of a Windows print it, in the format of its region.
enum WrittenTime {
  /// Nanoseconds since 1970 of a time that tells its zone: `2020-08-04T13:40:31.127Z`, `…+02:00`, or milliseconds in
  /// `/Date(1596548431127)/`, as PowerShell writes into JSON; nil for a local time.
  static func utc(_ text: String) -> Int64? {
    if let milliseconds = ticks(text[...].trimmed) { return milliseconds }
    let bytes = Array(text[...].trimmed.utf8)
    guard bytes.count > 10, bytes[10] == UInt8(ascii: "T"),
      let time = CalendarTime(startOf: bytes.span)?.nanoseconds
    else { return nil }
    let fraction = bytes.count > 19 && bytes[19] == UInt8(ascii: ".")
    let zone = String(
      decoding: bytes[(fraction ? DecimalDigits.end(bytes.span, from: 20) : 19)...], as: UTF8.self)
    if zone == "Z" { return time }
    return offset(zone).map { time - Int64($0) * 60_000_000_000 }
  }

  private static func ticks(_ text: Substring) -> Int64? {
    guard text.hasPrefix("/Date("), text.hasSuffix(")/") else { return nil }
    let digits = text.dropFirst(6).dropLast(2).prefix { $0.isASCII && $0.isNumber }
    guard digits.count <= 14, let milliseconds = Int64(digits) else { return nil }
    return milliseconds * 1_000_000
  }

  /// The minutes east of UTC of `+02:00`.
  static func offset(_ zone: some StringProtocol) -> Int? {
    guard let sign = zone.first, sign == "+" || sign == "-" || sign == "−" else { return nil }
    let parts = zone.dropFirst().split(separator: ":", omittingEmptySubsequences: false)
    guard parts.count == 2, let hours = Int(parts[0]), let minutes = Int(parts[1]), (0...14).contains(hours),
      (0...59).contains(minutes)
    else { return nil }
    return (sign == "+" ? 1 : -1) * (hours * 60 + minutes)
  }

  /// What a local time can be, in nanoseconds since 1970 as if it were UTC: day and month have either order in regions.
  /// Empty for any other text.
  static func readings(_ text: String) -> [Int64] {
    let groups = text.split { !($0.isASCII && $0.isNumber) }
    guard (5...8).contains(groups.count), groups.prefix(6).allSatisfy({ $0.count <= 4 }) else { return [] }
    let numbers = groups.prefix(6).compactMap { Int($0) }
    let date = numbers.prefix(3)
    let dates =
      groups[0].count == 4
      ? [(date[0], date[1], date[2])] : [(date[2], date[0], date[1]), (date[2], date[1], date[0])]
    let clock = Array(numbers.dropFirst(3))
    let hour = clock[0] + halfDay(text, clock[0])
    var readings: [Int64] = []
    for (year, month, day) in dates {
      let time = CalendarTime(
        year: year, month: month, day: day, hour: hour, minute: clock[1],
        second: clock.count > 2 ? clock[2] : 0,
        nanosecond: 0)
      if let time = time.nanoseconds, !readings.contains(time) { readings.append(time) }
    }
    return readings
  }

  /// The hours to add to a clock of twelve.
  private static func halfDay(_ text: String, _ hour: Int) -> Int {
    let upper = text.uppercased()
    let isAfternoon = ["PM", "P. M.", "P.M.", "午後", "下午", "오후"].contains { upper.range(of: $0) != nil }
    if isAfternoon { return hour < 12 ? 12 : 0 }
    let isMorning = ["AM", "A. M.", "A.M.", "午前", "上午", "오전"].contains { upper.range(of: $0) != nil }
    return isMorning && hour == 12 ? -12 : 0
  }
}
