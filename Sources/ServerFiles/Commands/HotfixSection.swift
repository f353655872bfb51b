import Diagnosis

/// Updates as Get-HotFix, `wmic qfe` and systeminfo list them.
enum HotfixSection: CommandSection {
  static let kind = ServerFileKind.commandOutput
  static let words = ["HotFixID", "]: KB"]

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    for object in text.objects {
      guard let property = object["HotFixID"], let id = identifier(property.joined) else { continue }
      reading.isFound = true
      reading.facts.add(
        Hotfix(
          id: id, installed: object["InstalledOn"].flatMap { date($0.words) } ?? date(property.text),
          citation: context.citation(property.number, String(property.text))))
    }
    if reading.facts.hotfixes.isEmpty { readLines(text, context, &reading) }
  }

  /// `[01]: KB4565541` of systeminfo, and rows below a heading with `HotFixID`.
  private static func readLines(
    _ text: CommandText, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    var isBelowHeading = false
    for line in text.lines {
      if line.text.range(of: "HotFixID") != nil { isBelowHeading = true }
      guard isBelowHeading || line.text.trimmed.hasPrefix("["), let mark = line.text.range(of: "KB"),
        isBelowHeading || line.text[..<mark.lowerBound].trimmed.hasSuffix("]:"),
        let id = identifier(line.text[mark.lowerBound...])
      else { continue }
      reading.isFound = true
      reading.facts.add(
        Hotfix(
          id: id, installed: date(line.text),
          citation: context.citation(line.number, String(line.text.trimmed))))
    }
  }

  /// `KB` and six or seven digits.
  private static func identifier(_ text: some StringProtocol) -> String? {
    guard text.uppercased().hasPrefix("KB") else { return nil }
    let digits = text.dropFirst(2).prefix { $0.isASCII && $0.isNumber }
    return (6...7).contains(digits.count) ? "KB" + digits : nil
  }

  /// A date in the format of any Windows: numbers between slashes, dots or hyphens.
  private static func date(_ text: some StringProtocol) -> String? {
    String(text).split(whereSeparator: \.isWhitespace).map(String.init).last { word in
      let parts = word.split(whereSeparator: { "/.-".contains($0) })
      return parts.count == 3
        && parts.allSatisfy { $0.count <= 4 && $0.allSatisfy { $0.isASCII && $0.isNumber } }
        && parts.contains { $0.count == 4 }
    }
  }
}
