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
