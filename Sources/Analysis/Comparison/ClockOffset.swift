import Diagnosis

/// How far the clock of one capture is ahead of that of another.
///
///     near   ---- segment ---->  far        far clock - near clock = offset + way there
///            <--- segment -----             far clock - near clock = offset - way back
///
/// The middle between both directions is the offset where both ways take the same time (RFC 5905, section 8).
package struct ClockOffset: Hashable, Sendable {
  /// Nanoseconds that b is ahead of a.
  package var nanoseconds: Int64
  /// Segments in both directions were compared; else the time of a way is in it.
  package var isOfBothDirections: Bool

  /// - Parameter matched: the same segments in both captures; nil without any.
  init?(_ matched: [(a: FlowSegment, b: FlowSegment)]) {
    let there = Self.median(matched, from: .client)
    let back = Self.median(matched, from: .server)
    guard let one = there ?? back else { return nil }
    let other = back ?? one
    nanoseconds = one / 2 + other / 2 + (one % 2 + other % 2) / 2
    isOfBothDirections = there != nil && back != nil
  }

  /// Of all, because single segments wait in queues; of an even number the middle between the two in the middle, so that
  /// it is the same seen from b.
  private static func median(_ matched: [(a: FlowSegment, b: FlowSegment)], from role: Role) -> Int64? {
    let differences = matched.lazy.filter { $0.a.from == role }.map { $0.b.time &- $0.a.time }.sorted()
    guard let last = differences.indices.last else { return nil }
    let (low, high) = (differences[last / 2], differences[(last + 1) / 2])
    return low &+ (high &- low) / 2
  }
}
