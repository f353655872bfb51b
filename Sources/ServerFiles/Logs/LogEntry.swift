import Diagnosis

/// One entry of SoftwareDistribution.log: a line with its time, and the lines without one that follow. Of
/// uninteresting entries only the first line is kept.
struct LogEntry {
  /// Bytes of text that are kept of one entry. Chains of exceptions with their stacks reach some 16 KiB.
  static let textLimit = 32 * 1024

  /// The first line as in the file; empty when the entry has no columns.
  private(set) var head: [UInt8] = []
  private(set) var headNumber = 0
  /// What is kept in UTF-8, lines joined by LF; empty as long as the entry is of no interest.
  private(set) var text: [UInt8] = []
  /// For each line of ``text`` where it starts and its number in the file.
  private var starts: [(offset: Int, number: Int)] = []

  var isOfInterest: Bool { !text.isEmpty }

  /// Starts with the current line.
  mutating func begin(_ lines: borrowing TextLines) {
    head.removeAll(keepingCapacity: true)
    head += lines.buffer[lines.line]
    headNumber = lines.number
    if isOfInterest {
      text.removeAll(keepingCapacity: true)
      starts.removeAll(keepingCapacity: true)
    }
  }

  /// Ends without another beginning: the next line of interest is an entry of its own.
  mutating func end() {
    head.removeAll(keepingCapacity: true)
    text.removeAll(keepingCapacity: true)
    starts.removeAll(keepingCapacity: true)
  }

  /// Keeps the current line, and the first line before it.
  mutating func keep(_ lines: inout TextLines) {
    if !isOfInterest, !head.isEmpty, lines.number != headNumber {
      append(head[...], number: headNumber, &lines.decoding)
    }
    append(lines.buffer[lines.line], number: lines.number, &lines.decoding)
  }

  private mutating func append(_ line: ArraySlice<UInt8>, number: Int, _ decoding: inout LineDecoding) {
    guard text.count < Self.textLimit else { return }
    if isOfInterest { text.append(UInt8(ascii: "\n")) }
    starts.append((text.count, number))
    if LineDecoding.isASCII(line.span) {
      text += line.prefix(Self.textLimit)
    } else {
      text += decoding.text(line.span).utf8.prefix(Self.textLimit)
    }
  }

  /// The lines that are kept: number and range in ``text``.
  var lines: [(number: Int, range: Range<Int>)] {
    starts.indices.map { index in
      let end = index + 1 < starts.count ? starts[index + 1].offset - 1 : text.count
      return (starts[index].number, starts[index].offset..<max(end, starts[index].offset))
    }
  }

  /// The line that an offset of ``text`` lies in.
  func citation(at offset: Int, _ context: ReadingContext) -> Citation {
    let line = lines.last { $0.range.lowerBound <= offset } ?? (headNumber, 0..<text.count)
    return context.citation(line.number, String(decoding: text[line.range], as: UTF8.self))
  }
}

/// The columns before the message of a line in SoftwareDistribution.log.
///
///     2014-01-16 18:53:54.231 UTC <TAB> Change <TAB> w3wp.58 <TAB> AdminDataAccess.Start… <TAB> message
///
/// A pasted page has spaces instead of tabs.
struct LogHeader {
  /// Nanoseconds since 1970; the log is in UTC.
  let time: Int64?
  let component: LoggedComponent
  /// Whether all columns are there.
  let isWhole: Bool
  /// The offset of the method's name, and of the message after it.
  let methodStart: Int
  let messageStart: Int

  /// Reads a line that ``CalendarTime/isPresent(atStartOf:)``.
  init(_ line: Span<UInt8>) {
    time = CalendarTime(startOf: line)?.nanoseconds
    var columns = LogColumns(line, from: 19)
    // The rest of the time, then perhaps UTC, then the level.
    var column = columns.next()
    if column.map({ line[$0.lowerBound] == UInt8(ascii: ".") || line[$0.lowerBound] == UInt8(ascii: ",") })
      == true
    {
      column = columns.next()
    }
    if let utc = column, Self.utc.matches(at: utc.lowerBound, in: line) { column = columns.next() }
    let source = columns.next()
    component = source.map { Self.component(line, $0) } ?? .unknown
    let method = columns.next()
    methodStart = method?.lowerBound ?? line.count
    messageStart = columns.restStart
    isWhole = column != nil && method != nil
  }

  private static let utc = ByteSearch("UTC")
  private static let workerProcess = ByteSearch("w3wp")
  private static let service = ByteSearch("WsusService")

  /// The component's name is followed by a dot and the number of a thread.
  private static func component(_ line: Span<UInt8>, _ column: Range<Int>) -> LoggedComponent {
    let end = column.first { line[$0] == UInt8(ascii: ".") } ?? column.upperBound
    let length = end - column.lowerBound
    if length == 4, workerProcess.matches(at: column.lowerBound, in: line) { return .workerProcess }
    if length == 11, service.matches(at: column.lowerBound, in: line) { return .service }
    return .unknown
  }
}

/// Words of a line between tabs and spaces.
private struct LogColumns {
  private let line: [UInt8]
  private var position: Int

  init(_ line: Span<UInt8>, from start: Int) {
    // Columns are short; what follows them is the message.
    self.line = (0..<min(line.count, 512)).map { line[$0] }
    position = start
  }

  /// Where the next word would start.
  var restStart: Int {
    var start = position
    while start < line.count, Self.isBlank(line[start]) { start += 1 }
    return start
  }

  mutating func next() -> Range<Int>? {
    let start = restStart
    var end = start
    while end < line.count, !Self.isBlank(line[end]) { end += 1 }
    position = end
    return end > start ? start..<end : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\t") || byte == UInt8(ascii: " ")
  }
}
