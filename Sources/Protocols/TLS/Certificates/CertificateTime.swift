import SwiftASN1

/// The times of a certificate (RFC 5280, section 4.1.2.5): UTCTime up to 2049, GeneralizedTime after it.
enum CertificateTime {
  /// Seconds since 1970 (UTC).
  static func seconds(_ node: ASN1Node) throws -> Int64 {
    if node.identifier == .utcTime {
      let time = try UTCTime(derEncoded: node, withIdentifier: .utcTime)
      let clock = Int64(time.hours * 3600 + time.minutes * 60 + time.seconds)
      return days(time.year, time.month, time.day) * 86_400 + clock
    }
    let time = try GeneralizedTime(derEncoded: node, withIdentifier: .generalizedTime)
    let clock = Int64(time.hours * 3600 + time.minutes * 60 + time.seconds)
    return days(time.year, time.month, time.day) * 86_400 + clock
  }

  /// Days from 1 January 1970 to a date of the Gregorian calendar.
  ///
  /// The year is taken to begin in March, so that the leap day is its last: then the days before each month are
  /// (153 m + 2) / 5, and 400 years have 146 097 days.
  static func days(_ year: Int, _ month: Int, _ day: Int) -> Int64 {
    let shifted = month <= 2 ? year - 1 : year
    let era = (shifted >= 0 ? shifted : shifted - 399) / 400
    let yearOfEra = shifted - era * 400
    let dayOfYear = (153 * (month > 2 ? month - 3 : month + 9) + 2) / 5 + day - 1
    let dayOfEra = yearOfEra * 365 + yearOfEra / 4 - yearOfEra / 100 + dayOfYear
    return Int64(era * 146_097 + dayOfEra - 719_468)
  }
}
