import Bytes

extension CaptureFormat {
  /// The format of tcpdump and libpcap (draft-ietf-opsawg-pcap).
  static let classicPcap = CaptureFormat(
    name: "pcap",
    recognises: { ClassicPcapHeader.Variant($0) != nil },
    open: { input throws(CaptureFault) in try ClassicPcap(input) })
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
struct ClassicPcapHeader {
  static let size = 24

  /// What the magic number says.
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

  /// - Returns: nil when the bytes end inside the header.
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

  /// Whether a record's two lengths stand in the order of old files, by what they are.
  ///
  /// Before version 2.3 the original length came first, and in 2.3 programs did not agree: there the captured
  /// length is the one that is not longer.
  @inline(__always)
  func exchangesLengths(_ first: UInt32, _ second: UInt32) -> Bool {
    minorVersion < 3 || minorVersion == 3 && first > second
  }
}

/// A classic pcap file.
///
/// The state is a struct, because every use of a class property costs a check and there are several a frame.
final class ClassicPcap: FrameReader {
  private var walk: PcapReader
  private let header: ClassicPcapHeader

  init(_ input: CaptureInput) throws(CaptureFault) {
    let start = input.start
    guard let header = ClassicPcapHeader(start.span) else {
      throw CaptureFault(
        .damagedFromStart, "the pcap file header is cut off after \(start.count) bytes",
        advice: "copy the file again, or capture again")
    }
    if let refusal = Libpcap.refusal(ofFileHeader: Array(start.prefix(ClassicPcapHeader.size))) {
      throw CaptureFault(
        .damagedFromStart, "the pcap file header cannot be used (libpcap: \(refusal))",
        advice: "open it in Wireshark and save it as pcapng")
    }
    self.header = header
    walk = PcapReader(input, header)
  }

  var frames: UInt32 { walk.frames }

  var interfaces: [CaptureInterface] {
    [
      CaptureInterface(
        linkType: header.linkType, snapLength: header.snapLength,
        timeDigits: header.variant.countsNanoseconds ? 9 : 6, packets: Int(walk.frames))
    ]
  }

  func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    try walk.forEachFrame(body)
  }
}
