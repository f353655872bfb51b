/// Finds a setting's value among the tables of a Group Policy report, whatever the language of the report.
///
///     <tr><td><span gpmc_settingName="SSL Cipher Suite Order" …>…</span></td><td>Enabled</td><td>object</td></tr>
///     <tr><td colspan="3"><table><tr><td>SSL Cipher Suites</td><td>TLS_…,TLS_…</td></tr></table></td></tr>
///
/// The names of attributes are the same in every language; labels and values are not. The row of the setting has
/// its name, its state and the object that won; the cell with the list is in a table inside the same row or
/// the next.
struct PolicyTables {
  /// A list of cipher suites, and what the report says of the setting that it belongs to.
  struct Setting {
    var name: String?
    var winningObject: String?
    /// The cell's text, and where it starts in the page.
    var list: String
    var position: Int
    var isDisabled = false
  }

  /// Nested tables; a report has four levels.
  private static let depthLimit = 64
  /// Settings that are kept: a report has one.
  private static let settingLimit = 32

  private(set) var settings: [Setting] = []
  private var tokens: PageTokens
  private let hasObjects: Bool
  /// Tables beyond ``depthLimit`` that are open.
  private var tooDeep = 0
  /// For each open table the text of its current cell, and where it starts.
  private var cells: [Cell] = []
  private var row: Row?
  /// The row of a registry setting that no template explains, "Extra Registry Settings": its list, once it was read.
  private var extra: (depth: Int, list: (text: String, position: Int)?)?

  private struct Cell {
    var text: [UInt8] = []
    var start: Int?
    var isOpen = false
  }

  /// The row of a setting.
  private struct Row {
    let name: String
    let depth: Int
    let position: Int
    var texts: [String] = []
    var isOpen = true
    var lists: [(text: String, position: Int)] = []
  }

  /// - Parameter hasObjects: the report tells the result of all objects. That of one object has comments in the
  ///   third column.
  init(_ page: [UInt8], hasObjects: Bool) {
    tokens = PageTokens(page)
    self.hasObjects = hasObjects
    while let piece = tokens.next() { take(piece) }
    finishRow()
  }

  private mutating func take(_ piece: PageTokens.Token) {
    switch piece {
    case .text(let range): add(range)
    case .start(let name, let attributes): open(name, attributes)
    case .end(let name): close(name)
    }
  }

  private mutating func add(_ range: Range<Int>) {
    guard let cell = cells.indices.last, cells[cell].isOpen else { return }
    if cells[cell].start == nil {
      cells[cell].start = range.first { tokens.bytes[$0] > 0x20 }
    }
    let space = MarkupText.limit - cells[cell].text.count
    if space > 0 { cells[cell].text += tokens.bytes[range.prefix(space)] }
  }

  private mutating func open(_ name: String, _ attributes: Range<Int>) {
    switch name {
    case "table":
      if cells.count < Self.depthLimit { cells.append(Cell()) } else { tooDeep += 1 }
    case "tr": finishCell()
    case "td", "th":
      finishCell()
      if let last = cells.indices.last { cells[last] = Cell(isOpen: true) }
    case "br": add(line: UInt8(ascii: " "))
    case "span":
      guard let setting = tokens.attribute("gpmc_settingName", in: attributes) else { return }
      finishRow()
      row = Row(name: setting, depth: cells.count, position: attributes.lowerBound)
    default: break
    }
  }

  private mutating func add(line byte: UInt8) {
    guard let cell = cells.indices.last, cells[cell].isOpen, !cells[cell].text.isEmpty,
      cells[cell].text.count < MarkupText.limit
    else { return }
    cells[cell].text.append(byte)
  }

  private mutating func close(_ name: String) {
    switch name {
    case "td", "th": finishCell()
    case "tr":
      finishCell()
      if let list = extra?.list {
        keep(Setting(name: nil, winningObject: nil, list: list.text, position: list.position))
      }
      if extra?.depth == cells.count { extra = nil }
      if row?.depth == cells.count { row?.isOpen = false }
    case "table" where tooDeep > 0: tooDeep -= 1
    case "table":
      finishCell()
      if row?.depth == cells.count { finishRow() }
      _ = cells.popLast()
    default: break
    }
  }

  private mutating func finishCell() {
    guard let last = cells.indices.last, cells[last].isOpen else { return }
    let cell = cells[last]
    cells[last] = Cell()
    let text = MarkupText.plain(String(decoding: cell.text, as: UTF8.self)).trimmingBlanks
    if takesExtra(text, at: cell.start) { return }
    if CipherList.isList(text), let position = cell.start {
      if row == nil { return keep(Setting(name: nil, winningObject: nil, list: text, position: position)) }
      row?.lists.append((text, position))
    } else if let row, row.isOpen, row.depth == cells.count {
      self.row?.texts.append(text)
    }
  }

  /// Whether a cell belongs to a registry setting: its key, its value, or the object that set it.
  private mutating func takesExtra(_ text: String, at position: Int?) -> Bool {
    if GroupPolicyText.holdsKey(text[...]) {
      finishRow()
      extra = (cells.count, nil)
      return true
    }
    guard let (depth, list) = extra, depth == cells.count else { return false }
    if let list {
      extra = nil
      keep(
        Setting(name: nil, winningObject: hasObjects ? text : nil, list: list.text, position: list.position))
    } else if CipherList.isList(text), let position {
      extra?.list = (text, position)
    } else {
      extra = nil
      return false
    }
    return true
  }

  private mutating func finishRow() {
    guard let row else { return }
    self.row = nil
    let object = hasObjects && row.texts.count >= 3 ? row.texts.last : nil
    if row.lists.isEmpty, CipherPolicyNames.isOrder(row.name),
      row.texts.contains(where: CipherPolicyNames.isDisabled)
    {
      keep(Setting(name: row.name, winningObject: object, list: "", position: row.position, isDisabled: true))
    }
    for list in row.lists {
      keep(Setting(name: row.name, winningObject: object, list: list.text, position: list.position))
    }
  }

  private mutating func keep(_ setting: Setting) {
    if settings.count < Self.settingLimit { settings.append(setting) }
  }
}

extension String {
  /// Without white space at its ends.
  var trimmingBlanks: String {
    var text = self[...].drop { $0.isWhitespace }
    while text.last?.isWhitespace == true { text.removeLast() }
    return String(text)
  }
}
