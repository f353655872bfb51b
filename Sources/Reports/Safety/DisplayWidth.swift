/// The width of text on a terminal: two columns for East Asian wide characters (Unicode Standard Annex 11),
/// none for combining marks.
enum DisplayWidth {
  static func columns(of text: String) -> Int {
    if text.utf8.allSatisfy({ $0 < 0x80 }) { return text.utf8.count }
    return text.unicodeScalars.reduce(0) { $0 + columns(of: $1) }
  }

  /// The columns of the widest text.
  static func widest(_ phrases: [Phrase]) -> Int { phrases.map { columns(of: $0.text) }.max() ?? 0 }

  static func columns(of scalar: Unicode.Scalar) -> Int {
    if scalar.value < 0x300 { return 1 }
    switch scalar.properties.generalCategory {
    case .nonspacingMark, .enclosingMark: return 0
    default: return isWide(scalar.value) ? 2 : 1
    }
  }

  /// The longest beginning of a text that fits into so many columns.
  static func prefix(of text: String, columns limit: Int) -> String.Index {
    let scalars = text.unicodeScalars
    var used = 0
    var index = scalars.startIndex
    while index < scalars.endIndex {
      used += columns(of: scalars[index])
      if used > limit { return index }
      index = scalars.index(after: index)
    }
    return index
  }

  /// The longest end of a text that fits into so many columns.
  static func suffix(of text: String, columns limit: Int) -> String.Index {
    let scalars = text.unicodeScalars
    var used = 0
    var index = scalars.endIndex
    while index > scalars.startIndex {
      let before = scalars.index(before: index)
      used += columns(of: scalars[before])
      if used > limit { return index }
      index = before
    }
    return index
  }

  /// Blocks whose characters are wide or full-width, merged where only a few lie between.
  private static let wideRanges: [ClosedRange<UInt32>] = [
    0x1100...0x115f, 0x231a...0x231b, 0x2329...0x232a, 0x23e9...0x23f3, 0x25fd...0x25fe, 0x2614...0x2615,
    0x2630...0x2637, 0x2648...0x2653, 0x267f...0x267f, 0x268a...0x268f, 0x2693...0x2693, 0x26a1...0x26a1,
    0x26aa...0x26ab, 0x26bd...0x26be, 0x26c4...0x26c5, 0x26ce...0x26ce, 0x26d4...0x26d4, 0x26ea...0x26ea,
    0x26f2...0x26f5, 0x26fa...0x26fa, 0x26fd...0x26fd, 0x2705...0x2705, 0x270a...0x270b, 0x2728...0x2728,
    0x274c...0x274e, 0x2753...0x2757, 0x2795...0x2797, 0x27b0...0x27b0, 0x27bf...0x27bf, 0x2b1b...0x2b1c,
    0x2b50...0x2b50, 0x2b55...0x2b55, 0x2e80...0x303e, 0x3041...0x33ff, 0x3400...0x4dbf, 0x4dc0...0x9fff,
    0xa000...0xa4cf, 0xa960...0xa97c, 0xac00...0xd7a3, 0xf900...0xfaff, 0xfe10...0xfe19, 0xfe30...0xfe6b,
    0xff01...0xff60, 0xffe0...0xffe6, 0x16fe0...0x18cff, 0x1aff0...0x1b2ff, 0x1d300...0x1d376,
    0x1f004...0x1f004, 0x1f0cf...0x1f0cf, 0x1f18e...0x1f18e, 0x1f191...0x1f19a, 0x1f200...0x1f320,
    0x1f32d...0x1f335, 0x1f337...0x1f37c, 0x1f37e...0x1f393, 0x1f3a0...0x1f3ca, 0x1f3cf...0x1f3d3,
    0x1f3e0...0x1f3f0, 0x1f3f4...0x1f3f4, 0x1f3f8...0x1f43e, 0x1f440...0x1f440, 0x1f442...0x1f4fc,
    0x1f4ff...0x1f53d, 0x1f54b...0x1f567, 0x1f57a...0x1f57a, 0x1f595...0x1f596, 0x1f5a4...0x1f5a4,
    0x1f5fb...0x1f64f, 0x1f680...0x1f6c5, 0x1f6cc...0x1f6cc, 0x1f6d0...0x1f6d7, 0x1f6dc...0x1f6df,
    0x1f6eb...0x1f6ec, 0x1f6f4...0x1f6fc, 0x1f7e0...0x1f7f0, 0x1f90c...0x1f9ff, 0x1fa70...0x1faff,
    0x20000...0x3fffd,
  ]

  private static func isWide(_ value: UInt32) -> Bool {
    if value < 0x1100 { return false }
    var low = 0
    var high = wideRanges.count
    while low < high {
      let middle = (low + high) / 2
      if wideRanges[middle].upperBound < value { low = middle + 1 } else { high = middle }
    }
    return low < wideRanges.count && wideRanges[low].contains(value)
  }
}

/// Where a line of text may end.
///
/// At spaces; in Japanese and Chinese between any two characters, except for the rules of JIS X 4051
/// (kinsoku): no line begins with a closing bracket, punctuation, a small kana or an iteration mark, and none
/// ends with an opening bracket.
enum LineBreaking {
  /// The pieces of a text without spaces between which it may be broken, in order: together they are the text.
  static func pieces(of word: Substring) -> [Substring] {
    if word.utf8.allSatisfy({ $0 < 0x80 }) { return [word] }
    var pieces: [Substring] = []
    let scalars = word.unicodeScalars
    var start = scalars.startIndex
    var previous: Unicode.Scalar?
    var index = start
    while index < scalars.endIndex {
      let scalar = scalars[index]
      if let previous, mayBreak(between: previous, and: scalar) {
        pieces.append(word[start..<index])
        start = index
      }
      previous = scalar
      scalars.formIndex(after: &index)
    }
    pieces.append(word[start...])
    return pieces
  }

  static func mayBreak(between left: Unicode.Scalar, and right: Unicode.Scalar) -> Bool {
    let isMark = DisplayWidth.columns(of: right) == 0
    guard !isMark, isWide(left) || isWide(right) else { return false }
    return !endsNoLine.contains(left) && !beginsNoLine.contains(right)
  }

  private static func isWide(_ scalar: Unicode.Scalar) -> Bool { DisplayWidth.columns(of: scalar) == 2 }

  /// Closing brackets, punctuation, small kana, signs of length and repetition, also in half width.
  static let beginsNoLine = Set(
    """
    )]},.:;!?%'"
    、。，．・：；？！）］｝〕〉》」』】〗〙’”｠»‐–〜～…‥ー゛゜ヽヾゝゞ々〻
    ぁぃぅぇぉっゃゅょゎゕゖァィゥェォッャュョヮヵヶㇰㇱㇲㇳㇴㇵㇶㇷㇸㇹㇺㇻㇼㇽㇾㇿ
    ｡｣､･ｧｨｩｪｫｬｭｮｯｰﾞﾟ％
    """.unicodeScalars.filter { $0 != "\n" })

  /// Opening brackets.
  static let endsNoLine = Set("([{‘“（［｛〔〈《「『【〖〘｟«｢".unicodeScalars)
}
