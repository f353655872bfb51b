/// Splits the head of an HTTP/1 message into lines (RFC 9112, section 2.1).
///
/// A line ends with LF; a CR before it is removed (section 2.2). Only an incomplete line is kept.
struct HeaderLines: Sendable {
  /// The longest head: four to eight times what proxies accept (squid 64 KiB, others 8 to 16 KiB).
  static let maximumBlock = 64 << 10

  enum Step {
    case line([UInt8])
    case needsMore
    /// The block has more than ``maximumBlock`` bytes.
    case tooLong
  }

  private(set) var unfinished: [UInt8] = []
  private var total: Int32 = 0

  /// The next line of `bytes` from `offset` on; `offset` moves past it.
  mutating func next(_ bytes: Span<UInt8>, _ offset: inout Int) -> Step {
    while offset < bytes.count {
      let byte = bytes[offset]
      offset += 1
      total += 1
      if byte == 0x0a { return .line(takeLine()) }
      if total > Self.maximumBlock { return .tooLong }
      unfinished.append(byte)
    }
    return .needsMore
  }

  /// Begins the next block.
  mutating func reset() {
    self = HeaderLines()
  }

  private mutating func takeLine() -> [UInt8] {
    var line = unfinished
    unfinished = []
    if line.last == 0x0d { line.removeLast() }
    return line
  }
}

/// A header field: its name in lower case and its value without the blanks around it (RFC 9112, section 5).
struct HeaderField {
  var name: String
  var value: ArraySlice<UInt8>

  /// Nil for a line that has no colon.
  init?(_ line: [UInt8]) {
    guard let colon = line.firstIndex(of: UInt8(ascii: ":")) else { return nil }
    name = String(decoding: line[..<colon], as: UTF8.self).lowercased()
    value = line[(colon + 1)...].drop(while: isBlank)
    while let last = value.last, isBlank(last) { value.removeLast() }
  }
}

/// A space or a tab: the optional white space of HTTP (RFC 9110, section 5.6.3).
func isBlank(_ byte: UInt8) -> Bool { byte == 0x20 || byte == 0x09 }

/// Whether bytes are the beginning of a fixed text, or the text and more.
func recognize(_ text: String, in bytes: Span<UInt8>) -> Recognition {
  var index = 0
  for byte in text.utf8 {
    if index == bytes.count { return .needsMore }
    if bytes[index] != byte { return .no }
    index += 1
  }
  return .yes
}
