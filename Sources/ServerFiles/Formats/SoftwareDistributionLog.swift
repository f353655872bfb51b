import Diagnosis

extension ServerFileFormat {
  /// The log of WSUS, `%ProgramFiles%\Update Services\LogFiles\SoftwareDistribution.log`. Times are UTC.
  static let softwareDistributionLog = ServerFileFormat(
    kind: .softwareDistributionLog, recognises: SoftwareDistributionLog.recognises,
    read: SoftwareDistributionLog.read, startsLine: SoftwareDistributionLog.startsLine)
}

/// Reads the log in one pass. Lines are bytes until one is of interest.
struct SoftwareDistributionLog {
  private let context: ReadingContext
  private var facts = ServerFacts()
  private var starts = StartGathering()
  private var entry = LogEntry()
  /// Whether a line with a time was seen; else the file is an excerpt without them.
  private var hasTimes = false
  private var lacksZone = false
  private var lacksColumns = false
  private var firstTime: Int64?

  /// Every entry of interest contains one of these, by what they may mean.
  private static let interest = PhraseSearch([
    ["Exception", "0x80090331", "800B0109"], ["SCHANNEL"], ["EventId="],
  ])
  private static let (failure, protocols, event) = (0, 1, 2)

  @Sendable
  static func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    var lines = TextLines(source)
    var log = SoftwareDistributionLog(context: context)
    log.read(&lines)
    var notes: [ServerFileNote] = []
    if log.endsInsideHead(lines) { notes.append(.endsEarly(line: lines.number)) }
    if !log.lacks.isEmpty { notes.append(.excerpt(Excerpt(lacks: log.lacks))) }
    return FormatReading(log.facts, lines, notes: notes)
  }

  private init(context: ReadingContext) {
    self.context = context
  }

  private mutating func read(_ lines: inout TextLines) {
    while lines.advance() {
      let look = Look(lines)
      if look.startsEntry {
        finishEntry()
        entry.begin(lines)
        if !hasTimes { beginTimes() }
      } else if !hasTimes, Self.startsExcerptEntry(lines) {
        finishEntry()
        entry.begin(lines)
        lacksColumns = true
      }
      if look.isOfInterest || entry.isOfInterest { entry.keep(&lines) }
      if lines.number & 0xFFFF == 0, context.shouldStop() { break }
    }
    finishEntry()
    starts.finish(&facts)
    // Entries are in order but for those of other threads, so the last one's time is the end of the log.
    if let firstTime, let lastTime = time {
      facts.logPeriods = [LogPeriod(kind: context.kind, first: firstTime, last: lastTime)]
    }
  }

  private mutating func beginTimes() {
    let head = entry.head
    hasTimes = true
    firstTime = time
    lacksZone = !LogHeader(head.span).namesZone
  }

  private static func startsExcerptEntry(_ lines: borrowing TextLines) -> Bool {
    LogHeader.startsExcerptEntry(lines.buffer.span.extracting(lines.line))
  }

  /// What an excerpt lacks to be joined with a capture.
  private var lacks: [Excerpt.Part] {
    (hasTimes ? [] : [.times]) + (hasTimes && lacksZone ? [.timeZone] : []) + (lacksColumns ? [.columns] : [])
  }

  /// The time of the current entry.
  private var time: Int64? { CalendarTime(startOf: entry.head.span)?.nanoseconds }

  /// What a first look at a line's bytes tells.
  private struct Look {
    let startsEntry: Bool
    let isOfInterest: Bool

    init(_ lines: borrowing TextLines) {
      let line = lines.buffer.span.extracting(lines.line)
      startsEntry = CalendarTime.isPresent(atStartOf: line)
      isOfInterest = SoftwareDistributionLog.interest.holdsAny(line)
    }
  }

  private func endsInsideHead(_ lines: TextLines) -> Bool {
    lines.endsOpen && hasTimes && entry.headNumber == lines.number && !LogHeader(entry.head.span).isWhole
  }

  // MARK: Entries

  private mutating func finishEntry() {
    guard entry.isOfInterest else {
      guard starts.awaitsWorkerProcess else { return }
      let head = entry.head
      return starts.noteEntry(head.span)
    }
    let text = entry.text
    let found = Self.interest.search(text.span)
    let header = entry.head.isEmpty ? nil : LogHeader(text.span)
    if found.contains(Self.protocols) { readProtocols(header) }
    if found.contains(Self.event) { readEvent(header, text) }
    if found.contains(Self.failure) { readFailure(header, text) }
  }

  private mutating func readFailure(_ header: LogHeader?, _ text: [UInt8]) {
    guard let reading = FailureReading(entry: text.span) else { return }
    var failure = LoggedFailure(
      component: header?.component ?? .unknown, kind: reading.kind, host: reading.host,
      httpStatus: reading.httpStatus, time: header?.time, citation: context.citation(entry.headNumber, ""))
    // A log may have a million of one kind; only the first is cited.
    if !facts.failures.contains(where: { $0.isLike(failure) }) {
      failure.citation = entry.citation(at: max(0, reading.signEnd - 1), context)
    }
    facts.add(failure)
  }

  /// In the first line a message follows the columns, in others it starts the line.
  private mutating func readProtocols(_ header: LogHeader?) {
    for (number, range) in entry.lines {
      let line = entry.text[range]
      let isHead = header != nil && number == entry.headNumber
      let offsets = isHead ? header.map { [$0.messageStart, $0.methodStart, 0] } ?? [] : [0]
      let column = offsets.first { SchannelWording.start.matches(at: $0, in: line.span) }
      // Where the tabs were lost the message adjoins the method.
      let method = header.flatMap { isHead ? $0.methodStart : nil }
      guard let position = column ?? method.flatMap({ SchannelWording.adjoining(line.span, from: $0) }) else {
        continue
      }
      let message = String(decoding: line[(line.startIndex + position)...], as: UTF8.self)
      guard let (name, state) = SchannelWording.read(message[...]) else { continue }
      let citation = context.citation(number, String(decoding: line, as: UTF8.self))
      starts.add(
        SchannelLine(protocolName: name, state: state, citation: citation), time: header?.time,
        component: header?.component ?? .unknown, to: &facts)
    }
  }

  /// Events that WSUS also writes into the log of Windows: `EventId=384,Type=Information,…`.
  private mutating func readEvent(_ header: LogHeader?, _ text: [UInt8]) {
    let bytes = text.span
    guard let position = Self.eventMark.first(in: bytes) else { return }
    let start = position + Self.eventMark.word.count
    guard let number = DecimalDigits.number(bytes, start..<DecimalDigits.end(bytes, from: start)) else {
      return
    }
    let (time, component) = (header?.time, header?.component ?? .unknown)
    let citation = entry.citation(at: position, context)
    switch number {
    case 384: facts.add(Synchronization(outcome: .succeeded, time: time, citation: citation))
    case 386:
      let kind = FailureReading(error: bytes).kind
      facts.add(
        Synchronization(
          outcome: .failed, kind: kind == .other ? nil : kind, time: time, citation: citation))
    case 501: starts.add(.startEvent, time: time, component: component, citation: citation, to: &facts)
    case 507: starts.add(.failedStart, time: time, component: component, citation: citation, to: &facts)
    default: break
    }
  }

  private static let eventMark = ByteSearch("EventId=")
}
