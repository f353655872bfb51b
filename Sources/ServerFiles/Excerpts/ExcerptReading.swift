import Diagnosis

/// How a file is read: as it is, or with what was done to it on its way undone.
struct ExcerptReading {
  let format: ServerFileFormat
  let changes: [Excerpt.Change]
  let source: TextSource

  /// The kind of a file and its text; nil where no format recognises it.
  init?(_ bytes: FileBytes, _ opening: TextOpening) {
    let cleaning = LineCleaning(opening)
    let cleaned = cleaning.isEmpty ? nil : TextOpening(text: LineCleaner.all(opening.text, cleaning))
    var isCleaned = false
    var found: ServerFileFormat?
    if let cleaned {
      found = ServerFileFormat.all.first { $0.recognises(cleaned) }
      isCleaned = found != nil
    }
    guard let format = found ?? ServerFileFormat.all.first(where: { $0.recognises(opening) }) else {
      return nil
    }
    self.format = format
    let text = isCleaned ? cleaned?.text ?? [] : opening.text
    if let startsLine = format.startsLine, bytes.isWhole,
      let joined = Unwrapping(startsLine: startsLine).joined(text)
    {
      changes = (isCleaned ? cleaning.changes : []) + [.wrapping]
      source = TextSource(bytes, text: joined)
    } else {
      changes = isCleaned ? cleaning.changes : []
      source = TextSource(bytes, cleaning: isCleaned ? cleaning : nil)
    }
  }
}

/// Cleans a text that comes in blocks, line by line.
struct LineCleaner {
  let cleaning: LineCleaning
  /// The beginning of a line whose end is in the next block, at most ``TextLines/lineLimit`` and a block.
  private var rest: [UInt8] = []

  init(_ cleaning: LineCleaning) {
    self.cleaning = cleaning
  }

  /// The whole of a text.
  static func all(_ text: [UInt8], _ cleaning: LineCleaning) -> [UInt8] {
    var cleaner = LineCleaner(cleaning)
    var cleaned: [UInt8] = []
    cleaner.add(text[...], to: &cleaned)
    cleaner.finish(&cleaned)
    return cleaned
  }

  mutating func add(_ block: ArraySlice<UInt8>, to text: inout [UInt8]) {
    rest += block
    var start = 0
    while let end = rest[start...].firstIndex(where: { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") })
    {
      text += cleaning.clean(rest[start..<end])
      text.append(rest[end])
      start = end + 1
    }
    rest.removeFirst(start)
    // A longer line is not read to its end, so that its end may be taken for a line.
    if rest.count > TextLines.lineLimit { finish(&text) }
  }

  mutating func finish(_ text: inout [UInt8]) {
    text += cleaning.clean(rest[...])
    rest.removeAll(keepingCapacity: true)
  }
}
