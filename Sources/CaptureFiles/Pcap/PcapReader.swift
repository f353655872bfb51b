import Bytes

/// A walk over the records of a classic pcap file.
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
/// Walked here and not by libpcap, whose two stdio calls and copy a frame cost a fifth of all it takes to read
/// and judge short handshakes. The file header stays libpcap's to judge: see ``Libpcap``.
struct PcapReader: ~Copyable {
  /// libpcap and Wireshark take a longer record for damage: no link type that is decoded here has such frames.
  static let longestFrame = 262_144

  /// The bytes of a record header that are read; a constant, so that the compiler sees that they are there.
  private static let fields = 16

  /// How many frames were lent.
  private(set) var frames: UInt32 = 0
  private var window: ReadWindow
  private let header: ClassicPcapHeader

  /// A walk over what follows the file header, which `input` still holds.
  init(_ input: CaptureInput, _ header: ClassicPcapHeader) {
    window = ReadWindow(input)
    self.header = header
    _ = window.skip(ClassicPcapHeader.size)
  }

  /// Lends frame after frame until `body` returns false; true at the end of the data.
  mutating func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    let size = header.variant.recordHeaderSize
    while window.holds(size) {
      let frame = window.withBytes(Self.fields) { frameHeader($0) }
      let length = size &+ frame.capturedLength
      guard frame.capturedLength <= Self.longestFrame else { throw tooLong(frame) }
      guard window.holds(length) else { throw cut() }
      frames &+= 1
      let goOn = window.withBytes(size..<length) { body(frame, $0) }
      window.drop(length)
      if !goOn { return false }
    }
    if window.available > 0 { throw cut() }
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
  private func number(_ bytes: Span<UInt8>, at place: Int) -> UInt32 {
    let read =
      UInt32(bytes[place]) &<< 24 | UInt32(bytes[place &+ 1]) &<< 16 | UInt32(bytes[place &+ 2]) &<< 8
      | UInt32(bytes[place &+ 3])
    return header.variant.order.value(read)
  }

  private func cut() -> ReadError {
    ReadError(.cut, "the capture ends inside frame \(UInt64(frames) + 1)", at: window.position)
  }

  private func tooLong(_ frame: FrameHeader) -> ReadError {
    ReadError(
      .damaged, "frame \(frame.number) claims to be \(frame.capturedLength) bytes long", at: window.position)
  }
}
