import Diagnosis

/// What ImportUpdateToWSUS.ps1 prints about an import that failed, and transcripts of it.
///
///     Attempting WSUS update import for Update ID: 12345678-… Failed. Exception calling
///     "ImportUpdateFromCatalogSite" with "2" argument(s): "The underlying connection was closed: …"
///
/// PowerShell's words are localised; the method between quotation marks is not.
enum ImportSection: CommandSection {
  static let kind = ServerFileKind.commandOutput
  static let words = ["ImportUpdateFromCatalogSite"]
  /// Lines of one error.
  private static let reach = 8

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    var update: String?
    for (index, line) in text.lines.enumerated() {
      update = identifier(line.text) ?? update
      guard let call = call(line.text) else { continue }
      reading.isFound = true
      let error = ([line.text[call...]] + followers(text.lines[(index + 1)...])).joined(separator: " ")
      let bytes = Array(error.utf8)
      reading.facts.add(
        ImportFailures(
          origin: .script, kind: FailureReading(error: bytes.span).kind, update: update, time: nil,
          citation: context.citation(line.number, String(line.text[call...].trimmed) + " " + error)))
    }
  }

  /// Where the method is named between quotation marks, as in the error of a call; some languages put a space
  /// between the two.
  private static func call(_ line: Substring) -> Substring.Index? {
    guard let name = line.range(of: "ImportUpdateFromCatalogSite") else { return nil }
    let before = line[..<name.lowerBound].last { !$0.isWhitespace }
    let after = line[name.upperBound...].first { !$0.isWhitespace }
    guard let before, let after, opening.contains(before), closing.contains(after) else { return nil }
    return name.lowerBound
  }

  private static let opening: Set<Character> = ["\"", "'", "“", "„", "«", "「", "‘", ";"]
  private static let closing: Set<Character> = ["\"", "'", "”", "“", "»", "」", "’", "&"]

  /// The lines of the error's text, which ends where PowerShell tells the place.
  private static func followers(_ lines: ArraySlice<NumberedLine>) -> [Substring] {
    var followers: [Substring] = []
    for line in lines.prefix(reach) {
      let text = line.text.trimmed
      if text.isEmpty || text.hasPrefix("+") || CommandLine.command(line.text) != nil
        || call(line.text) != nil
      {
        break
      }
      followers.append(text)
    }
    return followers
  }

  private static func identifier(_ line: Substring) -> String? {
    guard line.contains("-") else { return nil }
    return UpdateIdentifier.first(in: line)
  }
}
