/// Dates of the proleptic Gregorian calendar as days since 1 January 1970.
///
/// Years begin in March here, so that the leap day is the last of its year and the days before each month are
/// (153 m + 2) / 5.
package enum GregorianCalendar {
  /// Days of 400 years, after which the calendar repeats.
  private static let daysPerEra = 146_097
  /// From 1 March of year 0, where eras begin.
  private static let daysTo1970 = 719_468

  package static func days(_ year: Int, _ month: Int, _ day: Int) -> Int {
    let march = month > 2 ? month - 3 : month + 9
    let year = month > 2 ? year : year - 1
    let era = (year >= 0 ? year : year - 399) / 400
    let yearOfEra = year - era * 400
    let dayOfYear = (153 * march + 2) / 5 + day - 1
    return era * daysPerEra + yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear - daysTo1970
  }

  package static func date(daysSince1970: Int) -> (year: Int, month: Int, day: Int) {
    let days = daysSince1970 + daysTo1970
    let era = (days >= 0 ? days : days - daysPerEra + 1) / daysPerEra
    let dayOfEra = days - era * daysPerEra
    let yearOfEra = (dayOfEra - dayOfEra / 1_460 + dayOfEra / 36_524 - dayOfEra / 146_096) / 365
    let dayOfYear = dayOfEra - (365 * yearOfEra + yearOfEra / 4 - yearOfEra / 100)
    let march = (5 * dayOfYear + 2) / 153
    let month = march < 10 ? march + 3 : march - 9
    let year = era * 400 + yearOfEra + (month <= 2 ? 1 : 0)
    return (year, month, dayOfYear - (153 * march + 2) / 5 + 1)
  }
}
