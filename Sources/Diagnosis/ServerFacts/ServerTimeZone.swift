/// The time zone of the server, which turns local times of events and of the console into UTC.
///
/// A local time is kept as its readings: nanoseconds since 1970 as if it were UTC.
package struct ServerTimeZone: Hashable, Sendable {
  /// Minutes east of UTC, without summer time.
  package var minutes: Int
  /// Whether the zone has a summer time; nil where that is not told.
  package var hasSummerTime: Bool?
  package var citation: Citation

  package init(minutes: Int, hasSummerTime: Bool?, citation: Citation) {
    self.minutes = minutes
    self.hasSummerTime = hasSummerTime
    self.citation = citation
  }

  /// The minutes east of UTC that its clocks can have, in winter and summer.
  var offsets: [Int] { hasSummerTime == false ? [minutes] : [minutes, minutes + 60] }

  /// Readings of local times that are kept of one fact.
  package static let readingLimit = 64
}
