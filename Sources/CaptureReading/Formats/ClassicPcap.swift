import ByteReading

extension CaptureFormat {
  /// The format of tcpdump and libpcap (draft-ietf-opsawg-pcap), read by libpcap itself.
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
  static let snapLengthRange = 16..<20

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

  /// - Returns: nil when the bytes end inside the header.
  init?(_ bytes: Span<UInt8>) {
    guard let variant = Variant(bytes), bytes.count >= Self.size else { return nil }
    var cursor = ByteCursor(Self.snapLengthRange.lowerBound..<Self.size)
    guard let snapLength = try? cursor.readUInt32(bytes, "snap length"),
      let network = try? cursor.readUInt32(bytes, "link type")
    else { return nil }
    self.variant = variant
    self.snapLength = variant.order.value(snapLength)
    linkType = LinkTypeNumbers.linkType(inFile: variant.order.value(network) & 0x03FF_FFFF)
  }
}

/// A classic pcap file, walked by libpcap.
final class ClassicPcap: FrameLender {
  private(set) var interfaces: [CaptureInterface]
  private(set) var frames: UInt32 = 0
  private let file: PcapFile
  private let variant: ClassicPcapHeader.Variant
  /// Where the next record starts.
  private var offset = UInt64(ClassicPcapHeader.size)

  init(_ input: CaptureInput) throws(CaptureFault) {
    guard let header = ClassicPcapHeader(input.start.span) else {
      throw CaptureFault(
        .damagedFromStart, "the pcap file header is cut off after \(input.start.count) bytes",
        advice: "copy the file again, or capture again")
    }
    variant = header.variant
    interfaces = [
      CaptureInterface(
        linkType: header.linkType, snapLength: header.snapLength,
        timeDigits: variant.countsNanoseconds ? 9 : 6)
    ]
    // libpcap cuts a record that is longer than the file's snap length. Such files exist and
    // Wireshark shows the whole frame; without a snap length libpcap takes its largest.
    input.start.replaceSubrange(ClassicPcapHeader.snapLengthRange, with: [0, 0, 0, 0])
    do {
      file = try PcapFile(input, countsNanoseconds: variant.countsNanoseconds)
    } catch {
      throw CaptureFault(
        .damagedFromStart, "the pcap file header cannot be used (libpcap: \(error.text))",
        advice: "open it in Wireshark and save it as pcapng")
    }
  }

  func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(Damage) -> Bool {
    let linkType = interfaces[0].linkType
    let unit: Int64 = variant.countsNanoseconds ? 1 : 1000
    let overhead = variant.recordHeaderSize
    var number = frames
    var next = offset
    let ending = file.forEachRecord { record, bytes in
      number &+= 1
      next &+= UInt64(overhead &+ record.captured)
      let header = FrameHeader(
        number: number, time: Int64(record.seconds) &* 1_000_000_000 &+ Int64(record.fraction) &* unit,
        capturedLength: record.captured, originalLength: record.original, linkType: linkType)
      return body(header, bytes)
    }
    frames = number
    interfaces[0].packets = Int(number)
    offset = next
    return try finish(ending)
  }

  private func finish(_ ending: PcapFile.Ending) throws(Damage) -> Bool {
    let number = UInt64(frames) + 1
    switch ending {
    case .stopped: return false
    case .end: return true
    case .failed(_, isCut: true):
      throw Damage(.cut, "the capture ends inside frame \(number)", at: offset)
    case .failed(let fault, isCut: false):
      throw Damage(.damaged, "frame \(number) cannot be read (libpcap: \(fault.text))", at: offset)
    }
  }
}
