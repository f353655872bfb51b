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
/// Frames are read in the order of the table where the capture is a file, as Network Monitor and Wireshark do. Every file
/// known has them in that order, so that a pipe can be read too: whether the table agrees is checked when it is reached.
struct NetworkMonitorReader: FrameReader, ~Copyable {
  private(set) var frames: UInt32 = 0
  private var window: ReadWindow
  private let header: NetworkMonitorHeader
  private let record: NetworkMonitorRecord
  /// Nil for a pipe.
  private var table: FrameTable?
  private var check = FrameTableCheck()
  private let processes: ProcessTable
  private var kinds = LinkTypeInterfaces()
  private var events = StoredEvents()
  /// A frame that precedes what the window has passed.
  private var earlier: [UInt8] = []

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
    table = FrameTable(header, in: window)
    processes = ProcessTable(header, in: window)
    window.drop(NetworkMonitorHeader.size)
    self.window = window
  }

  var interfaces: [CaptureInterface] { kinds.interfaces(timeDigits: timeDigits, ofFile: linkType(nil)) }

  var remarks: [CaptureNote] { events.notes }

  var processNames: ProcessNames { processes.names }

  private var timeDigits: Int { header.isVersion1 ? 3 : record.trailerSize == 15 ? 7 : 6 }

  private func linkType(_ network: UInt16?) -> UInt32 {
    NetworkMonitorNetwork.linkType(of: network ?? header.network)
  }

  mutating func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    if table != nil {
      while let offset = table?.next(in: window) {
        if try !readFrame(at: offset, body) { return false }
      }
      return true
    }
    while window.position < header.frameTable.lowerBound {
      check.note(window.position)
      if try !readNextFrame(body) { return false }
    }
    try checkTable()
    return true
  }

  /// Reads the frame at the window's position.
  private mutating func readNextFrame(
    _ body: (FrameHeader, Span<UInt8>) -> Bool
  ) throws(ReadError) -> Bool {
    guard window.holds(record.headerSize) else { throw endsEarly() }
    let read = try parse(0..<record.headerSize) { bytes throws(ParseFault) in try record.header(bytes) }
    let size = try size(of: read, at: window.position)
    guard window.holds(size) else { throw endsEarly() }
    let content = try parse(0..<size) { bytes throws(ParseFault) -> Content in
      try self.content(bytes, read)
    }
    if content.isEvent {
      let event = window.withBytes(content.bytes) { bytes in
        var event: [UInt8] = []
        event.append(bytes)
        return event
      }
      window.drop(size)
      return passEvent(event, content, body)
    }
    let frame = note(content)
    let continues = window.withBytes(content.bytes) { body(frame, $0) }
    window.drop(size)
    return continues
  }

  /// Reads the frame that the table says is there.
  private mutating func readFrame(
    at offset: UInt64, _ body: (FrameHeader, Span<UInt8>) -> Bool
  ) throws(ReadError) -> Bool {
    guard offset >= UInt64(NetworkMonitorHeader.size) else {
      throw ReadError(.frameTableDiffers, at: header.frameTable.lowerBound)
    }
    if offset >= window.position {
      guard window.skip(Int(clamping: offset - window.position)) else { throw endsEarly() }
      return try readNextFrame(body)
    }
    let (read, size) = try load(at: offset)
    let content: Content
    do throws(ParseFault) {
      content = try self.content(earlier.span.extracting(first: size), read)
    } catch {
      throw endsEarly(at: offset)
    }
    if content.isEvent { return passEvent(Array(earlier[content.bytes]), content, body) }
    return body(note(content), earlier.span.extracting(content.bytes))
  }

  private mutating func load(
    at offset: UInt64
  ) throws(ReadError) -> (header: NetworkMonitorRecord.Header, size: Int) {
    let count = window.read(record.headerSize, at: offset, into: &earlier)
    guard let read = try? record.header(earlier.span.extracting(first: count)) else {
      throw endsEarly(at: offset)
    }
    let size = try size(of: read, at: offset)
    guard window.read(size, at: offset, into: &earlier) == size else { throw endsEarly(at: offset) }
    return (read, size)
  }

  /// Of a frame with its header and trailer, which do not reach into the table.
  private func size(
    of read: NetworkMonitorRecord.Header, at offset: UInt64
  ) throws(ReadError) -> Int {
    guard read.capturedLength <= Self.longestFrame else { throw tooLong(read.capturedLength) }
    let size = record.headerSize + read.capturedLength + record.trailerSize
    let table = header.frameTable.lowerBound
    if self.table != nil, offset < table, offset + UInt64(size) > table {
      throw ReadError(.frameTableDiffers, at: table)
    }
    return size
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
    if read != check { throw ReadError(.frameTableDiffers, at: header.frameTable.lowerBound) }
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

  private func endsEarly(at offset: UInt64? = nil) -> ReadError {
    ReadError(.endsInside(frameToRead), at: offset ?? window.position)
  }

  private func tooLong(_ length: Int) -> ReadError {
    ReadError(.tooLong(frameToRead, length: length), at: window.position)
  }
}

extension NetworkMonitorReader {
  /// A frame, before it is counted.
  private struct Content {
    var linkType: UInt32
    var bytes: Range<Int>
    var originalLength: Int
    var time: Int64
    var process: Int32

    /// Whether it is an event of Windows: see ``StoredEvents``.
    var isEvent: Bool { linkType == StoredEvents.linkType }
  }

  private func content(
    _ bytes: Span<UInt8>, _ read: NetworkMonitorRecord.Header
  ) throws(ParseFault) -> Content {
    let end = record.headerSize + read.capturedLength
    let trailer = try record.trailer(bytes.extracting(end..<bytes.count))
    let linkType = linkType(trailer.network)
    let skipped = NetworkMonitorNetwork.metadataSize(
      linkType, bytes.extracting(record.headerSize..<end))
    return Content(
      linkType: linkType, bytes: (record.headerSize + skipped)..<end,
      originalLength: max(read.originalLength - skipped, 0),
      time: trailer.time ?? header.start &+ read.sinceStart, process: process(trailer.process))
  }

  private func process(_ index: Int?) -> Int32 {
    guard let index, index < processes.identifiers.count else { return -1 }
    return processes.identifiers[index]
  }

  private mutating func note(_ content: Content) -> FrameHeader {
    frames &+= 1
    return FrameHeader(
      number: frames, time: content.time, capturedLength: content.bytes.count,
      originalLength: content.originalLength, linkType: content.linkType,
      interface: kinds.note(content.linkType), processID: content.process)
  }

  /// Passes the packet in an event, or the event.
  private mutating func passEvent(
    _ event: [UInt8], _ content: Content, _ body: (FrameHeader, Span<UInt8>) -> Bool
  ) -> Bool {
    guard let packet = events.packet(in: event.span) else { return body(note(content), event.span) }
    var content = content
    content.linkType = packet.linkType
    content.bytes = 0..<packet.bytes.count
    content.originalLength = packet.originalLength
    content.time = packet.time
    content.process = packet.process
    return body(note(content), packet.bytes.span)
  }
}
