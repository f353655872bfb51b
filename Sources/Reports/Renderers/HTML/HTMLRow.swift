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
