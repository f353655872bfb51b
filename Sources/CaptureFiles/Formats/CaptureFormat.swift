struct CaptureFormat: Sendable {
  let name: String
  /// Whether a file that starts so is one; the name of a file is never asked.
  let recognises: @Sendable (Span<UInt8>) -> Bool
  /// Reads what precedes the first frame.
  /// - Throws: `.damagedFromStart` when that cannot be read.
  let open: @Sendable (consuming ReadWindow) throws(CaptureFault) -> any FrameReader

  /// All of them. To add one: a file beside this one, and a line here.
  static let all: [CaptureFormat] = [
    .pcap,
    .pcapng,
    .networkMonitor,
    .eventTrace,
    .snoop,
    .erf,
  ]

  /// The format of what a window shows, which begins with `start`.
  static func ofContent(_ window: inout ReadWindow, _ start: [UInt8]) -> CaptureFormat? {
    if let format = all.first(where: { $0.recognises(start.span) }) { return format }
    if start.count < ReadWindow.startSize { return nil }
    let longStart = window.start(ReadWindow.longStartSize)
    return erf.recognises(longStart.span) ? erf : nil
  }

  /// Bytes that a file needs for any format to recognise it: most begin with 32 bits that say so.
  static let magicSize = 4
}

/// Reads the frames of one format. Its methods are called once per pass, never per frame.
protocol FrameReader: ~Copyable {
  var interfaces: [CaptureInterface] { get }
  var frames: UInt32 { get }
  /// What a reader of the report should know; complete at the end.
  var remarks: [CaptureNote] { get }
  /// Names of the programs that sent and received, where the format has them; known from the first frame on.
  var processNames: ProcessNames { get }

  /// Passes frame after frame to `body` until it returns false; a later call continues.
  /// - Returns: true at the end of the data, false when `body` stopped.
  /// - Throws: why it cannot continue. It is not called again after that.
  mutating func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool

  mutating func forEachRecord(
    _ interest: (UInt32) -> FrameInterest, _ body: (FrameRecord, Span<UInt8>) -> Bool
  ) throws(ReadError) -> Bool
}

enum FrameInterest {
  case none
  case record
  /// Neither this frame nor a later one.
  case end
}

/// A reader that can be stored as `any FrameReader`. The readers themselves are structs: every access to a class
/// property costs a check, and there are several a frame.
final class FrameReaderBox<Reader: FrameReader & ~Copyable>: FrameReader {
  private var reader: Reader

  init(_ reader: consuming Reader) {
    self.reader = reader
  }

  var interfaces: [CaptureInterface] { reader.interfaces }
  var frames: UInt32 { reader.frames }
  var remarks: [CaptureNote] { reader.remarks }
  var processNames: ProcessNames { reader.processNames }

  func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    try reader.forEachFrame(body)
  }

  func forEachRecord(
    _ interest: (UInt32) -> FrameInterest, _ body: (FrameRecord, Span<UInt8>) -> Bool
  ) throws(ReadError) -> Bool {
    try reader.forEachRecord(interest, body)
  }
}

extension FrameReader where Self: ~Copyable {
  var remarks: [CaptureNote] { [] }
  var processNames: ProcessNames { ProcessNames() }

  /// For formats without options of frames; one may say which process sent a frame.
  mutating func forEachRecord(
    _ interest: (UInt32) -> FrameInterest, _ body: (FrameRecord, Span<UInt8>) -> Bool
  ) throws(ReadError) -> Bool {
    try forEachFrame { header, bytes in
      switch interest(header.number) {
      case .none: true
      case .record: body(FrameRecord(header, remarks: FrameRemarks(process: header.processID)), bytes)
      case .end: false
      }
    }
  }
}

/// The byte order of a file: that of the machine that captured.
enum ByteOrder: Sendable {
  case big
  case little

  @inline(__always)
  func value<Number: FixedWidthInteger>(_ read: Number) -> Number {
    self == .big ? read : read.byteSwapped
  }

  func number<Number: FixedWidthInteger>(_ bytes: Span<UInt8>, at range: Range<Int>) -> Number? {
    let size = Number.bitWidth / 8
    guard range.count >= size else { return nil }
    return value(range.prefix(size).reduce(0) { $0 << 8 | Number(truncatingIfNeeded: bytes[$1]) })
  }
}
