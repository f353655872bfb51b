import Diagnosis

/// A kind of file that is not evidence, known by its first bytes.
struct KnownFormat: Sendable {
  let reason: RefusedFile.Reason
  private let magic: [UInt8]

  /// Whether a file that starts so is one.
  func recognises(_ bytes: [UInt8]) -> Bool { bytes.starts(with: magic) }

  /// All of them. Sources: the magic numbers of libpcap, the pcapng draft, the page of file formats that Wireshark
  /// reads, and the specifications of the archives.
  static let all: [KnownFormat] = [
    KnownFormat(.capture, [0xD4, 0xC3, 0xB2, 0xA1]),
    KnownFormat(.capture, [0xA1, 0xB2, 0xC3, 0xD4]),
    KnownFormat(.capture, [0x4D, 0x3C, 0xB2, 0xA1]),
    KnownFormat(.capture, [0xA1, 0xB2, 0x3C, 0x4D]),
    KnownFormat(.capture, [0x0A, 0x0D, 0x0D, 0x0A]),
    KnownFormat(.capture, Array("GMBU".utf8)),
    KnownFormat(.capture, Array("RTSS".utf8)),
    KnownFormat(.capture, Array("snoop\0\0\0".utf8)),
    KnownFormat(.eventLog, Array("ElfFile\0".utf8)),
    KnownFormat(.archive("zip"), [0x50, 0x4B, 0x03, 0x04]),
    KnownFormat(.archive("gzip"), [0x1F, 0x8B]),
    KnownFormat(.archive("cabinet"), Array("MSCF".utf8)),
    KnownFormat(.archive("7z"), [0x37, 0x7A, 0xBC, 0xAF, 0x27, 0x1C]),
    KnownFormat(.archive("rar"), Array("Rar!".utf8)),
    KnownFormat(.archive("xz"), [0xFD, 0x37, 0x7A, 0x58, 0x5A, 0x00]),
    KnownFormat(.archive("bzip2"), Array("BZh".utf8)),
    KnownFormat(.archive("zstd"), [0x28, 0xB5, 0x2F, 0xFD]),
  ]

  private init(_ reason: RefusedFile.Reason, _ magic: [UInt8]) {
    self.reason = reason
    self.magic = magic
  }

  /// Why a file that starts so is not evidence; nil when it may be.
  static func known(_ bytes: [UInt8]) -> RefusedFile.Reason? {
    if let known = all.first(where: { $0.recognises(bytes) }) { return known.reason }
    return isEventTrace(bytes) ? .eventTrace : nil
  }

  /// A WMI_BUFFER_HEADER and the system event that starts every trace of Windows (`.etl`).
  private static func isEventTrace(_ bytes: [UInt8]) -> Bool {
    bytes.count >= 76 && bytes[72] == 2 && bytes[73] == 0 && (bytes[74] == 1 || bytes[74] == 2)
      && bytes[75] == 0xC0
  }
}
