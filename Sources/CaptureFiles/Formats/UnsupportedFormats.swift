/// A kind of file that people pass instead of a capture. Its name turns "not a capture" into what to do next.
package enum UnsupportedFormat: CaseIterable, Hashable, Sendable {
  // Captures of other programs
  case snoop, sniffer, netXray, iptrace, omniPeek, visualNetworks
  case btsnoop, ixia
  // What captures come packed in
  case zip, cabinet, sevenZip, rar, tar, gzip, zstd, lz4, oldLZ4, xz, bzip2
  // What other tools record
  case fiddlerArchive, httpArchive, netTrace, processMonitor, memoryDump
  // What lies beside captures
  case eventLog, windowsProgram, elfProgram, pdf, sqlite, zeros, webPage, text

  var isCapture: Bool {
    switch self {
    case .snoop, .sniffer, .netXray, .iptrace, .omniPeek, .visualNetworks, .btsnoop, .ixia: true
    case .zip, .cabinet, .sevenZip, .rar, .tar, .gzip, .zstd, .lz4, .oldLZ4, .xz, .bzip2: false
    case .fiddlerArchive, .httpArchive, .netTrace, .processMonitor, .memoryDump: false
    case .eventLog, .windowsProgram, .elfProgram, .pdf, .sqlite, .zeros, .webPage, .text: false
    }
  }

  /// What data is that no capture format recognises. Of what is shorter than a magic number only that is said: the
  /// first three bytes of a capture would pass for text.
  static func content(_ start: [UInt8]) -> CaptureFault.ForeignContent {
    if start.count < CaptureFormat.magicSize { return .short(bytes: start.count) }
    let known = FormatSignature.all.first { $0.recognises(start.span) }
    return known.map { .known($0.format) } ?? .unknown(start: Array(start.prefix(shownBytes)))
  }

  private static let shownBytes = 8
}

/// What a format is recognised by.
struct FormatSignature: Sendable {
  let format: UnsupportedFormat
  let recognises: @Sendable (Span<UInt8>) -> Bool

  init(_ format: UnsupportedFormat, _ magic: [UInt8], at offset: Int = 0) {
    self.init(format) { bytes in
      guard bytes.count >= offset + magic.count else { return false }
      return magic.indices.allSatisfy { bytes[offset + $0] == magic[$0] }
    }
  }

  init(_ format: UnsupportedFormat, _ text: String, at offset: Int = 0) {
    self.init(format, Array(text.utf8), at: offset)
  }

  init(_ format: UnsupportedFormat, recognises: @escaping @Sendable (Span<UInt8>) -> Bool) {
    self.format = format
    self.recognises = recognises
  }

  /// The first that recognises a file names it, so vague ones are last.
  ///
  /// Sources: [MS-CAB], RFC 8878 (zstd), the lz4 frame format, RFC 1761 (snoop), Wireshark's file formats
  /// page, and the header of Windows' trace files.
  static let all = [
    FormatSignature(.snoop, "snoop\0\0\0"),
    FormatSignature(.sniffer, "TRSNIFF data    \u{1A}"),
    FormatSignature(.netXray, "XCP\0"),
    FormatSignature(.iptrace, "iptrace "),
    FormatSignature(.omniPeek, [0x7F, 0x76, 0x65, 0x72]),
    FormatSignature(.visualNetworks, [0x05, 0x56, 0x4E, 0x46]),
    FormatSignature(.btsnoop, "btsnoop\0"),
    FormatSignature(.ixia, [0xAC, 0x01, 0x00, 0x1C]),
    FormatSignature(.zip, recognises: isZip),
    FormatSignature(.cabinet, "MSCF"),
    FormatSignature(.sevenZip, [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    FormatSignature(.rar, "Rar!"),
    FormatSignature(.tar, "ustar", at: 257),
    FormatSignature(.gzip, [0x1F, 0x8B]),
    FormatSignature(.zstd, [0x28, 0xB5, 0x2F, 0xFD]),
    FormatSignature(.lz4, [0x04, 0x22, 0x4D, 0x18]),
    FormatSignature(.oldLZ4, [0x02, 0x21, 0x4C, 0x18]),
    FormatSignature(.xz, [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    FormatSignature(.bzip2, "BZh"),
    FormatSignature(.fiddlerArchive) { _ in false },
    FormatSignature(.httpArchive, recognises: isHTTPArchive),
    FormatSignature(.netTrace, "Nettrace"),
    FormatSignature(.processMonitor, "PML_"),
    FormatSignature(.memoryDump, recognises: isMemoryDump),
    FormatSignature(.eventLog, "ElfFile\0"),
    FormatSignature(.windowsProgram, "MZ"),
    FormatSignature(.elfProgram, [0x7F, 0x45, 0x4C, 0x46]),
    FormatSignature(.pdf, "%PDF"),
    FormatSignature(.sqlite, "SQLite format 3\0"),
    FormatSignature(.zeros, recognises: isZero),
    FormatSignature(.webPage, recognises: isWebPage),
    FormatSignature(.text, recognises: isText),
  ]
}
