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
    for (index, scalar) in zip(scalars.indices, scalars) {
      if let previous, mayBreak(between: previous, and: scalar) {
        pieces.append(word[start..<index])
        start = index
      }
      previous = scalar
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
