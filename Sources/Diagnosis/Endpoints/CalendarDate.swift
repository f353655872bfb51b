import Bytes

/// A day of the proleptic Gregorian calendar, in UTC.
package struct CalendarDate: Hashable, Comparable, Sendable {
  package let daysSince1970: Int

  package init(daysSince1970: Int) {
    self.daysSince1970 = daysSince1970
  }

  /// The day in UTC of a time in nanoseconds since 1970.
  package init(nanoseconds: Int64) {
    let (days, rest) = nanoseconds.quotientAndRemainder(dividingBy: Self.nanosecondsPerDay)
    daysSince1970 = Int(days) - (rest < 0 ? 1 : 0)
  }

  /// `2020-07-28` (RFC 3339, section 5.6, full-date). Nil for anything else, the year 0 included.
  package init?(_ text: String) {
    let parts = text.split(separator: "-", omittingEmptySubsequences: false)
    guard parts.map(\.utf8.count) == [4, 2, 2], parts.allSatisfy({ $0.utf8.allSatisfy(Self.isDigit) }),
      let year = Int(parts[0]), let month = Int(parts[1]), let day = Int(parts[2]), year > 0
    else { return nil }
    self.init(year: year, month: month, day: day)
  }

  package init?(year: Int, month: Int, day: Int) {
    guard (1...12).contains(month), (1...31).contains(day) else { return nil }
    self.init(daysSince1970: GregorianCalendar.days(year, month, day))
    // A day that does not exist is counted as a later one and does not come back as itself.
    guard yearMonthDay == (year, month, day) else { return nil }
  }

  package static func < (left: CalendarDate, right: CalendarDate) -> Bool {
    left.daysSince1970 < right.daysSince1970
  }

  private static let nanosecondsPerDay: Int64 = 86_400_000_000_000

  private static func isDigit(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "0") < 10 }

  package var yearMonthDay: (year: Int, month: Int, day: Int) {
    GregorianCalendar.date(daysSince1970: daysSince1970)
  }
}

extension CalendarDate: CustomStringConvertible {
  package var description: String {
    let (year, month, day) = yearMonthDay
    func padded(_ number: Int, to width: Int) -> String {
      let digits = String(number)
      return String(repeating: "0", count: max(0, width - digits.count)) + digits
    }
    return "\(padded(year, to: 4))-\(padded(month, to: 2))-\(padded(day, to: 2))"
  }
}

/// A span of days, both ends included; an end that is nil is open.
package struct DateSpan: Hashable, Sendable {
  package var from: CalendarDate?
  package var until: CalendarDate?

  package init(from: CalendarDate? = nil, until: CalendarDate? = nil) {
    self.from = from
    self.until = until
  }

  package func contains(_ date: CalendarDate) -> Bool {
    if let from, date < from { return false }
    if let until, date > until { return false }
    return true
  }

  package func overlaps(_ other: DateSpan) -> Bool {
    if let from, let end = other.until, end < from { return false }
    if let until, let start = other.from, start > until { return false }
    return true
  }
}

/// A date and a time of day in UTC (proleptic Gregorian calendar, no leap seconds).
package struct UTCTime: Sendable {
  package let date: CalendarDate
  package let secondOfDay: Int
  package let nanosecond: Int

  package init(nanoseconds: Int64) {
    let (seconds, rest) = nanoseconds.flooredQuotientAndRemainder(dividingBy: 1_000_000_000)
    self.init(seconds: seconds, nanosecond: Int(rest))
  }

  /// - Parameter seconds: since 1970; years after 9999 are shown as 9999.
  package init(seconds: Int64, nanosecond: Int = 0) {
    let clamped = max(-Self.limit, min(Self.limit, seconds))
    let (days, second) = clamped.flooredQuotientAndRemainder(dividingBy: 86_400)
    date = CalendarDate(daysSince1970: Int(days))
    secondOfDay = Int(second)
    self.nanosecond = nanosecond
  }

  package var year: Int { date.yearMonthDay.year }
  package var month: Int { date.yearMonthDay.month }
  package var day: Int { date.yearMonthDay.day }
  package var hour: Int { secondOfDay / 3600 }
  package var minute: Int { secondOfDay / 60 % 60 }
  package var second: Int { secondOfDay % 60 }

  /// The last second of the year 9999.
  private static let limit: Int64 = 253_402_300_799
}

extension Int64 {
  fileprivate func flooredQuotientAndRemainder(dividingBy divisor: Int64) -> (Int64, Int64) {
    let (quotient, remainder) = quotientAndRemainder(dividingBy: divisor)
    return remainder < 0 ? (quotient - 1, remainder + divisor) : (quotient, remainder)
  }
}
