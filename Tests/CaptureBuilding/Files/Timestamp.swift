/// A moment in nanoseconds since 1970-01-01 00:00:00 UTC.
package struct Timestamp: Hashable, Comparable, Sendable {
  package var nanoseconds: UInt64

  /// So many nanoseconds after 1970 began.
  package init(nanoseconds: UInt64) {
    self.nanoseconds = nanoseconds
  }

  /// A moment of the Gregorian calendar, in UTC.
  package init(
    _ year: Int, _ month: Int, _ day: Int, _ hour: Int = 0, _ minute: Int = 0, _ second: Int = 0,
    microsecond: Int = 0
  ) {
    let shifted = month > 2 ? year : year - 1
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let days = 365 * shifted + shifted / 4 - shifted / 100 + shifted / 400 + dayOfYear - 719_468
    let seconds = UInt64(days * 86_400 + hour * 3600 + minute * 60 + second)
    nanoseconds = seconds * 1_000_000_000 + UInt64(microsecond) * 1000
  }

  /// Whole seconds since 1970.
  package var seconds: UInt64 { nanoseconds / 1_000_000_000 }

  /// Year, month, day, hour, minute and second in UTC as fourteen digits.
  package var calendarDigits: String {
    let days = Int(seconds / 86_400) + 719_468
    let era = days / 146_097
    let dayOfEra = days % 146_097
    let yearOfEra = (dayOfEra - dayOfEra / 1460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let shifted = (5 * dayOfYear + 2) / 153
    let month = shifted < 10 ? shifted + 3 : shifted - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    let clock = Int(seconds % 86_400)
    let parts = [
      month, dayOfYear - (153 * shifted + 2) / 5 + 1, clock / 3600, clock / 60 % 60, clock % 60,
    ]
    return parts.reduce(String(year)) { $0 + ($1 < 10 ? "0\($1)" : "\($1)") }
  }

  package static func < (left: Timestamp, right: Timestamp) -> Bool { left.nanoseconds < right.nanoseconds }

  /// The moment `microseconds` later.
  package func advanced(microseconds: Int) -> Timestamp {
    Timestamp(nanoseconds: nanoseconds + UInt64(microseconds) * 1000)
  }
}
