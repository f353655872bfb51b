import Diagnosis

// What tells the log, and where its lines begin in text that was broken.
extension SoftwareDistributionLog {
  /// Lines of the file's beginning that are looked at.
  private static let openingLines = 400
  /// Lines before the first entry that belong to neither an entry nor a stack: a truncated log may begin
  /// inside a message.
  private static let strangeLines = 3
  /// Lines of a mail before the log that it quotes.
  private static let mailLines = 30
  /// Entries, with their stacks, that show that a log follows the mail: a page that explains the log quotes them one by
  /// one.
  private static let entriesOfLog = 2

  @Sendable
  static func recognises(_ opening: TextOpening) -> Bool {
    guard !opening.startsWithMarkup else { return false }
    return beginsWithEntry(opening) || quotesLog(opening)
  }

  /// Entries follow each other behind the words of a mail.
  private static func quotesLog(_ opening: TextOpening) -> Bool {
    var (others, entries) = (0, 0)
    for line in opening.lines(openingLines) {
      if CalendarTime.isPresent(atStartOf: line.span), LogHeader(line.span).isOfEntry {
        entries += 1
      } else if entries == 0 || !isStack(line.span) {
        (others, entries) = (others + 1, 0)
      }
      if entries == entriesOfLog { return true }
      if others > mailLines { return false }
    }
    return false
  }

  private static func beginsWithEntry(_ opening: TextOpening) -> Bool {
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
}
