import Diagnosis

/// The lines of a text, one at a time, in memory that does not grow with the file.
///
///     buffer  |....used....|####line####|CR LF|....unread....|
///
/// A line ends at CR LF, LF or a lone CR, as editors have it. Its bytes are `buffer[line]`.
struct TextLines {
  /// Bytes that are read of one line; the rest is skipped. The longest lines that logs have are chains of
  /// exceptions in one line, some 16 KiB.
  static let lineLimit = 64 * 1024

  private(set) var buffer: [UInt8] = []
  /// The bytes of the current line without its end.
  private(set) var line = 0..<0
  /// 1-based number of the current line, 0 before the first.
  private(set) var number = 0
  /// How the lines that were asked for, and samples of the others, are encoded.
  var decoding = LineDecoding()
  /// Whether the last line ended without a line break.
  private(set) var endsOpen = false
  private(set) var truncatedLines = 0
  private(set) var firstTruncatedLine = 0
  private var next = 0
  private var isAtEnd = false
  let source: TextSource

  init(_ source: TextSource) {
    self.source = source
  }

  /// Goes to the next line; false when there is none.
  mutating func advance() -> Bool {
    var position = next
    var start = next
    var high: UInt8 = 0
    while true {
      let end = Self.lineEnd(in: buffer.span, from: position, &high)
      // A CR that ends the block may be the first half of CR LF.
      if end < buffer.count, buffer[end] == Self.lf || end + 1 < buffer.count || isAtEnd {
        finish(start..<end, high: high)
        next = end + 1
        if buffer[end] == Self.cr, next < buffer.count, buffer[next] == Self.lf { next += 1 }
        return true
      }
      if isAtEnd {
        guard end > start else { return false }
        endsOpen = true
        finish(start..<end, high: high)
        next = end
        return true
      }
      position = discardRead(start: start, end: end)
      start = 0
      if !source.read(into: &buffer) { isAtEnd = true }
    }
  }

  /// The current line as text.
  mutating func text() -> String {
    let bytes = buffer
    return decoding.text(bytes.span.extracting(line))
  }

  private static let lf = UInt8(ascii: "\n")
  private static let cr = UInt8(ascii: "\r")

  private static func lineEnd(in bytes: Span<UInt8>, from start: Int, _ high: inout UInt8) -> Int {
    var index = start
    var all = high
    while index < bytes.count {
      let byte = bytes[index]
      if byte == lf || byte == cr { break }
      all |= byte
      index &+= 1
    }
    high = all
    return index
  }

  private mutating func finish(_ range: Range<Int>, high: UInt8) {
    number += 1
    line = range
    if range.count > Self.lineLimit {
      line = range.lowerBound..<truncation(at: range.lowerBound + Self.lineLimit)
      if truncatedLines == 0 { firstTruncatedLine = number }
      truncatedLines += 1
    }
    if high >= 0x80, decoding.wantsSample { _ = text() }
  }

  /// The offset, or one before it that does not divide a character of UTF-8.
  private func truncation(at position: Int) -> Int {
    (position - 3...position).last { buffer[$0] & 0xC0 != 0x80 } ?? position
  }

  /// Moves the bytes from `start` on to the front, of those without a line end no more than will be read, and
  /// returns where the search continues.
  private mutating func discardRead(start: Int, end: Int) -> Int {
    let kept = min(end - start, Self.lineLimit + 1)
    buffer.removeSubrange((start + kept)..<end)
    buffer.removeSubrange(..<start)
    return kept
  }
}
