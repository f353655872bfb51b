import Diagnosis

/// Events of Schannel and WSUS: as XML, as the text that Event Viewer copies, as `wevtutil` and Get-WinEvent print
/// them, and as CSV.
enum EventSection: CommandSection {
  static let kind = ServerFileKind.eventLog
  static let words =
    ["Schannel", "Update Services", "win/2004/08/events"] + LoggedEvent.schannelEvents.map { String($0) }

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    // What Event Viewer copies has each event twice: as text and as XML.
    let forms: [(CommandText) -> [ReadEvent]] = [
      { EventXML($0.utf8).events }, EventLists.events, EventBlocks.events, EventTables.events,
    ]
    for var event in forms.lazy.map({ $0(text) }).first(where: { !$0.isEmpty }) ?? [] {
      reading.isFound = true
      event.time = event.time ?? event.localTime.flatMap(WrittenTime.utc)
      add(event, context, &reading)
    }
    let local = reading.facts.events.count { $0.time == nil }
    if local > 0 { reading.notes.append(.timesWithoutZone(count: local)) }
  }

  private static func add(_ event: ReadEvent, _ context: ReadingContext, _ reading: inout SectionReading) {
    let citation = context.citation(event.line, event.summary)
    reading.facts.add(
      LoggedEvent(
        id: event.id, source: event.source, time: event.time,
        localTime: event.time == nil ? event.localTime : nil,
        localReadings: event.time == nil ? event.localTime.map(WrittenTime.readings) ?? [] : [],
        errorState: event.errorState, alert: event.alert, isOfClient: event.isOfClient, text: citation.text,
        citation: citation))
    guard event.source == .updateServices else { return }
    let bytes = Array(event.message.utf8)
    let kind = FailureReading(error: bytes.span).kind
    switch event.id {
    case 384: add(Synchronization(outcome: .succeeded, time: event.time, citation: citation), event, &reading)
    case 386:
      let kind = kind == .other ? nil : kind
      add(
        Synchronization(outcome: .failed, kind: kind, time: event.time, citation: citation), event, &reading)
    default: break
    }
  }

  private static func add(
    _ synchronization: Synchronization, _ event: ReadEvent, _ reading: inout SectionReading
  ) {
    var synchronization = synchronization
    if event.time == nil { synchronization.localReadings = event.localTime.map(WrittenTime.readings) ?? [] }
    reading.facts.add(synchronization)
  }
}

/// An event as far as its form tells it.
struct ReadEvent {
  var id: Int
  var source: LoggedEvent.Source
  var time: Int64?
  var localTime: String?
  var message = ""
  var line: Int
  /// The named values of an event in XML.
  var values: [String: String] = [:]

  /// What is quoted of it: its number, and its message or values.
  var summary: String {
    let named = values.sorted { $0.key < $1.key }.map { "\($0.key)=\($0.value)" }.joined(separator: ", ")
    let when = time == nil ? localTime.map { " (\($0))" } ?? "" : ""
    return "\(source.rawValue) \(id)\(when): \(message.isEmpty ? named : message)"
  }

  var errorState: Int? {
    values["ErrorState"].flatMap { Int($0) } ?? number(near: [10001, 10010, 10011, 10013])
  }

  var alert: Int? {
    (values["AlertDesc"] ?? values["AlertDescription"]).flatMap { Int($0) }
      ?? ([36887, 36888].contains(id) ? firstCode : nil)
  }

  /// The first number of a message apart from versions such as `1.2`.
  private var firstCode: Int? {
    let words = message.split { $0.isWhitespace || "。，,;".contains($0) }
    return words.lazy.compactMap { word in
      Int(word.last == "." ? word.dropLast() : word).flatMap { (0...255).contains($0) ? $0 : nil }
    }.first
  }

  var isOfClient: Bool? {
    if let type = values["Type"]?.lowercased() {
      return type == "client" ? true : type == "server" ? false : nil
    }
    guard !message.isEmpty else { return nil }
    let words = ["client", "cliente", "Client", "クライアント", "客户端", "用戶端", "клиента", "클라이언트"]
    if words.contains(where: { message.range(of: $0) != nil }) { return true }
    return ["server", "serveur", "servidor", "Server", "サーバー", "服务器", "伺服器", "сервера", "서버"].contains {
      message.range(of: $0) != nil
    } ? false : nil
  }

  /// A number of a message in any language.
  private func number(near known: Set<Int>) -> Int? {
    message.split { !($0.isASCII && $0.isNumber) }.lazy.compactMap { Int($0) }.first(where: known.contains)
  }

  /// The source of an event's name; nil for events of others.
  static func source(_ name: some StringProtocol) -> LoggedEvent.Source? {
    let name = name.lowercased()
    if name == "schannel" || name == "microsoft-windows-schannel-events" { return .schannel }
    return name == "windows server update services" ? .updateServices : nil
  }

  static func isKnown(_ id: Int, of source: LoggedEvent.Source) -> Bool {
    switch source {
    case .schannel: LoggedEvent.schannelEvents.contains(id)
    case .updateServices: LoggedEvent.updateServicesEvents.contains(id)
    }
  }
}
