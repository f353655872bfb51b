import Diagnosis

/// An event in the form in which it is kept: 20 bytes, because a capture may hold millions.
///
/// Two things are cut short. The time counts from the first event of the capture, in 48 bits: three days. What
/// completed the event is told by how many frames later it came, up to ``farthest``. An event that does not
/// fit so is long: its time and that frame stand in a place of their own before it.
struct PackedEvent: Sendable {
  private let frame: UInt32
  var detail: UInt32
  /// The place of the flow's event before this one; of a long event that of its rest.
  let previous: UInt32
  private let timeLow: UInt32
  private let timeHigh: UInt16
  let kind: FlowEvent.Kind
  /// Bit 7: the server's. The rest: frames to the one that completed it, or ``long``.
  private let span: UInt8

  private static let server: UInt8 = 0x80
  private static let long: UInt8 = 0x7f
  private static let farthest: UInt32 = 0x7e

  /// Nil for an event that is long.
  init?(_ event: FlowEvent, base: Int64, previous: UInt32) {
    let (passed, isTooFar) = event.time.subtractingReportingOverflow(base)
    let frames = event.reassembledIn &- event.frame
    guard !isTooFar, passed >= 0, passed >> 48 == 0, frames <= Self.farthest else { return nil }
    self.init(event, time: UInt64(passed), span: UInt8(frames), previous: previous)
  }

  /// A long event behind its rest.
  init(long event: FlowEvent, rest: UInt32) {
    self.init(event, time: 0, span: Self.long, previous: rest)
  }

  /// What does not fit into a long event: the frame that completed it, and its time.
  init(restOf event: FlowEvent, previous: UInt32) {
    self.previous = previous
    frame = event.reassembledIn
    let time = UInt64(bitPattern: event.time)
    timeLow = UInt32(truncatingIfNeeded: time)
    detail = UInt32(truncatingIfNeeded: time >> 32)
    (timeHigh, kind, span) = (0, event.kind, 0)
  }

  private init(_ event: FlowEvent, time: UInt64, span: UInt8, previous: UInt32) {
    self.previous = previous
    (frame, detail, kind) = (event.frame, event.detail, event.kind)
    timeLow = UInt32(truncatingIfNeeded: time)
    timeHigh = UInt16(truncatingIfNeeded: time >> 32)
    self.span = event.from.rawValue == 0 ? span : span | Self.server
  }

  var isLong: Bool { span & ~Self.server == Self.long }

  var from: Role { span & Self.server == 0 ? .client : .server }

  /// Puts the event, unless it is long, into the place of another. `turned` exchanges client and server.
  ///
  /// Field by field: the initializer of another room's type would be called for each event.
  func put(into event: inout FlowEvent, base: Int64, turned: Bool) {
    put(into: &event, turned: turned)
    event.reassembledIn = frame &+ UInt32(span & ~Self.server)
    event.time = base &+ Int64(timeHigh) << 32 &+ Int64(timeLow)
  }

  /// Puts the event that is long.
  func put(into event: inout FlowEvent, rest: PackedEvent, turned: Bool) {
    put(into: &event, turned: turned)
    event.reassembledIn = rest.frame
    event.time = Int64(bitPattern: UInt64(rest.detail) << 32 | UInt64(rest.timeLow))
  }

  @inline(__always)
  private func put(into event: inout FlowEvent, turned: Bool) {
    event.kind = kind
    event.from = (span & Self.server == 0) != turned ? .client : .server
    event.frame = frame
    event.detail = detail
  }
}
