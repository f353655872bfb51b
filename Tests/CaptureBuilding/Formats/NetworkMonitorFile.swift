/// A capture of Network Monitor 3.4 (`.cap`, version 2.3): header of 128 bytes, frames, frame table, programs.
package enum NetworkMonitorFile {
  /// The file of Ethernet frames, all of one program.
  package static func bytes(
    frames: [CapturedFrame], program: (path: String, process: UInt32)? = nil
  ) -> [UInt8] {
    guard let start = frames.first?.time else { return [] }
    var body: [UInt8] = []
    var table: [UInt8] = []
    for frame in frames {
      table.appendLittleEndian(headerSize + body.count, width: 4)
      body += self.frame(frame, since: start, program: program == nil ? UInt32.max : 0)
    }
    let tableOffset = headerSize + body.count
    var header = Array("GMBU".utf8) + [3, 2, 1, 0] + systemTime(start)
    header.appendLittleEndian(tableOffset, width: 4)
    header.appendLittleEndian(table.count, width: 4)
    header += [UInt8](repeating: 0, count: 16)
    header.appendLittleEndian(program == nil ? 0 : tableOffset + table.count, width: 4)
    header.appendLittleEndian(program == nil ? 0 : 1, width: 4)
    header += [UInt8](repeating: 0, count: headerSize - header.count)
    return header + body + table + (program.map(programs) ?? [])
  }

  private static let headerSize = 128

  /// Microseconds since the start, lengths, bytes, then network, program, time and time zone.
  private static func frame(_ frame: CapturedFrame, since start: Timestamp, program: UInt32) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendLittleEndian((frame.time.nanoseconds - start.nanoseconds) / 1000, width: 8)
    for _ in 0..<2 { bytes.appendLittleEndian(frame.bytes.count, width: 4) }
    bytes += frame.bytes + [1, 0]
    bytes.appendLittleEndian(program, width: 4)
    bytes.appendLittleEndian(frame.time.windowsTime, width: 8)
    return bytes + [0xFF]
  }

  /// Year, month, day of the week, day, hour, minute, second, milliseconds.
  private static func systemTime(_ time: Timestamp) -> [UInt8] {
    let digits = time.calendarDigits.compactMap(\.wholeNumberValue)
    func number(_ range: Range<Int>) -> Int { digits[range].reduce(0) { $0 * 10 + $1 } }
    let fields = [
      number(0..<4), number(4..<6), 0, number(6..<8), number(8..<10), number(10..<12), number(12..<14),
      Int(time.nanoseconds / 1_000_000 % 1000),
    ]
    var bytes: [UInt8] = []
    for field in fields { bytes.appendLittleEndian(field, width: 2) }
    return bytes
  }

  /// Version, then path, icon, process, ports, version of the addresses, addresses.
  private static func programs(_ program: (path: String, process: UInt32)) -> [UInt8] {
    let path = [UInt8](utf16: program.path) + [0, 0]
    var bytes: [UInt8] = [2, 0]
    bytes.appendLittleEndian(path.count, width: 4)
    bytes += path + [0, 0, 0, 0]
    bytes.appendLittleEndian(program.process, width: 4)
    return bytes + [UInt8](repeating: 0, count: 44)
  }
}
