import Bytes

extension CaptureFormat {
  /// The format of Wireshark (draft-ietf-opsawg-pcapng).
  ///
  /// Read here and not by libpcap, which refuses interfaces that differ in link type or snap length
  /// and does not hand on names, comments and counts.
  static let pcapng = CaptureFormat(
    name: "pcapng",
    recognises: { bytes in
      var cursor = ByteCursor(bytes)
      let type = try? cursor.readUInt32(bytes, "Block Type")
      return type.map(BlockType.init) == .sectionHeader
    },
    open: { input throws(CaptureFault) in Pcapng(input) })
}

/// A pcapng file: sections, each with its own byte order and its own list of interfaces.
///
/// The state is a struct, because every use of a class property costs a check and there are several
/// a frame.
final class Pcapng: FrameReader {
  private var walk: PcapngReader
  /// ReadError found before the first frame, kept until somebody asks for that frame.
  private let early: ReadError?

  /// Reads up to the first frame, so that the interfaces are known.
  init(_ input: CaptureInput) {
    walk = PcapngReader(input)
    early = walk.readUpToFrame()
  }

  var interfaces: [CaptureInterface] { walk.interfaces }
  var frames: UInt32 { walk.frames }

  func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    if let early { throw early }
    return try walk.forEachFrame(body)
  }

  func forEachRecord(
    _ interest: (UInt32) -> FrameInterest, _ body: (FrameRecord, Span<UInt8>) -> Bool
  ) throws(ReadError) -> Bool {
    if let early { throw early }
    return try walk.forEachRecord(interest, body)
  }
}
