/// What the argument parser says, as `what is wrong; what to do` on one line.
enum UsageMessage {
  static func text(_ words: String) -> String {
    let lines = words.split(separator: "\n")
    var text = lines.first.map(String.init) ?? words
    if text.hasPrefix(errorPrefix) { text.removeFirst(errorPrefix.count) }
    text = text.prefix(1).lowercased() + text.dropFirst()
    if let list = text.firstRange(of: listPrefix) {
      return text[..<list.lowerBound] + "; specify " + values(text[list.upperBound...], lines.dropFirst())
    }
    if text.hasSuffix(".") { text.removeLast() }
    return text + "; see wsuscap --help"
  }

  /// The parser names up to five values in the sentence, and more of them in a list below it.
  private static func values(_ sentence: Substring, _ list: ArraySlice<Substring>) -> String {
    if list.isEmpty { return sentence.filter { $0 != "'" && $0 != "." } }
    return wordList(list.map { String($0.drop { $0 == " " || $0 == "-" }) })
  }

  /// `text, json or html`.
  static func wordList(_ words: [String]) -> String {
    guard let last = words.last, words.count > 1 else { return words.first ?? "" }
    return words.dropLast().joined(separator: ", ") + " or " + last
  }

  /// Refuses a file whose ending promises another format.
  /// - Parameter endings: that there are, without dots.
  static func foreignEnding(_ path: String, _ ending: String, what: String, endings: [String]) -> String {
    let known = wordList(endings.map { ".\($0)" })
    return
      "\(path): \(what) are not written as .\(ending); specify a file that ends in \(known), or a --format"
  }

  private static let errorPrefix = "Error: "
  private static let listPrefix = ". Please provide one of "
}
