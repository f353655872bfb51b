extension QuotedLine {
  mutating func takeWord(_ redactor: inout Redactor) {
    if takeSentence() { return }
    let end = end(from: position) { $0.isOfWord }
    if takeLocator(&redactor, scheme: position..<end) || takeAccount(&redactor, wordEnd: end)
      || takeCompound(&redactor, wordEnd: end) || takeForeignText(&redactor, wordEnd: end)
    {
      return
    }
    // A full stop ends a sentence and not a name; a hyphen begins an option.
    let trimmed = trimmed(position..<end)
    if KnownText.contains(text(position..<end)) && field == .other { return copyWord(to: end) }
    if trimmed.lowerBound > position { copyMarks(to: trimmed.lowerBound) }
    guard !trimmed.isEmpty else { return }
    takeTrimmedWord(trimmed, &redactor)
  }

  private mutating func takeTrimmedWord(_ range: Range<Int>, _ redactor: inout Redactor) {
    let word = text(range)
    let isTruncated =
      range.upperBound + 1 == scalars.count && scalars[range.upperBound] == "…" && word.contains(".")
    let quoted = QuotedWord(
      word: word, field: field, previous: lastWord, isFraction: self[-1] == ":", isTruncated: isTruncated,
      namesUpdates: namesUpdates)
    if let replacement = quoted.replacement(&redactor) {
      put(replacement, to: range.upperBound)
    } else {
      copyWord(to: range.upperBound)
    }
    // It may be the name of a field all the same, or of an option.
    let isOption = range.lowerBound > 0 && scalars[range.lowerBound - 1] == "-"
    remember(isOption ? "-" + word : word)
  }

  /// A word without the marks around it.
  private func trimmed(_ range: Range<Int>) -> Range<Int> {
    var (start, end) = (range.lowerBound, range.upperBound)
    while start < end, "-._$".unicodeScalars.contains(scalars[start]) { start += 1 }
    while end > start, "-._$".unicodeScalars.contains(scalars[end - 1]) { end -= 1 }
    return start..<end
  }

  // MARK: Sentences

  /// A message that is known as a whole.
  private mutating func takeSentence() -> Bool {
    guard isAtWordStart, field == .other, let end = KnownSentences.end(in: scalars, from: position) else {
      return false
    }
    put("", to: position)
    copy(to: end)
    return true
  }

  /// A run of a script without spaces: the sentences in it stay. Short ones do only where nothing else is in
  /// it, because names are written with the same characters.
  private mutating func takeForeignText(_ redactor: inout Redactor, wordEnd: Int) -> Bool {
    guard scalars[position..<wordEnd].contains(where: \.isOfScriptWithoutSpaces) else { return false }
    let word = text(position..<wordEnd)
    let parts = word.split(separator: ".")
    if field != .other || parts.count > 1 || KnownText.contains(word) { return false }
    let pieces = ScriptPieces(scalars, position..<wordEnd)
    for piece in pieces.all {
      if piece.isKnown { copy(to: piece.range.upperBound) } else { putUnknown(piece.range, &redactor) }
    }
    put("", to: position)
    return true
  }

  private mutating func putUnknown(_ range: Range<Int>, _ redactor: inout Redactor) {
    let text = text(range)
    put(redactor.token(.word, text.lowercased()), to: range.upperBound)
  }

  // MARK: Compounds

  /// Words that are glued by other marks: `SSL/TLS`. When one of them is not known the whole is replaced,
  /// because it may be a password or data in base 64.
  private mutating func takeCompound(_ redactor: inout Redactor, wordEnd: Int) -> Bool {
    guard wordEnd < scalars.count, scalars[wordEnd].isGlue else { return false }
    var end = end(from: position) { $0.isOfWord || $0.isGlue }
    while end > wordEnd, !scalars[end - 1].isOfWord, scalars[end - 1] != "/" { end -= 1 }
    while end > wordEnd, scalars[end - 1] == "." || scalars[end - 1] == "/" { end -= 1 }
    let whole = text(position..<end)
    let parts = whole.unicodeScalars.split(whereSeparator: \.isGlue).map { String($0) }
    guard parts.count > 1, end > wordEnd else { return false }
    // Behind a percent sign may be the number of a character.
    if parts.allSatisfy({ KnownText.contains($0) }), !whole.contains("%"), field == .other {
      copyWord(to: end)
    } else {
      let isData = whole.utf8.count >= QuotedWord.shortestData
      put(redactor.token(isData ? .data : .word, isData ? whole : whole.lowercased()), to: end)
    }
    return true
  }
}
