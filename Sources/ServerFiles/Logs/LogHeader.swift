import Diagnosis

/// The columns before the message of a line in SoftwareDistribution.log.
///
///     2014-01-16 18:53:54.231 UTC <TAB> Change <TAB> w3wp.58 <TAB> AdminDataAccess.Start… <TAB> message
///
/// A page that was pasted has spaces for the tabs.
struct LogHeader {
  /// Nanoseconds since 1970; the log is in UTC.
  let time: Int64?
  let component: LoggedComponent
  /// Whether all columns are there.
  let isWhole: Bool
  /// The offset of the method's name, and of the message behind it.
  let methodStart: Int
  let messageStart: Int

  /// Reads a line that ``CalendarTime/stands(atStartOf:)``.
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
    if let utc = column, Self.utc.stands(at: utc.lowerBound, in: line) { column = columns.next() }
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

  /// The component's name stands before a dot and a number, that of a thread.
  private static func component(_ line: Span<UInt8>, _ column: Range<Int>) -> LoggedComponent {
    let end = column.first { line[$0] == UInt8(ascii: ".") } ?? column.upperBound
    let length = end - column.lowerBound
    if length == 4, workerProcess.stands(at: column.lowerBound, in: line) { return .workerProcess }
    if length == 11, service.stands(at: column.lowerBound, in: line) { return .service }
    return .unknown
  }
}

/// Words of a line between tabs and spaces.
private struct LogColumns {
  private let line: [UInt8]
  private var place: Int

  init(_ line: Span<UInt8>, from start: Int) {
    // Columns are short; what stands behind them is the message.
    self.line = (0..<min(line.count, 512)).map { line[$0] }
    place = start
  }

  /// Where the next word would start.
  var restStart: Int {
    var start = place
    while start < line.count, Self.isBlank(line[start]) { start += 1 }
    return start
  }

  mutating func next() -> Range<Int>? {
    let start = restStart
    var end = start
    while end < line.count, !Self.isBlank(line[end]) { end += 1 }
    place = end
    return end > start ? start..<end : nil
  }

  private static func isBlank(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\t") || byte == UInt8(ascii: " ")
  }
}
