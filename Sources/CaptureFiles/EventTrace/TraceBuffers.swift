import Bytes

/// Reads the buffers of a trace: in order of time where the file can be read anywhere, else in the order of the file.
struct TraceBuffers: ~Copyable {
  private var window: ReadWindow
  private let index: TraceIndex?
  private var next = 0
  /// The size of buffers that were made with the file and not filled.
  private let unused: Int
  private var packed: [UInt8] = []
  private(set) var isAtEnd = false
  /// Why the file could not be read to its end.
  private(set) var stop: ReadError?

  init(_ window: consuming ReadWindow, clock: TraceClock) {
    unused = clock.bufferSize
    index = TraceIndex(window, clock: clock, unused: unused)
    stop = index?.stop
    self.window = window
  }

  /// When the first event of the next buffer happened; nil before it is read where the order is that of the file.
  var nextTime: Int64? {
    guard let index, next < index.entries.count else { return nil }
    return index.entries[next].time
  }

  /// Reads the next buffer's events into the front of `bytes`.
  /// - Returns: where the buffer is in the file, and the events are in `bytes`; nil for none.
  mutating func read(into bytes: inout [UInt8]) -> (offset: UInt64, events: Range<Int>)? {
    guard let index else { return readInOrder(into: &bytes) }
    guard next < index.entries.count else {
      isAtEnd = true
      return nil
    }
    let entry = index.entries[next]
    next += 1
    return (entry.offset, read(entry, into: &bytes))
  }

  private mutating func read(_ entry: TraceIndex.Entry, into bytes: inout [UInt8]) -> Range<Int> {
    guard entry.buffer.isCompressed else {
      let count = window.read(min(entry.available, entry.buffer.used), at: entry.offset, into: &bytes)
      return min(TraceBuffer.headerSize, count)..<count
    }
    // A part of a packed buffer is not read: nothing says how much of it is whole.
    guard entry.available == entry.buffer.size else { return 0..<0 }
    let read = window.read(entry.available, at: entry.offset, into: &packed)
    guard read == entry.available else { return 0..<0 }
    let size = entry.buffer.used - TraceBuffer.headerSize
    let count = Self.unpack(packed.span.extracting(TraceBuffer.headerSize..<read), size, into: &bytes)
    if count < size { end(.damagedTraceBuffer, at: entry.offset) }
    return 0..<count
  }

  private static func unpack(_ packed: Span<UInt8>, _ size: Int, into bytes: inout [UInt8]) -> Int {
    if bytes.count < size { bytes = [UInt8](repeating: 0, count: size) }
    var output = bytes.mutableSpan
    return LZXPress(packed, size: size, into: &output).count
  }

  private mutating func end(_ reason: ReadError.Reason?, at offset: UInt64) {
    isAtEnd = true
    stop = stop ?? reason.map { ReadError($0, at: offset) }
  }
}

/// The order of the file.
extension TraceBuffers {
  private mutating func readInOrder(into bytes: inout [UInt8]) -> (offset: UInt64, events: Range<Int>)? {
    guard let buffer = nextBuffer() else { return nil }
    let offset = window.position
    guard window.holds(buffer.size) else {
      let events = buffer.isCompressed ? 0..<0 : copy(min(window.available, buffer.used), into: &bytes)
      end(.endsInside(.traceBuffer), at: offset)
      return (offset, events)
    }
    guard buffer.isCompressed else {
      let events = copy(buffer.used, into: &bytes)
      window.drop(buffer.size)
      return (offset, events)
    }
    let size = buffer.used - TraceBuffer.headerSize
    let count = window.withBytes(TraceBuffer.headerSize..<buffer.size) { Self.unpack($0, size, into: &bytes) }
    if count < size { end(.damagedTraceBuffer, at: offset) } else { window.drop(buffer.size) }
    return (offset, 0..<count)
  }

  /// The header of the next buffer that is in use; nil at the end.
  private mutating func nextBuffer() -> TraceBuffer? {
    while window.holds(TraceBuffer.headerSize) {
      guard
        let buffer = try? window.withBytes(
          TraceBuffer.headerSize, { bytes throws(ParseFault) in try TraceBuffer(bytes) })
      else {
        end(.shorterThanLength(.traceBuffer, fault: "BufferSize"), at: window.position)
        return nil
      }
      if buffer.size > 0 { return buffer }
      guard unused >= TraceBuffer.headerSize, window.skip(unused) else {
        end(nil, at: window.position)
        return nil
      }
    }
    end(window.available == 0 ? nil : .endsInside(.traceBuffer), at: window.position)
    return nil
  }

  private func copy(_ count: Int, into bytes: inout [UInt8]) -> Range<Int> {
    bytes.removeAll(keepingCapacity: true)
    window.withBytes(count) { bytes.append($0) }
    return min(TraceBuffer.headerSize, count)..<count
  }
}
