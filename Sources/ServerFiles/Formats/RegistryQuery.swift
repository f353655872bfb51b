import Diagnosis

extension ServerFileFormat {
  /// What `reg query` prints.
  static let registryQuery = ServerFileFormat(
    kind: .registryQuery, recognises: RegistryQuery.recognises, read: RegistryQuery.read)
}

/// Reads the values of the keys that are evidence.
///
///     HKEY_LOCAL_MACHINE\SYSTEM\CurrentControlSet\Control\…\TLS 1.0\Client
///         Enabled    REG_DWORD    0x0
///         Functions    REG_MULTI_SZ    TLS_…\0TLS_…
enum RegistryQuery {
  /// Bytes of a text that are read: all of the keys have some 20 KiB.
  static let limit = 4 * 1024 * 1024

  @Sendable
  static func recognises(_ opening: TextOpening) -> Bool {
    guard !opening.startsWithMarkup, opening.holds("REG_"),
      opening.holds("HKEY_LOCAL_MACHINE\\") || opening.holds("HKLM\\")
    else { return false }
    let lines = opening.lines(lineLimit).map { String(decoding: $0, as: UTF8.self) }
    return lines.contains { key($0[...]) != nil } && lines.contains { value($0[...]) != nil }
  }

  /// Lines of the beginning that are looked at.
  private static let lineLimit = 2000

  @Sendable
  static func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    let whole = WholeText(source, limit: limit)
    var gathering = RegistryGathering()
    var open: (name: String, type: String, data: String, line: Int)?
    func settle() {
      guard let (name, type, data, line) = open else { return }
      open = nil
      let citation = context.citation(line, "\(name) \(type) \(data)")
      gathering.add(registryValue(type, data), named: name, citation: citation)
    }
    for numbered in CommandText.lines(String(decoding: whole.utf8, as: UTF8.self)) {
      let (index, line) = (numbered.number - 1, numbered.text)
      if let path = key(line) {
        settle()
        gathering.enter(path: path, line: index + 1, text: path)
      } else if let (name, type, data) = value(line) {
        settle()
        open = (name, type, data, index + 1)
      } else if line.allSatisfy(\.isWhitespace) || CommandLine.command(line) != nil {
        settle()
      } else if open?.type.hasSuffix("SZ") == true {
        // The window broke a long value.
        open?.data += line.trimmed
      } else {
        settle()
      }
    }
    settle()
    let (facts, notes) = gathering.facts(context)
    return FormatReading(facts, whole, notes: notes)
  }

  private static func key(_ line: Substring) -> String? {
    let line = line.trimmed
    guard line.hasPrefix("HKEY_LOCAL_MACHINE\\") || line.hasPrefix("HKLM\\"), value(line) == nil else {
      return nil
    }
    return String(line)
  }

  /// `name    REG_TYPE    data`.
  private static func value(_ line: Substring) -> (name: String, type: String, data: String)? {
    guard let mark = line.range(of: " REG_") ?? line.range(of: "\tREG_") else { return nil }
    let name = line[..<mark.lowerBound].trimmed
    let rest = line[mark.lowerBound...].trimmed
    let type = rest.prefix { !$0.isWhitespace }
    guard !name.isEmpty, !name.hasPrefix("HKEY_") || !name.contains("\\"), type.utf8.count <= 24 else {
      return nil
    }
    return (String(name), String(type), String(rest[type.endIndex...].trimmed))
  }

  private static func registryValue(_ type: String, _ data: String) -> RegistryValue {
    switch type {
    case "REG_DWORD":
      UInt32(data.dropFirst(data.hasPrefix("0x") ? 2 : 0), radix: 16).map { .number($0) } ?? .other
    case "REG_SZ", "REG_EXPAND_SZ": .text(data)
    case "REG_MULTI_SZ": .texts(texts(data))
    default: .other
    }
  }

  /// The texts between the two characters `\0`.
  private static func texts(_ data: String) -> [String] {
    var texts: [String] = []
    var rest = data[...]
    while let mark = rest.range(of: "\\0") {
      texts.append(String(rest[..<mark.lowerBound]))
      rest = rest[mark.upperBound...]
    }
    return (texts + [String(rest)]).filter { !$0.isEmpty }
  }
}
