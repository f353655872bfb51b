import Bytes

/// Where the buffers of a trace are, in order of their first events.
///
/// In a file they stand as they were written: those of all processors mixed, and once a circular trace has reached its
/// size, the newest in place of the oldest.
struct TraceIndex {
  struct Entry {
    let offset: UInt64
    /// Nanoseconds since 1970; the earliest there is for a buffer without events.
    let time: Int64
    let buffer: TraceBuffer
    /// How much of the buffer the file holds.
    let available: Int
  }

  private(set) var entries: [Entry] = []
  /// Why the file does not end behind a buffer.
  private(set) var stop: ReadError?

  /// A file of 64 GiB has as many in buffers of 64 KiB.
  private static let limit = 1 << 20

  /// Nil for a source that can only be read in order, or too many buffers.
  /// - Parameter unused: the size of buffers that were made with the file and not filled.
  init?(_ window: borrowing ReadWindow, clock: TraceClock, unused: Int) {
    guard let size = window.seekableSize else { return nil }
    var start = Start()
    var offset: UInt64 = 0
    while offset < size {
      let available = Int(clamping: size - offset)
      guard let buffer = start.buffer(window, at: offset, available, &stop) else { break }
      guard buffer.size > 0 else {
        guard unused >= TraceBuffer.headerSize else { break }
        offset += UInt64(unused)
        continue
      }
      guard entries.count < Self.limit else { return nil }
      let time = start.firstTime(window, buffer, at: offset, min(available, buffer.size))
      entries.append(
        Entry(
          offset: offset, time: time.map(clock.nanoseconds) ?? .min, buffer: buffer,
          available: min(available, buffer.size)))
      if available < buffer.size { stop = ReadError(.endsInside(.traceBuffer), at: offset) }
      offset += UInt64(buffer.size)
    }
    if let error = window.error { stop = error }
    entries.sort { ($0.time, $0.offset) < ($1.time, $1.offset) }
  }
}

/// The start of a buffer, as far as it takes to know when its first event happened.
private struct Start {
  private var bytes: [UInt8] = []
  private var unpacked: [UInt8] = []
  private var count = 0

  /// The headers of buffer and event, packed or not.
  private static let size = 1024

  /// Nil where no buffer begins; `stop` then tells why.
  mutating func buffer(
    _ window: borrowing ReadWindow, at offset: UInt64, _ available: Int, _ stop: inout ReadError?
  ) -> TraceBuffer? {
    count = window.read(min(Self.size, available), at: offset, into: &bytes)
    guard count >= TraceBuffer.headerSize else {
      stop = ReadError(.endsInside(.traceBuffer), at: offset)
      return nil
    }
    let header = bytes.span.extracting(first: count)
    guard let buffer = try? TraceBuffer(header) else {
      stop = ReadError(.shorterThanLength(.traceBuffer, fault: "BufferSize"), at: offset)
      return nil
    }
    return buffer
  }

  /// Where the first events do not say when they happened, the whole buffer is asked.
  mutating func firstTime(
    _ window: borrowing ReadWindow, _ buffer: TraceBuffer, at offset: UInt64, _ available: Int
  ) -> Int64? {
    if let time = firstTime(buffer, min(count, available)) { return time }
    guard available > count, buffer.used > TraceBuffer.headerSize else { return nil }
    count = window.read(available, at: offset, into: &bytes)
    return firstTime(buffer, count)
  }

  private mutating func firstTime(_ buffer: TraceBuffer, _ known: Int) -> Int64? {
    guard known > TraceBuffer.headerSize else { return nil }
    guard buffer.isCompressed else {
      return TraceEvent.firstTime(bytes.span, TraceBuffer.headerSize..<min(known, buffer.used))
    }
    let size = min(buffer.used - TraceBuffer.headerSize, known == buffer.size ? .max : Self.size / 2)
    if unpacked.count < size { unpacked = [UInt8](repeating: 0, count: size) }
    let packed = bytes
    var output = unpacked.mutableSpan
    let count = LZXPress(
      packed.span.extracting(TraceBuffer.headerSize..<known), size: size, into: &output, isStart: true
    ).count
    return TraceEvent.firstTime(unpacked.span, 0..<count)
  }
}
