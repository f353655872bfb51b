import Bytes

/// A message that keeps what could be read of it.
///
/// A length beyond its region is clamped and noted. Nothing is noted of a truncated message: missing bytes
/// are not its fault.
protocol LenientMessage {
  var isComplete: Bool { get set }
  var faults: [String] { get set }
}

/// How many faults of one message are kept: enough to see the pattern, and hostile bytes cost no memory.
let maximumFaults = 8

extension LenientMessage {
  /// Stores a fault in words and marks the message incomplete.
  mutating func note(_ fault: ParseFault) {
    if (isComplete || !faults.isEmpty) && faults.count < maximumFaults { faults.append(fault.description) }
    isComplete = false
  }

  /// Steps over a vector of `length` bytes, or over what is there of it; the difference is noted.
  mutating func readVector(
    _ length: Int, of cursor: inout ByteCursor, _ field: StaticString
  ) -> ByteCursor {
    let (region, isWhole) = cursor.readClampedRegion(length)
    if !isWhole {
      let reason = ParseFault.Reason.truncated(needed: length, available: region.remaining)
      note(ParseFault(reason, offset: region.offset, field: field))
    }
    return region
  }

  /// Reads a one-byte length and skips its vector.
  mutating func readVector8(
    _ bytes: Span<UInt8>, of cursor: inout ByteCursor, _ field: StaticString
  ) throws(ParseFault) -> ByteCursor {
    let length = Int(try cursor.readUInt8(bytes, field))
    return readVector(length, of: &cursor, field)
  }

  /// Reads a two-byte length and skips its vector.
  mutating func readVector16(
    _ bytes: Span<UInt8>, of cursor: inout ByteCursor, _ field: StaticString
  ) throws(ParseFault) -> ByteCursor {
    let length = Int(try cursor.readUInt16(bytes, field))
    return readVector(length, of: &cursor, field)
  }

  /// Reads the four-byte header of a handshake message and steps over its body, or over what is there of it.
  ///
  ///     0        1        2        3        4
  ///     +--------+--------+--------+--------+----
  ///     |msg_type|           length         | body (RFC 8446, section 4)
  ///     +--------+--------+--------+--------+----
  mutating func readHandshakeBody(_ bytes: Span<UInt8>) throws(ParseFault) -> (HandshakeType, ByteCursor) {
    var cursor = ByteCursor(bytes)
    let type = HandshakeType(rawValue: try cursor.readUInt8(bytes, "msg_type"))
    let length = try cursor.readUInt24(bytes, "length")
    return (type, readVector(length, of: &cursor, "length"))
  }
}
