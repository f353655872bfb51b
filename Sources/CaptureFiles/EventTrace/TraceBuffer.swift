import Bytes

/// The header of a buffer of events (`WMI_BUFFER_HEADER`; its layout is documented by G. Chappell, "Studies of the Windows
/// kernel").
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |              Size of the buffer in the file                   |
///      +---------------------------------------------------------------+
///    4 |     Offsets, references, time, sequence number, clock, CPU    |
///      |                         (44 bytes)                            |
///      +---------------------------------------------------------------+
///   48 |      Bytes in use, the header and all events unpacked         |
///      +-------------------------------+-------------------------------+
///   52 |        Flags: 0x40 packed     |            Type               |
///      +-------------------------------+-------------------------------+
///   56 |                         16 bytes, then events                 |
///      +---------------------------------------------------------------+
struct TraceBuffer {
  static let headerSize = 72
  /// Windows allows 16 MiB, packed or not.
  static let longest = 64 << 20

  let size: Int
  let used: Int
  let isCompressed: Bool

  /// - Throws: `.truncated` for fewer bytes than ``headerSize``; `.invalid` for sizes that cannot be.
  init(_ bytes: Span<UInt8>) throws(ParseFault) {
    var cursor = ByteCursor(bytes)
    size = Int(try cursor.readLittleUInt32(bytes, "BufferSize"))
    _ = try cursor.readRange(44, "WMI_BUFFER_HEADER")
    used = Int(try cursor.readLittleUInt32(bytes, "Offset"))
    isCompressed = try cursor.readLittleUInt16(bytes, "BufferFlag") & 0x40 != 0
    _ = try cursor.readRange(18, "WMI_BUFFER_HEADER")
    let isPossible = used >= Self.headerSize && used <= Self.longest && (isCompressed || used <= size)
    guard size == 0 || size >= Self.headerSize && size <= Self.longest && isPossible else {
      throw ParseFault(.invalid, offset: 0, field: "BufferSize")
    }
  }
}

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
  let data: Range<Int>

  /// Nil for an event in another form, which holds no packet.
  /// - Parameter region: the event, from its header to its end.
  init?(_ bytes: Span<UInt8>, region: ByteCursor) throws(ParseFault) {
    var cursor = region
    _ = try cursor.readLittleUInt16(bytes, "Size")
    let type = try cursor.readUInt8(bytes, "HeaderType")
    guard type == 0x12 || type == 0x13, try cursor.readUInt8(bytes, "Marker") == 0xC0 else { return nil }
    let flags = try cursor.readLittleUInt16(bytes, "Flags")
    _ = try cursor.readLittleUInt16(bytes, "EventProperty")
    thread = try cursor.readLittleUInt32(bytes, "ThreadId")
    process = try cursor.readLittleUInt32(bytes, "ProcessId")
    time = Int64(bitPattern: try cursor.readLittleUInt64(bytes, "TimeStamp"))
    provider = EventProvider(bytes, try cursor.readRange(16, "ProviderId"))
    id = try cursor.readLittleUInt16(bytes, "Id")
    _ = try cursor.readRange(6, "EventDescriptor")
    keyword = try cursor.readLittleUInt64(bytes, "Keyword")
    _ = try cursor.readRange(24, "ActivityId")
    if flags & 1 != 0 { try Self.skipExtendedData(bytes, &cursor) }
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

/// The providers whose events hold packets.
enum EventProvider: Hashable {
  /// Microsoft-Windows-NDIS-PacketCapture: `netsh trace`.
  case packetCapture
  /// Microsoft-Windows-PktMon: `pktmon`.
  case packetMonitor

  init?(_ bytes: Span<UInt8>, _ range: Range<Int>) {
    let identifier = range.map { bytes[$0] }
    switch identifier {
    case Self.packetCaptureIdentifier: self = .packetCapture
    case Self.packetMonitorIdentifier: self = .packetMonitor
    default: return nil
    }
  }

  /// {2ED6006E-4729-4609-B423-3EE7BCD678EF}, as it is written.
  static let packetCaptureIdentifier: [UInt8] = [
    0x6E, 0x00, 0xD6, 0x2E, 0x29, 0x47, 0x09, 0x46, 0xB4, 0x23, 0x3E, 0xE7, 0xBC, 0xD6, 0x78, 0xEF,
  ]
  /// {4D4F80D9-C8BD-4D73-BB5B-19C90402C5AC}.
  static let packetMonitorIdentifier: [UInt8] = [
    0xD9, 0x80, 0x4F, 0x4D, 0xBD, 0xC8, 0x73, 0x4D, 0xBB, 0x5B, 0x19, 0xC9, 0x04, 0x02, 0xC5, 0xAC,
  ]
}
