import Diagnosis

extension ServerFileFormat {
  /// The log of Configuration Manager's WSUS Synchronization Manager.
  static let wsyncmgrLog = ServerFileFormat(
    kind: .wsyncmgrLog, recognises: WsyncmgrLog.recognises, read: WsyncmgrLog.read,
    startsLine: WsyncmgrLog.startsLine)
}

/// Reads the log in one pass.
struct WsyncmgrLog {
  private let context: ReadingContext
  private var facts = ServerFacts()
  /// What was met and waits for the time at the end of its entry.
  private var waiting: [(message: Message, line: Int, text: String)] = []
  /// Lines since the first that waits.
  private var waited = 0
  private var zones: Set<Int> = []
  private var timesWithoutZone = 0
  private var firstTime: Int64?
  /// The last line that ends an entry.
  private var lastEnd: [UInt8] = []

  private enum Message {
    case importFailed(update: String?, error: String)
    case importingDrivers
    case syncFailed(String)
    case syncSucceeded
  }

  /// Lines that an entry may go over: a chain of exceptions with its stack.
  static let entryLimit = 200

  private static let interest = PhraseSearch([
    ["ImportUpdateFromCatalogSite", "Sync failed", "Sync succeeded", "]LOG]!>", "$$<"]
  ])
  private static let telling = PhraseSearch([
    ["ImportUpdateFromCatalogSite", "Sync failed", "Sync succeeded"]
  ])

  /// The component's name in entries, or as a column of most lines; or what only this log has. Other logs of
  /// Configuration Manager have other names.
  @Sendable
  static func recognises(_ opening: TextOpening) -> Bool {
    if opening.holds("$$<SMS_WSUS_SYNC_MANAGER>") || opening.holds("component=\"SMS_WSUS_SYNC_MANAGER\"") {
      return true
    }
    if opening.startsWithMarkup || opening.holds("$$<") || opening.holds("]LOG]!>") { return false }
    let lines = opening.lines(openingLines)
    let named = lines.count { ByteSearch(ManagerLine.manager).first(in: $0.span) != nil }
    if named > 0, named * 2 >= lines.count { return true }
    return [
      "Generic exception : ImportUpdateFromCatalogSite failed", "Calling ImportUpdateFromCatalogSite for",
      "Sync failed: ", "sync: Starting WSUS synchronization", "Synchronizing WSUS server ",
    ].contains(where: opening.starts)
  }

  /// Whether a line of an excerpt is no continuation of the one before.
  @Sendable
  static func startsLine(_ line: Span<UInt8>, _ before: Span<UInt8>) -> Bool {
    if ByteSearch("]LOG]!>").first(in: line) != nil, ByteSearch("<![LOG[").first(in: line) == nil {
      return false
    }
    return starts.contains { $0.matches(at: 0, in: line) }
  }

  /// What begins a message of this log, or its frame.
  private static let starts = [
    "<![LOG[", "Generic exception", "Calling Import", "Sync ", "sync:", "Sync:", "Synchronizing ", "Done ",
    "Wakeup",
    "Performing ", "Starting ", "Found ", "WSUS ", "Successfully ", "Updating ", "STATMSG", "Setting ",
    "Next ",
    "Thread ", "Full ", "Read ", "Log ", "SMS_", "request filter", "http", "Sending ", "Requested ",
    "Started ",
  ].map(ByteSearch.init)

  /// Lines of the file's beginning that are looked at for columns.
  private static let openingLines = 50

  @Sendable
  static func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    var lines = TextLines(source)
    var log = WsyncmgrLog(context: context)
    log.read(&lines)
    return FormatReading(log.facts, lines, notes: log.notes)
  }

  private init(context: ReadingContext) {
    self.context = context
  }

  private var notes: [ServerFileNote] {
    var notes: [ServerFileNote] = []
    if !zones.isEmpty {
      notes.append(.assumedTimeZone(minutes: zones.sorted(), sign: context.timeZoneSign))
    }
    if timesWithoutZone > 0 { notes.append(.timesWithoutZone(count: timesWithoutZone)) }
    return notes
  }

  private mutating func read(_ lines: inout TextLines) {
    while lines.advance() {
      let (isOfInterest, tells) = Self.look(lines)
      waited += 1
      if waited > Self.entryLimit { settle(.noTime) }
      if lines.number & 0xFFFF == 0, context.shouldStop() { break }
      if isOfInterest { noteEnd(lines) }
      guard isOfInterest, tells || !waiting.isEmpty else { continue }
      let text = lines.text()
      let line = ManagerLine(text)
      if tells, let message = Self.message(line.message) {
        if waiting.isEmpty { waited = 0 }
        waiting.append((message, lines.number, text))
      }
      if let end = line.end { settle(end) }
    }
    settle(.noTime)
    if let firstTime, let last = time(ofLine: lastEnd) {
      facts.logPeriods = [LogPeriod(kind: context.kind, first: firstTime, last: last)]
    }
  }

  private mutating func noteEnd(_ lines: borrowing TextLines) {
    lastEnd.removeAll(keepingCapacity: true)
    lastEnd += lines.buffer[lines.line]
    if firstTime == nil { firstTime = time(ofLine: lastEnd) }
  }

  private func time(ofLine line: [UInt8]) -> Int64? {
    guard case .time(let local)? = ManagerLine(String(decoding: line, as: UTF8.self)).end else { return nil }
    return local.nanoseconds(context.timeZoneSign)
  }

  private static func look(_ lines: borrowing TextLines) -> (isOfInterest: Bool, tells: Bool) {
    let line = lines.buffer.span.extracting(lines.line)
    let isOfInterest = interest.holdsAny(line)
    return (isOfInterest, isOfInterest && telling.holdsAny(line))
  }

  // MARK: Messages

  private static func message(_ text: Substring) -> Message? {
    if let failed = text.range(of: "ImportUpdateFromCatalogSite failed") {
      let rest = text[failed.upperBound...]
      let error =
        rest.range(of: "Error")
        .map { rest[$0.upperBound...].drop { $0 == " " || $0 == "=" || $0 == ":" } } ?? rest
      return .importFailed(update: UpdateIdentifier.first(in: rest), error: String(error))
    }
    if text.range(of: "Calling ImportUpdateFromCatalogSite") != nil { return .importingDrivers }
    // `Sync failed. Will retry in 60 minutes` repeats what was said.
    if text.range(of: "Sync succeeded") != nil { return .syncSucceeded }
    guard let failed = text.range(of: "Sync failed: ") else { return nil }
    return .syncFailed(String(text[failed.upperBound...]))
  }

  /// Gives what waits its time.
  private mutating func settle(_ end: ManagerLine.End) {
    guard !waiting.isEmpty else { return }
    var time: Int64?
    if case .time(let local) = end {
      time = local.nanoseconds(context.timeZoneSign)
      if let minutes = local.minutes, zones.count < Self.zoneLimit { zones.insert(minutes) }
      if time == nil { timesWithoutZone += waiting.count }
    } else {
      timesWithoutZone += waiting.count
    }
    for (message, line, text) in waiting { add(message, time, context.citation(line, text)) }
    waiting.removeAll(keepingCapacity: true)
  }

  /// Usually two: winter and summer time.
  private static let zoneLimit = 8

  private mutating func add(_ message: Message, _ time: Int64?, _ citation: Citation) {
    switch message {
    case .importingDrivers: facts.add(DriverImports(time: time, citation: citation))
    case .syncSucceeded: facts.add(Synchronization(outcome: .succeeded, time: time, citation: citation))
    case .importFailed(let update, let error):
      facts.add(ImportFailures(kind: Self.kind(of: error), update: update, time: time, citation: citation))
    case .syncFailed(let text):
      facts.add(SyncFailure(text: text, kind: Self.kind(of: text), time: time, citation: citation))
    }
  }

  private static func kind(of error: String) -> LoggedFailure.Kind {
    let bytes = Array(error.utf8)
    return FailureReading(error: bytes.span).kind
  }
}
