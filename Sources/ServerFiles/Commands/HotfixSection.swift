import Diagnosis

/// Updates as Get-HotFix, `wmic qfe` and systeminfo list them.
enum HotfixSection: CommandSection {
  static let kind = ServerFileKind.commandOutput
  static let words = ["HotFixID", "]: KB", "Package_for_KB"]

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    for object in text.objects {
      guard let property = object["HotFixID"], let id = identifier(property.joined) else { continue }
      reading.isFound = true
      reading.facts.add(
        Hotfix(
          id: id, installed: object["InstalledOn"].flatMap { date($0.words) },
          citation: context.citation(property.number, String(property.text.trimmed))))
    }
    if reading.facts.hotfixes.isEmpty { readLines(text, context, &reading) }
    readPackages(text, context, &reading)
  }

  /// `[01]: KB4565541` of systeminfo, and rows below a heading with `HotFixID`.
  private static func readLines(
    _ text: CommandText, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    var isBelowHeading = false
    for line in text.lines {
      if isHeading(line.text) { isBelowHeading = true }
      var rest = line.text
      while let mark = rest.range(of: "KB") {
        let isListed = isBelowHeading || line.text[..<mark.lowerBound].trimmed.hasSuffix("]:")
        if isListed, let id = identifier(rest[mark.lowerBound...]) {
          reading.isFound = true
          let installed = isBelowHeading ? date(line.text) : nil
          // The row also names the computer and who installed the update.
          let quoted = [id, installed].compactMap { $0 }.joined(separator: " ")
          reading.facts.add(
            Hotfix(id: id, installed: installed, citation: context.citation(line.number, quoted)))
        }
        rest = rest[mark.upperBound...]
      }
    }
  }

  /// A line with `HotFixID` as a word, and not as a name in JSON or CSV.
  private static func isHeading(_ line: Substring) -> Bool {
    guard let name = line.range(of: "HotFixID") else { return false }
    return line[name.upperBound...].first != "\""
  }

  /// Packages that `dism /online /get-packages` lists as installed. A list with rollups that have no number of an update
  /// is not complete by numbers.
  private static func readPackages(
    _ text: CommandText, _ context: ReadingContext, _ reading: inout SectionReading
  ) {
    guard !text.lines.contains(where: { $0.text.range(of: "Package_for_RollupFix") != nil }) else { return }
    for (index, line) in text.lines.enumerated() {
      guard let mark = line.text.range(of: "Package_for_KB"),
        let id = identifier("KB" + line.text[mark.upperBound...]),
        text.lines[index...].prefix(2).contains(where: { isInstalled($0.text) })
      else { continue }
      reading.isFound = true
      reading.facts.add(
        Hotfix(id: id, installed: nil, citation: context.citation(line.number, String(line.text.trimmed))))
    }
  }

  private static func isInstalled(_ line: Substring) -> Bool {
    [
      "Installed", "Installiert", "Installé", "Instalado", "Installato", "インストール", "Установлен", "已安装", "已安裝",
      "설치됨",
    ].contains { line.range(of: $0) != nil }
  }

  /// `KB` and six or seven digits.
  private static func identifier(_ text: some StringProtocol) -> String? {
    guard text.prefix(2).uppercased() == "KB" else { return nil }
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
