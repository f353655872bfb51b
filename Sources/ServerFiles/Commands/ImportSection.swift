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
      update = update ?? brokenIdentifier(text.lines[..<index])
      let parts = [line.text[call...]] + followers(text.lines[(index + 1)...], of: line.text)
      let error = parts.joined(separator: " ")
      reading.facts.add(
        ImportFailures(
          origin: .script, kind: kind(parts), update: update, time: nil,
          citation: context.citation(line.number, error)))
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
  private static func followers(_ lines: ArraySlice<NumberedLine>, of call: Substring) -> [Substring] {
    var followers: [Substring] = []
    let isOpen = call.trimmed.last == ":"
    for line in lines.prefix(reach) {
      let text = line.text.trimmed
      // Lines that a window broke leave blank ones.
      if text.isEmpty, isOpen, followers.isEmpty { continue }
      if text.isEmpty || text.hasPrefix("+") || CommandLine.command(line.text) != nil
        || self.call(line.text) != nil
      {
        break
      }
      followers.append(text)
    }
    return followers
  }

  /// What the error tells; a window breaks its lines also inside of words.
  private static func kind(_ parts: [Substring]) -> LoggedFailure.Kind {
    for separator in [" ", ""] {
      let bytes = Array(parts.joined(separator: separator).utf8)
      let kind = FailureReading(error: bytes.span).kind
      if kind != .other { return kind }
    }
    return .other
  }

  /// One that the window broke, in the lines before.
  private static func brokenIdentifier(_ lines: ArraySlice<NumberedLine>) -> String? {
    UpdateIdentifier.first(in: Substring(lines.suffix(reach).map(\.text).joined()))
  }

  private static func identifier(_ line: Substring) -> String? {
    guard line.contains("-") else { return nil }
    return UpdateIdentifier.first(in: line)
  }
}
