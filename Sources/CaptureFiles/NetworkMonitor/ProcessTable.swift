import Bytes

/// The programs of a Network Monitor capture, one entry for each connection.
///
///     version (2), then of each:  length of the path (4), path in UTF-16, length of the icon (4), icon, process id (4),
///     local and remote port (4 each), whether the addresses are of IPv6 (4), addresses (16 each)
///
/// The table follows the frames, so that one that comes from a pipe is not known when they are read.
struct ProcessTable {
  private(set) var identifiers: [Int32] = []
  private(set) var names = ProcessNames()

  /// There is one for each connection; more are not read.
  private static let entryLimit = 65_536
  /// Wireshark allows as many bytes.
  private static let longestPath = 32_768
  /// Behind path and icon.
  private static let endSize = 4 + 8 + 4 + 32

  /// Reads the entries up to the first that is damaged.
  init(_ header: NetworkMonitorHeader, in window: borrowing ReadWindow) {
    guard let table = header.processTable, let size = window.seekableSize else { return }
    var place = table.offset + 2
    var bytes: [UInt8] = []
    for _ in 0..<min(table.count, Self.entryLimit) {
      guard place < size, let entry = Self.entry(window, at: &place, &bytes) else { return }
      identifiers.append(entry.process)
      names.add(entry.path, of: entry.process)
    }
  }

  private static func entry(
    _ window: borrowing ReadWindow, at place: inout UInt64, _ bytes: inout [UInt8]
  ) -> (process: Int32, path: String)? {
    guard let length = number(window, at: &place, &bytes), length <= longestPath,
      window.read(Int(length), at: place, into: &bytes) == length
    else { return nil }
    let path = text(bytes.prefix(Int(length)))
    place += UInt64(length)
    guard let icon = number(window, at: &place, &bytes) else { return nil }
    place += UInt64(icon)
    guard let process = number(window, at: &place, &bytes) else { return nil }
    place += UInt64(endSize - 4)
    return (Int32(truncatingIfNeeded: process), path)
  }

  private static func number(
    _ window: borrowing ReadWindow, at place: inout UInt64, _ bytes: inout [UInt8]
  ) -> UInt32? {
    guard window.read(4, at: place, into: &bytes) == 4 else { return nil }
    place += 4
    var cursor = ByteCursor(0..<4)
    return try? cursor.readLittleUInt32(bytes.span, "ProcessInfo")
  }

  /// UTF-16 up to a zero.
  private static func text(_ bytes: ArraySlice<UInt8>) -> String {
    let units = stride(from: 0, to: bytes.count - 1, by: 2).map {
      UInt16(bytes[$0 + 1]) << 8 | UInt16(bytes[$0])
    }
    return String(decoding: units.prefix { $0 != 0 }, as: UTF16.self)
  }
}
