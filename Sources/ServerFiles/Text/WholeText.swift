import Diagnosis

/// A whole text in UTF-8, for files that are read by their structure and not by lines.
struct WholeText {
  let utf8: [UInt8]
  let lines: Int
  let decoding: LineDecoding
  /// Whether the file has more than was read.
  let isPart: Bool
  let endsInsideCharacter: Bool

  /// - Parameter limit: bytes of text that are read.
  init(_ source: TextSource, limit: Int) {
    var bytes: [UInt8] = []
    while bytes.count <= limit {
      if !source.read(into: &bytes) { break }
    }
    isPart = bytes.count > limit
    if isPart { bytes.removeLast(bytes.count - limit) }
    endsInsideCharacter = Self.dropPartOfCharacter(&bytes) || source.endsInsideCharacter
    var decoding = LineDecoding()
    let text = decoding.text(bytes.span)
    let utf8 = Array(text.utf8)
    self.utf8 = utf8
    self.decoding = decoding
    lines = Self.lineBreaks(utf8.span, utf8.count) + (Self.endsOpen(utf8) ? 1 : 0)
  }

  /// The 1-based number of the line of a byte.
  func lineNumber(at offset: Int) -> Int { Self.lineBreaks(utf8.span, offset) + 1 }

  /// Drops the beginning of a UTF-8 sequence that the end cuts, where all before it is UTF-8.
  private static func dropPartOfCharacter(_ bytes: inout [UInt8]) -> Bool {
    guard let start = bytes.indices.suffix(3).last(where: { bytes[$0] >= 0xC0 }) else { return false }
    let length = bytes[start] >= 0xF0 ? 4 : bytes[start] >= 0xE0 ? 3 : 2
    guard bytes.count - start < length, (try? UTF8Span(validating: bytes.span.extracting(0..<start))) != nil
    else {
      return false
    }
    bytes.removeLast(bytes.count - start)
    return true
  }

  private static func isBreak(_ byte: UInt8) -> Bool {
    byte == UInt8(ascii: "\n") || byte == UInt8(ascii: "\r")
  }

  private static func endsOpen(_ bytes: [UInt8]) -> Bool { bytes.last.map { !isBreak($0) } ?? false }

  private static func lineBreaks(_ bytes: Span<UInt8>, _ end: Int) -> Int {
    var count = 0
    for index in 0..<min(end, bytes.count) where isBreak(bytes[index]) {
      let isCRLF =
        bytes[index] == UInt8(ascii: "\r") && index + 1 < bytes.count
        && bytes[index + 1] == UInt8(ascii: "\n")
      if !isCRLF { count += 1 }
    }
    return count
  }
}
