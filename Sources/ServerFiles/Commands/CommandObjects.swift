/// A line of a text, and its 1-based number.
struct NumberedLine {
  let number: Int
  let text: Substring
}

/// What a console printed about one object: the lines of a list, or the row of a table.
struct CommandObject {
  /// The command before it, as far as the text has it.
  let command: Substring?
  var properties: [Property] = []

  struct Property {
    let name: String
    /// The first line of the value, and those that continue it, without the white space around them.
    var lines: [Substring]
    let number: Int
    /// What is quoted of it: the line, and of a row the name and the value, since other columns name computers and users.
    let text: Substring

    /// The value where a line was broken in a word: a path, or a list with commas.
    var joined: String { lines.joined() }
    /// The value where a line was broken between words.
    var words: String { lines.joined(separator: " ") }
  }

  /// The property of a name, upper and lower case alike.
  subscript(_ name: String) -> Property? {
    properties.first { $0.name.utf8.count == name.utf8.count && $0.name.lowercased() == name.lowercased() }
  }

  /// The value of a property that is not empty.
  func value(_ name: String) -> String? {
    guard let joined = self[name]?.joined, !joined.isEmpty else { return nil }
    return joined
  }

  /// `True` or `False`, which no language of Windows changes.
  func flag(_ name: String) -> Bool? {
    switch value(name)?.lowercased() {
    case "true": true
    case "false": false
    default: nil
    }
  }
}

/// Reads lists and tables of a console.
///
///     ProxyName       : proxy.contoso.com            Name                Property
///     ProxyServerPort : 8080                         ----                --------
///     PSPath          : Microsoft.PowerShell.Core\   Client              Enabled : 0
///                       Registry::HKEY_LOCAL_…                           DisabledByDefault : 1
struct CommandObjects {
  /// Objects that are kept; a server has some 300 updates.
  static let limit = 4096

  private(set) var objects: [CommandObject] = []
  private var current: CommandObject?
  private var command: Substring?
  /// Where the columns of the current table start, and their names; empty outside of a table.
  private var columns: [(start: Int, name: String)] = []
  private var lineBefore: Substring = ""

  init(_ lines: [NumberedLine]) {
    for line in lines where objects.count < Self.limit { take(line) }
    finish()
  }

  private mutating func take(_ line: NumberedLine) {
    defer { lineBefore = line.text }
    if let command = CommandLine.command(line.text) {
      finish()
      self.command = command
    } else if line.text.allSatisfy(\.isWhitespace) {
      finish()
    } else if let starts = Self.columnStarts(line.text) {
      finish()
      columns = Self.names(lineBefore, starts)
    } else if !columns.isEmpty {
      takeRow(line)
    } else {
      takeProperty(line)
    }
  }

  private mutating func finish() {
    if let current, !current.properties.isEmpty { objects.append(current) }
    current = nil
    columns = []
  }

  // MARK: Lists

  private mutating func takeProperty(_ line: NumberedLine) {
    if let (name, value) = Self.property(line.text) {
      if current?[name] != nil { finish() }
      if current == nil { current = CommandObject(command: command) }
      current?.properties.append(
        CommandObject.Property(name: name, lines: [value], number: line.number, text: line.text))
    } else if line.text.first?.isWhitespace == true, let last = current?.properties.indices.last {
      current?.properties[last].lines.append(line.text.trimmed)
    } else {
      finish()
    }
  }

  /// `name : value`, with white space before the colon, which sentences have not.
  static func property(_ line: Substring) -> (name: String, value: Substring)? {
    let line = line.drop { $0.isWhitespace }
    let name = line.prefix { $0.isLetter || $0.isNumber || $0 == "_" || $0 == "(" || $0 == ")" }
    guard !name.isEmpty, name.utf8.count <= 64 else { return nil }
    let gap = line[name.endIndex...].prefix { $0.isWhitespace }
    let rest = line[gap.endIndex...]
    guard !gap.isEmpty, rest.first == ":" else { return nil }
    let value = rest.dropFirst()
    guard value.first?.isWhitespace != false else { return nil }
    return (String(name), value.trimmed)
  }

  // MARK: Tables

  /// Where the columns start below the names; nil for a line that is not made of hyphens.
  private static func columnStarts(_ line: Substring) -> [Int]? {
    guard line.contains("-"), line.allSatisfy({ $0 == "-" || $0 == " " }) else { return nil }
    var starts: [Int] = []
    var before: Character = " "
    for (index, character) in line.enumerated() {
      if character == "-", before == " " { starts.append(index) }
      before = character
    }
    return starts
  }

  private static func names(_ heading: Substring, _ starts: [Int]) -> [(start: Int, name: String)] {
    zip(starts, cells(Array(heading), starts)).map { ($0, String($1)) }
  }

  private mutating func takeRow(_ line: NumberedLine) {
    let cells = Self.cells(Array(line.text), columns.map(\.start))
    if cells.first?.isEmpty == true, current != nil {
      for (index, cell) in cells.enumerated() where !cell.isEmpty {
        current?.properties[index].lines.append(Substring(cell))
      }
      return
    }
    if let current { objects.append(current) }
    var row = CommandObject(command: command)
    for (column, cell) in zip(columns, cells) {
      row.properties.append(
        CommandObject.Property(
          name: column.name, lines: [Substring(cell)], number: line.number, text: "\(column.name) : \(cell)"))
    }
    current = row
  }

  /// The cells of a row; a word that reaches over the start of its column belongs to it.
  private static func cells(_ row: [Character], _ starts: [Int]) -> [String] {
    let borders = starts.map { start in
      guard start > 0, start < row.count, row[start - 1] != " ", row[start] != " " else {
        return min(start, row.count)
      }
      return (row[..<start].lastIndex(of: " ") ?? -1) + 1
    }
    return borders.indices.map { index in
      let end = index + 1 < borders.count ? max(borders[index + 1], borders[index]) : row.count
      return String(row[borders[index]..<max(end, borders[index])]).trimmingBlanks
    }
  }
}

/// A line that a person typed.
enum CommandLine {
  /// The command after `PS C:\>` or `C:\>`, perhaps behind another computer's name; nil for another line.
  static func command(_ line: Substring) -> Substring? {
    let line = line.drop { $0 == " " }
    guard let mark = line.firstIndex(of: ">") else { return nil }
    var path = line[..<mark]
    if path.hasPrefix("["), let end = path.firstIndex(of: "]") {
      path = path[path.index(after: end)...].drop { $0 == ":" || $0 == " " }
    }
    let isPowerShell = path.hasPrefix("PS") && (path.count == 2 || path.dropFirst(2).first == " ")
    let isDrive = path.dropFirst().hasPrefix(":\\") && path.first?.isLetter == true
    guard isPowerShell || isDrive else { return nil }
    return line[line.index(after: mark)...].drop { $0 == ">" || $0 == " " }
  }
}

extension Substring {
  /// Without white space at its ends.
  var trimmed: Substring {
    var text = drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return text
  }
}
