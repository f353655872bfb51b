/// An event trace of Windows (`.etl`): buffers of events, as two processors fill them in turn.
///
/// ```
/// buffer header 72: size, ..., bytes in use at 48, flags at 52
/// first event:      trace header with clock and time of the start
/// event header 80:  size, type 0x13 C0, thread and process, time, provider, id, keyword
/// ```
package struct EventTraceFile: Sendable {
  /// Which program took the trace.
  package enum Program: Sendable {
    /// `netsh trace start capture=yes`: Microsoft-Windows-NDIS-PacketCapture, event 1001.
    case netsh
    /// `pktmon start --capture`: Microsoft-Windows-PktMon, event 160. Each packet is logged so many times, at layers that
    /// are a microsecond apart, and cut to so many bytes.
    case pktmon(copies: Int, packetSize: Int)
  }

  private let program: Program
  private let isCompressed: Bool
  private let process: UInt32

  /// - Parameter process: the id of the one that runs while packets are captured.
  package init(_ program: Program, isCompressed: Bool = false, process: UInt32 = 4711) {
    (self.program, self.isCompressed, self.process) = (program, isCompressed, process)
  }

  /// The file of Ethernet frames.
  package func bytes(frames: [CapturedFrame]) -> [UInt8] {
    guard let start = frames.first?.time else { return [] }
    var file = buffer([header(start: start)], size: 1024, isCompressed: false)
    var processors: [[UInt8]] = [[], []]
    for (number, frame) in frames.enumerated() {
      for event in events(of: frame, since: start) {
        let place = number / 3 % 2
        if processors[place].count + event.count > Self.bufferSize - 72 {
          file += buffer([processors[place]], size: Self.bufferSize, isCompressed: isCompressed)
          processors[place] = []
        }
        processors[place] += event
      }
    }
    for events in processors.reversed() where !events.isEmpty {
      file += buffer([events], size: Self.bufferSize, isCompressed: isCompressed)
    }
    return file
  }

  private static let bufferSize = 16_384

  // MARK: Events

  private func events(of frame: CapturedFrame, since start: Timestamp) -> [[UInt8]] {
    let time = frame.time.nanoseconds - start.nanoseconds
    switch program {
    case .netsh:
      var data: [UInt8] = []
      for _ in 0..<2 { data.appendLittleEndian(14, width: 4) }
      data.appendLittleEndian(frame.bytes.count, width: 4)
      return [event(Self.packetCapture, 1001, at: time, keyword: 0xC000_0001, data + frame.bytes)]
    case .pktmon(let copies, let packetSize):
      return (0..<copies).map { copy in
        let kept = frame.bytes.prefix(packetSize)
        var data: [UInt8] = []
        data.appendLittleEndian(time, width: 8)
        for field in [1, copy + 1, 1, 1, copy + 9, 1, 0] { data.appendLittleEndian(field, width: 2) }
        data += [UInt8](repeating: 0, count: 8)
        data.appendLittleEndian(frame.bytes.count, width: 2)
        data.appendLittleEndian(kept.count, width: 2)
        return event(Self.packetMonitor, 160, at: time + UInt64(copy) * 1000, keyword: 0x20, data + kept)
      }
    }
  }

  private func event(
    _ provider: [UInt8], _ id: Int, at nanoseconds: UInt64, keyword: UInt64, _ data: [UInt8]
  ) -> [UInt8] {
    var event: [UInt8] = []
    event.appendLittleEndian(80 + data.count, width: 2)
    event += [0x13, 0xC0, 0, 0, 0, 0]
    event.appendLittleEndian(8, width: 4)
    event.appendLittleEndian(process, width: 4)
    event.appendLittleEndian(Self.firstCount + nanoseconds / 100, width: 8)
    event += provider
    event.appendLittleEndian(id, width: 2)
    event += [UInt8](repeating: 0, count: 6)
    event.appendLittleEndian(keyword, width: 8)
    event += [UInt8](repeating: 0, count: 24) + data
    return event + [UInt8](repeating: 0, count: -event.count & 7)
  }

  /// {2ED6006E-4729-4609-B423-3EE7BCD678EF}.
  private static let packetCapture = [UInt8](hex: "6E00D62E 2947 0946 B423 3EE7BCD678EF")
  /// {4D4F80D9-C8BD-4D73-BB5B-19C90402C5AC}.
  private static let packetMonitor = [UInt8](hex: "D9804F4D BDC8 734D BB5B 19C90402C5AC")

  // MARK: Header and buffers

  /// What the clock of 10 MHz says when the trace begins.
  private static let firstCount: UInt64 = 700_000_000

  private func header(start: Timestamp) -> [UInt8] {
    var header: [UInt8] = [2, 0, 2, 0xC0]
    header.appendLittleEndian(32 + 280, width: 2)
    header += [UInt8](repeating: 0, count: 10)
    header.appendLittleEndian(Self.firstCount, width: 8)
    header += [UInt8](repeating: 0, count: 8)
    header.appendLittleEndian(Self.bufferSize, width: 4)
    header += [UInt8](repeating: 0, count: 40)
    for field in [8, 0, 2600] { header.appendLittleEndian(field, width: 4) }
    header += [UInt8](repeating: 0, count: 16 + 172 + 4 + 8)
    header.appendLittleEndian(10_000_000, width: 8)
    header.appendLittleEndian(start.windowsTime, width: 8)
    header.appendLittleEndian(1, width: 4)
    return header + [0, 0, 0, 0]
  }

  private func buffer(_ events: [[UInt8]], size: Int, isCompressed: Bool) -> [UInt8] {
    let content = events.flatMap { $0 }
    let stored = isCompressed ? PlainLZ77.compressed(content) : content
    let unused = isCompressed ? 0 : size - 72 - content.count
    var buffer: [UInt8] = []
    buffer.appendLittleEndian(72 + stored.count + unused, width: 4)
    buffer += [UInt8](repeating: 0, count: 44)
    buffer.appendLittleEndian(72 + content.count, width: 4)
    buffer.appendLittleEndian(isCompressed ? 0x60 : 0x20, width: 2)
    buffer += [UInt8](repeating: 0, count: 18)
    return buffer + stored + [UInt8](repeating: 0xFF, count: unused)
  }
}

extension Timestamp {
  /// Units of 100 ns since 1601 (`FILETIME`).
  var windowsTime: UInt64 { nanoseconds / 100 + 116_444_736_000_000_000 }
}

/// The plain LZ77 of [MS-XCA], section 2.3, with matches of three to nine bytes.
enum PlainLZ77 {
  static func compressed(_ content: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var latest: [UInt32: Int] = [:]
    var place = 0
    while place < content.count {
      var flags: UInt32 = 0
      var tokens: [UInt8] = []
      for bit in 0..<32 where place < content.count {
        let length: Int
        if let (distance, matched) = match(content, at: place, latest) {
          flags |= 1 << UInt32(31 - bit)
          tokens.appendLittleEndian(((distance - 1) << 3) | (matched - 3), width: 2)
          length = matched
        } else {
          tokens.append(content[place])
          length = 1
        }
        for index in place..<(place + length) { note(content, index, in: &latest) }
        place += length
      }
      output.appendLittleEndian(flags, width: 4)
      output += tokens
    }
    return output
  }

  private static func key(_ content: [UInt8], _ place: Int) -> UInt32? {
    guard place + 3 <= content.count else { return nil }
    return content[place..<(place + 3)].reduce(0) { $0 << 8 | UInt32($1) }
  }

  private static func note(_ content: [UInt8], _ place: Int, in latest: inout [UInt32: Int]) {
    if let key = key(content, place) { latest[key] = place }
  }

  private static func match(
    _ content: [UInt8], at place: Int, _ latest: [UInt32: Int]
  ) -> (distance: Int, length: Int)? {
    guard let earlier = key(content, place).flatMap({ latest[$0] }), place - earlier <= 8192 else {
      return nil
    }
    var length = 3
    while length < 9, place + length < content.count, content[earlier + length] == content[place + length] {
      length += 1
    }
    return (place - earlier, length)
  }
}
