/// The five bytes before each TLS record (RFC 8446, section 5.1).
///
///     0        1        2        3        4        5
///     +--------+--------+--------+--------+--------+----
///     |  type  | legacy version  |     length      | fragment
///     +--------+--------+--------+--------+--------+----
struct RecordHeader: Equatable, Sendable {
  static let byteCount = 5

  /// The longest fragment: 2^14 bytes and 2048 for compression and protection (RFC 5246, section 6.2.3).
  /// TLS 1.3 allows less (2^14 + 256; RFC 8446, section 5.2), but the version is not known here.
  static let maximumLength = 1 << 14 + 2048

  var type: ContentType
  var version: ProtocolVersion
  private var fragmentLength: UInt16
  /// How many bytes of fragment follow.
  var length: Int { Int(fragmentLength) }

  /// A header in five bytes that ``recognize(_:count:)`` accepted.
  init(packed bytes: UInt64) {
    type = ContentType(rawValue: UInt8(truncatingIfNeeded: bytes >> 32))
    version = ProtocolVersion(rawValue: UInt16(truncatingIfNeeded: bytes >> 16))
    fragmentLength = UInt16(truncatingIfNeeded: bytes)
  }

  /// Whether the first `count` bytes of a header, in the low bits of `packed`, can begin a record: a known
  /// type, version 3.0 (SSL 3.0) to 3.4, a possible length.
  static func recognize(_ packed: UInt64, count: Int) -> Recognition {
    if count == 0 { return .needsMore }
    let header = packed << UInt64(8 * (byteCount - count))
    guard (20...24).contains(header >> 32) else { return .no }
    if count >= 2 && header >> 24 & 0xff != 3 { return .no }
    if count >= 3 && header >> 16 & 0xff > 4 { return .no }
    if count >= 4 && Int(header & 0xff00) > maximumLength { return .no }
    if count < byteCount { return .needsMore }
    return Int(header & 0xffff) > maximumLength ? .no : .yes
  }

  /// Up to five bytes, the first in the highest of the bits that are used.
  static func pack(_ bytes: Span<UInt8>) -> (packed: UInt64, count: Int) {
    let count = min(byteCount, bytes.count)
    var packed: UInt64 = 0
    for index in 0..<count { packed = packed << 8 | UInt64(bytes[index]) }
    return (packed, count)
  }
}

/// Whether bytes are the start of a message; "not yet" is not "no".
package enum Recognition: Sendable {
  case yes
  case no
  /// The bytes so far agree, but they are too few to say.
  case needsMore
}
