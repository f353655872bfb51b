import Diagnosis

/// Decodes pieces of a text without a byte order mark, and remembers their encodings.
///
/// One log may mix UTF-8 and the ANSI code page. Valid UTF-8 is UTF-8. Other bytes are in the code page that
/// their text, and that of the pieces before, looks most like.
struct LineDecoding {
  private var counts: [TextEncoding: Int] = [:]
  private var pieces = 0
  /// The points of each code page, see ``CodePageScore``.
  private var points: [TextEncoding: Int] = [:]
  private var scored = 0
  /// Pieces that a code page which is nearly as likely reads differently.
  private var doubtful = 0

  /// Pieces that are decoded only to learn the encoding of a file.
  static let sampleLimit = 256
  /// Pieces whose code page is weighed; the later ones follow the earlier.
  private static let scoredLimit = 64
  /// Points by which the best code page must be ahead of the next to be known.
  private static let margin = 3

  var wantsSample: Bool { pieces < Self.sampleLimit }

  /// The encoding of most pieces that are not ASCII.
  var encoding: TextEncoding {
    guard let most = counts.values.max() else { return .ascii }
    return ([.utf8] + TextEncoding.codePages).first { counts[$0] == most } ?? .ascii
  }

  var isMixed: Bool { counts.count > 1 }

  /// The code page that was taken although another is nearly as likely and reads other letters.
  var assumed: TextEncoding? { doubtful * 2 > scored ? best(points) : nil }

  mutating func text(_ bytes: Span<UInt8>) -> String {
    if Self.isASCII(bytes) { return Self.validUTF8(bytes) ?? "" }
    pieces += 1
    if let text = Self.validUTF8(bytes) {
      counts[.utf8, default: 0] += 1
      return text
    }
    let (encoding, text) = codePage(bytes)
    counts[encoding, default: 0] += 1
    return text
  }

  private mutating func codePage(_ bytes: Span<UInt8>) -> (TextEncoding, String) {
    if scored >= Self.scoredLimit, let known = best(points), let text = known.decode(bytes) {
      return (known, text)
    }
    var texts: [TextEncoding: String] = [:]
    var own: [TextEncoding: Int] = [:]
    for encoding in TextEncoding.codePages {
      guard let text = encoding.decode(bytes) else { continue }
      texts[encoding] = text
      own[encoding] = CodePageScore.points(text, encoding)
    }
    for (encoding, count) in own { points[encoding, default: 0] += count }
    scored += 1
    let sum = points.filter { texts[$0.key] != nil }
    let choice = Self.isClear(own) ? best(own) : best(sum)
    guard let choice, let text = texts[choice] else {
      return (.windows1252, SingleByteText.decode(bytes, .windows1252))
    }
    let isDoubtful = texts.contains { other, otherText in
      otherText != text && (sum[choice] ?? 0) - (sum[other] ?? 0) < Self.margin
    }
    if isDoubtful { doubtful += 1 }
    return (choice, text)
  }

  /// Whether a piece tells by itself: it may be from another program than the pieces before.
  private static func isClear(_ own: [TextEncoding: Int]) -> Bool {
    guard let top = own.values.max(), top > 0 else { return false }
    return own.values.count { top - $0 < 8 } == 1
  }

  private func best(_ points: [TextEncoding: Int]) -> TextEncoding? {
    guard let top = points.values.max() else { return nil }
    return TextEncoding.codePages.first { points[$0] == top }
  }

  static func isASCII(_ bytes: Span<UInt8>) -> Bool {
    var all: UInt8 = 0
    for index in bytes.indices { all |= bytes[index] }
    return all < 0x80
  }

  private static func validUTF8(_ bytes: Span<UInt8>) -> String? {
    guard let span = try? UTF8Span(validating: bytes) else { return nil }
    return String(copying: span)
  }
}
