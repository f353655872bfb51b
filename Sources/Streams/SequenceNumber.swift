/// A TCP sequence number on a ring of 2³² (RFC 9293, section 3.4).
///
/// There is no `<`: ``isBefore(_:)`` is meaningful only for less than half a ring. All arithmetic wraps.
package struct SequenceNumber: Hashable, Sendable {
  package let value: UInt32

  package init(_ value: UInt32) {
    self.value = value
  }

  /// Whether this point comes before the other on the short way round.
  package func isBefore(_ other: SequenceNumber) -> Bool {
    Int32(bitPattern: value &- other.value) < 0
  }

  package func distance(from earlier: SequenceNumber) -> UInt32 {
    value &- earlier.value
  }

  package static func + (point: SequenceNumber, steps: UInt32) -> SequenceNumber {
    SequenceNumber(point.value &+ steps)
  }

  package static func - (point: SequenceNumber, steps: UInt32) -> SequenceNumber {
    SequenceNumber(point.value &- steps)
  }
}
