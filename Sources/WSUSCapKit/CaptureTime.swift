internal import Diagnosis

/// A moment of a capture, by the clock of the computer that captured it.
public struct CaptureTime: Hashable, Comparable, Sendable {
  /// Since 1 January 1970, 00:00 UTC.
  public let nanoseconds: Int64

  public init(nanoseconds: Int64) {
    self.nanoseconds = nanoseconds
  }

  public static func < (one: CaptureTime, other: CaptureTime) -> Bool { one.nanoseconds < other.nanoseconds }

  /// The time from another moment to this one.
  public static func - (later: CaptureTime, earlier: CaptureTime) -> Duration {
    .nanoseconds(later.nanoseconds) - .nanoseconds(earlier.nanoseconds)
  }
}

extension CaptureTime: CustomStringConvertible {
  /// `2020-07-28T09:14:03.454000000Z` (RFC 3339, section 5.6).
  public var description: String {
    let time = UTCTime(nanoseconds: nanoseconds)
    let clock = [time.hour, time.minute, time.second].map { padded($0, 2) }.joined(separator: ":")
    return "\(time.date)T\(clock).\(padded(time.nanosecond, 9))Z"
  }

  private func padded(_ number: Int, _ width: Int) -> String {
    let digits = String(number)
    return String(repeating: "0", count: width - digits.count) + digits
  }
}
