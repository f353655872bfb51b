/// An element of an XML text: where its parts are, in units of the text.
struct XMLElement {
  var name: String
  /// The index of its parent element; nil for the root.
  var parent: Int?
  /// From `<` to after `>`.
  var startTag: Range<Int>
  /// Behind the name in the start tag.
  var nameEnd: Int
  /// From `<` to after `>`; empty, at the end of the start tag, for `<name/>`.
  var endTag: Range<Int>
  var attributes: [Attribute] = []

  struct Attribute {
    var name: String
    /// Between the quotation marks.
    var value: Range<Int>
    /// The mark that they are.
    var quote: UInt16
  }

  var isEmptyTag: Bool { endTag.isEmpty }
}

/// Names and white space of XML, in units of a text.
enum XMLName {
  /// Where the name that starts at an index ends; the index itself when none does. Anything beyond ASCII may be
  /// part of a name.
  static func end(_ units: [UInt16], from start: Int) -> Int {
    guard start < units.count, isStart(units[start]) else { return start }
    var end = start + 1
    while end < units.count, isStart(units[end]) || isFollower(units[end]) { end += 1 }
    return end
  }

  static func skipBlanks(_ units: [UInt16], from start: Int) -> Int {
    var end = start
    while end < units.count, isBlank(units[end]) { end += 1 }
    return end
  }

  static func isBlank(_ unit: UInt16) -> Bool { unit == 0x20 || unit == 0x09 || unit == 0x0A || unit == 0x0D }

  private static func isStart(_ unit: UInt16) -> Bool {
    unit >= 0x80 || unit == 0x5F || unit == 0x3A || (unit | 0x20) &- 0x61 < 26
  }

  private static func isFollower(_ unit: UInt16) -> Bool { unit == 0x2D || unit == 0x2E || unit &- 0x30 < 10 }
}

extension UInt16 {
  static let less = UInt16(0x3C)
  static let greater = UInt16(0x3E)
  static let equals = UInt16(0x3D)
  static let quote = UInt16(0x22)
  static let apostrophe = UInt16(0x27)
  static let ampersand = UInt16(0x26)
  static let semicolon = UInt16(0x3B)
}

/// Places of a text as an editor shows them.
enum XMLPosition {
  /// The 1-based line and column of a unit. The second half of a surrogate pair does not count.
  static func lineAndColumn(_ units: [UInt16], _ position: Int) -> (line: Int, column: Int) {
    var (line, column) = (1, 1)
    for index in 0..<min(position, units.count) {
      let unit = units[index]
      if unit == 0x0A || (unit == 0x0D && !(index + 1 < units.count && units[index + 1] == 0x0A)) {
        (line, column) = (line + 1, 1)
      } else if unit != 0x0D, !(0xDC00...0xDFFF).contains(unit) {
        column += 1
      }
    }
    return (line, column)
  }
}
