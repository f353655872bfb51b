import Bytes

/// A TCP header (RFC 9293, section 3.1).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +-------------------------------+-------------------------------+
/// |          source port          |       destination port        |  0
/// +-------------------------------+-------------------------------+
/// |                        sequence number                        |  4
/// +---------------------------------------------------------------+
/// |                    acknowledgement number                     |  8
/// +-------+-------+---------------+-------------------------------+
/// |offset |reserv.| control bits  |            window             | 12
/// +-------+-------+---------------+-------------------------------+
/// |           checksum            |        urgent pointer         | 16
/// +-------------------------------+-------------------------------+
/// |                options, offset counts them in words           | 20
/// ```
///
/// The checksum is not looked at: network cards fill it in after the capture point.
enum TCPHeader {
  /// Reads one segment.
  ///
  /// The first sixteen bytes, up to the window, are enough, as in Wireshark, so the stream numbers agree.
  ///
  /// Receivers drop a segment with an impossible data offset. Wireshark still counts its stream, so it is
  /// returned without control bits and payload.
  @inline(__always)
  static func segment(_ packet: IPPacket, _ bytes: Span<UInt8>) throws(ParseFault) -> TCPSegment {
    var region = packet.payload
    let range = try region.readHeader(readableLength, "tcp")
    let header = bytes.extracting(range)
    let headerLength = Int(header[12] &>> 4) &* 4
    let flags = TCPFlags(rawValue: header[13])
    let payloadStart = range.lowerBound &+ headerLength
    let isSound = headerLength >= minimumLength && payloadStart <= region.sentEnd
    var windowScale: UInt8?
    var payload = region.cursor.offset..<region.cursor.offset
    if isSound {
      let rest = region.cursor.readClampedRegion(headerLength &- readableLength).region
      if flags.contains(.syn), headerLength > minimumLength {
        windowScale = TCPOptions.windowScale(rest, bytes)
      }
      payload = region.cursor.rest
    }
    return TCPSegment(
      source: EndPoint(address: packet.source, port: header.field16(0)),
      destination: EndPoint(address: packet.destination, port: header.field16(2)),
      sequence: header.field32(4), acknowledgement: header.field32(8), flags: isSound ? flags : [],
      window: header.field16(14), windowScale: windowScale, hopLimit: packet.hopLimit,
      identification: packet.identification, payload: payload,
      payloadLength: isSound ? region.sentEnd &- payloadStart : 0)
  }

  private static let minimumLength = 20
  /// Up to the window: everything but checksum and urgent pointer.
  private static let readableLength = 16
}

/// The options behind a TCP header (RFC 9293, section 3.2).
///
/// ```
/// 0      1        2
/// | kind | length | content, length - 2 bytes
/// ```
///
/// Kinds 0 (end) and 1 (no operation) are a single byte.
enum TCPOptions {
  /// The window scale option (RFC 7323, section 2.2), valid only with SYN. A wrong length ends the search.
  /// - Parameter rest: the header from its checksum on, as far as captured.
  /// - Returns: The shift, at most 14 (RFC 7323, section 2.3).
  static func windowScale(_ rest: ByteCursor, _ bytes: Span<UInt8>) -> UInt8? {
    var cursor = rest
    do throws(ParseFault) {
      _ = try cursor.readUInt32(bytes, "tcp.checksum")
      // At most 40 bytes, and every iteration reads one.
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
