package import Diagnosis
package import Packets

/// One segment of a flow, its numbers counted from the initial ones, as they are the same wherever it is captured.
package struct FlowSegment: Hashable, Sendable {
  package let frame: UInt32
  /// In nanoseconds since 1970 (UTC).
  package let time: Int64
  package let from: Role
  package let flags: TCPFlags
  /// 0 for a SYN, 1 for the first byte.
  package let sequence: UInt32
  package let acknowledgement: UInt32
  package let payloadLength: UInt32
  /// As captured; 0 where it is unknown.
  package let hopLimit: UInt8

  var isEnd: Bool { !flags.isDisjoint(with: [.rst, .fin]) }

  /// The bytes that it carries; empty without payload.
  package var bytes: Range<Int64> { Int64(sequence)..<Int64(sequence) + Int64(payloadLength) }

  /// What is the same of a segment at two points. A device may acknowledge less in what it forwards, so that only of a
  /// bare ACK the acknowledgement counts.
  struct Key: Hashable {
    let from: Role
    let flags: TCPFlags
    let sequence: UInt32
    let acknowledgement: UInt32
    let payloadLength: UInt32
  }

  var key: Key {
    // Network cards that join segments set PSH themselves.
    let flags = flags.intersection([.syn, .fin, .rst])
    let isBare = flags.isEmpty && payloadLength == 0
    return Key(
      from: from, flags: flags, sequence: sequence, acknowledgement: isBare ? acknowledgement : 0,
      payloadLength: payloadLength)
  }
}

/// The segments of a flow: its first and its last, because those decide and a transfer may have millions.
package struct FlowSegments: Sendable {
  package private(set) var first: [FlowSegment] = []
  private var latest: [FlowSegment] = []
  private var next = 0
  package private(set) var count = 0

  /// A handshake with every message and its repetitions has some thirty.
  static let keptAtEachEnd = 256

  mutating func append(_ segment: FlowSegment) {
    count += 1
    if first.count < Self.keptAtEachEnd { return first.append(segment) }
    if latest.count < Self.keptAtEachEnd { return latest.append(segment) }
    latest[next] = segment
    next = (next + 1) % Self.keptAtEachEnd
  }

  package var last: [FlowSegment] { Array(latest[next...] + latest[..<next]) }

  package var all: [FlowSegment] { first + last }

  /// Segments between ``first`` and ``last`` are not kept.
  var hasGap: Bool { count > first.count + latest.count }
}
