import Diagnosis

/// The order that Get-TlsCipherSuite prints: as lists or tables of its objects, or as names alone. It is the order in
/// effect, whatever set it.
enum CipherSuiteSection: CommandSection {
  static let kind = ServerFileKind.commandOutput
  static let words = ["TLS_"]
  /// Names that are enough to be a list and not a mention.
  private static let least = 2

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    let names = objects(text) ?? joined(text) ?? bare(text)
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
    return found.count < least || hasShortened(text) ? nil : found
  }

  /// Whether a column was too narrow for its names: the order is not known then.
  private static func hasShortened(_ text: CommandText) -> Bool {
    text.objects.contains { object in
      guard let name = object.value("Name"), name.hasPrefix("TLS_") || name.hasPrefix("SSL_") else {
        return false
      }
      return name.hasSuffix("...") || name.hasSuffix("…")
    }
  }

  /// The names with commas below `(Get-TlsCipherSuite).Name -join ','`.
  private static func joined(_ text: CommandText) -> Names? {
    for (index, line) in text.lines.enumerated() {
      guard let command = CommandLine.command(line.text), isOfAll(command), command.contains("-join") else {
        continue
      }
      let answer = text.lines[(index + 1)...].prefix {
        !$0.text.allSatisfy(\.isWhitespace) && CommandLine.command($0.text) == nil
      }
      let list = answer.map(\.text.trimmed).joined()
      guard let first = answer.first, CipherList.isList(list) else { continue }
      let names = CipherList.names(in: list)
      return names.count < least ? nil : names.map { ($0, first.number) }
    }
    return nil
  }

  /// Whether a command prints the whole order.
  private static func isOfAll(_ command: Substring) -> Bool {
    let command = command.lowercased()
    guard let name = command.range(of: "tlsciphersuite") else { return false }
    // A name behind the command chooses from all.
    let next = command[name.upperBound...].first { $0 != " " }
    guard next.map({ "|).-;".contains($0) }) ?? true else { return false }
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
      } else if let name = name(line.text) {
        names.append((name, line.number))
      } else {
        return []
      }
    }
    return names.count < least ? [] : names
  }

  /// The one name of a line, perhaps behind its number in the order: `1. TLS_…`.
  private static func name(_ line: Substring) -> String? {
    var line = line.trimmed
    let digits = line.prefix { $0.isASCII && $0.isNumber }
    if !digits.isEmpty, digits.count <= 3 {
      let rest = line[digits.endIndex...].drop { $0 == "." || $0 == ")" || $0 == ":" }
      guard rest.first?.isWhitespace == true else { return nil }
      line = rest.trimmed
    }
    guard !line.contains(","), !line.contains(where: \.isWhitespace) else { return nil }
    return CipherList.isList(String(line)) ? String(line) : nil
  }
}
