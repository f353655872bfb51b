extension FormatSignature {
  @Sendable
  static func isZero(_ bytes: Span<UInt8>) -> Bool {
    bytes.indices.allSatisfy { bytes[$0] == 0 }
  }

  /// Of one part, or of several.
  @Sendable
  static func isZip(_ bytes: Span<UInt8>) -> Bool {
    ZipArchive.recognises(bytes) || FormatSignature(.zip, [0x50, 0x4B, 0x07, 0x08]).recognises(bytes)
  }

  /// JSON whose first member is the log (HTTP Archive 1.2), perhaps after a byte order mark.
  @Sendable
  static func isHTTPArchive(_ bytes: Span<UInt8>) -> Bool {
    let text = bytes.indices.prefix(64).map { bytes[$0] }.filter { $0 > 0x20 && $0 < 0x80 }
    return text.starts(with: Array("{\"log\":{".utf8))
  }

  /// That of a program (MINIDUMP_HEADER), or of Windows (DUMP_HEADER).
  @Sendable
  static func isMemoryDump(_ bytes: Span<UInt8>) -> Bool {
    let start = bytes.indices.prefix(8).map { bytes[$0] }
    return ["MDMP", "PAGEDUMP", "PAGEDU64"].contains { start.starts(with: Array($0.utf8)) }
  }

  /// The first mark-up of a page, in upper or lower case, perhaps after white space.
  @Sendable
  static func isWebPage(_ bytes: Span<UInt8>) -> Bool {
    guard let start = bytes.indices.first(where: { bytes[$0] > 0x20 }) else { return false }
    return ["<!doctype html", "<html"].contains { markup in
      let markup = Array(markup.utf8)
      // 0x20 is what tells a small letter from its capital.
      return start + markup.count <= bytes.count
        && markup.indices.allSatisfy { bytes[start + $0] | 0x20 == markup[$0] | 0x20 }
    }
  }

  /// A byte order mark, or no control character but those of text: any encoding above ASCII will do.
  @Sendable
  static func isText(_ bytes: Span<UInt8>) -> Bool {
    if bytes.count >= 2, bytes[0] ^ bytes[1] == 0x01, bytes[0] >= 0xFE { return true }
    return (0..<min(bytes.count, 512)).allSatisfy { index in
      let byte = bytes[index]
      return byte >= 0x20 && byte != 0x7F || (0x09...0x0D).contains(byte) || byte == 0x1B
    }
  }
}
