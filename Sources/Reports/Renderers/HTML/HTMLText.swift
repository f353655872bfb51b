/// Text that is safe in a page once its markup is escaped.
///
/// Deceptive characters are spelt out as in ``SafeText``, and so are characters that would join `<`, `&` or a
/// quotation mark into one grapheme cluster, which the templates would not escape.
struct HTMLText: CustomStringConvertible, Hashable {
  let description: String

  init(_ phrase: Phrase) {
    self.init(phrase.text)
  }

  init(_ text: String) {
    let shown = SafeText.shown(text, limit: .max)
    description = shown.utf8.allSatisfy { $0 < 0x80 } ? shown : Self.parted(shown)
  }

  /// As the content of an element or the value of an attribute.
  var escaped: String {
    guard description.unicodeScalars.contains(where: Self.isMarkup) else { return description }
    var escaped = ""
    for scalar in description.unicodeScalars {
      switch scalar {
      case "<": escaped += "&lt;"
      case ">": escaped += "&gt;"
      case "&": escaped += "&amp;"
      case "\"": escaped += "&quot;"
      case "'": escaped += "&#39;"
      default: escaped.unicodeScalars.append(scalar)
      }
    }
    return escaped
  }

  private static func parted(_ text: String) -> String {
    var parted = ""
    for character in text {
      let scalars = character.unicodeScalars
      guard scalars.count > 1, scalars.contains(where: isMarkup) else {
        parted.append(character)
        continue
      }
      for scalar in scalars {
        if isMarkup(scalar) {
          parted.unicodeScalars.append(scalar)
        } else {
          parted += "\\u{\(String(scalar.value, radix: 16))}"
        }
      }
    }
    return parted
  }

  private static func isMarkup(_ scalar: Unicode.Scalar) -> Bool {
    switch scalar {
    case "<", ">", "&", "\"", "'": true
    default: false
    }
  }
}

/// A row of a table. Not a template: a page has up to 150,000 of them.
struct HTMLRow {
  struct Cell {
    var text: Phrase
    /// The class of the style sheet.
    var style: String? = nil
    /// What the row is sorted by.
    var key: String? = nil
    var link: String? = nil
  }

  private(set) var text: String

  /// - Parameter hasHead: the first cell is the row's head.
  init(_ style: TextStyle?, _ cells: [Cell], hasHead: Bool = true) {
    text = "<tr" + Self.attribute("class", style?.tone) + ">"
    for (index, cell) in cells.enumerated() {
      let isHead = hasHead && index == 0
      text += isHead ? "<th scope=\"row\"" : "<td"
      text += Self.attribute("class", cell.style) + Self.attribute("data-key", cell.key) + ">"
      let shown = HTMLText(cell.text).escaped
      text += cell.link == nil ? shown : "<a" + Self.attribute("href", cell.link) + ">\(shown)</a>"
      text += isHead ? "</th>" : "</td>"
    }
    text += "</tr>\n"
  }

  private static func attribute(_ name: String, _ value: String?) -> String {
    value.map { " \(name)=\"\(HTMLText($0).escaped)\"" } ?? ""
  }
}
