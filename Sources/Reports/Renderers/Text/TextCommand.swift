extension TextPage {
  /// A line to type, exactly.
  ///
  /// A wider one is broken so that it can still be copied, with the shell's continuation: `^` for cmd, a
  /// backquote for PowerShell; XML at white space. A single word that is too wide is broken within.
  mutating func command(_ text: String, indent: Int) {
    if DisplayWidth.columns(of: text) + indent <= width { return line([(text, .strong)], indent: indent) }
    let mark = Self.continuation(of: text)
    let leading = text.prefix { $0 == " " }.count
    var indent = min(indent + leading, width / 4)
    var line = ""
    for var word in Self.units(text) {
      let joined = line.isEmpty ? word : line + " " + word
      if DisplayWidth.columns(of: joined) + indent + mark.count <= width {
        line = joined
        continue
      }
      if !line.isEmpty {
        self.line([(line + mark, .strong)], indent: indent)
        indent = max(indent, min(indent + 2, width / 4))
      }
      while DisplayWidth.columns(of: word) + indent + mark.count > width {
        let end = DisplayWidth.prefix(of: word, columns: width - indent - mark.count)
        self.line([(word[..<end] + String(mark.drop { $0 == " " }), .strong)], indent: indent)
        word = String(word[end...])
        indent = 0
      }
      line = word
    }
    if !line.isEmpty { self.line([(line, .strong)], indent: indent) }
  }

  /// The words of a command, an option and its value as one.
  private static func units(_ command: String) -> [String] {
    var units: [String] = []
    var isOpen = false
    for word in command.split(separator: " ") {
      let isOption = word.first == "/" || word.first == "-"
      if isOpen, !isOption, let last = units.popLast() {
        units.append(last + " " + word)
      } else {
        units.append(String(word))
      }
      isOpen = isOption
    }
    return units
  }

  private static func continuation(of command: String) -> String {
    let trimmed = command.drop { $0 == " " }
    if trimmed.first == "<" { return "" }
    let verb = trimmed.prefix { $0 != " " }
    let isPowerShell = verb.first == "$" || (verb.first?.isUppercase == true && verb.contains("-"))
    return isPowerShell ? " `" : " ^"
  }
}
