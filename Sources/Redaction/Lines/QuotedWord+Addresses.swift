import Packets

extension QuotedWord {
  /// The word with the IPv4 addresses in it replaced, and what is around them unless it is known; nil when it holds none.
  func addresses(_ redactor: inout Redactor) -> String? {
    guard word.utf8.filter({ $0 == UInt8(ascii: ".") }).count >= 3 else { return nil }
    let runs = Self.runs(word)
    guard runs.contains(where: { Self.address($0) != nil }) else { return nil }
    return runs.map { run in
      Self.address(run).map { redactor.address($0).description } ?? rest(run, &redactor)
    }.joined()
  }

  /// A part of the word that is no address, with the marks around it.
  private func rest(_ run: Substring, _ redactor: inout Redactor) -> String {
    let isMark: (Character) -> Bool = { "-._$".contains($0) }
    let marks = run.prefix(while: isMark)
    let name = run.dropFirst(marks.count).reversed().drop(while: isMark).reversed()
    let isKnown = KnownText.contains(String(name))
    return isKnown ? String(run) : marks + redactor.token(.word, String(name).lowercased())
  }

  /// Runs of digits and points, and what is between them.
  private static func runs(_ word: String) -> [Substring] {
    var runs: [Substring] = []
    var rest = word[...]
    while let first = rest.first {
      let isNumber = isOfNumber(first)
      let run = rest.prefix { isOfNumber($0) == isNumber }
      runs.append(run)
      rest = rest.dropFirst(run.count)
    }
    return runs
  }

  private static func isOfNumber(_ character: Character) -> Bool {
    character == "." || character.isASCII && character.isNumber
  }

  /// Also with more zeros than needed, as some programs write addresses.
  private static func address(_ run: Substring) -> IPAddress? {
    let parts = run.split(separator: ".", omittingEmptySubsequences: false)
    guard parts.count == 4 else { return nil }
    let bytes = parts.compactMap { $0.utf8.count <= 3 ? UInt8($0) : nil }
    return bytes.count == 4 ? IPAddress(v4: bytes.reduce(0) { $0 << 8 | UInt32($1) }) : nil
  }
}
