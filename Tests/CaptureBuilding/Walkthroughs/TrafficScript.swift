/// A conversation that is not played at once: its frames wait for their time while others go on.
struct TrafficScript: Sendable {
  /// One frame, and how long after the one before it the frame comes, in microseconds.
  struct Step: Sendable {
    var delay: Int
    var write: @Sendable (inout CaptureBuilder) -> Void
  }

  private(set) var steps: [Step] = []

  /// Adds a step; `write` must write one frame.
  mutating func then(_ delay: Int, _ write: @escaping @Sendable (inout CaptureBuilder) -> Void) {
    steps.append(Step(delay: delay, write: write))
  }

  mutating func handshake(_ flow: TCPFlow, roundTrip: Int) {
    then(60) { $0.syn(flow) }
    then(roundTrip) { $0.synAck(flow) }
    then(50) { $0.ack(flow, .client) }
  }

  /// Data, a step for each segment.
  mutating func send(_ flow: TCPFlow, _ side: Side, _ bytes: [UInt8], after delay: Int) {
    for start in stride(from: 0, to: bytes.count, by: 1440) {
      let part = Array(bytes[start..<min(start + 1440, bytes.count)])
      let last = start + 1440 >= bytes.count
      then(start == 0 ? delay : 12) { $0.write(flow, side, last ? [.ack, .psh] : [.ack], payload: part) }
    }
  }

  mutating func ack(_ flow: TCPFlow, _ side: Side, after delay: Int = 45_000) {
    then(delay) { $0.ack(flow, side) }
  }

  mutating func close(_ flow: TCPFlow, from side: Side, after delay: Int, roundTrip: Int) {
    then(delay) { $0.fin(flow, side) }
    then(roundTrip) { $0.fin(flow, side.other) }
    then(roundTrip) { $0.ack(flow, side) }
  }
}
