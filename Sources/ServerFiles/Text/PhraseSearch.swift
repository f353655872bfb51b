/// Finds one ASCII word, ignoring case, in the first bytes of a file; ``PhraseSearch`` is for whole logs.
struct ByteSearch {
  let word: [UInt8]

  init(_ word: String) {
    self.word = word.utf8.map(Self.folded)
  }

  /// The first occurrence of the word at or after `start`.
  func first(in bytes: Span<UInt8>, from start: Int = 0) -> Int? {
    guard let head = word.first, bytes.count >= word.count else { return nil }
    var index = start
    while index <= bytes.count - word.count {
      if Self.folded(bytes[index]) == head, matches(at: index, in: bytes) { return index }
      index += 1
    }
    return nil
  }

  /// Whether the word is at an offset.
  func matches(at position: Int, in bytes: Span<UInt8>) -> Bool {
    guard position + word.count <= bytes.count else { return false }
    return word.indices.allSatisfy { Self.folded(bytes[position + $0]) == word[$0] }
  }

  static func folded(_ byte: UInt8) -> UInt8 {
    byte &- UInt8(ascii: "A") < 26 ? byte | 0x20 : byte
  }
}

/// Finds many phrases in one pass, ignoring ASCII case (Aho and Corasick, 1975). Each belongs to a group; the
/// result has the groups and the end of each one's first phrase.
struct PhraseSearch: Sendable {
  /// What a search met.
  struct Found {
    /// One bit a group.
    fileprivate(set) var groups: UInt64 = 0
    /// For each group the offset after its first phrase.
    fileprivate(set) var ends: [Int]

    func contains(_ group: Int) -> Bool { groups >> UInt64(group) & 1 == 1 }
  }

  let groupCount: Int
  /// Bytes of no phrase share class 0, so that the table stays small.
  private let classes: [UInt8]
  private let classCount: Int
  /// For each state and class the next state.
  private let moves: [UInt16]
  /// For each state the groups of which a phrase ends there.
  private let outputs: [UInt64]

  /// - Parameter groups: at most 64, of phrases that together have less than 65,536 bytes.
  init(_ groups: [[String]]) {
    groupCount = groups.count
    let phrases = groups.enumerated().flatMap { group, texts in
      texts.map { (bytes: $0.utf8.map(ByteSearch.folded), group: group) }
    }
    (classes, classCount) = Self.classes(of: phrases.map(\.bytes))
    var build = PhraseTree(
      classCount: classCount, stateLimit: phrases.map(\.bytes.count).reduce(1, +))
    for phrase in phrases {
      build.add(phrase.bytes.map { [classes] in Int(classes[Int($0)]) }, group: phrase.group)
    }
    build.close()
    (moves, outputs) = (build.moves, build.outputs)
  }

  /// Which groups of phrases are in `bytes`.
  func search(_ bytes: Span<UInt8>) -> Found {
    var found = Found(ends: [Int](repeating: 0, count: groupCount))
    let (classes, moves, outputs) = (classes.span, moves.span, outputs.span)
    var state = 0
    for index in bytes.indices {
      state = Int(moves[state &* classCount &+ Int(classes[Int(bytes[index])])])
      let output = outputs[state]
      if output & ~found.groups != 0 { note(output, at: index + 1, in: &found) }
    }
    return found
  }

  /// Whether any phrase is in `bytes`.
  func holdsAny(_ bytes: Span<UInt8>) -> Bool {
    let (classes, moves, outputs) = (classes.span, moves.span, outputs.span)
    var state = 0
    for index in bytes.indices {
      state = Int(moves[state &* classCount &+ Int(classes[Int(bytes[index])])])
      if outputs[state] != 0 { return true }
    }
    return false
  }

  private func note(_ output: UInt64, at end: Int, in found: inout Found) {
    for group in 0..<groupCount where (output & ~found.groups) >> UInt64(group) & 1 == 1 {
      found.ends[group] = end
    }
    found.groups |= output
  }

  private static func classes(of phrases: [[UInt8]]) -> ([UInt8], Int) {
    var classes = [UInt8](repeating: 0, count: 256)
    var count = 1
    for byte in Set(phrases.joined()).sorted() {
      classes[Int(byte)] = UInt8(count)
      if byte &- UInt8(ascii: "a") < 26 { classes[Int(byte) - 0x20] = UInt8(count) }
      count += 1
    }
    return (classes, count)
  }
}

/// The states of a search while they are made.
private struct PhraseTree {
  let classCount: Int
  var moves: [UInt16]
  var outputs: [UInt64] = [0]
  private var failures: [Int] = [0]

  /// - Parameter stateLimit: so many states are reserved at once: growing copies of the table would triple the
  ///   memory of a run.
  init(classCount: Int, stateLimit: Int) {
    self.classCount = classCount
    moves = [UInt16](repeating: 0, count: classCount)
    moves.reserveCapacity(stateLimit * classCount)
  }

  mutating func add(_ phrase: [Int], group: Int) {
    var state = 0
    for symbol in phrase {
      let position = state * classCount + symbol
      if moves[position] == 0 {
        moves[position] = UInt16(outputs.count)
        outputs.append(0)
        failures.append(0)
        moves += [UInt16](repeating: 0, count: classCount)
      }
      state = Int(moves[position])
    }
    outputs[state] |= 1 << UInt64(group)
  }

  /// Gives every state a move for every class: where a phrase does not go on, the longest other that may.
  mutating func close() {
    var queue = (0..<classCount).map { Int(moves[$0]) }.filter { $0 != 0 }
    var next = 0
    while next < queue.count {
      let state = queue[next]
      next += 1
      outputs[state] |= outputs[failures[state]]
      for symbol in 0..<classCount {
        let position = state * classCount + symbol
        let fallback = moves[failures[state] * classCount + symbol]
        if moves[position] == 0 {
          moves[position] = fallback
        } else {
          failures[Int(moves[position])] = Int(fallback)
          queue.append(Int(moves[position]))
        }
      }
    }
  }
}
