/// A drawing in user units (SVG 2, section 8). Its typeface is monospaced, so widths are known without
/// measuring.
struct Drawing {
  struct Box {
    var x: Int
    var y: Int
    var width: Int
    var height: Int
    var style: String
  }

  struct Path {
    /// Path data (SVG 2, section 9.3).
    var data: String
    var style: String
    /// Shown when it is pointed at.
    var hint: HTMLText? = nil
  }

  struct Line {
    var x: Int
    var y: Int
    var style: String
    var words: HTMLText
    /// The whole text, where the words are a part of it.
    var whole: HTMLText?
  }

  var id: String
  var name: HTMLText
  var about: HTMLText
  var kind: String
  var high = 0
  /// Drawn first, so that boxes and text cover it.
  var lifelines: [Path] = []
  var boxes: [Box] = []
  var paths: [Path] = []
  var lines: [Line] = []

  /// As many units as the narrowest screen has, so that a unit is about a pixel there.
  static let width = 320

  /// Sizes of text: the style sheet has the same.
  enum Size {
    case label
    case small

    /// Units from one line to the next.
    var height: Int { self == .label ? 14 : 13 }

    /// How many columns fit. An em is 11 or 10 units, a column at most 0.62 em in the fonts for programs of
    /// Windows, macOS and Linux; a wide character has one em and counts two columns.
    func columns(in units: Int) -> Int { max(1, units * 100 / (self == .label ? 682 : 620)) }
  }

  init(id: String, kind: String, name: Phrase, about: Phrase) {
    (self.id, self.kind) = (id, kind)
    (self.name, self.about) = (HTMLText(name), HTMLText(about))
  }

  /// Sets a name on up to two lines, broken after a full stop or colon; what is still too long is shortened
  /// in its middle. Returns the number of lines.
  mutating func add(name: Phrase, x: Int, y: Int, width: Int, style: String) -> Int {
    let whole = HTMLText(name).description
    let columns = Size.small.columns(in: width)
    guard DisplayWidth.columns(of: whole) > columns else {
      add(name, x: x, y: y, width: width, .small, style: style)
      return 1
    }
    let first = whole[..<DisplayWidth.prefix(of: whole, columns: columns)]
    let part = first.lastIndex { $0 == "." || $0 == ":" }.map { first.index(after: $0) } ?? first.endIndex
    let rows = [whole[..<part], whole[part...]].map { TextFitting.clippedInMiddle(String($0), to: columns) }
    let isShort = rows[1].count < whole[part...].count
    for (position, row) in rows.enumerated() {
      lines.append(
        Line(
          x: x, y: y + position * Size.small.height, style: "small \(style)", words: HTMLText(row),
          whole: isShort ? HTMLText(whole) : nil))
    }
    return 2
  }

  /// Sets a text of one line; what is too long is shortened in its middle.
  mutating func add(_ text: Phrase, x: Int, y: Int, width: Int, _ size: Size, style: String) {
    let whole = HTMLText(text)
    let words = TextFitting.clippedInMiddle(whole.description, to: size.columns(in: width))
    let isShort = words != whole.description
    lines.append(
      Line(x: x, y: y, style: "\(size) \(style)", words: HTMLText(words), whole: isShort ? whole : nil))
  }

  /// Sets a text on up to `limit` lines and returns its height.
  mutating func add(
    wrapped text: Phrase, x: Int, y: Int, width: Int, _ size: Size, style: String, limit: Int
  ) -> Int {
    let columns = size.columns(in: width)
    let whole = HTMLText(text)
    var rows = TextFitting.wrapped(whole.description, to: columns)
    let isShort = rows.count > limit || rows.contains { $0.contains("…") }
    if rows.count > limit {
      rows = Array(rows.prefix(limit))
      rows[limit - 1] = TextFitting.clipped(rows[limit - 1] + " …", to: columns)
      if !rows[limit - 1].hasSuffix("…") { rows[limit - 1] += "…" }
    }
    for (position, row) in rows.enumerated() {
      lines.append(
        Line(
          x: x, y: y + position * size.height, style: "\(size) \(style)", words: HTMLText(row),
          whole: isShort ? whole : nil))
    }
    return rows.count * size.height
  }
}

extension Drawing {
  var svg: String {
    var svg = "<svg class=\"\(kind)\" viewBox=\"0 0 \(Self.width) \(high)\" role=\"img\""
    svg += " aria-labelledby=\"\(id)-name \(id)-about\">\n"
    svg += "<title id=\"\(id)-name\">\(name.escaped)</title>"
    svg += "<desc id=\"\(id)-about\">\(about.escaped)</desc>\n"
    for path in lifelines { svg += "<path class=\"\(path.style)\" d=\"\(path.data)\"/>\n" }
    for box in boxes {
      svg += "<rect class=\"\(box.style)\" x=\"\(box.x)\" y=\"\(box.y)\""
      svg += " width=\"\(box.width)\" height=\"\(box.height)\"/>\n"
    }
    for path in paths {
      svg += "<path class=\"\(path.style)\" d=\"\(path.data)\">\(Self.title(path.hint))</path>\n"
    }
    for line in lines {
      svg += "<text class=\"\(line.style)\" x=\"\(line.x)\" y=\"\(line.y)\">"
      svg += "\(Self.title(line.whole))\(line.words.escaped)</text>\n"
    }
    return svg + "</svg>\n"
  }

  /// What is shown when an element is pointed at.
  private static func title(_ text: HTMLText?) -> String {
    text.map { "<title>\($0.escaped)</title>" } ?? ""
  }
}

extension TextStyle {
  /// The class of the style sheet.
  var tone: String {
    switch self {
    case .plain: "plain"
    case .strong: "strong"
    case .faint: "faint"
    case .good: "good"
    case .warning: "warn"
    case .bad: "bad"
    }
  }
}
