/// A file format that captures are written in.
package struct WritingFormat: Sendable {
  /// `pcap` or `pcapng`.
  package let name: String
  /// Endings of file names that ask for it, in lower case and without a dot.
  let endings: [String]
  /// Whether frames can have comments.
  package let hasComments: Bool
  /// The writer of one file.
  let writer: @Sendable (CaptureOutline) -> any CaptureWriter

  /// The first is the default. To add one: a file in this folder, and a line here.
  package static let all: [WritingFormat] = [
    .pcapng,
    .pcap,
  ]

  /// The format that the ending of a file's name asks for.
  package static func forFile(_ path: String) -> WritingFormat {
    let name = path.split(separator: "/").last ?? ""
    guard let dot = name.lastIndex(of: ".") else { return all[0] }
    let ending = name[name.index(after: dot)...].lowercased()
    return all.first { $0.endings.contains(ending) } ?? all[0]
  }
}

/// What has to be known of a capture before its first frame is written.
package struct CaptureOutline: Sendable {
  /// Those that ``FrameHeader/interface`` counts in.
  package var interfaces: [CaptureInterface]
  /// The longest captured frame.
  package var longestFrame: Int
  /// The time of the last frame, in nanoseconds since 1970 (UTC).
  package var end: Int64
  /// Who writes, such as `wsuscap 0.1.0`.
  package var application: String
  /// Programs by their process ids.
  package var processNames: [Int32: String] = [:]
  /// Also those without a frame, in their order.
  package var describesAllInterfaces = false

  package init(interfaces: [CaptureInterface], longestFrame: Int, end: Int64, application: String) {
    self.interfaces = interfaces
    self.longestFrame = longestFrame
    self.end = end
    self.application = application
  }
}

/// What writes one format. It appends to a buffer that the caller empties.
protocol CaptureWriter {
  /// Writes a frame, and before the first the file header.
  /// - Throws: `.doesNotFit`.
  mutating func add(
    _ frame: FrameRecord, _ bytes: Span<UInt8>, to buffer: inout [UInt8]
  ) throws(CaptureFault)

  /// Writes what follows the last frame.
  func end(_ buffer: inout [UInt8])
}

/// Files are written in the byte order of most capturing machines; every reader accepts it.
extension [UInt8] {
  mutating func appendLittleEndian<Number: FixedWidthInteger>(_ number: Number) {
    for index in 0..<Number.bitWidth / 8 { append(UInt8(truncatingIfNeeded: number >> (8 * index))) }
  }

  /// Writes four bytes over those at an offset.
  mutating func replaceLittleEndian(at offset: Int, with number: UInt32) {
    for index in 0..<4 { self[offset + index] = UInt8(truncatingIfNeeded: number >> UInt32(8 * index)) }
  }
}
