/// When the attempts of a finding were made, by the clock of the server's files.
///
/// 1. A time in UTC is of the attempts within a minute of them.
/// 2. A local time is, too, where the files tell the time zone, in winter or summer.
/// 3. Where they do not, it may be of the attempts if any time zone makes it so. What has no time may always be.
struct AttemptTimes {
  /// From the first to the last; nil without attempts.
  let period: ClosedRange<Int64>?
  /// Minutes east of UTC that the server's clocks can have; empty where that is not known.
  private let offsets: [Int]

  /// How far apart two events of one failure may be logged.
  static let margin: Int64 = 60_000_000_000
  private static let minute: Int64 = 60_000_000_000
  /// The offsets of the earth's time zones are from -12 to +14 hours.
  private static let (west, east): (Int64, Int64) = (12 * 60 * minute, 14 * 60 * minute)

  /// - Parameters:
  ///   - attempts: in nanoseconds of the capture's clock.
  ///   - offset: the clock of the server's files minus the capture's.
  init(_ attempts: [Int64], offset: Int64, zones: [ServerTimeZone]) {
    let known = Set(zones.map(\.offsets))
    offsets = known.count == 1 ? known.first ?? [] : []
    guard let first = attempts.min(), let last = attempts.max() else {
      period = nil
      return
    }
    let (start, end) = (first.addingReportingOverflow(offset), last.addingReportingOverflow(offset))
    period = start.overflow || end.overflow ? nil : start.partialValue...end.partialValue
  }

  /// Whether one of the times is known to be that of the attempts.
  func include(_ times: [Int64], local readings: [Int64] = []) -> Bool {
    let shifted = readings.flatMap { reading in offsets.map { reading &- Int64($0) * Self.minute } }
    return (times + shifted).contains { isInside($0, before: 0, after: 0) }
  }

  /// Whether one of the times may be that of the attempts.
  func mayInclude(_ times: [Int64], local readings: [Int64]) -> Bool {
    if times.isEmpty, readings.isEmpty { return true }
    if readings.isEmpty || !offsets.isEmpty { return include(times, local: readings) }
    return include(times) || readings.contains { isInside($0, before: Self.west, after: Self.east) }
  }

  private func isInside(_ time: Int64, before: Int64, after: Int64) -> Bool {
    guard let period else { return false }
    return time >= period.lowerBound &- Self.margin &- before
      && time <= period.upperBound &+ Self.margin &+ after
  }
}
