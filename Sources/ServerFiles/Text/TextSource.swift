import Diagnosis

/// The text of a file, block by block, without its byte order mark. UTF-16 becomes UTF-8; other bytes are for
/// ``LineDecoding``.
final class TextSource {
  let bytes: FileBytes
  let openingEncoding: OpeningEncoding
  let markLength: Int
  private var skip: Int
  private var utf16: UTF16Decoding?
  /// Undoes what was done to the lines of an excerpt.
  private var cleaner: LineCleaner?
  /// A small text that was read and changed beforehand.
  private var changed: [UInt8]?

  convenience init(_ bytes: FileBytes) {
    let opening = bytes.opening
    self.init(bytes, opening: OpeningEncoding.detect(opening.span))
  }

  /// The text of a file with its lines cleaned.
  convenience init(_ bytes: FileBytes, cleaning: LineCleaning?) {
    self.init(bytes)
    cleaner = cleaning.map(LineCleaner.init)
  }

  /// A text that was made of all bytes of a file.
  convenience init(_ bytes: FileBytes, text: [UInt8]) {
    self.init(bytes)
    changed = text
  }

  init(_ bytes: FileBytes, opening: (encoding: OpeningEncoding, mark: Int)) {
    self.bytes = bytes
    (openingEncoding, markLength) = opening
    skip = markLength
    if case .utf16(let isBigEndian) = openingEncoding { utf16 = UTF16Decoding(isBigEndian: isBigEndian) }
  }

  /// Appends the next block; false at the end.
  func read(into text: inout [UInt8]) -> Bool {
    if let whole = changed {
      text += whole
      changed = []
      return !whole.isEmpty
    }
    guard cleaner != nil else { return readBlock(into: &text) }
    var block: [UInt8] = []
    let hasBlock = readBlock(into: &block)
    if hasBlock { cleaner?.add(block[...], to: &text) } else { cleaner?.finish(&text) }
    return hasBlock
  }

  private func readBlock(into text: inout [UInt8]) -> Bool {
    bytes.nextBlock { block in
      let rest = block.dropFirst(skip)
      skip = max(0, skip - block.count)
      if utf16 != nil {
        utf16?.decode(rest.span, into: &text)
      } else {
        text += rest
      }
    }
  }

  /// Whether the file ends inside a character of UTF-16.
  var endsInsideCharacter: Bool { utf16?.isInsideCharacter ?? false }

  /// The encoding of the file, once its lines were decoded.
  func encoding(_ decoding: LineDecoding) -> TextEncoding {
    switch openingEncoding {
    case .utf16(isBigEndian: true): .utf16BigEndian
    case .utf16(isBigEndian: false): .utf16LittleEndian
    case .bytes: markLength > 0 ? .utf8 : decoding.encoding
    }
  }
}
