import Diagnosis

/// A stored event of 20 bytes, because a capture may have millions.
///
/// The time counts from the capture's first event in 48 bits: three days. The completing frame is a distance
/// up to ``farthest``. An event that does not fit continues in the entry of its ``previous``.
struct PackedEvent: Sendable {
  var payload: FlowEvent.Payload
  /// Bit 7: from the server. The other bits: frames to the one that completed it, or ``long``.
  private let span: UInt8
  private let timeHigh: UInt16
  private let timeLow: UInt32
  private let frame: UInt32
  let previous: UInt32

  private static let server: UInt8 = 0x80
  private static let long: UInt8 = 0x7f
  private static let farthest: UInt32 = 0x7e

  init?(_ event: FlowEvent, base: Int64, previous: UInt32) {
    let (passed, isTooFar) = event.time.subtractingReportingOverflow(base)
    let frames = event.reassembledIn &- event.frame
    guard !isTooFar, passed >= 0, passed >> 48 == 0, frames <= Self.farthest else { return nil }
    self.init(event, time: UInt64(passed), span: UInt8(frames), previous: previous)
  }

  init(long event: FlowEvent, rest: UInt32) {
    self.init(event, time: UInt64(bitPattern: event.time), span: Self.long, previous: rest)
  }

  init(restOf event: FlowEvent, previous: UInt32) {
    payload = event.payload
    (span, timeLow) = (0, 0)
    timeHigh = UInt16(truncatingIfNeeded: event.time >> 48)
    frame = event.reassembledIn
    self.previous = previous
  }

  private init(_ event: FlowEvent, time: UInt64, span: UInt8, previous: UInt32) {
    payload = event.payload
    self.span = event.from.rawValue == 0 ? span : span | Self.server
    timeHigh = UInt16(truncatingIfNeeded: time >> 32)
    timeLow = UInt32(truncatingIfNeeded: time)
    frame = event.frame
    self.previous = previous
  }

  var isLong: Bool { span & ~Self.server == Self.long }

  var from: Role { span & Self.server == 0 ? .client : .server }

  private var time: Int64 { Int64(timeHigh) << 32 | Int64(timeLow) }

  /// Writes the event, unless it is long, over another. `turned` exchanges client and server. Field by field,
  /// which avoids a call of another module's initializer.
  func write(to event: inout FlowEvent, base: Int64, turned: Bool) {
    writeCommon(to: &event, turned: turned)
    event.reassembledIn = frame &+ UInt32(span & ~Self.server)
    event.time = base &+ time
  }

  func write(to event: inout FlowEvent, rest: PackedEvent, turned: Bool) {
    writeCommon(to: &event, turned: turned)
    event.reassembledIn = rest.frame
    event.time = Int64(rest.timeHigh) << 48 | time
  }

  @inline(__always)
  private func writeCommon(to event: inout FlowEvent, turned: Bool) {
    event.payload = payload
    event.from = (span & Self.server == 0) != turned ? .client : .server
    event.frame = frame
  }
}
