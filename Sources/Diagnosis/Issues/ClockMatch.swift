/// How a log's entries and a finding's attempts match in time.
package struct ClockMatch: Hashable, Sendable {
  /// The log's clock minus the capture's, in nanoseconds.
  package var offset: Int64
  /// Attempts with a log entry at their time, and attempts that were compared.
  package var matched: Int
  package var attempts: Int

  /// Attempts that are compared with a log, the first of them: more show nothing new.
  static let attemptLimit = 64
  /// How far an entry may be from its attempt: it is logged when the exception arrives.
  private static let tolerance: Int64 = 2_000_000_000
  /// Clocks usually differ by less; more needs more proof.
  private static let usualOffset: Int64 = 300_000_000_000
  /// The largest plausible offset: a wrong time zone and its summer time.
  private static let largestOffset: Int64 = 16 * 3_600_000_000_000
  /// Attempts that must match when the offset is not a usual one.
  private static let proof = 3

  /// Finds the offset at which most attempts have an entry; nil when none is believable.
  ///
  /// 1. Each pair of an attempt and an entry proposes its difference.
  /// 2. The differences within the tolerance of each other that come from most attempts win; of equal ones
  ///    the smallest offset.
  /// 3. An offset of minutes needs one match, a larger one three, and half of the attempts.
  ///
  /// - Parameters:
  ///   - attempts: when each attempt ended, in nanoseconds of the capture's clock.
  ///   - entries: the log's times, in nanoseconds of its own.
  package init?(attempts: [Int64], entries: [Int64]) {
    let attempts = Array(attempts.prefix(Self.attemptLimit))
    var pairs: [(difference: Int64, attempt: Int)] = []
    for (number, attempt) in attempts.enumerated() {
      for entry in entries {
        let (difference, overflow) = entry.subtractingReportingOverflow(attempt)
        if !overflow, difference.magnitude <= Self.largestOffset { pairs.append((difference, number)) }
      }
    }
    pairs.sort { ($0.difference, $0.attempt) < ($1.difference, $1.attempt) }
    guard let best = Self.densest(pairs) else { return nil }
    self.init(offset: best.offset, matched: best.matched, attempts: attempts.count)
    guard isBelievable else { return nil }
  }

  init(offset: Int64, matched: Int, attempts: Int) {
    self.offset = offset
    self.matched = matched
    self.attempts = attempts
  }

  private var isBelievable: Bool {
    if offset.magnitude <= Self.usualOffset { return true }
    return matched >= Self.proof && 2 * matched >= attempts
  }

  /// The window of differences with the most attempts; its middle is the offset.
  private static func densest(
    _ pairs: [(difference: Int64, attempt: Int)]
  ) -> (offset: Int64, matched: Int)? {
    var best: (offset: Int64, matched: Int)?
    var held: [Int: Int] = [:]
    var start = 0
    for end in pairs.indices {
      held[pairs[end].attempt, default: 0] += 1
      while pairs[end].difference - pairs[start].difference > tolerance {
        let attempt = pairs[start].attempt
        held[attempt] = held[attempt].flatMap { $0 > 1 ? $0 - 1 : nil }
        start += 1
      }
      let offset = (pairs[start].difference + pairs[end].difference) / 2
      let isBetter = best.map {
        held.count > $0.matched || held.count == $0.matched && offset.magnitude < $0.offset.magnitude
      }
      if isBetter ?? true { best = (offset, held.count) }
    }
    return best
  }
}
