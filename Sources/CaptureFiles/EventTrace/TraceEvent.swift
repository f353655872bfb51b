import Bytes

/// An event in a buffer: what `EVENT_HEADER` says (Win32, evntcons.h), and where its data is.
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +-------------------------------+---------------+---------------+
///    0 |    Size, this header included |  Header type  |  Marker: C0   |
///      +-------------------------------+---------------+---------------+
///    4 |    Flags: 1 extended data     |         Property              |
///      +-------------------------------+-------------------------------+
///    8 |                 Thread id, process id (8 bytes)               |
///      +---------------------------------------------------------------+
///   16 |                Time in units of the clock (8 bytes)           |
///      +---------------------------------------------------------------+
///   24 |                     Provider (16 bytes)                       |
///      +-------------------------------+-------------------------------+
///   40 |           Event id            | Version, channel, level, ...  |
///      +-------------------------------+-------------------------------+
///   48 |                    Keyword (8 bytes)                          |
///      +---------------------------------------------------------------+
///   56 |    Processor times (8 bytes), activity id (16 bytes), data    |
///      +---------------------------------------------------------------+
struct TraceEvent {
  let thread: UInt32
  let process: UInt32
  /// In units of the trace's clock.
  let time: Int64
  let provider: EventProvider?
  let id: UInt16
  let keyword: UInt64
  /// In the bytes that it was read from.
  private(set) var data: Range<Int>
  private let hasExtendedData: Bool

  /// Nil for an event in another form, which holds no packet.
  /// - Parameter region: the event, from its header to its end.
  init?(_ bytes: Span<UInt8>, region: ByteCursor) throws(ParseFault) {
    var cursor = region
    _ = try cursor.readLittleUInt16(bytes, "Size")
    let type = try cursor.readUInt8(bytes, "HeaderType")
    guard type == 0x12 || type == 0x13, try cursor.readUInt8(bytes, "Marker") == 0xC0 else { return nil }
    try self.init(bytes, &cursor)
    if hasExtendedData {
      try Self.skipExtendedData(bytes, &cursor)
      data = cursor.rest
    }
  }

  /// An event as Windows delivers it to a program, and Network Monitor stores it. Behind the first 80 bytes:
  ///
  ///     80  processor, logger (4)   84  count of extended items (2)   86  length of the data (2)   88  whether it was
  ///     joined (1)   89  data
  ///
  /// Its time is one of Windows: see ``WindowsTime``.
  init(delivered bytes: Span<UInt8>) throws(ParseFault) {
    var cursor = ByteCursor(bytes)
    _ = try cursor.readRange(4, "HeaderType")
    try self.init(bytes, &cursor)
    _ = try cursor.readRange(6, "BufferContext")
    let length = Int(try cursor.readLittleUInt16(bytes, "UserDataLength"))
    _ = try cursor.readUInt8(bytes, "Reassembled")
    data = try cursor.readRange(length, "UserData")
  }

  /// What follows size and type.
  private init(_ bytes: Span<UInt8>, _ cursor: inout ByteCursor) throws(ParseFault) {
    hasExtendedData = try cursor.readLittleUInt16(bytes, "Flags") & 1 != 0
    _ = try cursor.readLittleUInt16(bytes, "EventProperty")
    thread = try cursor.readLittleUInt32(bytes, "ThreadId")
    process = try cursor.readLittleUInt32(bytes, "ProcessId")
    time = Int64(bitPattern: try cursor.readLittleUInt64(bytes, "TimeStamp"))
    provider = EventProvider(
      low: try cursor.readLittleUInt64(bytes, "ProviderId"),
      high: try cursor.readLittleUInt64(bytes, "ProviderId"))
    id = try cursor.readLittleUInt16(bytes, "Id")
    _ = try cursor.readRange(6, "EventDescriptor")
    keyword = try cursor.readLittleUInt64(bytes, "Keyword")
    _ = try cursor.readRange(24, "ActivityId")
    data = cursor.rest
  }

  /// Items of reserved (2), type (2), bit 0: another follows (2), size (2), data, each filled to 8 bytes.
  private static func skipExtendedData(_ bytes: Span<UInt8>, _ cursor: inout ByteCursor) throws(ParseFault) {
    var hasMore = true
    while hasMore {
      _ = try cursor.readUInt32(bytes, "ExtType")
      hasMore = try cursor.readLittleUInt16(bytes, "Linkage") & 1 != 0
      let size = Int(try cursor.readLittleUInt16(bytes, "DataSize"))
      _ = try cursor.readRange((size + 7) & ~7, "extended data")
    }
  }

  /// The size of any event, whose header tells where it is; nil where no event begins.
  ///
  /// Those of the system have a version in front: types 1 to 4, 0x10 and 0x11.
  static func size(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Int? {
    var cursor = ByteCursor(start..<end)
    guard let first = try? cursor.readLittleUInt16(bytes, "Size"),
      let type = try? cursor.readUInt8(bytes, "HeaderType"),
      let marker = try? cursor.readUInt8(bytes, "Marker"),
      let second = try? cursor.readLittleUInt16(bytes, "Size")
    else { return nil }
    let isOfSystem =
      marker == 0xC0 && ((1...4).contains(type) || (0x10...0x11).contains(type))
    let size = Int(isOfSystem ? second : first)
    return marker & 0x80 != 0 && size >= 8 && size <= end - start ? size : nil
  }
}

extension TraceEvent {
  /// When the first event of a buffer happened that says so, in units of the trace's clock.
  ///
  /// - Parameter range: the events, or as many of their bytes as are known.
  static func firstTime(_ bytes: Span<UInt8>, _ range: Range<Int>) -> Int64? {
    var start = range.lowerBound
    while start < range.upperBound {
      if let time = time(bytes, at: start, before: range.upperBound) { return time }
      guard let size = size(bytes, at: start, before: range.upperBound) else { return nil }
      start += (size + 7) & ~7
    }
    return nil
  }

  /// Nil for an event that does not say when it happened, and where none begins.
  private static func time(_ bytes: Span<UInt8>, at start: Int, before end: Int) -> Int64? {
    guard end - start >= 24, bytes[start + 3] == 0xC0 else { return nil }
    let place: Int
    switch bytes[start + 2] {
    // System, whole and instance headers of 32 and 64 bits, and those of `EVENT_HEADER`.
    case 1...4, 10, 11, 18...21: place = start + 16
    case 16, 17: place = start + 8
    default: return nil
    }
    var cursor = ByteCursor(place..<end)
    return (try? cursor.readLittleUInt64(bytes, "TimeStamp")).map { Int64(bitPattern: $0) }
  }
}
