/// What of a quoted line may stay, because it is the same on every server. All other words become pseudonyms.
enum KnownText {
  /// - Parameter isFraction: see ``KnownNumbers/contains(_:isFraction:)``.
  static func contains(_ word: String, isFraction: Bool = false) -> Bool {
    if word.utf8.allSatisfy(isMark) || MessageWords.contains(word.lowercased()) { return true }
    if isLetter(word) || FieldName.names.contains(word.lowercased()) { return true }
    return KnownNumbers.contains(word, isFraction: isFraction) || CodeNames.contains(word)
      || ProtocolNames.contains(word) || KnownFiles.contains(word) || KnownHosts.contains(word)
  }

  /// A single letter is a drive, a placeholder or a number of an algorithm.
  private static func isLetter(_ word: String) -> Bool {
    word.utf8.count == 1 && word.unicodeScalars.allSatisfy { $0.properties.isAlphabetic }
  }

  /// A mark that can be in words: rules of tables consist of them.
  private static func isMark(_ byte: UInt8) -> Bool {
    [UInt8(ascii: "-"), UInt8(ascii: "."), UInt8(ascii: "_"), UInt8(ascii: "$")].contains(byte)
  }
}
