/// Reads a line of JSON (RFC 8259) in one pass and within a known size, which `JSONDecoder` does not for a value of any
/// type.
struct LineJSONReader {
  /// The line is not JSON, or holds more than a result.
  struct NotJSON: Error {}

  var position = 0
  private var values = 0

  /// A result has six.
  private static let depthLimit = 32
  /// Values and names in a line, of at most 64 bytes each besides their text: a capture with ten thousand findings has
  /// fewer.
  private static let valueLimit = 1 << 21

  static func read(_ line: String) throws(NotJSON) -> LineJSON {
    var line = line
    line.makeContiguousUTF8()
    var reader = LineJSONReader()
    let bytes = line.utf8.span
    let value = try reader.value(bytes, depth: 0)
    reader.skipSpace(bytes)
    guard reader.position == bytes.count else { throw NotJSON() }
    return value
  }

  private mutating func value(_ bytes: Span<UInt8>, depth: Int) throws(NotJSON) -> LineJSON {
    skipSpace(bytes)
    try count()
    switch next(bytes) {
    case UInt8(ascii: "{"): return .object(try members(bytes, depth: depth + 1))
    case UInt8(ascii: "["): return .array(try elements(bytes, depth: depth + 1))
    case UInt8(ascii: "\""): return .text(try text(bytes))
    case UInt8(ascii: "t"): return try word("true", bytes, .flag(true))
    case UInt8(ascii: "f"): return try word("false", bytes, .flag(false))
    case UInt8(ascii: "n"): return try word("null", bytes, .other)
    default: return try number(bytes)
    }
  }

  private mutating func count() throws(NotJSON) {
    values += 1
    guard values <= Self.valueLimit else { throw NotJSON() }
  }

  private mutating func members(_ bytes: Span<UInt8>, depth: Int) throws(NotJSON) -> [LineJSON.Member] {
    var members: [LineJSON.Member] = []
    try list(endingWith: UInt8(ascii: "}"), bytes, depth) { (reader) throws(NotJSON) in
      reader.skipSpace(bytes)
      try reader.count()
      let name = try reader.text(bytes)
      reader.skipSpace(bytes)
      guard reader.take(UInt8(ascii: ":"), bytes) else { throw NotJSON() }
      members.append(LineJSON.Member(name: name, value: try reader.value(bytes, depth: depth)))
    }
    return members
  }

  private mutating func elements(_ bytes: Span<UInt8>, depth: Int) throws(NotJSON) -> [LineJSON] {
    var elements: [LineJSON] = []
    try list(endingWith: UInt8(ascii: "]"), bytes, depth) { (reader) throws(NotJSON) in
      elements.append(try reader.value(bytes, depth: depth))
    }
    return elements
  }

  /// Reads what commas separate, from its first bracket to its last.
  private mutating func list(
    endingWith end: UInt8, _ bytes: Span<UInt8>, _ depth: Int,
    part: (inout LineJSONReader) throws(NotJSON) -> Void
  ) throws(NotJSON) {
    guard depth <= Self.depthLimit else { throw NotJSON() }
    position += 1
    skipSpace(bytes)
    if take(end, bytes) { return }
    while true {
      try part(&self)
      skipSpace(bytes)
      if take(end, bytes) { return }
      guard take(UInt8(ascii: ","), bytes) else { throw NotJSON() }
    }
  }

  private mutating func word(
    _ word: StaticString, _ bytes: Span<UInt8>, _ value: LineJSON
  ) throws(NotJSON) -> LineJSON {
    for byte in word.description.utf8 {
      guard take(byte, bytes) else { throw NotJSON() }
    }
    return value
  }

  func next(_ bytes: Span<UInt8>) -> UInt8? { position < bytes.count ? bytes[position] : nil }

  mutating func take(_ byte: UInt8, _ bytes: Span<UInt8>) -> Bool {
    guard next(bytes) == byte else { return false }
    position += 1
    return true
  }

  private mutating func skipSpace(_ bytes: Span<UInt8>) {
    while let byte = next(bytes), [0x20, 0x09, 0x0a, 0x0d].contains(byte) { position += 1 }
  }
}
