import Diagnosis
import ProtocolParsing

/// How the lines of a walkthrough end, rendered once for all events that are alike: what an event was, by whom, and
/// what there is to say of it in English. Only the server name of a hello comes behind.
struct JSONEventTexts: Sendable {
  /// Makes the end of an event's line out of what there is to say, which is escaped; of a hello without what closes
  /// the line.
  private let render: @Sendable (FlowEvent, _ words: ByteBuffer) -> ByteBuffer
  private var texts = Shelf<ByteBuffer>()
  /// What stands before a server name.
  private let introduction = English().clientHello("", serverName: "").buffer

  init(render: @escaping @Sendable (FlowEvent, ByteBuffer) -> ByteBuffer) {
    self.render = render
  }

  /// The end of an event's line.
  mutating func text(of event: FlowEvent, _ store: EvidenceStore) -> ByteBuffer {
    let detail = event.kind == .clientHello ? store.sightings[Int(event.detail)].hello : event.detail
    let kind = Int(event.kind.rawValue) << 1 | Int(event.from.rawValue)
    return texts.item(kind << 32 | Int(detail)) { render(event, Self.words(on: event, store)) }
  }

  /// Adds the server name of a hello behind its text; nothing for a hello without one.
  func addName(of hello: FlowEvent, _ store: EvidenceStore, to buffer: inout ByteBuffer) {
    let index = store.sightings[Int(hello.detail)].serverName
    guard index != EvidenceStore.noName else { return }
    buffer.add(introduction)
    store.names.lend(Int(index)) { name in
      if name.count <= Phrase.nameLimit { return buffer.addEscaped(utf8: name) }
      let cut: Phrase = "\(name: store.names[Int(index)])"
      buffer.addEscaped(utf8: cut.buffer.bytes)
    }
  }

  private static func words(on event: FlowEvent, _ store: EvidenceStore) -> ByteBuffer {
    var words = ByteBuffer()
    if event.kind == .clientHello {
      let offer = store.clientHellos[Int(store.sightings[Int(event.detail)].hello)]
      words.addEscaped(utf8: English().offer(offer).buffer.bytes)
    } else {
      words.addEscaped(utf8: English().detail(of: event, in: store).buffer.bytes)
    }
    return words
  }
}
