/// A kind of file that people pass instead of a capture. Its name turns "not a capture" into what to do next.
struct UnsupportedFormat: Sendable {
  let name: String
  let advice: String
  let recognises: @Sendable (Span<UInt8>) -> Bool

  /// The fault for data that no format recognises. Of what is shorter than a magic number only that is said: the
  /// first three bytes of a capture would pass for text.
  static func fault(_ start: [UInt8], compression: String?) -> CaptureFault {
    let holder = compression.map { "the \($0) file contains " } ?? ""
    if start.isEmpty {
      let what = compression == nil ? "not a capture: the file is empty" : "not a capture: \(holder)nothing"
      return CaptureFault(.notACapture, what, advice: copyAgain)
    }
    if start.count < CaptureFormat.magicSize {
      let bytes = start.count == 1 ? "1 byte" : "\(start.count) bytes"
      let what = compression == nil ? "the file ends after \(bytes)" : "\(holder)no more than \(bytes)"
      return CaptureFault(.notACapture, "not a capture: \(what)", advice: copyAgain)
    }
    if let known = all.first(where: { $0.recognises(start.span) }) {
      let what = compression == nil ? "looks like \(known.name)" : "\(holder)\(known.name)"
      return CaptureFault(.notACapture, "not a capture: \(what)", advice: known.advice)
    }
    let what = compression == nil ? "starts with" : "\(holder)data that starts with"
    return CaptureFault(
      .notACapture, "not a capture: \(what) the bytes \(hex(start))",
      advice: "specify a pcap or pcapng file")
  }

  init(_ name: String, startsWith magic: [UInt8], at offset: Int = 0, advice: String) {
    self.name = name
    self.advice = advice
    recognises = { bytes in
      guard bytes.count >= offset + magic.count else { return false }
      return magic.indices.allSatisfy { bytes[offset + $0] == magic[$0] }
    }
  }

  init(_ name: String, startsWith text: String, advice: String) {
    self.init(name, startsWith: Array(text.utf8), advice: advice)
  }

  init(_ name: String, advice: String, recognises: @escaping @Sendable (Span<UInt8>) -> Bool) {
    self.name = name
    self.advice = advice
    self.recognises = recognises
  }

  private static let copyAgain = "copy the file again, or capture again"

  private static func hex(_ bytes: [UInt8]) -> String {
    bytes.prefix(8).map { ($0 < 16 ? "0" : "") + String($0, radix: 16) }.joined(separator: " ")
  }
}

extension UnsupportedFormat {
  /// The first that recognises a file names it, so vague ones are last.
  ///
  /// Sources: [MS-CAB], RFC 8878 (zstd), the lz4 frame format, RFC 1761 (snoop), Wireshark's file formats
  /// page, and the header of Windows' trace files.
  static let all: [UnsupportedFormat] = [
    // Captures of other programs
    UnsupportedFormat("a Windows event trace (ETL)", advice: convertTrace, recognises: isEventTrace),
    UnsupportedFormat("a Network Monitor capture", startsWith: "GMBU", advice: convertCapture),
    UnsupportedFormat("a Network Monitor 1.x capture", startsWith: "RTSS", advice: convertCapture),
    UnsupportedFormat("a snoop capture", startsWith: "snoop\0\0\0", advice: convertCapture),
    UnsupportedFormat("a Sniffer capture", startsWith: "TRSNIFF data    \u{1A}", advice: convertCapture),
    UnsupportedFormat("a NetXray or Windows Sniffer capture", startsWith: "XCP\0", advice: convertCapture),
    UnsupportedFormat("an AIX iptrace capture", startsWith: "iptrace ", advice: convertCapture),
    UnsupportedFormat(
      "an OmniPeek or EtherPeek capture", startsWith: [0x7F, 0x76, 0x65, 0x72], advice: convertCapture),
    UnsupportedFormat(
      "a Visual Networks capture", startsWith: [0x05, 0x56, 0x4E, 0x46], advice: convertCapture),
    UnsupportedFormat("a btsnoop capture", startsWith: "btsnoop\0", advice: convertCapture),
    UnsupportedFormat("an Ixia capture", startsWith: [0xAC, 0x01, 0x00, 0x1C], advice: convertCapture),

    // What captures come packed in
    UnsupportedFormat(
      "a zip archive", startsWith: [0x50, 0x4B, 0x03, 0x04], advice: unpack),
    UnsupportedFormat(
      "a cabinet file (netsh trace creates one next to its .etl)", startsWith: "MSCF", advice: unpackCabinet),
    UnsupportedFormat("a 7z archive", startsWith: [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C], advice: unpack),
    UnsupportedFormat("a rar archive", startsWith: "Rar!", advice: unpack),
    UnsupportedFormat("a tar archive", startsWith: Array("ustar".utf8), at: 257, advice: unpack),
    UnsupportedFormat("gzip data", startsWith: [0x1F, 0x8B], advice: "decompress it first: gzip -d"),
    UnsupportedFormat(
      "zstd data", startsWith: [0x28, 0xB5, 0x2F, 0xFD], advice: "decompress it first: zstd -d"),
    UnsupportedFormat(
      "lz4 data", startsWith: [0x04, 0x22, 0x4D, 0x18], advice: "decompress it first: lz4 -d"),
    UnsupportedFormat(
      "xz data", startsWith: [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00], advice: "decompress it first: xz -d"),
    UnsupportedFormat("bzip2 data", startsWith: "BZh", advice: "decompress it first: bzip2 -d"),

    // What lies beside captures
    UnsupportedFormat("a Windows event log (.evtx)", startsWith: "ElfFile\0", advice: giveCapture),
    UnsupportedFormat("a Windows program", startsWith: "MZ", advice: giveCapture),
    UnsupportedFormat("an ELF program", startsWith: [0x7F, 0x45, 0x4C, 0x46], advice: giveCapture),
    UnsupportedFormat("a PDF document", startsWith: "%PDF", advice: giveCapture),
    UnsupportedFormat("an SQLite database", startsWith: "SQLite format 3\0", advice: giveCapture),
    UnsupportedFormat("only zero bytes", advice: "copy the file again", recognises: isZero),
    UnsupportedFormat("an HTML page", advice: downloadCapture, recognises: isWebPage),
    UnsupportedFormat("text", advice: giveCapture, recognises: isText),
  ]

  private static let convertTrace =
    "convert it first: etl2pcapng IN.etl OUT.pcapng (netsh trace), or pktmon etl2pcap IN.etl (pktmon)"
  private static let convertCapture =
    "save it as pcapng in Wireshark, or convert it: editcap -F pcapng IN OUT.pcapng"
  private static let unpack = "extract it and specify the capture inside"
  private static let unpackCabinet =
    "specify the capture itself; convert a trace (.etl) with etl2pcapng first"
  private static let giveCapture = "specify a pcap or pcapng file"
  private static let downloadCapture =
    "give a pcap or pcapng file; a page in its place comes from a login or an error of a download"
}

extension UnsupportedFormat {
  /// A WMI_BUFFER_HEADER, and in the buffer the system event that starts every trace.
  ///
  ///      0  BufferSize, 32 bits      4  SavedOffset, 32 bits: bytes used
  ///     72  Version, 16 bits: 2     74  HeaderType: 1 (32 bits) or 2 (64 bits)     75  flags: 0xC0
  @Sendable
  static func isEventTrace(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 76 else { return false }
    let size = littleEndian(bytes, 0)
    let used = littleEndian(bytes, 4)
    return size >= 1024 && used >= 72 && used <= size && bytes[72] == 2 && bytes[73] == 0
      && (bytes[74] == 1 || bytes[74] == 2) && bytes[75] == 0xC0
  }

  @Sendable
  static func isZero(_ bytes: Span<UInt8>) -> Bool {
    bytes.indices.allSatisfy { bytes[$0] == 0 }
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

  private static func littleEndian(_ bytes: Span<UInt8>, _ offset: Int) -> UInt32 {
    (0..<4).reduce(0) { $0 | UInt32(bytes[offset + $1]) << (8 * UInt32($1)) }
  }
}
