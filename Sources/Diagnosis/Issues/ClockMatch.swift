/// How a log's entries and a finding's attempts match in time.
package struct ClockMatch: Hashable, Sendable {
  /// The log's clock minus the capture's, in nanoseconds.
  package var offset: Int64
  /// Attempts with a matching log entry, and attempts that were compared.
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

  /// Finds the offset at which most attempts have an entry of their own; nil when none is believable.
  ///
  /// 1. Each pair of an attempt and an entry proposes its difference.
  /// 2. The differences within the tolerance of each other that come from most attempts and entries win; of
  ///    equal ones the smallest offset.
  /// 3. An offset of minutes needs one match, a larger one three, and half of the attempts.
  ///
  /// - Parameters:
  ///   - attempts: when each attempt ended, in nanoseconds of the capture's clock.
  ///   - entries: the log's times, in nanoseconds of its own.
  package init?(attempts: [Int64], entries: [Int64]) {
    let attempts = Array(attempts.prefix(Self.attemptLimit))
    var pairs: [Pair] = []
    for (number, attempt) in attempts.enumerated() {
      for (index, entry) in entries.enumerated() {
        let (difference, overflow) = entry.subtractingReportingOverflow(attempt)
        if !overflow, difference.magnitude <= Self.largestOffset {
          pairs.append(Pair(difference: difference, attempt: number, entry: index))
        }
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

  private struct Pair {
    let difference: Int64
    let attempt: Int
    let entry: Int
  }

  /// The window of differences with the most attempts and entries; its middle is the offset.
  private static func densest(_ pairs: [Pair]) -> (offset: Int64, matched: Int)? {
    var best: (offset: Int64, matched: Int)?
    var (attempts, entries) = (NumberCounts(), NumberCounts())
    var start = 0
    for end in pairs.indices {
      attempts.add(pairs[end].attempt)
      entries.add(pairs[end].entry)
      while pairs[end].difference - pairs[start].difference > tolerance {
        attempts.remove(pairs[start].attempt)
        entries.remove(pairs[start].entry)
        start += 1
      }
      let offset = (pairs[start].difference + pairs[end].difference) / 2
      let matched = min(attempts.distinct, entries.distinct)
      let isBetter = best.map {
        matched > $0.matched || matched == $0.matched && offset.magnitude < $0.offset.magnitude
      }
      if isBetter ?? true { best = (offset, matched) }
    }
    return best
  }
}

/// How often each number is in a window.
private struct NumberCounts {
  private var counts: [Int: Int] = [:]

  var distinct: Int { counts.count }

  mutating func add(_ number: Int) { counts[number, default: 0] += 1 }

  mutating func remove(_ number: Int) { counts[number] = counts[number].flatMap { $0 > 1 ? $0 - 1 : nil } }
}
