import Diagnosis

/// Events that Get-WinEvent and Get-EventLog print as lists, or as rows of a table.
enum EventLists {
  static func events(_ text: CommandText) -> [ReadEvent] {
    let groups = groups(text.lines)
    return text.objects.compactMap { object in
      let column = object["Id"] ?? object["EventID"] ?? object["InstanceID"]
      // The upper half of an instance's number is its severity.
      guard let number = column, let id = Int(number.joined).map({ $0 & 0xFFFF }) else { return nil }
      let named = object.value("ProviderName") ?? object.value("Source")
      let group = groups.last { $0.line < number.number }?.name
      guard let source = (named ?? group).map({ ReadEvent.source($0) }) ?? source(of: id),
        ReadEvent.isKnown(id, of: source)
      else { return nil }
      let time = object["TimeCreated"] ?? object["TimeGenerated"] ?? object["Time"]
      return ReadEvent(
        id: id, source: source, localTime: time?.words, message: object["Message"]?.words ?? "",
        line: number.number)
    }
  }

  /// The headings by which Get-WinEvent groups its rows: `ProviderName: Schannel`.
  private static func groups(_ lines: [NumberedLine]) -> [(line: Int, name: String)] {
    lines.compactMap { line in
      let text = line.text.trimmed
      guard text.hasPrefix("ProviderName:") else { return nil }
      return (line.number, String(text.dropFirst("ProviderName:".count).trimmed))
    }
  }

  /// The source of a row without one: numbers of Schannel are of no other program.
  private static func source(of id: Int) -> LoggedEvent.Source? {
    LoggedEvent.schannelEvents.contains(id) ? .schannel : nil
  }
}

/// Events as Event Viewer copies them and `wevtutil /f:text` prints them: labels that are localised, and values.
///
///     Log Name:      System
///     Source:        Schannel
///     Date:          8/4/2020 1:40:31 PM
///     Event ID:      36871
enum EventBlocks {
  /// Lines of one event that have its labels, and lines of its message.
  private static let (labels, messages) = (14, 6)

  static func events(_ text: CommandText) -> [ReadEvent] {
    text.lines.indices.compactMap { index in
      guard let source = value(text.lines[index].text).flatMap({ ReadEvent.source($0) }) else { return nil }
      let block = text.lines[index...].prefix(labels)
      guard
        let number = block.firstIndex(where: { line in
          value(line.text).flatMap { Int($0) }.map { ReadEvent.isKnown($0, of: source) } == true
        }), let id = value(text.lines[number].text).flatMap({ Int($0) })
      else { return nil }
      var event = ReadEvent(id: id, source: source, line: text.lines[index].number)
      let time = text.lines[index..<number].compactMap { value($0.text) }.first(where: isTime)
      event.localTime = time.map(String.init)
      event.message = message(text.lines[(number + 1)...])
      return event
    }
  }

  /// What follows the label of a line; a label has no more than a few words.
  private static func value(_ line: Substring) -> Substring? {
    let line = line.trimmed
    guard let colon = line.firstIndex(where: { $0 == ":" || $0 == "：" }) else { return nil }
    let label = line[..<colon]
    guard !label.isEmpty, label.count <= 32, !label.contains("\\") else { return nil }
    return line[line.index(after: colon)...].trimmed
  }

  /// A date and a time of day.
  private static func isTime(_ text: Substring) -> Bool {
    text.count { $0.isASCII && $0.isNumber } >= 8 && text.contains(":")
  }

  /// The first lines after the labels that have no value, up to a blank line or the XML.
  private static func message(_ lines: ArraySlice<NumberedLine>) -> String {
    var message: [Substring] = []
    for line in lines.prefix(labels + messages) where message.count < messages {
      let text = line.text.trimmed
      if text.hasPrefix("<") || message.isEmpty == false && text.isEmpty { break }
      let isLabel = value(text).map { _ in text.count < 80 } ?? false
      if !text.isEmpty, !isLabel { message.append(text) }
    }
    return message.joined(separator: " ")
  }
}

/// Events as Event Viewer saves them in CSV, or as rows with tabs: a level, a time, the source, the number.
enum EventTables {
  static func events(_ text: CommandText) -> [ReadEvent] {
    text.lines.compactMap { line in
      let cells = cells(line.text)
      guard cells.count >= 4, let position = cells.firstIndex(where: { ReadEvent.source($0) != nil }),
        let source = ReadEvent.source(cells[position]),
        let id = cells.lazy.compactMap({ Int($0) }).first(where: { ReadEvent.isKnown($0, of: source) })
      else { return nil }
      let time = cells.first {
        $0.count { $0.isASCII && $0.isNumber } >= 8 && $0.contains(":") && $0.count < 40
      }
      let message = cells.last.flatMap { $0.count > 20 ? $0 : nil } ?? ""
      return ReadEvent(id: id, source: source, localTime: time, message: message, line: line.number)
    }
  }

  /// Cells between commas, semicolons or tabs, perhaps in quotation marks (RFC 4180).
  private static func cells(_ line: Substring) -> [String] {
    guard let separator: Character = [",", "\t", ";"].first(where: line.contains) else { return [] }
    var cells = [""]
    var isQuoted = false
    for character in line.prefix(4096) {
      if character == "\"" {
        isQuoted.toggle()
      } else if character == separator, !isQuoted {
        cells.append("")
      } else {
        cells[cells.count - 1].append(character)
      }
    }
    return cells.map(\.trimmingBlanks)
  }
}
