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
  private var buffers: TraceBuffers
  private var events: TraceEvents
  private var order = PacketOrder()
  private var kinds = TraceInterfaces()
  private var latest = Int64.min
  /// Packets that come behind a later one.
  private var unordered = 0

  init(_ window: consuming ReadWindow) throws(CaptureFault) {
    var window = window
    let start = window.start()
    do throws(ParseFault) {
      let buffer = try TraceBuffer(start.span)
      let clock = try TraceClock(
        start.span,
        region: ByteCursor(
          TraceBuffer.headerSize..<min(start.count, max(buffer.used, TraceBuffer.headerSize))))
      events = TraceEvents(clock: clock)
      buffers = TraceBuffers(window, clock: clock)
    } catch {
      throw .truncatedFileHeader(bytes: start.count)
    }
  }

  var interfaces: [CaptureInterface] { kinds.interfaces }

  var remarks: [CaptureNote] {
    events.counts.notes(frames: frames, lostParts: events.parts.lost, unordered: unordered)
  }

  mutating func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    while true {
      while needsBuffer { readBuffer() }
      guard let (packet, bytes) = order.next() else { break }
      let start = Int(packet.start)
      let span = bytes.span.extracting(start..<(start + Int(packet.count)))
      if !body(header(of: packet), span) { return false }
    }
    if let stop = buffers.stop { throw stop }
    return true
  }

  /// Whether a packet of the next buffer may precede all that are held.
  private var needsBuffer: Bool {
    guard !buffers.isAtEnd, let time = order.time else { return !buffers.isAtEnd }
    if order.isFull { return false }
    guard let next = buffers.nextTime else { return true }
    return next <= time
  }

  private mutating func readBuffer() {
    var found = order.spareBuffer()
    guard let (offset, range) = buffers.read(into: &found.bytes) else { return }
    let bytes = found.bytes
    events.read(bytes.span, range, into: &found)
    order.add(found, from: offset)
  }

  private mutating func header(of packet: TracedPacket) -> FrameHeader {
    frames &+= 1
    if packet.time < latest { unordered += 1 } else { latest = packet.time }
    return FrameHeader(
      number: frames, time: packet.time, capturedLength: Int(packet.count),
      originalLength: Int(packet.originalLength), linkType: packet.linkType,
      interface: kinds.note(packet.linkType, packet.origin),
      processID: packet.process == .max ? -1 : Int32(truncatingIfNeeded: packet.process))
  }
}
