import Diagnosis

/// The events of a text in the XML of Windows, with or without a root, also among other text ("Event Schema").
struct EventXML {
  private(set) var events: [ReadEvent] = []
  private var tokens: PageTokens
  private var event: ReadEvent?
  private var source: LoggedEvent.Source?
  private var id: Int?
  /// The element that text belongs to, and the name of the value that it is.
  private var element = ""
  private var name = ""
  private var unnamed = 0

  /// Events that are read of one text.
  private static let limit = 4096

  init(_ utf8: [UInt8]) {
    tokens = PageTokens(utf8)
    guard ByteSearch("schemas.microsoft.com/win/2004/08/events").first(in: utf8.span) != nil else { return }
    while events.count < Self.limit, let token = tokens.next() {
      switch token {
      case .start(let name, let attributes): open(name, attributes)
      case .text(let range): add(range)
      case .end(let name): close(name)
      }
    }
  }

  private mutating func open(_ name: String, _ attributes: Range<Int>) {
    element = name
    switch name {
    case "event":
      let line = tokens.bytes[..<attributes.lowerBound].count { $0 == UInt8(ascii: "\n") } + 1
      event = ReadEvent(id: 0, source: .schannel, line: line)
      (source, id, unnamed) = (nil, nil, 0)
    case "provider":
      source = tokens.attribute("Name", in: attributes).flatMap { ReadEvent.source($0) }
    case "timecreated":
      let written = tokens.attribute("SystemTime", in: attributes) ?? ""
      let bytes = Array(written.utf8)
      event?.time = CalendarTime(startOf: bytes.span)?.nanoseconds
    case "data":
      self.name = tokens.attribute("Name", in: attributes) ?? ""
      if self.name.isEmpty {
        unnamed += 1
        self.name = "Data\(unnamed)"
      }
    default: break
    }
  }

  private mutating func add(_ range: Range<Int>) {
    guard event != nil else { return }
    let text = MarkupText.plain(String(decoding: tokens.bytes[range], as: UTF8.self)).trimmingBlanks
    guard !text.isEmpty else { return }
    switch element {
    case "eventid": id = Int(text)
    case "data": event?.values[name] = String(text.prefix(Citation.textLimit))
    case "message": event?.message = text
    default: break
    }
  }

  private mutating func close(_ name: String) {
    element = ""
    guard name == "event", var done = event else { return }
    event = nil
    guard let source, let id, ReadEvent.isKnown(id, of: source) else { return }
    (done.source, done.id) = (source, id)
    if source == .updateServices, done.message.isEmpty { done.message = done.values["Data1"] ?? "" }
    events.append(done)
  }
}
