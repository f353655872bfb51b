/// The parts of a run of text in a script without spaces: known sentences, and what is between them.
struct ScriptPieces {
  struct Piece {
    var range: Range<Int>
    var isKnown: Bool
  }

  private(set) var all: [Piece] = []

  /// Characters of a sentence that stays beside text that is not known.
  private static let shortestBeside = 5

  init(_ scalars: [Unicode.Scalar], _ range: Range<Int>) {
    split(scalars, range, shortest: 1)
    guard all.contains(where: { !$0.isKnown }) else { return }
    all = []
    split(scalars, range, shortest: Self.shortestBeside)
  }

  private mutating func split(_ scalars: [Unicode.Scalar], _ range: Range<Int>, shortest: Int) {
    var index = range.lowerBound
    while index < range.upperBound {
      let end = KnownSentences.end(in: scalars, from: index).map { min($0, scalars.count) }
      if let end, end - index >= shortest {
        add(index..<end, isKnown: true)
        index = end
      } else {
        let word = Self.latinEnd(scalars, index, range.upperBound)
        add(index..<word, isKnown: Self.isKnown(scalars[index..<word]))
        index = word
      }
    }
  }

  private mutating func add(_ range: Range<Int>, isKnown: Bool) {
    if let last = all.last, !last.isKnown, !isKnown {
      all[all.count - 1].range = last.range.lowerBound..<range.upperBound
    } else {
      all.append(Piece(range: range, isKnown: isKnown))
    }
  }

  /// The end of a word of another script inside the run, else one character on.
  private static func latinEnd(_ scalars: [Unicode.Scalar], _ start: Int, _ limit: Int) -> Int {
    var end = start
    while end < limit, !scalars[end].isOfScriptWithoutSpaces { end += 1 }
    return max(end, start + 1)
  }

  private static func isKnown(_ word: ArraySlice<Unicode.Scalar>) -> Bool {
    guard let first = word.first, !first.isOfScriptWithoutSpaces else { return false }
    return KnownText.contains(String(String.UnicodeScalarView(word)))
  }
}
