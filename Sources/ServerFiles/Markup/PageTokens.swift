/// What an HTML page is made of, in order: tags and the text between them.
///
/// Browsers forgive, and so does this walk: what is no tag is text. Scripts, styles and comments are passed over.
struct PageTokens {
  enum Piece {
    /// A start tag: its name in lower case, and where its attributes stand.
    case start(String, attributes: Range<Int>)
    case end(String)
    case text(Range<Int>)
  }

  let bytes: [UInt8]
  private var place = 0

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func next() -> Piece? {
    while place < bytes.count {
      guard bytes[place] == UInt8(ascii: "<") else { return text() }
      if skipsComment() { continue }
      if let piece = tag() { return piece }
    }
    return nil
  }

  /// The value of an attribute in a range of attributes; nil when it is not there. Names are compared without
  /// regard to case.
  func attribute(_ name: String, in range: Range<Int>) -> String? {
    let search = ByteSearch(name)
    var start = range.lowerBound
    while let found = search.first(in: bytes.span.extracting(start..<range.upperBound)) {
      let end = start + found + search.word.count
      if found > 0 || start == range.lowerBound, let value = value(at: end, limit: range.upperBound) {
        return value
      }
      start = end
    }
    return nil
  }

  private func value(at start: Int, limit: Int) -> String? {
    var place = start
    func skipBlanks() { while place < limit, bytes[place] <= 0x20 { place += 1 } }
    skipBlanks()
    guard place < limit, bytes[place] == UInt8(ascii: "=") else { return nil }
    place += 1
    skipBlanks()
    guard place < limit else { return nil }
    let quote = bytes[place]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    let first = isQuoted ? place + 1 : place
    let end = bytes[first..<limit].firstIndex { isQuoted ? $0 == quote : $0 <= 0x20 } ?? limit
    return MarkupText.plain(String(decoding: bytes[first..<end], as: UTF8.self))
  }

  private mutating func text() -> Piece {
    let start = place
    while place < bytes.count, bytes[place] != UInt8(ascii: "<") { place += 1 }
    return .text(start..<place)
  }

  private mutating func skipsComment() -> Bool {
    if stands("<!--") {
      place = find("-->", from: place + 4) ?? bytes.count
      return true
    }
    guard stands("<!") || stands("<?") else { return false }
    place = find(">", from: place) ?? bytes.count
    return true
  }

  private mutating func tag() -> Piece? {
    let start = place
    let isEnd = start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "/")
    var end = start + (isEnd ? 2 : 1)
    let nameStart = end
    while end < bytes.count, end - nameStart < 32, isLetter(bytes[end]) { end += 1 }
    guard end > nameStart else {
      place += 1
      return .text(start..<place)
    }
    let name = String(decoding: bytes[nameStart..<end].map(ByteSearch.folded), as: UTF8.self)
    let close = tagEnd(from: end)
    place = min(close + 1, bytes.count)
    if isEnd { return .end(name) }
    if name == "script" || name == "style" {
      place = find("</" + name, from: place, isBefore: true) ?? bytes.count
    }
    return .start(name, attributes: end..<close)
  }

  /// The place of the `>` that ends a tag: one between quotation marks does not.
  private func tagEnd(from start: Int) -> Int {
    var quote: UInt8?
    for place in start..<bytes.count {
      let byte = bytes[place]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return place
      }
    }
    return bytes.count
  }

  private func stands(_ word: String) -> Bool { ByteSearch(word).stands(at: place, in: bytes.span) }

  /// The place behind a word, or before it.
  private func find(_ word: String, from start: Int, isBefore: Bool = false) -> Int? {
    guard start <= bytes.count else { return nil }
    let search = ByteSearch(word)
    return search.first(in: bytes.span, from: start).map { isBefore ? $0 : $0 + search.word.count }
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    ByteSearch.folded(byte) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 10
  }
}
