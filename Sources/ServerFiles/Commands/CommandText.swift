import Diagnosis

/// What a console printed: its lines, and the objects among them.
struct CommandText {
  /// Bytes of a text that are read. The longest, a list of all cipher suites or events of a day, has some 200 KiB.
  static let limit = 4 * 1024 * 1024

  let lines: [NumberedLine]
  let objects: [CommandObject]
  /// The text of mark-up, for events in XML.
  let utf8: [UInt8]

  init(_ utf8: [UInt8]) {
    self.utf8 = utf8
    lines = Self.lines(String(decoding: utf8, as: UTF8.self))
    objects = CommandObjects(lines).objects + PrintedJSON.objects(lines) + PrintedCSV.objects(lines)
  }

  /// The lines of a text; LF, CR LF or, where there is none of them, CR ends one.
  static func lines(_ text: String) -> [NumberedLine] {
    let end = text.utf8.contains(UInt8(ascii: "\n")) ? UInt8(ascii: "\n") : UInt8(ascii: "\r")
    let parts = text.utf8.split(separator: end, omittingEmptySubsequences: false)
    return parts.enumerated().map { index, part in
      let line = part.last == UInt8(ascii: "\r") ? part.dropLast() : part
      return NumberedLine(number: index + 1, text: Substring(line))
    }
  }
}

/// A part of what consoles print, whichever command printed the rest.
protocol CommandSection: SendableMetatype {
  /// The kind that a text with this part is of; the first of ``CommandSections/all`` counts.
  static var kind: ServerFileKind { get }
  /// One of these is in every text with this part, whatever the language.
  static var words: [String] { get }
  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading)
}

/// The facts of all parts, and reservations about them.
struct SectionReading {
  var facts = ServerFacts()
  var notes: [ServerFileNote] = []
  /// Whether a part was there, even without a fact.
  var isFound = false
}

/// All parts that are read, the ones that name a text's kind first. To add one: a file beside this one, and a line
/// here.
enum CommandSections {
  static let all: [any CommandSection.Type] = [
    EventSection.self, SynchronizationSection.self, ImportSection.self, RegistrySection.self,
    CipherSuiteSection.self, HotfixSection.self, SystemSection.self, WinHTTPSection.self,
    ConfigurationSection.self,
  ]

  private static let search = PhraseSearch(all.map { $0.words })

  /// The kind of a text; nil where nothing of it is known.
  static func kind(of opening: TextOpening) -> ServerFileKind? {
    opening.memo.kind {
      let found = search.search(opening.text.span)
      guard all.indices.contains(where: found.contains) else { return nil }
      var decoding = LineDecoding()
      let text = CommandText(Array(decoding.text(opening.text.span).utf8))
      let context = ReadingContext(path: "", kind: .commandOutput, timeZoneSign: .bias, shouldStop: { false })
      for (index, section) in all.enumerated() where found.contains(index) {
        var reading = SectionReading()
        section.read(text, context, into: &reading)
        if reading.isFound { return section.kind }
      }
      return nil
    }
  }

  /// Reads all parts of a text.
  static func read(_ text: CommandText, _ context: ReadingContext) -> SectionReading {
    let found = search.search(text.utf8.span)
    var reading = SectionReading()
    for (index, section) in all.enumerated() where found.contains(index) {
      section.read(text, context, into: &reading)
    }
    return reading
  }

  @Sendable
  static func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    let whole = WholeText(source, limit: CommandText.limit)
    let reading = read(CommandText(whole.utf8), context)
    return FormatReading(reading.facts, whole, notes: reading.notes)
  }
}

/// The kind that the parts of a text tell, found out once for all formats that ask.
final class SectionMemo {
  private var known: ServerFileKind??

  func kind(_ find: () -> ServerFileKind?) -> ServerFileKind? {
    if let known { return known }
    let kind = find()
    known = .some(kind)
    return kind
  }
}
