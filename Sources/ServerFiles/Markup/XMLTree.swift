import Diagnosis

/// The elements of a small XML text, checked for well-formedness (Extensible Markup Language 1.0, fifth
/// edition, without DTDs).
///
/// Positions are in units: UTF-16 code units, or bytes of any encoding with ASCII mark-up, so that the file
/// can be changed there.
struct XMLTree {
  /// Elements in elements; no configuration file is deeper.
  static let depthLimit = 64

  let units: [UInt16]
  /// In the order of their start tags.
  private(set) var elements: [XMLElement] = []
  private var open: [Int] = []
  private var position = 0

  /// - Throws: ``XMLFault`` with the position of the first fault.
  init(_ units: [UInt16]) throws(XMLFault) {
    self.units = units
    while let tag = units[position...].firstIndex(of: .less) {
      try checkText(position..<tag)
      position = tag
      try readMarkup()
    }
    try checkText(position..<units.count)
    if let last = open.last { throw fault(.missingEndTag(elements[last].name), units.count) }
    if elements.isEmpty { throw fault(.noElement, units.count) }
  }

  /// The children of an element, perhaps those of one name, in order.
  func children(of parent: Int, named name: String? = nil) -> [Int] {
    elements.indices.filter { elements[$0].parent == parent && (name == nil || elements[$0].name == name) }
  }

  /// The characters of a range, as far as they are ASCII; others become U+FFFD.
  func text(_ range: Range<Int>) -> String {
    String(decoding: units[range].map { $0 < 0x80 ? $0 : 0xFFFD }, as: UTF16.self)
  }

  func fault(_ reason: XMLFault.Reason, _ position: Int) -> XMLFault {
    let (line, column) = XMLPosition.lineAndColumn(units, position)
    return XMLFault(reason, line: line, column: column)
  }

  // MARK: Mark-up

  private mutating func readMarkup() throws(XMLFault) {
    if nextIs("<!--") { return try skipComment() }
    if nextIs("<![CDATA[") { return try skip(to: "]]>", part: .characterData, isInRoot: true) }
    if nextIs("<!") { throw fault(.documentType, position) }
    if nextIs("<?") { return try skipInstruction() }
    if nextIs("</") { return try readEndTag() }
    try readStartTag()
  }

  private mutating func skip(to end: String, part: XMLFault.Part, isInRoot: Bool) throws(XMLFault) {
    if isInRoot, open.isEmpty { throw fault(.outsideRoot, position) }
    guard let found = find(end, from: position + 2) else { throw fault(.endsInside(part), position) }
    position = found + end.utf8.count
  }

  private mutating func skipComment() throws(XMLFault) {
    let start = position
    guard let end = find("--", from: start + 4) else { throw fault(.endsInside(.comment), start) }
    guard end + 2 < units.count else { throw fault(.endsInside(.comment), start) }
    guard units[end + 2] == .greater else { throw fault(.badComment, end) }
    position = end + 3
  }

  private mutating func skipInstruction() throws(XMLFault) {
    let start = position
    let nameEnd = XMLName.end(units, from: start + 2)
    if text(start + 2..<nameEnd).lowercased() == "xml", start > 0 {
      throw fault(.misplacedDeclaration, start)
    }
    try skip(to: "?>", part: .instruction, isInRoot: false)
  }

  private mutating func readEndTag() throws(XMLFault) {
    let start = position
    let name = try readName(from: start + 2)
    position = XMLName.skipBlanks(units, from: name.upperBound)
    guard position < units.count else { throw fault(.endsInside(.tag), start) }
    guard units[position] == .greater else { throw fault(.badName, position) }
    position += 1
    let found = text(name)
    let expected = open.last.map { elements[$0].name }
    guard let last = open.popLast(), expected == found else {
      throw fault(.wrongEndTag(found: found, expected: expected), start)
    }
    elements[last].endTag = start..<position
  }

  private mutating func readStartTag() throws(XMLFault) {
    let start = position
    if open.isEmpty, !elements.isEmpty { throw fault(.outsideRoot, start) }
    if open.count == Self.depthLimit { throw fault(.tooDeep, start) }
    let name = try readName(from: start + 1)
    var element = XMLElement(
      name: text(name), parent: open.last, startTag: start..<start, nameEnd: name.upperBound,
      endTag: start..<start)
    position = name.upperBound
    let isEmpty = try readAttributes(&element)
    element.startTag = start..<position
    element.endTag = position..<position
    if !isEmpty { open.append(elements.count) }
    elements.append(element)
  }

  /// Reads past the `>`; true when the tag ends in `/>`.
  private mutating func readAttributes(_ element: inout XMLElement) throws(XMLFault) -> Bool {
    var names: Set<String> = []
    while true {
      let start = position
      position = XMLName.skipBlanks(units, from: position)
      guard position < units.count else { throw fault(.endsInside(.tag), element.startTag.lowerBound) }
      if units[position] == .greater {
        position += 1
        return false
      }
      if nextIs("/>") {
        position += 2
        return true
      }
      if position == start { throw fault(.badName, position) }
      let attribute = try readAttribute()
      if !names.insert(attribute.name).inserted {
        throw fault(.repeatedAttribute(attribute.name), start)
      }
      element.attributes.append(attribute)
    }
  }

  private mutating func readAttribute() throws(XMLFault) -> XMLElement.Attribute {
    let start = position
    let name = try readName(from: start)
    position = XMLName.skipBlanks(units, from: name.upperBound)
    guard position < units.count, units[position] == .equals else { throw fault(.badAttribute, start) }
    position = XMLName.skipBlanks(units, from: position + 1)
    guard position < units.count, units[position] == .quote || units[position] == .apostrophe else {
      throw fault(.badAttribute, start)
    }
    let quote = units[position]
    guard let end = units[(position + 1)...].firstIndex(of: quote) else {
      throw fault(.endsInside(.attribute), start)
    }
    let value = position + 1..<end
    if let less = units[value].firstIndex(of: .less) { throw fault(.unescaped("<"), less) }
    try checkReferences(value)
    position = end + 1
    return XMLElement.Attribute(name: text(name), value: value, quote: quote)
  }

  // MARK: Text

  private func checkText(_ range: Range<Int>) throws(XMLFault) {
    if open.isEmpty, let position = units[range].firstIndex(where: { !XMLName.isBlank($0) }) {
      throw fault(.outsideRoot, position)
    }
    try checkReferences(range)
  }

  private func checkReferences(_ range: Range<Int>) throws(XMLFault) {
    for position in range {
      if units[position] < 0x20, !XMLName.isBlank(units[position]) {
        throw fault(.controlCharacter, position)
      }
      guard units[position] == .ampersand else { continue }
      // Longer names of references are declared in a document type, which there is none of.
      let end = units[position..<min(position + 12, range.upperBound)].firstIndex(of: .semicolon)
      guard let end, end > position + 1 else { throw fault(.unescaped("&"), position) }
    }
  }

  private func readName(from start: Int) throws(XMLFault) -> Range<Int> {
    let end = XMLName.end(units, from: start)
    guard end > start else {
      throw start < units.count ? fault(.badName, start) : fault(.endsInside(.tag), start)
    }
    return start..<end
  }

  private func nextIs(_ word: String) -> Bool {
    position + word.utf8.count <= units.count
      && units[position..<position + word.utf8.count].elementsEqual(word.utf16)
  }

  private func find(_ word: String, from start: Int) -> Int? {
    let word = Array(word.utf16)
    var position = start
    while position < units.count, let found = units[position...].firstIndex(of: word[0]) {
      if units[found...].starts(with: word) { return found }
      position = found + 1
    }
    return nil
  }
}
