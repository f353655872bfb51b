import Bytes

extension CaptureFormat {
  /// The format of Solaris' snoop (RFC 1761), also as Surveyor writes it.
  static let snoop = CaptureFormat(
    name: "snoop",
    recognises: { SnoopHeader.recognises($0) },
    open: { window throws(CaptureFault) in FrameReaderBox(try SnoopReader(window)) })
}

/// Reads a snoop capture.
struct SnoopReader: FrameReader, ~Copyable {
  /// Behind each frame of Surveyor there are 16 bytes of its own; snoop itself pads with fewer than 8.
  private static let surveyorTrailer = 16
  /// As Wireshark's limit for any format, with its header and padding.
  private static let longestRecord = PcapReader.longestFrame + 64

  private(set) var frames: UInt32 = 0
  private var window: ReadWindow
  private let linkType: UInt32
  private var dropped: UInt32 = 0

  init(_ window: consuming ReadWindow) throws(CaptureFault) {
    let start = window.start()
    do throws(ParseFault) {
      let header = try SnoopHeader(start.span)
      let first = try? SnoopRecord(start.span, ByteCursor(SnoopHeader.size..<start.count))
      linkType = header.linkType(isSurveyor: (first?.padding ?? 0) >= Self.surveyorTrailer)
    } catch {
      throw .truncatedFileHeader(bytes: start.count)
    }
    window.drop(SnoopHeader.size)
    self.window = window
  }

  var interfaces: [CaptureInterface] {
    [
      CaptureInterface(
        linkType: linkType, snapLength: 0, timeDigits: 6, packets: Int(frames),
        dropped: dropped > 0 ? UInt64(dropped) : nil)
    ]
  }

  mutating func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    while window.holds(SnoopRecord.headerSize) {
      guard let record = window.withBytes(SnoopRecord.headerSize, { try? SnoopRecord($0, ByteCursor($0)) }),
        record.length <= Self.longestRecord
      else { throw damaged() }
      guard window.holds(record.length) else { throw endsEarly() }
      frames &+= 1
      dropped = record.dropped
      let frame = FrameHeader(
        number: frames, time: record.time, capturedLength: record.capturedLength,
        originalLength: record.originalLength, linkType: linkType)
      let range = SnoopRecord.headerSize..<(SnoopRecord.headerSize + record.capturedLength)
      let continues = window.withBytes(range) { body(frame, $0) }
      window.drop(record.length)
      if !continues { return false }
    }
    if window.available > 0 { throw endsEarly() }
    return true
  }

  private var frameToRead: CaptureElement { .frame(UInt64(frames) + 1) }

  private func endsEarly() -> ReadError { ReadError(.endsInside(frameToRead), at: window.position) }

  private func damaged() -> ReadError {
    ReadError(.shorterThanLength(frameToRead, fault: "Packet Record Length"), at: window.position)
  }
}
