import Bytes

extension CaptureFormat {
  /// The Extensible Record Format of Endace's cards. It has no magic number, so it comes after all that have one.
  static let erf = CaptureFormat(
    name: "erf",
    recognises: { ERFRecord.areRecords($0) },
    open: { window throws(CaptureFault) in FrameReaderBox(ERFReader(window)) })
}

/// Reads a capture in Endace's Extensible Record Format, one record after the other.
struct ERFReader: FrameReader, ~Copyable {
  private(set) var frames: UInt32 = 0
  private var window: ReadWindow
  private var kinds = LinkTypeInterfaces()
  private var lost: UInt64 = 0

  init(_ window: consuming ReadWindow) {
    self.window = window
  }

  var interfaces: [CaptureInterface] {
    var interfaces = kinds.interfaces(timeDigits: 9, ofFile: 1)
    // A record says how many were lost before it, of whatever kind.
    if lost > 0 { interfaces[0].dropped = lost }
    return interfaces
  }

  mutating func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    while window.holds(ERFRecord.headerSize) {
      let length = window.withBytes(ERFRecord.headerSize) { ERFRecord.length($0) }
      guard window.holds(length) else { throw endsEarly() }
      guard let record = window.withBytes(length, { try? ERFRecord($0, ByteCursor($0)) }) else {
        throw ReadError(.shorterThanLength(frameToRead, fault: "rlen"), at: window.position)
      }
      let continues = record.isPadding || pass(record, body)
      window.drop(length)
      if !continues { return false }
    }
    if window.available > 0 { throw endsEarly() }
    return true
  }

  private mutating func pass(_ record: ERFRecord, _ body: (FrameHeader, Span<UInt8>) -> Bool) -> Bool {
    frames &+= 1
    lost &+= UInt64(record.lost)
    let frame = FrameHeader(
      number: frames, time: record.nanoseconds, capturedLength: record.frame.count,
      originalLength: record.originalLength, linkType: record.linkType,
      interface: kinds.note(record.linkType))
    return window.withBytes(record.frame) { body(frame, $0) }
  }

  private var frameToRead: CaptureElement { .frame(UInt64(frames) + 1) }

  private func endsEarly() -> ReadError { ReadError(.endsInside(frameToRead), at: window.position) }
}
