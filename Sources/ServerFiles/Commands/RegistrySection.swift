import Diagnosis

/// Registry keys as Get-ItemProperty and Get-ChildItem print them.
enum RegistrySection: CommandSection {
  static let kind = ServerFileKind.commandOutput
  static let words = ["HKEY_LOCAL_MACHINE", "HKLM:"]

  static func read(_ text: CommandText, _ context: ReadingContext, into reading: inout SectionReading) {
    var gathering = RegistryGathering()
    var hive: (path: String, line: Int)?
    var isFound = false
    var hives = text.lines.compactMap { line in Self.hive(line.text).map { (path: $0, line: line.number) } }[
      ...]
    for object in text.objects {
      let number = object.properties.first?.number ?? 0
      while let next = hives.first, next.line < number { hive = hives.popFirst() }
      guard let (path, values) = key(object, hive: hive?.path) else { continue }
      isFound = gathering.enter(path: path, line: number, text: path) || isFound
      for value in values { gathering.add(value, context) }
    }
    for (path, value) in answers(text) {
      isFound = gathering.enter(path: path, line: value.number, text: path) || isFound
      gathering.add(value, context)
    }
    guard isFound else { return }
    reading.isFound = true
    let (facts, notes) = gathering.facts(context)
    reading.facts.merge(facts)
    reading.notes += notes
  }

  /// The value that a command prints alone: `(Get-ItemProperty 'HKLM:\…').Functions`, or Get-ItemPropertyValue.
  private static func answers(_ text: CommandText) -> [(path: String, value: CommandObject.Property)] {
    text.lines.enumerated().compactMap { index, line in
      guard let command = CommandLine.command(line.text), let path = path(in: command),
        let name = asked(command)
      else { return nil }
      let answer = text.lines[(index + 1)...].drop { $0.text.allSatisfy(\.isWhitespace) }
        .prefix { !$0.text.allSatisfy(\.isWhitespace) && CommandLine.command($0.text) == nil }
      guard let first = answer.first, CommandObjects.property(first.text) == nil else { return nil }
      let lines = answer.map(\.text.trimmed)
      // Several texts come one a line; one text is broken at the width of the window.
      let isSeveral =
        lines.count > 1 && lines.allSatisfy { CipherList.isList(String($0)) && !$0.contains(",") }
      let value = isSeveral ? ["{" + lines.joined(separator: ",") + "}"] : lines
      return (
        path,
        CommandObject.Property(
          name: name, lines: value.map { Substring($0) }, number: first.number, text: first.text)
      )
    }
  }

  /// The name of the one value that a command asks for.
  private static func asked(_ command: Substring) -> String? {
    if let dot = command.range(of: ").") {
      return String(command[dot.upperBound...].prefix { $0.isLetter || $0.isNumber })
    }
    guard command.lowercased().contains("itempropertyvalue") else { return nil }
    let name = command.range(of: "-Name ").map { command[$0.upperBound...] } ?? lastWord(command)
    return name.map { name in
      String(name.drop { $0 == "'" || $0 == "\"" }.prefix { $0.isLetter || $0.isNumber })
    }
  }

  /// The name behind the key, which needs no `-Name`.
  private static func lastWord(_ command: Substring) -> Substring? {
    let word = command.split(separator: " ").last
    return word.flatMap { $0.contains("\\") || $0.hasPrefix("-") ? nil : $0 }
  }

  /// The path and the values of a key.
  private static func key(_ object: CommandObject, hive: String?) -> (String, [CommandObject.Property])? {
    if let location = object.value("PSPath"), let root = location.range(of: "HKEY_") {
      return (String(location[root.lowerBound...]), object.properties)
    }
    if let hive, let name = object.value("Name"), let property = object["Property"] {
      return (hive + "\\" + name, values(property))
    }
    guard let command = object.command, let path = path(in: command), object["PSPath"] == nil else {
      return nil
    }
    return (path, object.properties)
  }

  /// The values in the column `Property`: lines of `name : value`, and such as continue one.
  private static func values(_ property: CommandObject.Property) -> [CommandObject.Property] {
    var values: [CommandObject.Property] = []
    for line in property.lines {
      if let (name, value) = CommandObjects.property(line) {
        values.append(
          CommandObject.Property(name: name, lines: [value], number: property.number, text: property.text))
      } else if !values.isEmpty {
        values[values.count - 1].lines.append(line.trimmed)
      }
    }
    return values
  }

  /// `Hive: HKEY_LOCAL_MACHINE\…`, whatever the word before is.
  private static func hive(_ line: Substring) -> String? {
    guard let root = line.range(of: "HKEY_LOCAL_MACHINE") else { return nil }
    let before = line[..<root.lowerBound].trimmed
    guard before.hasSuffix(":"), !before.hasSuffix("::"), before.count <= 24 else { return nil }
    return String(line[root.lowerBound...].trimmed)
  }

  /// The key that a command asks for: `HKLM:\…`, `Registry::HKEY_LOCAL_MACHINE\…`, perhaps in quotation marks.
  static func path(in command: Substring) -> String? {
    for root in ["HKLM:\\", "HKEY_LOCAL_MACHINE\\", "HKLM\\"] {
      guard let start = command.range(of: root) else { continue }
      let before = command[..<start.lowerBound]
      let quote = before.last { $0 == "'" || $0 == "\"" }
      var path = end(command[start.upperBound...], quote: quote)
      while path.last == "\\" || path.last == "*" { path.removeLast() }
      return "HKEY_LOCAL_MACHINE\\" + path
    }
    return nil
  }

  /// The path up to its end; without quotation marks a grave accent precedes each blank inside.
  private static func end(_ rest: Substring, quote: Character?) -> String {
    if let quote { return String(rest.prefix { $0 != quote }) }
    var path = ""
    var isEscaped = false
    for character in rest {
      if character.isWhitespace, !isEscaped { break }
      if character == ")" || character == "|" { break }
      isEscaped = character == "`"
      if !isEscaped { path.append(character) }
    }
    return path
  }
}

extension RegistryGathering {
  /// Adds a value as PowerShell prints it: a number, `{several, texts}`, or a text.
  fileprivate mutating func add(_ property: CommandObject.Property, _ context: ReadingContext) {
    let text = property.joined
    let citation = context.citation(property.number, "\(property.name) : \(text)")
    if let number = UInt32(text) ?? Int32(text).map({ UInt32(bitPattern: $0) }) {
      add(.number(number), named: property.name, citation: citation)
    } else if text.hasPrefix("{"), text.hasSuffix("}") {
      let names = text.dropFirst().dropLast().split(separator: ",").map { String($0.trimmed) }
      add(
        .texts(names.filter { !$0.hasPrefix("...") && !$0.hasPrefix("…") }), named: property.name,
        citation: citation)
    } else if !text.isEmpty {
      add(.text(text), named: property.name, citation: citation)
    }
  }
}
