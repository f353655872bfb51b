/// Objects that Export-Csv, `wmic /format:csv` and `systeminfo /fo csv` write: a line of names, and lines with as many
/// values (RFC 4180). A value in quotation marks may go over several lines.
///
///     "HotFixID","InstalledOn"
///     "KB4565541","7/20/2020 12:00:00 AM"
enum PrintedCSV {
  /// Columns of a table, lines of one value and bytes of one line.
  private static let (columnLimit, lineLimit, byteLimit) = (128, 100, 64 * 1024)

  static func objects(_ lines: [NumberedLine]) -> [CommandObject] {
    var objects: [CommandObject] = []
    var command: Substring?
    var index = 0
    while index < lines.count, objects.count < CommandObjects.limit {
      command = CommandLine.command(lines[index].text) ?? command
      guard let (names, separator) = heading(lines[index].text) else {
        index += 1
        continue
      }
      index += 1
      while objects.count < CommandObjects.limit,
        let (cells, next) = record(
          lines, from: index, separator, isQuoted: lines[index - 1].text.first == "\""),
        cells.count == names.count
      {
        objects.append(object(names, cells, lines[index], command))
        index = next
      }
    }
    return objects
  }

  private static func object(
    _ names: [String], _ cells: [String], _ line: NumberedLine, _ command: Substring?
  ) -> CommandObject {
    var object = CommandObject(command: command)
    for (name, cell) in zip(names, cells) {
      object.properties.append(
        CommandObject.Property(
          name: name, lines: [Substring(cell)], number: line.number, text: "\(name) : \(cell)"))
    }
    return object
  }

  /// The names of columns: in quotation marks, or at least two words without any.
  private static func heading(_ line: Substring) -> (names: [String], separator: UInt8)? {
    guard line.utf8.count <= byteLimit, let first = line.utf8.first else { return nil }
    let isQuoted = first == UInt8(ascii: "\"")
    let separators = [UInt8(ascii: ","), UInt8(ascii: ";"), UInt8(ascii: "\t")]
    guard isQuoted || line.utf8.contains(where: { separators.contains($0) }) else { return nil }
    let separator = separators.first { line.utf8.contains($0) } ?? separators[0]
    var cursor = LineCursor([NumberedLine(number: 1, text: line)], from: 0)
    guard let names = cells(&cursor, separator), names.count <= columnLimit else { return nil }
    let areNames = names.allSatisfy { isQuoted ? isTitle($0) : isIdentifier($0) }
    return areNames && (isQuoted || names.count > 1) ? (names, separator) : nil
  }

  private static func isIdentifier(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 64 && text.first?.isLetter == true
      && text.allSatisfy { $0.isLetter || $0.isNumber || $0 == "_" }
  }

  /// The name of a column in any language: it has no sign of a value.
  private static func isTitle(_ text: String) -> Bool {
    !text.isEmpty && text.utf8.count <= 128 && text.first?.isNumber == false
      && !text.contains { ":\\/=;,".contains($0) } && !CipherList.isList(text)
  }

  /// The values of a record, and the index of the line after it.
  private static func record(
    _ lines: [NumberedLine], from index: Int, _ separator: UInt8, isQuoted: Bool
  ) -> (cells: [String], next: Int)? {
    guard index < lines.count, !lines[index].text.isEmpty else { return nil }
    guard !isQuoted || lines[index].text.first == "\"" || lines[index].text.first == "," else { return nil }
    var cursor = LineCursor(Array(lines[index...].prefix(lineLimit)), from: 0)
    guard let cells = cells(&cursor, separator) else { return nil }
    return (cells, index + cursor.index + 1)
  }

  /// The cells up to the end of the line; nil where a quotation mark is not closed.
  private static func cells(_ cursor: inout LineCursor, _ separator: UInt8) -> [String]? {
    var cells: [String] = []
    var cell: [UInt8] = []
    while !cursor.isAtLineEnd, let byte = cursor.byte {
      cursor.advance()
      if byte == separator {
        cells.append(String(decoding: cell, as: UTF8.self).trimmingBlanks)
        cell.removeAll()
      } else if byte == UInt8(ascii: "\""), cell.isEmpty {
        guard quoted(&cursor, into: &cell) else { return nil }
      } else {
        cell.append(byte)
      }
      if cells.count > columnLimit || cell.count > byteLimit { return nil }
    }
    return cells + [String(decoding: cell, as: UTF8.self).trimmingBlanks]
  }

  /// The text up to the closing mark; two marks are one.
  private static func quoted(_ cursor: inout LineCursor, into cell: inout [UInt8]) -> Bool {
    while let byte = cursor.byte, cell.count <= byteLimit {
      cursor.advance()
      if byte == UInt8(ascii: "\"") {
        guard !cursor.isAtLineEnd, cursor.byte == byte else { return true }
        cursor.advance()
      }
      cell.append(byte == UInt8(ascii: "\n") ? UInt8(ascii: " ") : byte)
    }
    return false
  }
}
