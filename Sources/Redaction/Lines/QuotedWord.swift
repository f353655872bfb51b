/// A word of a quoted line, and what is known of its place.
struct QuotedWord {
  let word: String
  let field: FieldMeaning
  /// The word before.
  let previous: String
  /// A colon precedes it, as before the seconds of a time.
  let isFraction: Bool
  /// The line ends within the word, which may be the beginning of anything.
  let isTruncated: Bool
  /// The line is about updates.
  let namesUpdates: Bool

  /// Bytes in hexadecimal or base 64 have at least so many characters.
  static let shortestData = 16

  /// What to write for it; nil for a word that stays.
  func replacement(_ redactor: inout Redactor) -> String? {
    if QuotedLine.isUser(word[...]) { return redactor.token(.user, word) }
    if QuotedLine.isCard(word, separator: "-") { return redactor.token(.card, word.lowercased()) }
    if let addresses = addresses(&redactor) { return addresses }
    if let value = value(&redactor) { return value == word ? nil : value }
    if isPublic(redactor) { return nil }
    if let known = redactor.knownHost(word) { return known }
    return name(&redactor)
  }

  /// Whether it is known to be the same everywhere.
  private func isPublic(_ redactor: Redactor) -> Bool {
    if word.contains("."), redactor.names.contains(host: word.lowercased()) { return true }
    if field == .doubleWord, let number = UInt32(word, radix: 16) {
      return number <= 0xffff || number == .max
    }
    if isIdentifier { return namesUpdates && !isOfComputer }
    return !isTruncated && !isBelowDomain && KnownText.contains(word, isFraction: isFraction)
  }

  /// The pseudonym of a word that is not known.
  private func name(_ redactor: inout Redactor) -> String {
    if isIdentifier { return redactor.token(.identifier, word.lowercased()) }
    if CodeNames.isBelowKnownRoot(word) { return codeName(&redactor) }
    if isHost || isTruncated { return redactor.host(word) }
    let ending = Redactor.fileExtension(of: word)
    if !ending.isEmpty { return redactor.path(word, .path) }
    return word.utf8.count >= Self.shortestData
      ? redactor.token(.data, word) : redactor.token(.word, word.lowercased())
  }

  /// A class below a root of .NET: only what is not known of its name is replaced.
  private func codeName(_ redactor: inout Redactor) -> String {
    word.split(separator: ".").map { part in
      CodeNames.isCode(part) ? String(part) : redactor.token(.word, part.lowercased())
    }.joined(separator: ".")
  }

  /// `0037641d-bb9b-4530-9568-11e413223100`.
  private var isIdentifier: Bool {
    let groups = word.split(separator: "-", omittingEmptySubsequences: false)
    return groups.map(\.utf8.count) == [8, 4, 4, 4, 12]
      && groups.joined().allSatisfy { $0.isASCII && $0.isHexDigit }
  }

  /// Whether the identifier is one of a computer, by the name of its field.
  private var isOfComputer: Bool {
    ["client", "computer", "machine", "target", "sid"].contains { previous.lowercased().contains($0) }
  }

  // MARK: Values of fields

  /// The value of a field such as `SYS=CM01`, whatever word it is; nil for another field.
  private func value(_ redactor: inout Redactor) -> String? {
    switch field {
    case .process: Int32(word).map { String(redactor.process($0)) }
    case .person: redactor.token(.user, word.lowercased())
    case .machine: KnownHosts.contains(word) ? word : redactor.host(word)
    case .secret: redactor.token(.secret, word)
    case .doubleWord, .other: nil
    }
  }
}
