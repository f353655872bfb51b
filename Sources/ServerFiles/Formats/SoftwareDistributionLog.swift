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

  /// Lines of the file's beginning that are looked at.
  private static let openingLines = 400
  /// Lines before the first entry that belong to neither an entry nor a stack: a truncated log may begin
  /// inside a message.
  private static let strangeLines = 3

  @Sendable
  static func recognises(_ opening: TextOpening) -> Bool {
    guard !opening.startsWithMarkup else { return false }
    var strange = 0
    for line in opening.lines(openingLines) {
      let line = line.span
      let isTimed = CalendarTime.isPresent(atStartOf: line)
      if isTimed, LogHeader(line).isOfEntry { return true }
      // A page that explains the log quotes lines, too, but does not start with one.
      if !isTimed, strange == 0, LogHeader.startsExcerptEntry(line) { return true }
      if !isStack(line), !isCommand(line) { strange += 1 }
      if strange > strangeLines { return false }
    }
    return false
  }

  /// The search that printed the lines.
  private static func isCommand(_ line: Span<UInt8>) -> Bool {
    let start = String(decoding: (0..<min(line.count, 200)).map { line[$0] }, as: UTF8.self)
    return CommandLine.command(start[...]) != nil || start.hasPrefix("---------- ")
  }

  /// Whether a line of an excerpt is no continuation of the one before, see ``Unwrapping``.
  @Sendable
  static func startsLine(_ line: Span<UInt8>, _ before: Span<UInt8>) -> Bool {
    if CalendarTime.isPresent(atStartOf: line) { return LogHeader(line).isOfEntry }
    // The columns may be broken as well.
    let header = LogHeader(before)
    if header.isOfEntry, header.messageStart >= before.count { return false }
    if LogHeader.startsExcerptEntry(line) { return true }
    guard let first = (0..<line.count).first(where: { line[$0] > 0x20 }) else { return true }
    return lineStarts.contains {
      $0.matches(at: first, in: line) && isCall(line, from: first + $0.word.count)
    }
      || ["---"].contains { ByteSearch($0).matches(at: first, in: line) } || startsException(line, at: first)
  }

  /// The words that begin a line of a stack, in the languages that have them.
  private static let lineStarts = [
    "at ", "場所 ", "bei ", "à ", "en ", "in ", "em ", "в ", "在 ", "於 ", "위치: ",
  ].map(ByteSearch.init)

  /// Whether the next word is the name of a method: it has a full stop inside, as no word of a sentence has.
  private static func isCall(_ line: Span<UInt8>, from start: Int) -> Bool {
    let end =
      (start..<line.count).first { line[$0] == UInt8(ascii: " ") || line[$0] == UInt8(ascii: "(") }
      ?? line.count
    return end > start && (start..<end - 1).contains { line[$0] == UInt8(ascii: ".") }
  }

  /// `System.Net.WebException: …`.
  private static func startsException(_ line: Span<UInt8>, at start: Int) -> Bool {
    guard ByteSearch("System.").matches(at: start, in: line),
      let end = ByteSearch("Exception").first(in: line, from: start)
    else { return false }
    return !(start..<end).contains { line[$0] == UInt8(ascii: " ") }
  }

  /// A line of a stack or of a chain of exceptions.
  private static func isStack(_ line: Span<UInt8>) -> Bool {
    line.isEmpty || line[0] == UInt8(ascii: " ") || line[0] == UInt8(ascii: "\t")
      || ByteSearch("--->").matches(at: 0, in: line)
  }

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
