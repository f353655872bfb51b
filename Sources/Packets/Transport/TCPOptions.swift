import Bytes

/// The options behind a TCP header (RFC 9293, section 3.2).
///
/// ```
/// 0      1        2
/// | kind | length | content, length - 2 bytes
/// ```
///
/// Kinds 0 (end) and 1 (no operation) are a single byte.
enum TCPOptions {
  /// The window scale option (RFC 7323, section 2.2), which counts in segments with SYN only.
  ///
  /// A length that lies ends the walk; what was found before stays.
  /// - Parameter rest: The header from its checksum on, as far as captured.
  /// - Returns: The shift, at most 14 (RFC 7323, section 2.3); nil when there is none.
  static func windowScale(_ rest: ByteCursor, _ bytes: Span<UInt8>) -> UInt8? {
    var cursor = rest
    do throws(ParseFault) {
      _ = try cursor.readUInt32(bytes, "tcp.checksum")
      // At most 40 bytes, and every turn takes one.
      while !cursor.isAtEnd {
        let kind = try cursor.readUInt8(bytes, "tcp.option")
        if kind == end { return nil }
        if kind == noOperation { continue }
        let length = Int(try cursor.readUInt8(bytes, "tcp.optionLength"))
        var content = try cursor.readRegion(length &- 2, "tcp.optionContent")
        if kind == windowScaleKind, length == 3 {
          return min(try content.readUInt8(bytes, "tcp.windowScale"), maximumShift)
        }
      }
    } catch {
      return nil
    }
    return nil
  }

  private static let end: UInt8 = 0
  private static let noOperation: UInt8 = 1
  private static let windowScaleKind: UInt8 = 3
  private static let maximumShift: UInt8 = 14
}
