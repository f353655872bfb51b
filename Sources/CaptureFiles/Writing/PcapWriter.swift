extension WritingFormat {
  /// The format of tcpdump and libpcap (draft-ietf-opsawg-pcap): one link type, and of a frame its time and lengths.
  static let pcap = WritingFormat(name: "pcap", endings: ["pcap", "cap"], hasComments: false) {
    PcapWriter($0)
  }
}

/// Writes a classic pcap file, the least significant byte of its numbers first.
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |          Magic number: A1B2C3D4, or A1B23C4D (nanoseconds)    |
///      +-------------------------------+-------------------------------+
///    4 |        Major version 2        |        Minor version 4        |
///      +-------------------------------+-------------------------------+
///    8 |                      Reserved (8 bytes of 0)                  |
///      +---------------------------------------------------------------+
///   16 |                          Snap length                          |
///      +---------------------------------------------------------------+
///   20 |                        LINKTYPE_ number                       |
///      +---------------------------------------------------------------+
///
/// and for each frame seconds, microseconds or nanoseconds, captured length, original length, captured bytes.
struct PcapWriter: CaptureWriter {
  private let outline: CaptureOutline
  private var linkType: UInt32?
  private var countsNanoseconds = false

  init(_ outline: CaptureOutline) {
    self.outline = outline
  }

  mutating func add(
    _ frame: FrameRecord, _ bytes: Span<UInt8>, to buffer: inout [UInt8]
  ) throws(CaptureFault) {
    let header = frame.header
    if linkType == nil { begin(header.linkType, &buffer) }
    guard header.linkType == linkType else {
      throw .doesNotFit(.linkTypesInPcap(linkType ?? 0, header.linkType))
    }
    guard bytes.count <= PcapReader.longestFrame else {
      throw .doesNotFit(.lengthInPcap(frame: header.number))
    }
    let (seconds, nanoseconds) = header.time.quotientAndRemainder(dividingBy: 1_000_000_000)
    guard header.time >= 0, let seconds = UInt32(exactly: seconds) else {
      throw .doesNotFit(.timeInPcap(frame: header.number))
    }
    buffer.appendLittleEndian(seconds)
    buffer.appendLittleEndian(UInt32(countsNanoseconds ? nanoseconds : nanoseconds / 1000))
    buffer.appendLittleEndian(UInt32(bytes.count))
    buffer.appendLittleEndian(UInt32(clamping: header.originalLength))
    buffer.append(bytes)
  }

  func end(_ buffer: inout [UInt8]) {}

  private mutating func begin(_ linkType: UInt32, _ buffer: inout [UInt8]) {
    self.linkType = linkType
    let interfaces = outline.interfaces.filter { $0.linkType == linkType && $0.packets > 0 }
    countsNanoseconds = interfaces.contains { $0.timeDigits > 6 }
    buffer.appendLittleEndian(countsNanoseconds ? 0xA1B2_3C4D : 0xA1B2_C3D4 as UInt32)
    buffer.appendLittleEndian(2 as UInt16)
    buffer.appendLittleEndian(4 as UInt16)
    buffer.appendLittleEndian(0 as UInt64)
    buffer.appendLittleEndian(snapLength(interfaces))
    buffer.appendLittleEndian(linkType)
  }

  /// The greatest of all interfaces, and at least the longest frame: readers truncate longer ones, and pcap
  /// has no value for "no limit".
  private func snapLength(_ interfaces: [CaptureInterface]) -> UInt32 {
    let most = UInt32(PcapReader.longestFrame)
    if interfaces.contains(where: { $0.snapLength == 0 }) { return most }
    let stated = interfaces.map(\.snapLength).max() ?? most
    return max(stated, min(most, UInt32(clamping: outline.longestFrame)))
  }
}
