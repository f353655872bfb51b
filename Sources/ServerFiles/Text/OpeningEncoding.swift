/// How the bytes of a file make characters, as its first bytes tell.
enum OpeningEncoding: Equatable {
  /// One byte is ASCII: UTF-8 or a code page.
  case bytes
  case utf16(isBigEndian: Bool)

  /// The encoding and the length of the byte order mark, 0 when there is none.
  ///
  /// UTF-16 without a mark shows by its zeros: in markup and logs most characters are ASCII, so that every
  /// other byte is zero, and always the same.
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
