/// How synchronisations ended by the events that WSUS logs; those of one outcome are gathered.
///
/// A synchronisation that succeeds while an import fails is what tells issue 1 from issue 3.
package struct Synchronization: Hashable, Sendable {
  package var outcome: Outcome
  package var count: Int
  /// Nanoseconds since 1970 (UTC).
  package var first: Int64?
  package var last: Int64?
  /// The last one.
  package var citation: Citation

  /// The raw value is its name in reports.
  package enum Outcome: String, CaseIterable, Hashable, Sendable {
    /// Event 384.
    case succeeded
    /// Event 386.
    case failed
  }

  package init(outcome: Outcome, time: Int64?, citation: Citation) {
    self.outcome = outcome
    count = 1
    first = time
    last = time
    self.citation = citation
  }

  package mutating func gather(_ other: Synchronization) {
    count += other.count
    first = earliest(first, other.first)
    if last == nil || latest(last, other.last) != last { citation = other.citation }
    last = latest(last, other.last)
  }
}
