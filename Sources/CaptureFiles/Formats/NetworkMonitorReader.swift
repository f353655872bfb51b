import Bytes

extension CaptureFormat {
  /// The format of Microsoft Network Monitor, mostly 3.x, which writes version 2.3 of it.
  static let networkMonitor = CaptureFormat(
    name: "netmon",
    recognises: { NetworkMonitorHeader.isSignature($0) },
    open: { window throws(CaptureFault) in FrameReaderBox(try NetworkMonitorReader(window)) })
}

/// Reads a Network Monitor capture.
///
///     +--------+----------------------------------+-------------+------------------------+
///     | header | frames, one behind the other ... | frame table | comments, processes ...|
///     +--------+----------------------------------+-------------+------------------------+
///
/// Every file known has its frames in the order of the table, which comes behind them, so that a pipe can be read too.
/// Whether the table agrees is checked when it is reached: a file in another order is refused there.
struct NetworkMonitorReader: FrameReader, ~Copyable {
  private(set) var frames: UInt32 = 0
  private var window: ReadWindow
  private let header: NetworkMonitorHeader
  private let record: NetworkMonitorRecord
  private var table = FrameTableCheck()
  private var kinds = NetworkMonitorInterfaces()

  /// Longer ones are damaged: as Wireshark's limit for any format.
  private static let longestFrame = 262_144

  init(_ window: consuming ReadWindow) throws(CaptureFault) {
    let start = window.start()
    do throws(ParseFault) {
      header = try NetworkMonitorHeader(start.span)
    } catch {
      throw .truncatedFileHeader(bytes: start.count)
    }
    record = NetworkMonitorRecord(header)
    window.drop(NetworkMonitorHeader.size)
    self.window = window
  }

  var interfaces: [CaptureInterface] { kinds.interfaces(timeDigits: timeDigits, ofFile: linkType(nil)) }

  private var timeDigits: Int { header.isVersion1 ? 3 : record.trailerSize == 15 ? 7 : 6 }

  private func linkType(_ network: UInt16?) -> UInt32 {
    NetworkMonitorInterfaces.linkType(of: network ?? header.network)
  }

  mutating func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    while window.position < header.frameTable.lowerBound {
      guard window.holds(record.headerSize) else { throw endsEarly() }
      let offset = window.position
      let read = try parse(0..<record.headerSize) { bytes throws(ParseFault) in try record.header(bytes) }
      guard read.capturedLength <= Self.longestFrame else { throw tooLong(read.capturedLength) }
      let end = record.headerSize + read.capturedLength
      guard window.holds(end + record.trailerSize) else { throw endsEarly() }
      let trailer = try parse(end..<(end + record.trailerSize)) { bytes throws(ParseFault) in
        try record.trailer(bytes)
      }
      frames &+= 1
      table.note(offset)
      let continues = pass(read, trailer, record.headerSize..<end, body)
      window.drop(end + record.trailerSize)
      if !continues { return false }
    }
    try checkTable()
    return true
  }

  private mutating func pass(
    _ read: NetworkMonitorRecord.Header, _ trailer: NetworkMonitorRecord.Trailer, _ range: Range<Int>,
    _ body: (FrameHeader, Span<UInt8>) -> Bool
  ) -> Bool {
    let linkType = linkType(trailer.network)
    let interface = kinds.note(linkType)
    let skipped = window.withBytes(range) { NetworkMonitorInterfaces.metadataSize(linkType, $0) }
    let frame = FrameHeader(
      number: frames, time: trailer.time ?? header.start &+ read.sinceStart,
      capturedLength: read.capturedLength - skipped, originalLength: max(read.originalLength - skipped, 0),
      linkType: linkType, interface: interface)
    return window.withBytes((range.lowerBound + skipped)..<range.upperBound) { body(frame, $0) }
  }

  /// The table follows its frames; what lies between is skipped.
  private mutating func checkTable() throws(ReadError) {
    guard window.position == header.frameTable.lowerBound else {
      throw ReadError(.frameTableDiffers, at: header.frameTable.lowerBound)
    }
    var left = Int(clamping: header.frameTable.upperBound - header.frameTable.lowerBound) / 4
    var read = FrameTableCheck()
    while left > 0 {
      guard window.holds(4) else { throw ReadError(.endsInside(.frameTable), at: window.position) }
      let offset = try parse(0..<4) { bytes throws(ParseFault) in
        var cursor = ByteCursor(bytes)
        return try cursor.readLittleUInt32(bytes, "frame table")
      }
      read.note(UInt64(offset))
      window.drop(4)
      left -= 1
    }
    if read != table { throw ReadError(.frameTableDiffers, at: header.frameTable.lowerBound) }
  }

  private func parse<Part>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(ParseFault) -> Part
  ) throws(ReadError) -> Part {
    do throws(ParseFault) {
      return try window.withBytes(range, body)
    } catch {
      throw endsEarly()
    }
  }

  private var frameToRead: CaptureElement { .frame(UInt64(frames) + 1) }

  private func endsEarly() -> ReadError { ReadError(.endsInside(frameToRead), at: window.position) }

  private func tooLong(_ length: Int) -> ReadError {
    ReadError(.tooLong(frameToRead, length: length), at: window.position)
  }
}

/// Whether two lists of offsets are the same, without their memory: their count and a hash of them in order.
private struct FrameTableCheck: Equatable {
  private var count: UInt64 = 0
  private var hash: UInt64 = 0xcbf2_9ce4_8422_2325

  /// FNV-1a, with a whole offset at a time.
  mutating func note(_ offset: UInt64) {
    count &+= 1
    hash = (hash ^ offset) &* 0x0000_0100_0000_01b3
  }
}
