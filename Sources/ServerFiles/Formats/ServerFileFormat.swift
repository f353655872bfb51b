import Diagnosis

/// A kind of file that can be read.
struct ServerFileFormat: Sendable {
  let kind: ServerFileKind
  /// Whether a file whose text begins so is one; the name of a file is never asked. At most one format
  /// recognises a file.
  let recognises: @Sendable (TextOpening) -> Bool
  let read: @Sendable (TextSource, ReadingContext) -> FormatReading
  /// Whether a line begins something and does not continue the line before it, which is passed second: for formats
  /// whose lines get broken where people paste them. Nil for others.
  var startsLine: (@Sendable (Span<UInt8>, Span<UInt8>) -> Bool)?

  /// All of them. To add one: a file beside this one, and a line here.
  static let all: [ServerFileFormat] = [
    .softwareDistributionLog,
    .wsyncmgrLog,
    .configurationManagerLog,
    .controlManagerLog,
    .groupPolicyReport,
    .groupPolicyText,
    .groupPolicyXML,
    .registryExport,
    .registryQuery,
    .workerProcessConfiguration,
    .eventLog,
    .consoleError,
    .commandOutput,
    .updateSource,
  ]
}

/// What a reader is told beside the text.
struct ReadingContext: Sendable {
  /// The path for citations.
  let path: String
  let kind: ServerFileKind
  let timeZoneSign: TimeZoneSign
  /// Asked now and then; true ends the reading early.
  let shouldStop: @Sendable () -> Bool

  func citation(_ line: Int, _ text: String) -> Citation {
    Citation(file: path, kind: kind, line: line, text: text)
  }
}

/// What a reader made of a file.
struct FormatReading {
  var facts = ServerFacts()
  var notes: [ServerFileNote] = []
  var lines = 0
  var decoding = LineDecoding()

  /// The facts of a text that was read line by line.
  init(_ facts: ServerFacts, _ lines: TextLines, notes: [ServerFileNote] = []) {
    self.facts = facts
    self.notes = notes
    self.lines = lines.number
    decoding = lines.decoding
    if lines.truncatedLines > 0 {
      self.notes.append(.cutLines(count: lines.truncatedLines, first: lines.firstTruncatedLine))
    }
    if lines.source.endsInsideCharacter { self.notes.append(.endsEarly(line: lines.number)) }
  }

  /// The facts of a text that was read as a whole.
  init(_ facts: ServerFacts, _ text: WholeText, notes: [ServerFileNote] = []) {
    self.facts = facts
    self.notes = notes
    lines = text.lines
    decoding = text.decoding
    if text.isPart { self.notes.append(.readInPart(bytes: UInt64(text.utf8.count))) }
    if text.endsInsideCharacter { self.notes.append(.endsEarly(line: text.lines)) }
  }
}
