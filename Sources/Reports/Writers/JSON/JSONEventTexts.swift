import Diagnosis
import Protocols

/// Writes the lines of a walkthrough. How they end, what an event was, by whom, and what there is to say of it in
/// English, is rendered once for all events that are alike; only the server name of a hello comes behind.
struct JSONEventTexts: Sendable {
  /// Makes the end of an event's line out of what there is to say, which is escaped; of a hello without what closes
  /// the line.
  private let render: @Sendable (FlowEvent, _ words: ByteBuffer) -> ByteBuffer
  /// What closes the line of a hello.
  private let closing: ByteBuffer
  private var ends = TextShelf()
  /// What stands before a server name.
  private let introduction = Words.english.clientHello("", serverName: "").buffer

  init(closing: StaticString, render: @escaping @Sendable (FlowEvent, ByteBuffer) -> ByteBuffer) {
    self.render = render
    self.closing = ByteBuffer(closing)
  }

  /// Writes some events of a flow, a line each.
  ///
  /// - Parameters:
  ///   - room: what the beginning of a line takes at most, in bytes.
  ///   - begin: puts it.
  @inline(__always)
  mutating func add(
    _ events: [FlowEvent], _ store: EvidenceStore, to buffer: inout ByteBuffer, room: Int,
    begin: (FlowEvent, _ isFirst: Bool, inout Pen) -> Void
  ) {
    var next = 0
    while next < events.count {
      // As many lines at once as have ends that are at hand and short. A copy of the shelf is not asked for each of them
      // whether somebody changes it meanwhile.
      let ends = ends
      buffer.write(atMost: (events.count - next) * (room + Self.shortEnd)) { pen in
        while next < events.count, let end = Self.shortEnd(of: events[next], ends) {
          begin(events[next], next == 0, &pen)
          pen.put(ends.bytes, end)
          next += 1
        }
      }
      guard next < events.count else { return }
      addOne(events[next], isFirst: next == 0, store, to: &buffer, room: room, begin: begin)
      next += 1
    }
  }

  /// Writes one event whose end may be unknown or long.
  private mutating func addOne(
    _ event: FlowEvent, isFirst: Bool, _ store: EvidenceStore, to buffer: inout ByteBuffer, room: Int,
    begin: (FlowEvent, _ isFirst: Bool, inout Pen) -> Void
  ) {
    let end = end(of: event, store)
    buffer.write(atMost: room + end.count) { pen in
      begin(event, isFirst, &pen)
      pen.put(ends.bytes, end)
    }
    if case .clientHello(let reference) = event.payload { addName(of: reference, store, to: &buffer) }
  }

  /// Nearly all are shorter: a flow's longest walkthrough takes room for 50,000 bytes.
  private static let shortEnd = 384

  /// The end of an event's line that is known; nil for a hello, behind which more comes, and for a long one.
  @inline(__always)
  private static func shortEnd(of event: FlowEvent, _ ends: TextShelf) -> Range<Int>? {
    if case .clientHello = event.payload { return nil }
    guard let end = ends.place(of: number(of: event, event.payload.number)), end.count <= shortEnd else {
      return nil
    }
    return end
  }

  private mutating func end(of event: FlowEvent, _ store: EvidenceStore) -> Range<Int> {
    var detail = event.payload.number
    if case .clientHello(let reference) = event.payload { detail = store.sightings[Int(reference)].hello }
    let number = Self.number(of: event, detail)
    return ends.place(of: number) ?? ends.add(number, render(event, Self.words(on: event, store)))
  }

  @inline(__always)
  private static func number(of event: FlowEvent, _ detail: UInt32) -> Int {
    Int(event.kind.rawValue &<< 1 | event.from.rawValue) &<< 32 | Int(detail)
  }

  /// Adds the server name of a hello behind its text, nothing for a hello without one, and closes the line.
  private func addName(of hello: UInt32, _ store: EvidenceStore, to buffer: inout ByteBuffer) {
    let index = store.sightings[Int(hello)].serverName
    if index != EvidenceStore.noName {
      buffer.add(introduction)
      store.names.lend(Int(index)) { name in
        if name.count <= Phrase.nameLimit { return buffer.addEscaped(utf8: name) }
        let cut: Phrase = "\(name: store.names[Int(index)])"
        buffer.addEscaped(utf8: cut.buffer.bytes)
      }
    }
    buffer.add(closing)
  }

  private static func words(on event: FlowEvent, _ store: EvidenceStore) -> ByteBuffer {
    var words = ByteBuffer()
    if case .clientHello(let reference) = event.payload {
      let offer = store.clientHellos[Int(store.sightings[Int(reference)].hello)]
      words.addEscaped(utf8: Words.english.offer(offer).buffer.bytes)
    } else {
      words.addEscaped(utf8: Words.english.detail(of: event, in: store).buffer.bytes)
    }
    return words
  }
}
