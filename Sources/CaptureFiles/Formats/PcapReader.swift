import Bytes

extension CaptureFormat {
  /// The format of tcpdump and libpcap (draft-ietf-opsawg-pcap).
  static let pcap = CaptureFormat(
    name: "pcap",
    recognises: { PcapFileHeader.Variant($0) != nil },
    open: { window throws(CaptureFault) in FrameReaderBox(try PcapReader(window)) })
}

/// The file header of a classic pcap file.
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |   Magic number: byte order, time unit, size of record headers |
///      +-------------------------------+-------------------------------+
///    4 |         Major version         |         Minor version         |
///      +-------------------------------+-------------------------------+
///    8 |                        Reserved (8 bytes)                     |
///      +---------------------------------------------------------------+
///   16 |                          Snap length                          |
///      +-------+-----------------------+-------------------------------+
///   20 |  FCS  |   the rest, 26 bits: LINKTYPE_ number                 |
///      +-------+-------------------------------------------------------+
struct PcapFileHeader {
  static let size = 24

  struct Variant {
    let order: ByteOrder
    let countsNanoseconds: Bool
    /// 16 bytes; 24 in the variant that patched Linux kernels wrote before 2000.
    let recordHeaderSize: Int

    init?(_ bytes: Span<UInt8>) {
      var cursor = ByteCursor(bytes)
      guard let magic = try? cursor.readUInt32(bytes, "magic number") else { return nil }
      switch magic {
      case 0xA1B2_C3D4: self.init(.big, nanoseconds: false, recordHeader: 16)
      case 0xD4C3_B2A1: self.init(.little, nanoseconds: false, recordHeader: 16)
      case 0xA1B2_3C4D: self.init(.big, nanoseconds: true, recordHeader: 16)
      case 0x4D3C_B2A1: self.init(.little, nanoseconds: true, recordHeader: 16)
      case 0xA1B2_CD34: self.init(.big, nanoseconds: false, recordHeader: 24)
      case 0x34CD_B2A1: self.init(.little, nanoseconds: false, recordHeader: 24)
      default: return nil
      }
    }

    private init(_ order: ByteOrder, nanoseconds: Bool, recordHeader: Int) {
      self.order = order
      countsNanoseconds = nanoseconds
      recordHeaderSize = recordHeader
    }
  }

  let variant: Variant
  let snapLength: UInt32
  let linkType: UInt32
  private let minorVersion: UInt16

  init?(_ bytes: Span<UInt8>) {
    guard let variant = Variant(bytes), bytes.count >= Self.size else { return nil }
    var cursor = ByteCursor(6..<Self.size)
    guard let minor = try? cursor.readUInt16(bytes, "minor version"),
      let _ = try? cursor.readUInt64(bytes, "reserved"),
      let snapLength = try? cursor.readUInt32(bytes, "snap length"),
      let network = try? cursor.readUInt32(bytes, "link type")
    else { return nil }
    self.variant = variant
    minorVersion = variant.order.value(minor)
    self.snapLength = variant.order.value(snapLength)
    linkType = LinkTypeNumbers.linkType(inFile: variant.order.value(network) & 0x03FF_FFFF)
  }

  /// Whether the original length comes first. It did before version 2.3, and in 2.3 programs did not agree: there
  /// the captured length is the shorter one.
  @inline(__always)
  func exchangesLengths(_ first: UInt32, _ second: UInt32) -> Bool {
    minorVersion < 3 || minorVersion == 3 && first > second
  }
}

/// Reads a classic pcap file.
///
/// A record is a header and the frame's captured bytes (draft-ietf-opsawg-pcap, section 5):
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |                       Timestamp (Seconds)                     |
///      +---------------------------------------------------------------+
///    4 |            Timestamp (Microseconds or nanoseconds)            |
///      +---------------------------------------------------------------+
///    8 |                    Captured Packet Length                     |
///      +---------------------------------------------------------------+
///   12 |                    Original Packet Length                     |
///      +---------------------------------------------------------------+
///   16 |     in the variant of patched kernels, eight bytes more       |
///      +---------------------------------------------------------------+
///
/// Read here and not by libpcap, whose two stdio calls and a copy per frame cost a fifth of an analysis of short
/// handshakes. libpcap checks the file header: see ``Libpcap``.
struct PcapReader: FrameReader, ~Copyable {
  /// libpcap and Wireshark call a longer record damaged: no link type that is decoded here has such frames.
  static let longestFrame = 262_144

  /// The bytes of a record header that are read; a constant, so that the compiler sees that they are there.
  private static let fields = 16

  private(set) var frames: UInt32 = 0
  private var window: ReadWindow
  private let header: PcapFileHeader

  init(_ window: consuming ReadWindow) throws(CaptureFault) {
    let start = window.start()
    guard let header = PcapFileHeader(start.span) else {
      throw .truncatedFileHeader(bytes: start.count)
    }
    if let refusal = Libpcap.refusal(ofFileHeader: Array(start.prefix(PcapFileHeader.size))) {
      throw .unusableFileHeader(libpcap: refusal)
    }
    window.drop(PcapFileHeader.size)
    self.header = header
    self.window = window
  }

  var interfaces: [CaptureInterface] {
    [
      CaptureInterface(
        linkType: header.linkType, snapLength: header.snapLength,
        timeDigits: header.variant.countsNanoseconds ? 9 : 6, packets: Int(frames))
    ]
  }

  mutating func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    let size = header.variant.recordHeaderSize
    while window.holds(size) {
      let frame = window.withBytes(Self.fields) { frameHeader($0) }
      let length = size &+ frame.capturedLength
      guard frame.capturedLength <= Self.longestFrame else { throw tooLong(frame) }
      guard window.holds(length) else { throw endsEarly() }
      frames &+= 1
      let continues = window.withBytes(size..<length) { body(frame, $0) }
      window.drop(length)
      if !continues { return false }
    }
    if window.available > 0 { throw endsEarly() }
    return true
  }

  /// The header of the record that begins the bytes, all of which are there.
  @inline(__always)
  private func frameHeader(_ bytes: Span<UInt8>) -> FrameHeader {
    let seconds = number(bytes, at: 0)
    let fraction = number(bytes, at: 4)
    var captured = number(bytes, at: 8)
    var original = number(bytes, at: 12)
    if header.exchangesLengths(captured, original) { swap(&captured, &original) }
    let unit: Int64 = header.variant.countsNanoseconds ? 1 : 1000
    return FrameHeader(
      number: frames &+ 1, time: Int64(seconds) &* 1_000_000_000 &+ Int64(fraction) &* unit,
      capturedLength: Int(captured), originalLength: Int(original), linkType: header.linkType)
  }

  @inline(__always)
  private func number(_ bytes: Span<UInt8>, at offset: Int) -> UInt32 {
    let read =
      UInt32(bytes[offset]) &<< 24 | UInt32(bytes[offset &+ 1]) &<< 16 | UInt32(bytes[offset &+ 2]) &<< 8
      | UInt32(bytes[offset &+ 3])
    return header.variant.order.value(read)
  }

  private func endsEarly() -> ReadError {
    ReadError(.endsInside(.frame(UInt64(frames) + 1)), at: window.position)
  }

  private func tooLong(_ frame: FrameHeader) -> ReadError {
    ReadError(
      .tooLong(.frame(UInt64(frame.number)), length: frame.capturedLength), at: window.position)
  }
}
