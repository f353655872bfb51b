import Bytes

/// The file header of a Network Monitor capture (Microsoft, "CAPTUREFILE_HEADER_VALUES", Network Monitor 2 reference).
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |         Signature: "RTSS" (1.x) or "GMBU" (2.x)               |
///      +---------------+---------------+-------------------------------+
///    4 | Minor version | Major version |   Network of all frames (1.x) |
///      +---------------+---------------+-------------------------------+
///    8 |      Start, local time: SYSTEMTIME (16 bytes)                 |
///      +---------------------------------------------------------------+
///   24 |                  Offset of the frame table                    |
///      +---------------------------------------------------------------+
///   28 |                  Length of the frame table                    |
///      +---------------------------------------------------------------+
///   32 |      Offsets and lengths of user data, comments, processes    |
///      |      and networks, and statistics (40 bytes)                  |
///      +---------------------------------------------------------------+
///
/// Numbers have the least significant byte first.
struct NetworkMonitorHeader {
  /// The frames of a file begin here or later.
  static let size = 72

  let isVersion1: Bool
  let minorVersion: UInt8
  let network: UInt16
  /// Nanoseconds since 1970, as if the local time were UTC: the file does not say what it was.
  let start: Int64
  /// Of 32-bit offsets, one a frame.
  let frameTable: Range<UInt64>
  /// Where the programs that sent and received are listed; nil before version 2.2, and without any.
  let processTable: (offset: UInt64, count: Int)?

  static func isSignature(_ bytes: Span<UInt8>) -> Bool {
    let start = bytes.extracting(first: 4)
    return start.count == 4
      && signatures.contains { signature in start.indices.allSatisfy { start[$0] == signature[$0] } }
  }

  private static let signatures = [Array("GMBU".utf8), Array("RTSS".utf8)]

  /// - Throws: `.truncated` for fewer bytes than ``size``.
  init(_ bytes: Span<UInt8>) throws(ParseFault) {
    var cursor = ByteCursor(bytes)
    isVersion1 = try cursor.readUInt8(bytes, "Signature") == UInt8(ascii: "R")
    _ = try cursor.readRange(3, "Signature")
    minorVersion = try cursor.readUInt8(bytes, "BCDVerMinor")
    _ = try cursor.readUInt8(bytes, "BCDVerMajor")
    network = try cursor.readLittleUInt16(bytes, "MacType")
    start = try Self.systemTime(bytes, &cursor)
    let offset = UInt64(try cursor.readLittleUInt32(bytes, "FrameTableOffset"))
    let length = UInt64(try cursor.readLittleUInt32(bytes, "FrameTableLength"))
    frameTable = offset..<(offset + length)
    _ = try cursor.readRange(16, "UserDataOffset")
    let processes = UInt64(try cursor.readLittleUInt32(bytes, "ProcessInfoOffset"))
    let count = Int(try cursor.readLittleUInt32(bytes, "ProcessInfoCount"))
    _ = try cursor.readRange(16, "NetworkInfoOffset")
    processTable = !isVersion1 && minorVersion >= 2 && count > 0 ? (processes, count) : nil
  }

  /// Year, month, day of the week, day, hour, minute, second, millisecond: 16 bits each (`SYSTEMTIME`).
  private static func systemTime(_ bytes: Span<UInt8>, _ cursor: inout ByteCursor) throws(ParseFault) -> Int64
  {
    let year = Int(try cursor.readLittleUInt16(bytes, "wYear"))
    let month = Int(try cursor.readLittleUInt16(bytes, "wMonth"))
    _ = try cursor.readLittleUInt16(bytes, "wDayOfWeek")
    let day = Int(try cursor.readLittleUInt16(bytes, "wDay"))
    var seconds = 0
    for (unit, field) in [(3600, "wHour"), (60, "wMinute"), (1, "wSecond")] as [(Int, StaticString)] {
      seconds += Int(try cursor.readLittleUInt16(bytes, field)) * unit
    }
    let milliseconds = Int(try cursor.readLittleUInt16(bytes, "wMilliseconds"))
    seconds += GregorianCalendar.days(year, month, day) * 86_400
    let (time, overflows) = (seconds * 1000 + milliseconds).multipliedReportingOverflow(by: 1_000_000)
    return overflows ? 0 : Int64(time)
  }
}

/// What precedes and follows the bytes of a frame.
///
///     version 1:  milliseconds since the start (4), original length (2), captured length (2), bytes
///     version 2:  microseconds since the start (8), original length (4), captured length (4), bytes,
///        2.1:       network (2)
///        2.2:       and process index (4)
///        2.3:       and FILETIME, UTC (8), time zone index (1)
struct NetworkMonitorRecord {
  let headerSize: Int
  let trailerSize: Int

  init(_ header: NetworkMonitorHeader) {
    headerSize = header.isVersion1 ? 8 : 16
    trailerSize =
      if header.isVersion1 { 0 } else {
        switch header.minorVersion {
        case 0: 0
        case 1: 2
        case 2: 6
        default: 15
        }
      }
  }

  struct Header {
    /// Nanoseconds.
    var sinceStart: Int64
    var originalLength: Int
    var capturedLength: Int
  }

  /// - Throws: `.truncated` for fewer bytes than ``headerSize``.
  func header(_ bytes: Span<UInt8>) throws(ParseFault) -> Header {
    var cursor = ByteCursor(bytes)
    if headerSize == 8 {
      let milliseconds = Int64(try cursor.readLittleUInt32(bytes, "ts_delta"))
      let original = Int(try cursor.readLittleUInt16(bytes, "orig_len"))
      return Header(
        sinceStart: milliseconds &* 1_000_000, originalLength: original,
        capturedLength: Int(try cursor.readLittleUInt16(bytes, "incl_len")))
    }
    let microseconds = Int64(bitPattern: try cursor.readLittleUInt64(bytes, "ts_delta"))
    let original = Int(try cursor.readLittleUInt32(bytes, "orig_len"))
    let (nanoseconds, overflows) = microseconds.multipliedReportingOverflow(by: 1000)
    return Header(
      sinceStart: overflows ? 0 : nanoseconds, originalLength: original,
      capturedLength: Int(try cursor.readLittleUInt32(bytes, "incl_len")))
  }

  struct Trailer {
    /// Nil where the header of the file says it.
    var network: UInt16?
    /// In the table of processes; nil for none.
    var process: Int?
    /// Nanoseconds since 1970; nil where only the start and the frame's header say it.
    var time: Int64?
  }

  /// - Throws: `.truncated` for fewer bytes than ``trailerSize``.
  func trailer(_ bytes: Span<UInt8>) throws(ParseFault) -> Trailer {
    var cursor = ByteCursor(bytes)
    guard trailerSize > 0 else { return Trailer() }
    var trailer = Trailer(network: try cursor.readLittleUInt16(bytes, "network"))
    guard trailerSize >= 6 else { return trailer }
    let process = try cursor.readLittleUInt32(bytes, "process_info_index")
    trailer.process = process == .max ? nil : Int(process)
    guard trailerSize == 15 else { return trailer }
    trailer.time = WindowsTime.nanoseconds(try cursor.readLittleUInt64(bytes, "utc_timestamp"))
    return trailer
  }
}
