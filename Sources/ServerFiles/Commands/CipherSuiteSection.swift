import Diagnosis

/// The order that Get-TlsCipherSuite prints: as lists or tables of its objects, or as names alone. It is the order in
/// effect, whatever set it.
enum CipherSuiteSection: CommandSection {
  static let kind = ServerFileKind.commandOutput
  static let words = ["TLS_"]
  /// Names that are enough to be a list and not a mention.
  private static let least = 2

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    let names = objects(text) ?? bare(text)
    guard let first = names.first else { return }
    reading.isFound = true
    let line = text.lines[first.number - 1].text
    reading.facts.cipherOrders.append(
      CipherOrder(
        source: .effective, suites: names.map(\.name), text: nil,
        citation: context.citation(first.number, String(line.trimmed))))
  }

  private typealias Names = [(name: String, number: Int)]

  /// Names of objects that were not chosen from all.
  private static func objects(_ text: CommandText) -> Names? {
    let found: Names = text.objects.compactMap { object in
      guard object.command.map(isOfAll) ?? true, let name = object.value("Name"), CipherList.isList(name),
        object["Property"] == nil
      else { return nil }
      return (name, object["Name"]?.number ?? 1)
    }
    return found.count < least ? nil : found
  }

  /// Whether a command prints the whole order.
  private static func isOfAll(_ command: Substring) -> Bool {
    let command = command.lowercased()
    guard command.contains("tlsciphersuite") else { return false }
    return !["where", "?", "-name ", "select-string", "findstr", "-first", "-match"].contains {
      command.contains($0)
    }
  }

  /// A text of nothing but names, one a line, apart from the command.
  private static func bare(_ text: CommandText) -> Names {
    var names: Names = []
    for line in text.lines where !line.text.allSatisfy(\.isWhitespace) {
      if let command = CommandLine.command(line.text) {
        if !command.isEmpty, !isOfAll(command) { return [] }
      } else if CipherList.isList(String(line.text)), !line.text.trimmed.contains(where: \.isWhitespace),
        !line.text.contains(",")
      {
        names.append((String(line.text.trimmed), line.number))
      } else {
        return []
      }
    }
    return names.count < least ? [] : names
  }
}
