import Bytes

extension CaptureFormat {
  /// The event traces of Windows (`.etl`), as `netsh trace` and `pktmon` write them.
  static let eventTrace = CaptureFormat(
    name: "etl",
    recognises: { isEventTrace($0) },
    open: { window throws(CaptureFault) in FrameReaderBox(try EventTraceReader(window)) })

  /// A buffer, and in it the system event that starts every trace: version 2, type 1 (32 bits) or 2 (64 bits), C0.
  private static func isEventTrace(_ bytes: Span<UInt8>) -> Bool {
    guard bytes.count >= 76, let buffer = try? TraceBuffer(bytes), buffer.size >= 1024 else { return false }
    return bytes[72] == 2 && bytes[73] == 0 && (bytes[74] == 1 || bytes[74] == 2) && bytes[75] == 0xC0
  }
}

/// Reads the packets of an event trace.
///
///     +--------+-------------------+--------+-----------------------+
///     | buffer | trace header      | buffer | events, perhaps packed | ...
///     | header | (the first event) | header |                       |
///     +--------+-------------------+--------+-----------------------+
///
/// A frame's number is its place in order of time, as in a file of `etl2pcapng` that was sorted. Events of other
/// providers are counted.
struct EventTraceReader: FrameReader, ~Copyable {
  private(set) var frames: UInt32 = 0
  private var window: ReadWindow
  private let clock: TraceClock
  private var order = PacketOrder()
  private var parts = PacketParts()
  private var kinds = TraceInterfaces()
  private var counts = TraceCounts()
  private var sequence: UInt64 = 0
  private var isAtEnd = false
  /// Why the file could not be read to its end; what was read is passed on first.
  private var stop: ReadError?

  init(_ window: consuming ReadWindow) throws(CaptureFault) {
    var window = window
    let start = window.start()
    do throws(ParseFault) {
      let buffer = try TraceBuffer(start.span)
      clock = try TraceClock(
        start.span,
        region: ByteCursor(
          TraceBuffer.headerSize..<min(start.count, max(buffer.used, TraceBuffer.headerSize))))
    } catch {
      throw .truncatedFileHeader(bytes: start.count)
    }
    counts.lost = clock.eventsLost
    self.window = window
  }

  var interfaces: [CaptureInterface] { kinds.interfaces }

  var remarks: [CaptureNote] { counts.notes(frames: frames, lostParts: parts.lost) }

  mutating func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    while true {
      while !isAtEnd, !order.isFull { readBuffer() }
      guard let packet = order.next() else { break }
      frames &+= 1
      let header = FrameHeader(
        number: frames, time: packet.time, capturedLength: packet.bytes.count,
        originalLength: packet.originalLength, linkType: packet.linkType,
        interface: kinds.note(packet.linkType, packet.interface),
        processID: packet.process == .max ? -1 : Int32(truncatingIfNeeded: packet.process))
      if !body(header, packet.bytes.span) { return false }
    }
    if let stop { throw stop }
    return true
  }

  /// Reads the next buffer, or notes why there is none.
  private mutating func readBuffer() {
    guard window.holds(TraceBuffer.headerSize) else {
      return end(window.available == 0 ? nil : .endsInside(.traceBuffer))
    }
    guard
      let buffer = try? window.withBytes(
        TraceBuffer.headerSize, { bytes throws(ParseFault) in try TraceBuffer(bytes) })
    else { return end(.shorterThanLength(.traceBuffer, fault: "BufferSize")) }
    // Behind the last buffer of a file that was made at its full size there is nothing.
    if buffer.size == 0 { return end(nil) }
    guard window.holds(buffer.size) else {
      if !buffer.isCompressed { read(buffer, available: window.available) }
      return end(.endsInside(.traceBuffer))
    }
    read(buffer, available: buffer.size)
    if !isAtEnd { window.drop(buffer.size) }
  }

  private mutating func end(_ reason: ReadError.Reason?) {
    isAtEnd = true
    stop = stop ?? reason.map { ReadError($0, at: window.position) }
  }

  private mutating func read(_ buffer: TraceBuffer, available: Int) {
    var found = FoundPackets(clock: clock, parts: parts, sequence: sequence)
    if buffer.isCompressed {
      let size = buffer.used - TraceBuffer.headerSize
      let unpacked = window.withBytes(TraceBuffer.headerSize..<available) { LZXPress($0, size: size) }
      found.read(unpacked.output.span, 0..<unpacked.count)
      if !unpacked.isWhole { end(.damagedTraceBuffer) }
    } else {
      window.withBytes(min(available, buffer.used)) { found.read($0, TraceBuffer.headerSize..<$0.count) }
    }
    for packet in found.packets { order.add(packet) }
    (parts, sequence) = (found.parts, found.sequence)
    counts.add(found)
  }
}

/// The packets of one buffer.
struct FoundPackets {
  let clock: TraceClock
  var parts: PacketParts
  var sequence: UInt64
  private(set) var packets: [TracedPacket] = []
  private(set) var events = 0
  /// Events that end inside their own fields.
  private(set) var damaged = 0
  private(set) var dropReasons: [UInt32] = []

  init(clock: TraceClock, parts: PacketParts, sequence: UInt64) {
    (self.clock, self.parts, self.sequence) = (clock, parts, sequence)
  }

  /// Reads event after event; each begins at a multiple of 8 bytes, and the last is followed by ones or nothing.
  mutating func read(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    var start = range.lowerBound
    while start < range.upperBound, let size = TraceEvent.size(bytes, at: start, before: range.upperBound) {
      events += 1
      do throws(ParseFault) {
        try read(bytes, ByteCursor(start..<(start + size)))
      } catch {
        damaged += 1
      }
      start += (size + 7) & ~7
    }
  }

  private mutating func read(_ bytes: Span<UInt8>, _ region: ByteCursor) throws(ParseFault) {
    guard let event = try TraceEvent(bytes, region: region) else { return }
    switch try EventContent(event, bytes) {
    case .other: break
    case .dropped(let reason): dropReasons.append(reason)
    case .packet(let part):
      sequence += 1
      let packet = TracedPacket(
        time: clock.nanoseconds(event.time), sequence: sequence, linkType: part.linkType,
        interface: part.interface, process: event.process, originalLength: part.originalLength,
        bytes: part.bytes.map { bytes[$0] })
      let whole = parts.add(packet, thread: event.thread, isFirst: part.isFirst, isLast: part.isLast)
      if let whole { packets.append(whole) }
    }
  }
}
