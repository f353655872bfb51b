import Diagnosis

extension ServerFileFormat {
  /// What PowerShell printed: `$config.MUUrl` alone, the properties of `$config`, or a transcript of both.
  static let updateSource = ServerFileFormat(
    kind: .updateSource, recognises: UpdateSourceText.recognises, read: UpdateSourceText.read)
}

/// Reads the update service's address.
enum UpdateSourceText {
  /// Bytes of a text that are read: all properties of a configuration take some 4 KiB.
  static let limit = 256 * 1024
  /// Lines of a text that is an address and perhaps a number, and nothing else.
  private static let bareLines = 3

  /// A property, not the script that asks for it or sets it; or an address alone. A text with facts of another kind
  /// is of that kind.
  @Sendable
  static func recognises(_ opening: TextOpening) -> Bool {
    guard opening.text.count < limit, !opening.startsWithMarkup else { return false }
    let kind = CommandSections.kind(of: opening)
    return kind.map { $0 == .updateSource } ?? !finds(String(decoding: opening.text, as: UTF8.self)).isEmpty
  }

  /// The update source that properties name; nil for what is no address.
  static func source(url: String, number: Int?, citation: Citation) -> UpdateSource? {
    find(url[...], 0, "").map {
      UpdateSource(url: $0.url, host: $0.host, redirectorChangeNumber: number, citation: citation)
    }
  }

  @Sendable
  static func read(_ source: TextSource, _ context: ReadingContext) -> FormatReading {
    let text = WholeText(source, limit: limit)
    let reading = CommandSections.read(CommandText(text.utf8), context)
    var facts = reading.facts
    // A downstream server does not use the address.
    let isKnown = !facts.updateSources.isEmpty || !facts.upstreamServers.isEmpty
    for find in isKnown ? [] : finds(String(decoding: text.utf8, as: UTF8.self)) {
      facts.updateSources.append(
        UpdateSource(
          url: find.url, host: find.host, redirectorChangeNumber: find.number,
          citation: context.citation(find.line, find.text)))
    }
    return FormatReading(facts, text, notes: reading.notes)
  }

  private struct Find {
    var url: String
    var host: String
    var number: Int?
    var line: Int
    var text: String
  }

  private static func finds(_ text: String) -> [Find] {
    let lines = text.split(omittingEmptySubsequences: false) { $0.isNewline }
    let filled = lines.enumerated().filter { !$0.element.allSatisfy(\.isWhitespace) }
    if let find = property(filled) ?? answer(filled) ?? bare(filled) { return [find] }
    return []
  }

  private typealias Lines = [(offset: Int, element: Substring)]

  /// `MUUrl : https://sws.update.microsoft.com` among the properties.
  private static func property(_ lines: Lines) -> Find? {
    for (index, line) in lines {
      guard let url = value(of: "MUUrl", in: line), var find = find(url, index, line) else { continue }
      find.number =
        lines.lazy.compactMap { value(of: "RedirectorChangeNumber", in: $0.element).flatMap { Int($0) } }
        .first
      return find
    }
    return nil
  }

  /// The line after `PS C:\> $config.MUUrl`, or the row below a table's heading: the address, perhaps a
  /// number, and nothing else. A page that explains the command does not count.
  private static func answer(_ lines: Lines) -> Find? {
    guard let head = lines.firstIndex(where: { asks(for: "MUUrl", $0.element) }) else { return nil }
    for (index, line) in lines[(head + 1)...].prefix(2) {
      let words = line.split { $0.isWhitespace }
      guard let url = words.first(where: { $0.hasPrefix("http") }), var find = find(url, index, line) else {
        continue
      }
      let numbers = words.compactMap { Int($0) }
      guard numbers.count + 1 == words.count, numbers.count <= 1 else { return nil }
      find.number = numbers.first ?? answeredNumber(lines)
      return find
    }
    return nil
  }

  private static func answeredNumber(_ lines: Lines) -> Int? {
    guard let head = lines.firstIndex(where: { asks(for: "RedirectorChangeNumber", $0.element) }) else {
      return nil
    }
    return lines[(head + 1)...].first.flatMap { Int($0.element.filter { !$0.isWhitespace }) }
  }

  /// A question ends in the property's name; the head of a table has it as a word. An assignment is neither.
  private static func asks(for name: String, _ line: Substring) -> Bool {
    guard let position = line.range(of: name), !line[position.upperBound...].contains("=") else {
      return false
    }
    let before = line[..<position.lowerBound].last
    let after = line[position.upperBound...].first
    return (before == nil || before == "." || before?.isWhitespace == true)
      && (after == nil || after?.isWhitespace == true)
  }

  /// An address, and perhaps the number below it.
  private static func bare(_ lines: Lines) -> Find? {
    guard lines.count <= bareLines, let (index, line) = lines.first else { return nil }
    let words = line.split { $0.isWhitespace }
    guard words.count == 1, var find = find(words[0], index, line) else { return nil }
    let rest = lines.dropFirst().map { Int($0.element.filter { !$0.isWhitespace }) }
    guard rest.allSatisfy({ $0 != nil }) else { return nil }
    find.number = rest.first ?? nil
    return find
  }

  /// `name : value`.
  private static func value(of name: String, in line: Substring) -> Substring? {
    let words = line.split { $0.isWhitespace }
    guard words.count == 3, words[0] == name, words[1] == ":" else { return nil }
    return words[2]
  }

  private static func find(_ url: Substring, _ index: Int, _ line: Substring) -> Find? {
    let bytes = Array(url.utf8)
    let search = ByteSearch("://")
    guard url.hasPrefix("http://") || url.hasPrefix("https://"), let mark = search.first(in: bytes.span),
      let host = LoggedHost.host(bytes.span, from: mark + 3), bytes.count <= 2048
    else { return nil }
    return Find(url: String(url), host: host, number: nil, line: index + 1, text: String(line))
  }
}
