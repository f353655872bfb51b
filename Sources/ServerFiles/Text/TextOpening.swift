/// The first part of a file's text, to recognise its kind by.
struct TextOpening {
  /// As ``TextSource`` gives it, without a byte order mark.
  let text: [UInt8]
  /// Whether there are bytes that no text has.
  let isBinary: Bool
  /// What ``CommandSections`` found out.
  let memo = SectionMemo()

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

  /// A text that was changed.
  init(text: [UInt8]) {
    self.text = text
    isBinary = false
  }

  /// Whether it contains an ASCII word, upper and lower case alike.
  func holds(_ word: String) -> Bool { ByteSearch(word).first(in: text.span) != nil }

  /// Whether the first character after white space begins markup, or the frame of a log entry.
  var startsWithMarkup: Bool { firstCharacter == UInt8(ascii: "<") && !starts(with: "<![LOG[") }

  /// Whether an ASCII word comes first, perhaps after white space.
  func starts(with word: String) -> Bool {
    guard let start = text.firstIndex(where: { $0 > 0x20 }) else { return false }
    return ByteSearch(word).matches(at: start, in: text.span)
  }

  /// Whether it is a report of this program, which often lies beside the files that it quotes.
  var isReport: Bool {
    holds("tcp.stream eq ") || starts(with: "{\"schema\":\"wsuscap.") || starts(with: "{\"capture\":\"")
      || starts(with: "capture,flow,verdict,confidence,")
  }

  /// Whether it is nothing but white space.
  var isBlank: Bool { firstCharacter == nil }

  private var firstCharacter: UInt8? { text.first { $0 > 0x20 } }

  /// The first lines that are not empty, at most so many.
  func lines(_ limit: Int) -> [ArraySlice<UInt8>] {
    let isEnd: (UInt8) -> Bool = { $0 == UInt8(ascii: "\n") || $0 == UInt8(ascii: "\r") }
    return Array(text.split(maxSplits: limit, whereSeparator: isEnd).prefix(limit))
  }

  /// More than a few control characters: a log may have one.
  private static func holdsControls(_ text: [UInt8]) -> Bool {
    let sample = text.prefix(4096)
    let controls = sample.count { $0 < 0x09 || (0x0E..<0x20).contains($0) && $0 != 0x1B }
    return controls * 100 > sample.count
  }
}

/// How the bytes of a file make characters, as its first bytes tell.
enum OpeningEncoding: Equatable {
  /// One byte is ASCII: UTF-8 or a code page.
  case bytes
  case utf16(isBigEndian: Bool)

  /// The encoding and the length of the byte order mark.
  ///
  /// UTF-16 without a mark is recognised by its zeros: most characters of markup and logs are ASCII.
  static func detect(_ bytes: Span<UInt8>) -> (encoding: OpeningEncoding, mark: Int) {
    if bytes.count >= 3, bytes[0] == 0xEF, bytes[1] == 0xBB, bytes[2] == 0xBF { return (.bytes, 3) }
    guard bytes.count >= 2 else { return (.bytes, 0) }
    if bytes[0] == 0xFF, bytes[1] == 0xFE { return (.utf16(isBigEndian: false), 2) }
    if bytes[0] == 0xFE, bytes[1] == 0xFF { return (.utf16(isBigEndian: true), 2) }
    let zeros = zeroCounts(bytes)
    let pairs = min(bytes.count, sampleSize) / 2
    if zeros.odd * 10 > pairs * 3, zeros.even * 20 < pairs { return (.utf16(isBigEndian: false), 0) }
    if zeros.even * 10 > pairs * 3, zeros.odd * 20 < pairs { return (.utf16(isBigEndian: true), 0) }
    return (.bytes, 0)
  }

  /// More text tells no more.
  private static let sampleSize = 4096

  private static func zeroCounts(_ bytes: Span<UInt8>) -> (even: Int, odd: Int) {
    var counts = (even: 0, odd: 0)
    for index in 0..<(min(bytes.count, sampleSize) / 2) {
      if bytes[index * 2] == 0 { counts.even += 1 }
      if bytes[index * 2 + 1] == 0 { counts.odd += 1 }
    }
    return counts
  }
}
