extension QuotedLine {
  /// The value of a password or a header with credentials: the rest of the line, since such values contain
  /// anything.
  mutating func takeSecret(_ redactor: inout Redactor) -> Bool {
    guard !" \"'".unicodeScalars.contains(scalars[position]), field == .secret else { return false }
    let scheme = text(position..<end(from: position) { $0.isOfWord })
    let isScheme = Self.schemes.contains(scheme.lowercased())
    if isScheme { copy(to: position + scheme.unicodeScalars.count) }
    while let blank = self[0], isScheme, blank == " " { copy(to: position + 1) }
    let rest = text(position..<scalars.count)
    put(rest.isEmpty ? "" : redactor.token(.secret, rest), to: scalars.count)
    return true
  }

  /// How a client proves who it is (RFC 9110, section 11.1).
  private static let schemes: Set<String> = ["basic", "digest", "bearer", "ntlm", "negotiate", "kerberos"]

  /// Bytes or characters that are written as numbers, as the registry and gpresult write texts:
  /// `43,00,4f,00`.
  mutating func takeNumbers(_ redactor: inout Redactor) -> Bool {
    guard isAtWordStart, scalars[position].isHexadecimal else { return false }
    let lists =
      [numbersEnd(behind: ",", digits: 1...3)]
      + " :-".unicodeScalars.map { numbersEnd(behind: $0, digits: 2...2) }
    guard let end = lists.compactMap({ $0 }).max() else { return false }
    put(redactor.token(.data, text(position..<end)), to: end)
    return true
  }

  /// The end of a list of numbers that are parted by a mark; nil for a shorter one.
  private func numbersEnd(behind mark: Unicode.Scalar, digits: ClosedRange<Int>) -> Int? {
    var (count, index, last) = (0, position, position)
    while true {
      let end = end(from: index) { $0.isHexadecimal }
      guard digits.contains(end - index),
        end >= scalars.count || !scalars[end].isOfWord || scalars[end] == mark
      else {
        break
      }
      (count, last) = (count + 1, end)
      guard end < scalars.count, scalars[end] == mark else { break }
      index = mark == "," ? self.end(from: end + 1) { $0 == " " } : end + 1
    }
    return count >= Self.shortestList && !isDateOrCard(mark, count) ? last : nil
  }

  /// Fewer are a date, a time or a range.
  private static let shortestList = 4

  /// Six pairs are the address of a network card.
  private func isDateOrCard(_ mark: Unicode.Scalar, _ count: Int) -> Bool {
    count == 6 && (mark == ":" || mark == "-")
  }
}
