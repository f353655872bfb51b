import Diagnosis
import Packets

extension Redactor {
  /// A line of a log or of a configuration file. What is known to be the same on every server stays
  /// (``KnownText``, ``KnownSentences``); all else becomes pseudonyms.
  mutating func line(_ text: String) -> String {
    var line = QuotedLine(WrittenEncoding.decoded(text))
    while !line.isAtEnd { line.step(&self) }
    return line.written
  }
}

/// A text that is read from left to right and copied with replacements.
///
/// Each step takes at least one character and looks ahead to the end of the line at most, which has 600
/// characters (`Citation.textLimit`).
struct QuotedLine {
  let scalars: [Unicode.Scalar]
  private(set) var position = 0
  private(set) var written = ""
  /// The word before, and what is between it and the next.
  private(set) var lastWord = "" {
    didSet { fieldName = FieldName(lastWord) }
  }
  private var fieldName = FieldName("")
  private(set) var gap = ""
  /// Whether the line is about updates, whose identifiers are public.
  let namesUpdates: Bool

  init(_ text: String) {
    scalars = Array(text.unicodeScalars)
    let text = text.lowercased()
    namesUpdates = ["importupdate", "updateid", "update id", "update guid"].contains { text.contains($0) }
  }

  var isAtEnd: Bool { position >= scalars.count }

  subscript(ahead: Int) -> Unicode.Scalar? {
    scalars.indices.contains(position + ahead) ? scalars[position + ahead] : nil
  }

  func text(_ range: Range<Int>) -> String {
    String(String.UnicodeScalarView(scalars[range]))
  }

  /// The end of the run from `start` on whose characters all pass.
  func end(from start: Int, while passes: (Unicode.Scalar) -> Bool) -> Int {
    var end = start
    while end < scalars.count, passes(scalars[end]) { end += 1 }
    return end
  }

  mutating func step(_ redactor: inout Redactor) {
    if takeSecret(&redactor) || takeRegistryKey(&redactor) || takePath(&redactor) { return }
    if takeNumbers(&redactor) || takeAddress(&redactor) { return }
    guard scalars[position].isOfWord else {
      gap.unicodeScalars.append(scalars[position])
      return copy(to: position + 1)
    }
    takeWord(&redactor)
  }

  var isAtWordStart: Bool { self[-1].map { !$0.isOfWord } ?? true }

  // MARK: Writing

  mutating func copy(to end: Int) {
    written.unicodeScalars.append(contentsOf: scalars[position..<end])
    position = end
  }

  mutating func put(_ replacement: String, to end: Int) {
    written += replacement
    (position, lastWord, gap) = (end, "", "")
  }

  /// Copies a word that may say what the next one is.
  mutating func copyWord(to end: Int) {
    (lastWord, gap) = (text(position..<end), "")
    copy(to: end)
  }

  /// Makes a word that was replaced the one before the next.
  mutating func remember(_ word: String) { lastWord = word }

  /// Copies marks before a word.
  mutating func copyMarks(to end: Int) {
    gap += text(position..<end)
    copy(to: end)
  }

  /// What field the next word is the value of.
  var field: FieldMeaning { fieldName.meaning(behind: gap) }
}
