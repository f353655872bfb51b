import Bytes
import Packets
import Streams

/// Runs segments through a table and keeps what comes out.
struct Recorder {
  struct Entry: Equatable {
    var speaker: Speaker
    var kind: StreamEvent.Kind
    var stamp: UInt32
    var origin: UInt32
  }

  var table: ConnectionTable
  private var sink = EventSink()
  private var stopped: Set<Int> = []
  /// The events of each connection.
  var events: [[Entry]] = []
  private var data: [[[UInt8]]] = []
  /// The bytes of retransmissions, in their order.
  var copies: [[UInt8]] = []
  /// The data of all connections as text, `fin` and `reset`, in the order in which they were read.
  private(set) var content: [String] = []
  private var firstSpeakers: [Speaker] = []
  private var frames: UInt32 = 0
  private var time: Int64 = 1_000_000_000
  /// Whether segments without an identification stay without one, as over IPv6.
  var keepsIdentifications = false
  /// The event kind after which reading is stopped.
  var stopsAfter: StreamEvent.Kind?

  init(budget: ReassemblyBudget = .standard) {
    table = ConnectionTable(budget: budget)
  }

  /// The events of `segments`, and with `ends` also what the end of the capture brings.
  static func events(of segments: [Captured], ends: Bool = true) -> Recorder {
    var recorder = Recorder()
    recorder.capture(segments)
    if ends { recorder.finish() }
    return recorder
  }

  mutating func capture(_ segments: [Captured]) {
    for segment in segments { capture(segment) }
  }

  mutating func capture(_ captured: Captured) {
    let stamp = nextStamp(captured.time)
    var segment = captured.segment
    // Each is a packet of its own, unless the test says otherwise.
    if segment.identification == 0, !keepsIdentifications {
      segment.identification = UInt16(truncatingIfNeeded: stamp.number)
    }
    table.receive(segment, in: captured.bytes.span, stamp: stamp, into: &sink)
    recordEvents(captured.bytes, captured.speaker)
  }

  mutating func capture(_ quoted: QuotedSegment, of speaker: Speaker) {
    table.receive(quoted, stamp: nextStamp(nil), into: &sink)
    recordEvents([], speaker)
  }

  mutating func finish() {
    while table.finishNext(into: &sink) { recordEvents([], .client) }
  }

  func said(_ speaker: Speaker, connection: Int = 0) -> [UInt8] {
    connection < data.count ? data[connection][speaker.rawValue] : []
  }

  func text(_ speaker: Speaker, connection: Int = 0) -> String {
    String(decoding: said(speaker, connection: connection), as: UTF8.self)
  }

  func kinds(_ speaker: Speaker, connection: Int = 0) -> [StreamEvent.Kind] {
    guard connection < events.count else { return [] }
    return events[connection].filter { $0.speaker == speaker }.map(\.kind)
  }

  /// The first connection completed its handshake.
  var didHandshake: Bool { events[0].contains { $0.kind == .handshakeAck } }

  /// How many bytes of a speaker were reported lost.
  func lost(_ speaker: Speaker, connection: Int = 0) -> Int {
    kinds(speaker, connection: connection).reduce(0) { sum, kind in
      if case .gap(let count, _) = kind { return sum + Int(count) }
      return sum
    }
  }

  func end(_ speaker: Speaker, connection: Int = 0) -> Connection.End {
    let isOne = firstSpeakers[connection] == speaker
    return isOne ? table[connection].one : table[connection].other
  }

  private mutating func nextStamp(_ given: Int64?) -> FrameStamp {
    frames += 1
    time = given ?? time + 1_000_000
    return FrameStamp(number: frames, time: time)
  }

  /// Records the collected events, but no content of a connection whose reading was stopped.
  private mutating func recordEvents(_ frame: [UInt8], _ speaker: Speaker) {
    for event in sink.events where !event.kind.isContent || !stopped.contains(event.connection) {
      record(event, sink.bytes(of: event, in: frame.span), speaker)
      guard event.kind == stopsAfter else { continue }
      stopped.insert(event.connection)
      table.stopReading(event.connection)
    }
    sink.removeAll()
  }

  private mutating func record(_ event: StreamEvent, _ bytes: [UInt8], _ speaker: Speaker) {
    if event.kind == .data { content.append(String(decoding: bytes, as: UTF8.self)) }
    if event.kind == .fin { content.append("fin") }
    if event.kind == .reset { content.append("reset") }
    while events.count <= event.connection {
      events.append([])
      data.append([[], []])
      firstSpeakers.append(speaker)
    }
    let first = firstSpeakers[event.connection]
    let owner = event.side == .one ? first : first.opposite
    let entry = Entry(
      speaker: owner, kind: event.kind, stamp: event.stamp.number, origin: event.origin.number)
    events[event.connection].append(entry)
    switch event.kind {
    case .data: data[event.connection][owner.rawValue] += bytes
    case .retransmission: copies.append(bytes)
    default: break
    }
  }
}
