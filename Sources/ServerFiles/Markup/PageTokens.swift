/// The tags of an HTML page and the text between them, in order. What is not a tag is text, as in browsers.
/// Scripts, styles and comments are skipped.
struct PageTokens {
  enum Token {
    /// A start tag: its name in lower case, and the range of its attributes.
    case start(String, attributes: Range<Int>)
    case end(String)
    case text(Range<Int>)
  }

  let bytes: [UInt8]
  private var position = 0

  private static let comment = ByteSearch("<!--")

  init(_ bytes: [UInt8]) {
    self.bytes = bytes
  }

  mutating func next() -> Token? {
    while position < bytes.count {
      guard bytes[position] == UInt8(ascii: "<") else { return text() }
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
    var position = start
    func skipBlanks() { while position < limit, bytes[position] <= 0x20 { position += 1 } }
    skipBlanks()
    guard position < limit, bytes[position] == UInt8(ascii: "=") else { return nil }
    position += 1
    skipBlanks()
    guard position < limit else { return nil }
    let quote = bytes[position]
    let isQuoted = quote == UInt8(ascii: "\"") || quote == UInt8(ascii: "'")
    let first = isQuoted ? position + 1 : position
    let end = bytes[first..<limit].firstIndex { isQuoted ? $0 == quote : $0 <= 0x20 } ?? limit
    return MarkupText.plain(String(decoding: bytes[first..<end], as: UTF8.self))
  }

  private mutating func text() -> Token {
    let start = position
    while position < bytes.count, bytes[position] != UInt8(ascii: "<") { position += 1 }
    return .text(start..<position)
  }

  private mutating func skipsComment() -> Bool {
    guard position + 1 < bytes.count, [UInt8(ascii: "!"), UInt8(ascii: "?")].contains(bytes[position + 1])
    else { return false }
    if Self.comment.matches(at: position, in: bytes.span) {
      position = find("-->", from: position + 4) ?? bytes.count
      return true
    }
    position = find(">", from: position) ?? bytes.count
    return true
  }

  private mutating func tag() -> Token? {
    let start = position
    let isEnd = start + 1 < bytes.count && bytes[start + 1] == UInt8(ascii: "/")
    var end = start + (isEnd ? 2 : 1)
    let nameStart = end
    while end < bytes.count, end - nameStart < 32, isLetter(bytes[end]) { end += 1 }
    guard end > nameStart else {
      position += 1
      return .text(start..<position)
    }
    let name = String(decoding: bytes[nameStart..<end].map(ByteSearch.folded), as: UTF8.self)
    let close = tagEnd(from: end)
    position = min(close + 1, bytes.count)
    if isEnd { return .end(name) }
    if name == "script" || name == "style" {
      position = find("</" + name, from: position, isBefore: true) ?? bytes.count
    }
    return .start(name, attributes: end..<close)
  }

  /// The position of the `>` that ends a tag: one between quotation marks does not.
  private func tagEnd(from start: Int) -> Int {
    var quote: UInt8?
    for position in start..<bytes.count {
      let byte = bytes[position]
      if let open = quote {
        if byte == open { quote = nil }
      } else if byte == UInt8(ascii: "\"") || byte == UInt8(ascii: "'") {
        quote = byte
      } else if byte == UInt8(ascii: ">") {
        return position
      }
    }
    return bytes.count
  }

  /// The position after a word, or before it.
  private func find(_ word: String, from start: Int, isBefore: Bool = false) -> Int? {
    guard start <= bytes.count else { return nil }
    let search = ByteSearch(word)
    return search.first(in: bytes.span, from: start).map { isBefore ? $0 : $0 + search.word.count }
  }

  private func isLetter(_ byte: UInt8) -> Bool {
    // A colon parts the prefix of a namespace.
    ByteSearch.folded(byte) &- UInt8(ascii: "a") < 26 || byte &- UInt8(ascii: "0") < 11
  }
}

/// Characters that mark-up writes as references.
enum MarkupText {
  /// Bytes of a cell or an element that are kept: 64 times what a list of cipher suites may have.
  static let limit = 65_536

  /// The text with its references undone: `&amp;`, `&#160;`, `&#xA0;`. Those that are not known stay.
  static func plain(_ text: String) -> String {
    guard text.utf8.contains(UInt8(ascii: "&")) else { return text }
    var plain: [UInt8] = []
    var rest = Array(text.utf8)[...]
    while let mark = rest.firstIndex(of: UInt8(ascii: "&")) {
      plain += rest[..<mark]
      rest = rest[mark...]
      // No name of a reference that is known is longer.
      if let end = rest.prefix(10).firstIndex(of: UInt8(ascii: ";")),
        let scalar = scalar(String(decoding: rest[(mark + 1)..<end], as: UTF8.self))
      {
        plain += String(scalar).utf8
        rest = rest[(end + 1)...]
      } else {
        plain.append(rest.removeFirst())
      }
    }
    return String(decoding: plain + rest, as: UTF8.self)
  }

  private static func scalar(_ name: String) -> Unicode.Scalar? {
    switch name.lowercased() {
    case "amp": return "&"
    case "lt": return "<"
    case "gt": return ">"
    case "quot": return "\""
    case "apos": return "'"
    case "nbsp": return " "
    default: break
    }
    guard name.first == "#" else { return nil }
    let isHexadecimal = name.dropFirst().first.map { $0 == "x" || $0 == "X" } ?? false
    return UInt32(name.dropFirst(isHexadecimal ? 2 : 1), radix: isHexadecimal ? 16 : 10)
      .flatMap(Unicode.Scalar.init)
  }
}
