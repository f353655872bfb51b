/// Looks for one ASCII word in bytes, upper and lower case alike.
///
/// For the first bytes of a file, which are looked at once; ``PhraseSearch`` is for whole logs.
struct ByteSearch {
  let word: [UInt8]

  init(_ word: String) {
    self.word = word.utf8.map(Self.folded)
  }

  /// Where the word first stands at or behind `start`; nil when nowhere.
  func first(in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    guard let head = word.first, bytes.count >= word.count else { return nil }
    var index = start
    while index <= bytes.count - word.count {
      if Self.folded(bytes[index]) == head, stands(at: index, in: bytes) { return index }
      index += 1
    }
    return nil
  }

  /// Whether the word stands at a place.
  func stands(at place: Int, in bytes: Span<UInt8>) -> Bool {
    guard place + word.count <= bytes.count else { return false }
    return word.indices.allSatisfy { Self.folded(bytes[place + $0]) == word[$0] }
  }

  static func folded(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}
