import Diagnosis

/// The elements of a small XML text, checked for being well-formed (Extensible Markup Language 1.0, fifth
/// edition, as far as configuration files go: no declaration of document types).
///
/// It works on units: UTF-16 code units, or the bytes of any encoding whose mark-up is ASCII. A place is then a
/// place in the file, so that the file can be changed there and nowhere else.
struct XMLTree {
  /// Elements in elements; no configuration file is deeper.
  static let depthLimit = 64

  let units: [UInt16]
  /// In the order of their start tags.
  private(set) var elements: [XMLElement] = []
  private var open: [Int] = []
  private var place = 0

  /// - Throws: ``XMLFault`` with the place of the first fault.
  init(_ units: [UInt16]) throws(XMLFault) {
    self.units = units
    while let tag = units[place...].firstIndex(of: .less) {
      try checkText(place..<tag)
      place = tag
      try readMarkup()
    }
    try checkText(place..<units.count)
    if let last = open.last { throw fault(.missingEndTag(elements[last].name), units.count) }
    if elements.isEmpty { throw fault(.noElement, units.count) }
  }

  /// The elements of a name that stand directly in another, in order.
  func children(of parent: Int, named name: String? = nil) -> [Int] {
    elements.indices.filter { elements[$0].parent == parent && (name == nil || elements[$0].name == name) }
  }

  /// The characters of a range, as far as they are ASCII; others become U+FFFD.
  func text(_ range: Range<Int>) -> String {
    String(decoding: units[range].map { $0 < 0x80 ? $0 : 0xFFFD }, as: UTF16.self)
  }

  func fault(_ reason: XMLFault.Reason, _ place: Int) -> XMLFault {
    let (line, column) = XMLPlace.lineAndColumn(units, place)
    return XMLFault(reason, line: line, column: column)
  }

  // MARK: Mark-up

  private mutating func readMarkup() throws(XMLFault) {
    if stands("<!--") { return try skipComment() }
    if stands("<![CDATA[") { return try skip(to: "]]>", part: .characterData, isInRoot: true) }
    if stands("<!") { throw fault(.documentType, place) }
    if stands("<?") { return try skipInstruction() }
    if stands("</") { return try readEndTag() }
    try readStartTag()
  }

  private mutating func skip(to end: String, part: XMLFault.Part, isInRoot: Bool) throws(XMLFault) {
    if isInRoot, open.isEmpty { throw fault(.outsideRoot, place) }
    guard let found = find(end, from: place + 2) else { throw fault(.endsInside(part), place) }
    place = found + end.utf8.count
  }

  private mutating func skipComment() throws(XMLFault) {
    let start = place
    guard let end = find("--", from: start + 4) else { throw fault(.endsInside(.comment), start) }
    guard end + 2 < units.count else { throw fault(.endsInside(.comment), start) }
    guard units[end + 2] == .greater else { throw fault(.badComment, end) }
    place = end + 3
  }

  private mutating func skipInstruction() throws(XMLFault) {
    let start = place
    let nameEnd = XMLName.end(units, from: start + 2)
    if text(start + 2..<nameEnd).lowercased() == "xml", start > 0 {
      throw fault(.misplacedDeclaration, start)
    }
    try skip(to: "?>", part: .instruction, isInRoot: false)
  }

  private mutating func readEndTag() throws(XMLFault) {
    let start = place
    let name = try readName(from: start + 2)
    place = XMLName.skipBlanks(units, from: name.upperBound)
    guard place < units.count else { throw fault(.endsInside(.tag), start) }
    guard units[place] == .greater else { throw fault(.badName, place) }
    place += 1
    let found = text(name)
    let expected = open.last.map { elements[$0].name }
    guard let last = open.popLast(), expected == found else {
      throw fault(.wrongEndTag(found: found, expected: expected), start)
    }
    elements[last].endTag = start..<place
  }

  private mutating func readStartTag() throws(XMLFault) {
    let start = place
    if open.isEmpty, !elements.isEmpty { throw fault(.outsideRoot, start) }
    if open.count == Self.depthLimit { throw fault(.tooDeep, start) }
    let name = try readName(from: start + 1)
    var element = XMLElement(
      name: text(name), parent: open.last, startTag: start..<start, nameEnd: name.upperBound,
      endTag: start..<start)
    place = name.upperBound
    let isEmpty = try readAttributes(&element)
    element.startTag = start..<place
    element.endTag = place..<place
    if !isEmpty { open.append(elements.count) }
    elements.append(element)
  }

  /// Reads to behind the `>`; true when the tag ends in `/>`.
  private mutating func readAttributes(_ element: inout XMLElement) throws(XMLFault) -> Bool {
    var names: Set<String> = []
    while true {
      let start = place
      place = XMLName.skipBlanks(units, from: place)
      guard place < units.count else { throw fault(.endsInside(.tag), element.startTag.lowerBound) }
      if units[place] == .greater {
        place += 1
        return false
      }
      if stands("/>") {
        place += 2
        return true
      }
      if place == start { throw fault(.badName, place) }
      let attribute = try readAttribute()
      if !names.insert(attribute.name).inserted {
        throw fault(.repeatedAttribute(attribute.name), start)
      }
      element.attributes.append(attribute)
    }
  }

  private mutating func readAttribute() throws(XMLFault) -> XMLElement.Attribute {
    let start = place
    let name = try readName(from: start)
    place = XMLName.skipBlanks(units, from: name.upperBound)
    guard place < units.count, units[place] == .equals else { throw fault(.badAttribute, start) }
    place = XMLName.skipBlanks(units, from: place + 1)
    guard place < units.count, units[place] == .quote || units[place] == .apostrophe else {
      throw fault(.badAttribute, start)
    }
    let quote = units[place]
    guard let end = units[(place + 1)...].firstIndex(of: quote) else {
      throw fault(.endsInside(.attribute), start)
    }
    let value = place + 1..<end
    if let less = units[value].firstIndex(of: .less) { throw fault(.unescaped("<"), less) }
    try checkReferences(value)
    place = end + 1
    return XMLElement.Attribute(name: text(name), value: value, quote: quote)
  }

  // MARK: Text

  private func checkText(_ range: Range<Int>) throws(XMLFault) {
    if open.isEmpty, let place = units[range].firstIndex(where: { !XMLName.isBlank($0) }) {
      throw fault(.outsideRoot, place)
    }
    try checkReferences(range)
  }

  private func checkReferences(_ range: Range<Int>) throws(XMLFault) {
    for place in range {
      if units[place] < 0x20, !XMLName.isBlank(units[place]) { throw fault(.controlCharacter, place) }
      guard units[place] == .ampersand else { continue }
      // Longer names of references are declared in a document type, which there is none of.
      let end = units[place..<min(place + 12, range.upperBound)].firstIndex(of: .semicolon)
      guard let end, end > place + 1 else { throw fault(.unescaped("&"), place) }
    }
  }

  private func readName(from start: Int) throws(XMLFault) -> Range<Int> {
    let end = XMLName.end(units, from: start)
    guard end > start else {
      throw start < units.count ? fault(.badName, start) : fault(.endsInside(.tag), start)
    }
    return start..<end
  }

  private func stands(_ word: String) -> Bool {
    place + word.utf8.count <= units.count && units[place..<place + word.utf8.count].elementsEqual(word.utf16)
  }

  private func find(_ word: String, from start: Int) -> Int? {
    let word = Array(word.utf16)
    var place = start
    while place < units.count, let found = units[place...].firstIndex(of: word[0]) {
      if units[found...].starts(with: word) { return found }
      place = found + 1
    }
    return nil
  }
}
