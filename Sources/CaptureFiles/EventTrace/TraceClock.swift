import Bytes

/// How a trace counts time: from its first event, whose data is `TRACE_LOGFILE_HEADER` (Win32, evntrace.h).
struct TraceClock {
  private enum Kind {
    /// Counts from the start of the trace.
    case counter(frequency: UInt64)
    /// Times of Windows.
    case systemTime
  }

  private let kind: Kind
  /// Of the trace, in nanoseconds since 1970.
  private let start: Int64
  /// What the clock was then.
  private let first: Int64
  /// Events that the system could not write.
  let eventsLost: UInt64
  /// Of the buffers in memory, and of those in the file that are not compressed.
  let bufferSize: Int

  /// Digits of a second: 100 ns.
  static let digits = 7

  /// Reads the first event of a trace.
  ///
  ///      0  version, type 1 (32 bits) or 2 (64 bits), marker C0     4  size of the event
  ///     16  what the clock was                                     32  `TRACE_LOGFILE_HEADER`, size of buffers first:
  ///            + 44  size of a pointer        + 48  events lost       + 52  MHz of the processor
  ///            + 72  (64 bits) or 64: time zone (172), then at the next 8 bytes
  ///                  boot time, frequency, start (8 each), kind of clock, buffers lost (4 each)
  ///
  /// - Throws: `.truncated` where it ends early, `.invalid` where it is another event.
  init(_ bytes: Span<UInt8>, region: ByteCursor) throws(ParseFault) {
    var cursor = region
    _ = try cursor.readLittleUInt16(bytes, "Version")
    let type = try cursor.readUInt8(bytes, "HeaderType")
    guard type == 1 || type == 2 else {
      throw ParseFault(.invalid, offset: cursor.offset, field: "HeaderType")
    }
    _ = try cursor.readRange(13, "SYSTEM_TRACE_HEADER")
    first = Int64(bitPattern: try cursor.readLittleUInt64(bytes, "SystemTime"))
    _ = try cursor.readRange(8, "TRACE_LOGFILE_HEADER")
    bufferSize = Int(try cursor.readLittleUInt32(bytes, "BufferSize"))
    _ = try cursor.readRange(40, "TRACE_LOGFILE_HEADER")
    let pointerSize = Int(try cursor.readLittleUInt32(bytes, "PointerSize"))
    let lost = UInt64(try cursor.readLittleUInt32(bytes, "EventsLost"))
    let megahertz = UInt64(try cursor.readLittleUInt32(bytes, "CpuSpeedInMHz"))
    _ = try cursor.readRange(pointerSize == 4 ? 8 + 172 + 4 : 16 + 172 + 4, "TimeZone")
    _ = try cursor.readLittleUInt64(bytes, "BootTime")
    let frequency = try cursor.readLittleUInt64(bytes, "PerfFreq")
    start = WindowsTime.nanoseconds(try cursor.readLittleUInt64(bytes, "StartTime"))
    let clock = try cursor.readLittleUInt32(bytes, "ReservedFlags")
    eventsLost = lost
    switch clock {
    case 2: kind = .systemTime
    case 3: kind = .counter(frequency: megahertz * 1_000_000)
    default: kind = .counter(frequency: frequency)
    }
  }

  /// That of events whose times are those of Windows already.
  static let ofWindows = TraceClock()

  private init() {
    kind = .systemTime
    (start, first, eventsLost, bufferSize) = (0, 0, 0, 0)
  }

  /// Nanoseconds since 1970 in the unit of Windows' times, 100 ns; the nearest that fits.
  func nanoseconds(_ time: Int64) -> Int64 {
    switch kind {
    case .systemTime: return WindowsTime.nanoseconds(UInt64(bitPattern: time))
    case .counter(let frequency):
      guard frequency > 0 else { return start }
      let (passed, overflows) = time.subtractingReportingOverflow(first)
      if overflows { return start }
      let (seconds, rest) = passed.magnitude.quotientAndRemainder(dividingBy: frequency)
      // The rest is less than the frequency, so the quotient is less than 10⁷.
      let fraction = frequency.dividingFullWidth(rest.multipliedFullWidth(by: 10_000_000)).quotient * 100
      let (whole, isTooLong) = seconds.multipliedReportingOverflow(by: 1_000_000_000)
      guard !isTooLong, let after = Int64(exactly: whole).flatMap({ Self.sum($0, Int64(fraction)) }) else {
        return start
      }
      return Self.sum(start, passed < 0 ? -after : after) ?? start
    }
  }

  private static func sum(_ one: Int64, _ other: Int64) -> Int64? {
    let (sum, overflows) = one.addingReportingOverflow(other)
    return overflows ? nil : sum
  }
}
