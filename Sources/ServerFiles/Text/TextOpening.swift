/// The first part of a file's text, to recognise its kind by.
struct TextOpening {
  /// As ``TextSource`` gives it, without a byte order mark.
  let text: [UInt8]
  /// Whether there are bytes that no text has.
  let isBinary: Bool

  init(_ bytes: FileBytes) {
    let opening = bytes.opening
    let (encoding, mark) = OpeningEncoding.detect(opening.span)
    let rest = opening.dropFirst(mark)
    var text: [UInt8] = []
    if case .utf16(let isBigEndian) = encoding {
      var decoding = UTF16Decoding(isBigEndian: isBigEndian)
      decoding.decode(rest.span, into: &text)
    } else {
      text = Array(rest)
    }
    self.text = text
    isBinary = Self.holdsControls(text)
  }

  /// Whether it holds an ASCII word, upper and lower case alike.
  func holds(_ word: String) -> Bool { ByteSearch(word).first(in: text.span) != nil }

  /// Whether the first character that is no white space begins markup, or the frame of a log entry.
  var startsWithMarkup: Bool { firstCharacter == UInt8(ascii: "<") && !starts(with: "<![LOG[") }

  /// Whether an ASCII word stands first, behind white space at most.
  func starts(with word: String) -> Bool {
    guard let start = text.firstIndex(where: { $0 > 0x20 }) else { return false }
    return ByteSearch(word).stands(at: start, in: text.span)
  }

  /// Whether it is a report of this program, which often lies beside the files that it quotes.
  var isReport: Bool { holds("tcp.stream eq ") || starts(with: "{\"schema\":\"wsuscap.") }

  /// Whether it is nothing but white space.
  var isBlank: Bool { firstCharacter == nil }

  private var firstCharacter: UInt8? { text.first { $0 > 0x20 } }

  /// The first lines that are not empty, at most so many.
  func lines(_ limit: Int) -> [ArraySlice<UInt8>] {
    let isEnd: (UInt8) -> Bool = { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return Array(text.split(maxSplits: limit, whereSeparator: isEnd).prefix(limit))
  }

  /// Controls that no text has, more than a few: a log may hold the odd one.
  private static func holdsControls(_ text: [UInt8]) -> Bool {
    let sample = text.prefix(4096)
    let controls = sample.count { $0 < 0x09 || (0x0E..<0x20).contains($0) && $0 != 0x1B }
    return controls * 100 > sample.count
  }
}
