import Bytes

/// The file header of a snoop capture (RFC 1761, section 2). Numbers have the most significant byte first.
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |        Identification Pattern: "snoop", three zero bytes      |
///      |                                                               |
///      +---------------------------------------------------------------+
///    8 |                       Version Number                          |
///      +---------------------------------------------------------------+
///   12 |                         Datalink Type                         |
///      +---------------------------------------------------------------+
struct SnoopHeader {
  static let size = 16
  private static let pattern = Array("snoop\0\0\0".utf8)
  /// 2 is that of the RFC; Surveyor writes 3 to 5 with hardware of its own.
  private static let versions: ClosedRange<UInt32> = 2...5

  let datalink: UInt32

  /// A file that ends inside the pattern or the version is the beginning of a capture.
  static func recognises(_ bytes: Span<UInt8>) -> Bool {
    let start = bytes.extracting(first: pattern.count)
    guard start.count >= CaptureFormat.magicSize, start.indices.allSatisfy({ start[$0] == pattern[$0] })
    else { return false }
    var cursor = ByteCursor(start.count..<bytes.count)
    return (try? cursor.readUInt32(bytes, "Version Number")).map { versions.contains($0) } ?? true
  }

  /// - Throws: `.truncated` for fewer bytes than ``size``.
  init(_ bytes: Span<UInt8>) throws(ParseFault) {
    var cursor = ByteCursor(bytes)
    _ = try cursor.readRange(Self.pattern.count, "Identification Pattern")
    _ = try cursor.readUInt32(bytes, "Version Number")
    datalink = try cursor.readUInt32(bytes, "Datalink Type")
  }

  /// The LINKTYPE_ number of a datalink type (IANA's "snoop Datalink Types", and those of Solaris from 2³¹).
  /// - Parameter isSurveyor: whether Surveyor wrote the file, which has numbers of its own.
  func linkType(isSurveyor: Bool) -> UInt32 {
    if isSurveyor, [10, 12, 19].contains(datalink) { return 1 }
    return switch datalink {
    case 0, 4: 1
    case 2: 6
    case 8: 10
    case 9, 14: 0
    case 16: 122
    case 18: 123
    case 0x8000_0005: 226
    default: Self.unknown | datalink & 0xFFFF
    }
  }

  /// A number above those of all link types: the packets are counted under it.
  private static let unknown: UInt32 = 0xFFFC_0000
}
