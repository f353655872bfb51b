/// Parts a sentence into text that Markdown leaves alone and words that have to go into code spans.
struct MarkdownWords {
  struct Piece {
    var text: Substring
    var isCode: Bool
  }

  private(set) var pieces: [Piece] = []

  /// - Parameter shown: text that is safe to show: no controls, no space but U+0020.
  init(_ shown: String) {
    var rest = shown[...]
    while let first = rest.unicodeScalars.first {
      let isWord = Self.isOfWord(first)
      let end = rest.unicodeScalars.firstIndex { Self.isOfWord($0) != isWord } ?? rest.endIndex
      if isWord { add(word: rest[..<end]) } else { add(rest[..<end], isCode: false) }
      rest = rest[end...]
    }
  }

  /// ASCII, and marks that would join the end of a code span: of other scripts nothing is acted on.
  private static func isOfWord(_ scalar: Unicode.Scalar) -> Bool {
    if scalar.value < 0x300 { return scalar.value > 0x20 && scalar.value < 0x7f }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark, .spacingMark: return true
    default: return false
    }
  }

  /// A word with the marks of the sentence around it.
  private mutating func add(word: Substring) {
    let scalars = word.unicodeScalars
    let start = scalars.firstIndex { !"(\"'.".unicodeScalars.contains($0) } ?? scalars.endIndex
    let last = scalars[start...].lastIndex { !".,:;)\"'?!".unicodeScalars.contains($0) }
    let end = last.map { scalars.index(after: $0) } ?? start
    let core = word[start..<end]
    // A dash between two dates.
    let isDash = core == "-" && !pieces.isEmpty && word == core
    guard core.isEmpty || isDash || PlainWord.isPlain(core) else {
      add(word[..<start], isCode: false)
      add(core, isCode: true)
      return add(word[end...], isCode: false)
    }
    // `12.` and `12)` at the start of a line would be elements of a list.
    let isNumber = !core.isEmpty && core.utf8.allSatisfy(PlainWord.isDigit)
    let isMarked = word[end...].hasPrefix(".") || word[end...].hasPrefix(")")
    guard pieces.isEmpty, isNumber, isMarked, start == word.startIndex else {
      return add(word, isCode: false)
    }
    add(core, isCode: false)
    add("\\" + word[end...], isCode: false)
  }

  private mutating func add(_ text: Substring, isCode: Bool) {
    guard !text.isEmpty else { return }
    // A single space between two words in code does not part them.
    if isCode, pieces.count >= 2, pieces[pieces.count - 1].text == " ", pieces[pieces.count - 2].isCode {
      pieces.removeLast()
      pieces[pieces.count - 1].text += " " + text
    } else {
      pieces.append(Piece(text: text, isCode: isCode))
    }
  }
}

/// Words that no Markdown makes anything of: no emphasis, link, mention, reference to an issue or a commit, picture
/// sign, formula.
enum PlainWord {
  /// Letters of a longer word are a name.
  private static let longest = 30

  /// Whether an ASCII word, without the punctuation around it, is safe as it is.
  static func isPlain(_ word: Substring) -> Bool {
    guard word.utf8.count <= longest else { return false }
    let word = word.last == "%" ? word.dropLast() : word
    if isNumber(word) { return true }
    var hadLetters = false
    for part in word.split(omittingEmptySubsequences: false, whereSeparator: { "-/'".contains($0) }) {
      guard !part.isEmpty, part.utf8.allSatisfy({ isDigit($0) || isLetter($0) }) else { return false }
      // `ABC-12` is an issue to some trackers.
      if hadLetters, part.utf8.first.map(isDigit) == true { return false }
      hadLetters = hadLetters || part.utf8.contains(where: isLetter)
      if part.utf8.count >= shortestCommit, part.utf8.allSatisfy(isHexadecimal) { return false }
    }
    return true
  }

  /// Hexadecimal digits that may name a commit.
  private static let shortestCommit = 7

  static func isDigit(_ byte: UInt8) -> Bool { (UInt8(ascii: "0")...UInt8(ascii: "9")).contains(byte) }

  private static func isLetter(_ byte: UInt8) -> Bool {
    (UInt8(ascii: "a")...UInt8(ascii: "z")).contains(byte | 0x20)
  }

  private static func isHexadecimal(_ byte: UInt8) -> Bool {
    isDigit(byte) || (UInt8(ascii: "a")...UInt8(ascii: "f")).contains(byte | 0x20)
  }

  /// `1,286`, `1.2`, `09:14:03.454`.
  private static func isNumber(_ word: Substring) -> Bool {
    let parts = word.utf8.split(omittingEmptySubsequences: false) { !isDigit($0) }
    guard parts.count > 1, parts.allSatisfy({ !$0.isEmpty && $0.count <= 9 }) else { return false }
    let marks = word.utf8.filter { !isDigit($0) }
    let comma = UInt8(ascii: ",")
    let point = UInt8(ascii: ".")
    let colon = UInt8(ascii: ":")
    if marks.allSatisfy({ $0 == comma }) { return parts.dropFirst().allSatisfy { $0.count == 3 } }
    if marks == [point] { return true }
    let isTime = [[colon], [colon, colon], [colon, colon, point]].contains(marks)
    return isTime && parts.prefix(3).allSatisfy { $0.count == 2 }
  }
}
