/// A file format of captures.
struct CaptureFormat: Sendable {
  /// The name in the report.
  let name: String
  /// Whether a file that starts so is one; the name of a file is never asked.
  let recognises: @Sendable (Span<UInt8>) -> Bool
  /// Reads what stands before the first frame.
  /// - Throws: `.damagedFromStart` or `.notACapture` when that cannot be read.
  let open: @Sendable (CaptureInput) throws(CaptureFault) -> any FrameReader

  /// All of them. To add one: a file beside this one, and a line here.
  static let all: [CaptureFormat] = [
    .classicPcap,
    .pcapng,
  ]

  /// Bytes that a file needs for any format to recognise it: both begin with 32 bits that say so.
  static let magicSize = 4
}

/// What reads one format. Its methods are called once per walk, never per frame.
protocol FrameReader: AnyObject {
  /// The interfaces met so far.
  var interfaces: [CaptureInterface] { get }
  /// How many frames were read so far, whoever saw them.
  var frames: UInt32 { get }

  /// Lends frame after frame until `body` returns false; a later call goes on behind the last one.
  /// - Returns: true at the end of the data, false when `body` stopped.
  /// - Throws: why it cannot go on. It is not called again after that.
  func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool

  /// Lends frames as ``forEachFrame(_:)`` does, with all that the file says of them; `interest` is asked for each by
  /// its number.
  func forEachRecord(
    _ interest: (UInt32) -> FrameInterest, _ body: (FrameRecord, Span<UInt8>) -> Bool
  ) throws(ReadError) -> Bool
}

/// What somebody wants of a frame of which the number is known.
enum FrameInterest {
  case none
  case record
  /// Neither this frame nor any behind it.
  case end
}

extension FrameReader {
  /// For formats that say no more of a frame than its header holds.
  func forEachRecord(
    _ interest: (UInt32) -> FrameInterest, _ body: (FrameRecord, Span<UInt8>) -> Bool
  ) throws(ReadError) -> Bool {
    try forEachFrame { header, bytes in
      switch interest(header.number) {
      case .none: true
      case .record: body(FrameRecord(header), bytes)
      case .end: false
      }
    }
  }
}
