import Diagnosis

/// How a file is read: as it is, or with what was done to it on its way undone.
struct ExcerptReading {
  let format: ServerFileFormat
  let changes: [Excerpt.Change]
  let source: TextSource

  /// The kind of a file and its text; nil where no format recognises it.
  init?(_ bytes: FileBytes, _ opening: TextOpening) {
    guard let found = Self.find(opening) ?? (bytes.isWhole ? Self.findInWindow(opening) : nil) else {
      return nil
    }
    format = found.format
    if let startsLine = format.startsLine, bytes.isWhole,
      let joined = Unwrapping(startsLine: startsLine).joined(found.text)
    {
      changes = (found.cleaning?.changes ?? []) + [.wrapping]
      source = TextSource(bytes, text: joined)
    } else if found.isOfWindow {
      changes = (found.cleaning?.changes ?? []) + [.wrapping]
      source = TextSource(bytes, text: found.text)
    } else {
      changes = found.cleaning?.changes ?? []
      source = TextSource(bytes, cleaning: found.cleaning)
    }
  }

  /// A format that recognises a text, and what was done to the text before.
  private struct Found {
    let format: ServerFileFormat
    let text: [UInt8]
    let cleaning: LineCleaning?
    var isOfWindow = false
  }

  /// With the marks of quotations and searches undone, as it is, or with its layout undone.
  private static func find(_ opening: TextOpening) -> Found? {
    let cleaning = LineCleaning(opening)
    if !cleaning.isEmpty, let found = find(opening, cleaning) { return found }
    if let format = format(of: opening) { return Found(format: format, text: opening.text, cleaning: nil) }
    guard !opening.startsWithMarkup else { return nil }
    return cleaning.withLayout(of: opening).flatMap { find(opening, $0) }
  }

  private static func find(_ opening: TextOpening, _ cleaning: LineCleaning) -> Found? {
    let cleaned = TextOpening(text: LineCleaner.all(opening.text, cleaning))
    return format(of: cleaned).map { Found(format: $0, text: cleaned.text, cleaning: cleaning) }
  }

  /// With the lines joined that a window broke, also in the words that a format is recognised by.
  private static func findInWindow(_ opening: TextOpening) -> Found? {
    guard !opening.startsWithMarkup else { return nil }
    let cleaning = LineCleaning(opening)
    let text = cleaning.isEmpty ? opening.text : LineCleaner.all(opening.text, cleaning)
    guard let joined = WindowLines.joined(text), let format = format(of: TextOpening(text: joined)) else {
      return nil
    }
    return Found(format: format, text: joined, cleaning: cleaning.isEmpty ? nil : cleaning, isOfWindow: true)
  }

  private static func format(of opening: TextOpening) -> ServerFileFormat? {
    ServerFileFormat.all.first { $0.recognises(opening) }
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
