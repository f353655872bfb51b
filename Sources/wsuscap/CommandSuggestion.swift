import Files
import Reports

/// The subcommand that a first word was meant to be: `scna` is most likely `scan`.
struct CommandSuggestion {
  let word: String
  let command: String

  /// Nil when the word is a subcommand, an option or a file, or resembles no subcommand.
  init?(_ word: String, commands: [String], exists: (String) -> Bool = { PathName($0).kind != nil }) {
    guard !word.hasPrefix("-"), !commands.contains(word) else { return nil }
    let limit = word.count <= Self.shortWord ? 1 : 2
    let nearest = commands.map { (name: $0, edits: EditDistance.between(word.lowercased(), $0)) }
      .min { ($0.edits, $0.name) < ($1.edits, $1.name) }
    guard let nearest, nearest.edits <= limit, word.count <= Self.longestWord, !exists(word) else {
      return nil
    }
    (self.word, command) = (word, nearest.name)
  }

  var message: String { "\(word): is neither a command nor a file; did you mean wsuscap \(command)?" }

  /// Letters up to which two edits would make another word.
  private static let shortWord = 3
  /// Letters of the longest subcommand, and some mistakes.
  private static let longestWord = 16
}
