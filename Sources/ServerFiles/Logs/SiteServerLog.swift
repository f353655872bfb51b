import Diagnosis

/// A log of Configuration Manager whose component calls the API of the WSUS server: its failures are not of
/// connections to Microsoft, unless they name the proxy on the way there.
struct SiteServerLog: Sendable {
  let component: LoggedComponent

  static let configuration = SiteServerLog(component: .configurationManagerOfWSUS)
  static let control = SiteServerLog(component: .controlManagerOfWSUS)

  private static let interest = PhraseSearch([["Exception", "0x80"]])
  /// Lines of the file's beginning that are looked at for columns.
  private static let openingLines = 50

  /// The component's name in entries, or as a column of most lines.
  @Sendable
  func recognises(_ opening: TextOpening) -> Bool {
    let name = component.rawValue
    if opening.holds("$$<\(name)>") || opening.holds("component=\"\(name)\"") { return true }
    if opening.startsWithMarkup || opening.holds("$$<") || opening.holds("]LOG]!>") { return false }
    let lines = opening.lines(Self.openingLines)
    let named = lines.count { ByteSearch(name).first(in: $0.span) != nil }
    return named > 0 && named * 2 >= lines.count
  }

  @Sendable
  func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    var lines = TextLines(source)
    var facts = ServerFacts()
    var reading = SiteServerReading(component: component, context: context)
    while lines.advance() {
      if lines.number & 0xFFFF == 0, context.shouldStop() { break }
      let isOfInterest = Self.interest.holdsAny(lines.buffer.span.extracting(lines.line))
      if isOfInterest || reading.isWaiting { reading.add(lines.text(), line: lines.number, to: &facts) }
    }
    reading.settle(nil, to: &facts)
    return FormatReading(facts, lines, notes: reading.notes)
  }
}

/// The entry that is being read; a message may go over several lines before its time.
private struct SiteServerReading {
  let component: LoggedComponent
  let context: ReadingContext
  private var message = ""
  private var line = 0
  private var waited = 0
  private var zones: Set<Int> = []
  private var timesWithoutZone = 0

  init(component: LoggedComponent, context: ReadingContext) {
    self.component = component
    self.context = context
  }

  var isWaiting: Bool { !message.isEmpty }

  var notes: [ServerFileNote] {
    (zones.isEmpty ? [] : [.assumedTimeZone(minutes: zones.sorted(), sign: context.timeZoneSign)])
      + (timesWithoutZone > 0 ? [.timesWithoutZone(count: timesWithoutZone)] : [])
  }

  mutating func add(_ text: String, line number: Int, to facts: inout ServerFacts) {
    let part = ManagerLine(text, manager: component.rawValue)
    if message.isEmpty { (line, waited) = (number, 0) }
    if message.utf8.count < LogEntry.textLimit { message += (message.isEmpty ? "" : " ") + part.message }
    waited += 1
    if let end = part.end {
      settle(end, to: &facts)
    } else if waited > WsyncmgrLog.entryLimit {
      settle(nil, to: &facts)
    }
  }

  mutating func settle(_ end: ManagerLine.End?, to facts: inout ServerFacts) {
    guard !message.isEmpty else { return }
    defer { message = "" }
    let bytes = Array(message.utf8)
    guard let reading = FailureReading(entry: bytes.span) else { return }
    var time: Int64?
    if case .time(let local)? = end {
      time = local.nanoseconds(context.timeZoneSign)
      if let minutes = local.minutes, zones.count < 8 { zones.insert(minutes) }
    }
    if time == nil { timesWithoutZone += 1 }
    facts.add(
      LoggedFailure(
        component: component, kind: reading.kind, host: reading.host, httpStatus: reading.httpStatus,
        time: time,
        citation: context.citation(line, message)))
  }
}
