import ServerFiles

/// Messages of Windows and .NET in languages whose words are not in ``MessageWords``: they stay as whole
/// sentences, or as the parts of sentences by which failures are recognised (``FailureMessages``).
enum KnownSentences {
  /// The end of the longest sentence that begins at an index; nil where none does.
  static func end(in scalars: [Unicode.Scalar], from start: Int) -> Int? {
    guard let sentences = byFirst[scalars[start]] else { return nil }
    return sentences.first { matches($0, scalars, start) }.map { start + $0.count }
  }

  private static func matches(_ sentence: [Unicode.Scalar], _ scalars: [Unicode.Scalar], _ start: Int) -> Bool
  {
    let end = start + sentence.count
    guard end <= scalars.count, scalars[start..<end].elementsEqual(sentence) else { return false }
    // Scripts without spaces have no words that could go on behind it.
    return !scalars[end - 1].isOfWord || scalars[end - 1].isOfScriptWithoutSpaces || isEndOfWord(scalars, end)
  }

  /// Whether no word goes on: a full stop ends a sentence, and one before a letter is inside a name.
  private static func isEndOfWord(_ scalars: [Unicode.Scalar], _ end: Int) -> Bool {
    guard end < scalars.count, scalars[end].isOfWord else { return true }
    let next = end + 1 < scalars.count ? scalars[end + 1] : " "
    return scalars[end].isOfScriptWithoutSpaces || scalars[end] == "." && (!next.isOfWord || next == ".")
  }

  /// By their first character, the longest first.
  private static let byFirst: [Unicode.Scalar: [[Unicode.Scalar]]] = {
    let sentences = (FailureMessages.stems + western + eastern + labels).map { Array($0.unicodeScalars) }
    let known = Dictionary(grouping: sentences.filter { !$0.isEmpty }) { $0[0] }
    return known.mapValues { $0.sorted { $0.count > $1.count } }
  }()
}

extension Unicode.Scalar {
  /// Kana, ideographs and Hangul.
  var isOfScriptWithoutSpaces: Bool {
    switch value {
    case 0x3005...0x3007, 0x3041...0x30ff, 0x3400...0x9fff, 0xac00...0xd7af, 0xf900...0xfaff, 0xff66...0xff9f:
      true
    default: false
    }
  }
}
