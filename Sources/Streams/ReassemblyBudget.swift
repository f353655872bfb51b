/// How much the table may keep, and for how long, of segments that wait behind a hole.
///
/// Where a bound is reached the oldest hole is given up: a gap event, and the connection says so.
package struct ReassemblyBudget: Sendable {
  /// Bytes kept for one side of one connection. A TLS handshake flight is far smaller; 1 MiB is a
  /// window that real senders seldom pass.
  package var bytesPerSide = 1 << 20
  /// Segments kept for one side: with 1460 bytes each a window of 373,760 bytes. It bounds the
  /// work that one segment can cause.
  package var segmentsPerSide = 256
  /// Bytes kept for the whole capture, with what it costs to keep them.
  package var bytesPerCapture = 64 << 20
  /// A hole that the receiver has acknowledged holds bytes which arrived but were not captured.
  /// Captures reorder frames, so this many more segments of the sender are waited for.
  package var segmentsPastHole = 16
  /// The same in nanoseconds of capture time: one second, the lowest initial retransmission
  /// timeout (RFC 6298, section 2.1).
  package var nanosecondsPastHole: Int64 = 1_000_000_000

  package static let standard = ReassemblyBudget()

  package init() {}

  /// What an out-of-order segment costs beside its bytes: its entry and the header of its array.
  static let costPerSegment = 96
  /// What a side costs that has out-of-order segments.
  static let costPerSide = 192
  /// The farthest that a sender can be ahead of its receiver: 65535 · 2¹⁴ rounded up (RFC 7323,
  /// section 2.3). What lies farther is no part of the stream.
  static let farthestAhead: UInt32 = 1 << 30
}
