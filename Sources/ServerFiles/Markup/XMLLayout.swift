/// How a text is broken into lines and indented.
struct XMLLayout {
  /// The first line break of the text; empty when it is one line.
  let lineBreak: String
  /// One level of indentation.
  let step: String
  private let tree: XMLTree

  init(_ tree: XMLTree) {
    self.tree = tree
    lineBreak = Self.firstBreak(tree.units)
    let outer = Self.indentation(of: 0, tree) ?? ""
    let inner = tree.children(of: 0).lazy.compactMap { Self.indentation(of: $0, tree) }.first
    step =
      inner.flatMap { $0.hasPrefix(outer) && $0 != outer ? String($0.dropFirst(outer.count)) : nil } ?? "   "
  }

  /// The white space before an element that starts its line; empty for one that does not.
  func indentation(of element: Int) -> String { Self.indentation(of: element, tree) ?? "" }

  /// The white space for a new element inside another: that of its children, else one step more.
  func indentation(inside element: Int) -> String {
    tree.children(of: element).lazy.compactMap { Self.indentation(of: $0, tree) }.first
      ?? indentation(of: element) + step
  }

  private static func firstBreak(_ units: [UInt16]) -> String {
    guard let place = units.firstIndex(where: { $0 == 0x0A || $0 == 0x0D }) else { return "" }
    if units[place] == 0x0A { return "\n" }
    return place + 1 < units.count && units[place + 1] == 0x0A ? "\r\n" : "\r"
  }

  private static func indentation(of element: Int, _ tree: XMLTree) -> String? {
    let start = tree.elements[element].startTag.lowerBound
    var place = start
    while place > 0, tree.units[place - 1] == 0x20 || tree.units[place - 1] == 0x09 { place -= 1 }
    guard place == 0 || tree.units[place - 1] == 0x0A || tree.units[place - 1] == 0x0D else { return nil }
    return tree.text(place..<start)
  }
}
