import Diagnosis

/// The columns before the message of a line in SoftwareDistribution.log.
///
///     2014-01-16 18:53:54.231 UTC <TAB> Change <TAB> w3wp.58 <TAB> AdminDataAccess.Start… <TAB> message
///
/// What people paste may have spaces instead of tabs, no separators at all, or lack the first columns.
struct LogHeader {
  /// Nanoseconds since 1970; the log is in UTC.
  let time: Int64?
  /// Whether the time is followed by `UTC`.
  let namesZone: Bool
  let hasLevel: Bool
  let component: LoggedComponent
  /// Whether a component with the number of its thread is there.
  let hasSource: Bool
  /// Whether all columns are there.
  let isWhole: Bool
  /// The offset of the method's name, and of the message after it.
  let methodStart: Int
  let messageStart: Int

  static let levels = ["Info", "Warning", "Error", "Change", "Trace", "Debug", "Fatal"]

  /// Reads the columns as far as a line has them.
  init(_ line: Span<UInt8>) {
    var columns = LogColumns(line)
    time = CalendarTime(startOf: line)?.nanoseconds
    if time != nil { columns.skipTime() } else { columns.skipRestOfTime() }
    namesZone = columns.takesZulu() || columns.takes("UTC")
    hasLevel = Self.levels.contains { columns.takes($0) }
    let source = columns.source()
    hasSource = source != nil
    component = source.map { Self.component(line, $0) } ?? .unknown
    let method = columns.next()
    methodStart = method?.lowerBound ?? line.count
    messageStart = columns.restStart
    isWhole = hasLevel && hasSource && method != nil
  }

  private static let workerProcess = ByteSearch("w3wp")
  private static let service = ByteSearch("WsusService")

  private static func component(_ line: Span<UInt8>, _ name: Range<Int>) -> LoggedComponent {
    if name.count == 4, workerProcess.matches(at: name.lowerBound, in: line) { return .workerProcess }
    if name.count == 11, service.matches(at: name.lowerBound, in: line) { return .service }
    return .unknown
  }
}

extension LogHeader {
  /// Whether a line has enough of the columns to be the first of an entry.
  var isOfEntry: Bool {
    if time != nil { return hasLevel && (namesZone || hasSource) }
    return hasSource && (hasLevel || component != .unknown)
  }

  /// What only WSUS writes after the columns, where they were cut off.
  static let messages: [ByteSearch] = [
    "SCHANNEL Protocol", "ProcessWebServiceProxyException found Exception", "WebServiceCommunicationHelper.",
    "SchannelHelper.", "EventLogEventReporter.ReportEvent",
  ].map(ByteSearch.init)

  /// Whether a line begins an entry of an excerpt without times.
  static func startsExcerptEntry(_ line: Span<UInt8>) -> Bool {
    guard let first = (0..<min(line.count, 64)).first(where: { line[$0] > 0x20 }) else { return false }
    if messages.contains(where: { $0.matches(at: first, in: line) }) || isEvent(line, at: first) {
      return true
    }
    // A line of a stack has no component.
    return LogHeader(line).isOfEntry
  }

  /// `EventId=386,Type=Error,…`.
  private static func isEvent(_ line: Span<UInt8>, at start: Int) -> Bool {
    guard ByteSearch("EventId=").matches(at: start, in: line) else { return false }
    return ByteSearch(",Type=").matches(at: DecimalDigits.end(line, from: start + 8), in: line)
  }
}

/// Words of a line between tabs and spaces.
private struct LogColumns {
  private let line: [UInt8]
  private var position = 0

  /// Columns are short; what follows them is the message.
  private static let limit = 512

  init(_ line: Span<UInt8>) {
    self.line = (0..<min(line.count, Self.limit)).map { line[$0] }
  }

  /// Where the next word would start.
  var restStart: Int {
    var start = position
    while start < line.count, Self.isBlank(line[start]) { start += 1 }
    return start
  }

  mutating func skipTime() {
    position = 19
    if position < line.count, line[position] == UInt8(ascii: ".") || line[position] == UInt8(ascii: ",") {
      position = DecimalDigits.end(line.span, from: position + 1)
    }
  }

  /// Takes the `Z` that adjoins a time of ISO 8601.
  mutating func takesZulu() -> Bool {
    guard position < line.count, line[position] == UInt8(ascii: "Z") else { return false }
    position += 1
    return true
  }

  /// Skips what is left of a time whose first characters were cut off: `:54.231`.
  mutating func skipRestOfTime() {
    var end = restStart
    while end < line.count, line[end] &- UInt8(ascii: "0") < 11 || "-.".utf8.contains(line[end]) { end += 1 }
    if end < line.count, end - restStart <= 23, Self.isBlank(line[end]) { position = end }
  }

  /// Takes a word, which what follows may adjoin: tabs get lost on the way.
  mutating func takes(_ word: String) -> Bool {
    let start = restStart
    let end = start + word.utf8.count
    guard end <= line.count, line[start..<end].elementsEqual(word.utf8) else { return false }
    guard end == line.count || !Self.isLowercase(line[end]) || line[end...].starts(with: "w3wp.".utf8) else {
      return false
    }
    position = end
    return true
  }

  /// Takes the component and the number of its thread, `w3wp.58`; the range of its name.
  mutating func source() -> Range<Int>? {
    let start = restStart
    var end = start
    while end < line.count, Self.isLetterOrDigit(line[end]) { end += 1 }
    let digits = DecimalDigits.end(line.span, from: min(end + 1, line.count))
    guard end > start, end < line.count, line[end] == UInt8(ascii: "."), digits > end + 1 else { return nil }
    guard digits == line.count || Self.isBlank(line[digits]) || Self.isUppercase(line[digits]) else {
      return nil
    }
    position = digits
    return start..<end
  }

  mutating func next() -> Range<Int>? {
    let start = restStart
    var end = start
    while end < line.count, !Self.isBlank(line[end]) { end += 1 }
    position = end
    return end > start ? start..<end : nil
  }

  /// What separates columns; a table that was saved as CSV has commas or semicolons.
  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\t") || byte == UInt8(ascii: " ") || byte == UInt8(ascii: ",")
      || byte == UInt8(ascii: ";")
  }

  private static func isLowercase(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "a") < 26 }

  private static func isUppercase(_ byte: UInt8) -> Bool { byte &- UInt8(ascii: "A") < 26 }

  private static func isLetterOrDigit(_ byte: UInt8) -> Bool {
    isLowercase(byte) || isUppercase(byte) || byte &- UInt8(ascii: "0") < 10
  }
}
