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
  /// The events of each connection.
  var events: [[Entry]] = []
  private var data: [[[UInt8]]] = []
  /// The spans of retransmissions, in their order.
  var copies: [[UInt8]] = []
  private var firstSpeakers: [Speaker] = []
  private var frames: UInt32 = 0
  private var time: Int64 = 1_000_000_000
  /// The event kind after which reading is stopped.
  var stopsAfter: StreamEvent.Kind?

  init(budget: AssemblyBudget = .standard) {
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
    var table = takeTable()
    table.receive(captured.segment, bytes: captured.bytes.span, stamp: stamp) { event, bytes in
      record(event, bytes, captured.speaker)
    }
    self.table = table
  }

  mutating func capture(_ quoted: QuotedSegment, of speaker: Speaker) {
    let stamp = nextStamp(nil)
    var table = takeTable()
    table.receive(quoted, stamp: stamp) { event, bytes in record(event, bytes, speaker) }
    self.table = table
  }

  mutating func finish() {
    var table = takeTable()
    table.finish { event, bytes in record(event, bytes, .client) }
    self.table = table
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

  /// The table is taken out while it works, as the closure needs the rest of the recorder.
  private mutating func takeTable() -> ConnectionTable {
    let taken = table
    table = ConnectionTable()
    return taken
  }

  private mutating func nextStamp(_ given: Int64?) -> FrameStamp {
    frames += 1
    time = given ?? time + 1_000_000
    return FrameStamp(number: frames, time: time)
  }

  private mutating func record(
    _ event: StreamEvent, _ bytes: Span<UInt8>, _ speaker: Speaker
  ) -> StreamEvent.Answer {
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
    let copy = bytes.indices.map { bytes[$0] }
    switch event.kind {
    case .data: data[event.connection][owner.rawValue] += copy
    case .retransmission: copies.append(copy)
    default: break
    }
    return event.kind == stopsAfter ? .stopReading : .goOn
  }
}
