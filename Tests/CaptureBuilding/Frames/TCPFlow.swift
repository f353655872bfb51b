/// One end of a TCP connection.
package enum Side: Sendable, CaseIterable {
  case client, server

  /// The other end.
  package var other: Side { self == .client ? .server : .client }
}

/// A TCP connection of a capture: give it to the calls that write its segments.
package struct TCPFlow: Hashable, Sendable {
  let index: Int
  package let client: EndPoint
  package let server: EndPoint

  package func endPoint(of side: Side) -> EndPoint { side == .client ? client : server }
}

/// How the ends of a connection behave.
package struct TCPOptions: Sendable {
  /// The largest segment each end takes (RFC 9293, section 3.7.1).
  package var clientMaximumSegment = 1460
  package var serverMaximumSegment = 1440
  /// The first sequence numbers; `nil` takes random ones. Choose one near 2^32 to test the wrap.
  package var clientSequence: UInt32?
  package var serverSequence: UInt32?
  /// From the near side's segment to the far side's answer, in microseconds.
  package var roundTrip = 22_000
  /// Carries the timestamps option on every segment (RFC 7323, section 3).
  package var timestamps = false

  package init() {}

  /// The options with another round trip, in microseconds.
  package init(roundTrip: Int) {
    self.roundTrip = roundTrip
  }
}

/// What the builder remembers of a connection.
struct Conversation: Sendable {
  var options: TCPOptions
  /// The next sequence number of the client and of the server.
  var next: [Side: UInt32]
  /// When each side last sent something that asks for an answer: all but a bare ACK.
  var lastTime: [Side: Timestamp] = [:]
  var isOpen = false

  func largestSegment(from side: Side) -> Int {
    side == .client ? options.serverMaximumSegment : options.clientMaximumSegment
  }
}

/// A segment that was written, so that it can be sent again.
struct SentSegment: Sendable {
  var flow: TCPFlow
  var side: Side
  var segment: TCPSegment
}
