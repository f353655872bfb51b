import Bytes

// Tunnels of IP and PPP in UDP.

/// Teredo (RFC 4380, section 5.1.1): authentication and origin in front of an IPv6 packet.
///
/// ```
/// 0      2                    3                            4
/// | 0, 1 | length of identity | length of authentication   | identity, authentication, nonce (8), confirmation (1)
/// | 0, 0 | port (2), address (4)
/// ```
enum Teredo {
  static func contents(_ payload: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = payload
    // One of each at most.
    for _ in 0..<2 {
      var peek = region.cursor
      switch try peek.readUInt16(bytes, "teredo.indication") {
      case 1:
        let lengths = try peek.readUInt16(bytes, "teredo.lengths")
        _ = try peek.readRange(Int(lengths >> 8) &+ Int(lengths & 0xff) &+ 9, "teredo.authentication")
      case 0: _ = try peek.readRange(6, "teredo.origin")
      default: return .packet(.ipv6, region)
      }
      region.cursor = peek
    }
    return .packet(.ipv6, region)
  }
}

/// Packets of mobile users in GTP version 1 (3GPP TS 29.281, section 5.1).
///
/// ```
/// 0       1           2        4          8
/// | flags | 255: data | length | endpoint | if any of the flags E, S, PN:
///                                         | number (2), number (1), type of the next extension (1)
/// ```
///
/// An extension begins with its length in words and ends with the type of the next; 0 ends them.
enum GTP {
  static func contents(_ payload: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = payload
    let header = bytes.extracting(try region.readHeader(8, "gtp"))
    guard header[0] & 0x07 != 0 else { return .packet(.ipv4, region) }
    var next = try region.cursor.readUInt32(bytes, "gtp.extension") & 0xff
    // Every iteration reads four bytes at least.
    while next != 0 {
      let words = Int(try region.cursor.readUInt8(bytes, "gtp.extensionLength"))
      guard words > 0 else {
        throw ParseFault(.invalid, offset: region.cursor.offset, field: "gtp.extensionLength")
      }
      _ = try region.cursor.readRange(4 &* words &- 2, "gtp.extension")
      next = UInt32(try region.cursor.readUInt8(bytes, "gtp.next"))
    }
    return .packet(.ipv4, region)
  }
}

/// L2TP version 2 (RFC 2661, section 3.1). Version 3 does not say what it carries.
///
/// ```
/// 0                       2              4        6         8
/// | T L . . S . O P ... 2 | length (if L)| tunnel | session | Ns, Nr (if S) | offset (2), so many bytes (if O) | PPP
/// ```
enum L2TP {
  static func contents(_ payload: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = payload
    let flags = try region.cursor.readUInt16(bytes, "l2tp.flags")
    guard flags & 0x8000 == 0, flags & 0x0f == 2 else { return .unknownLink }
    if flags & 0x4000 != 0 { _ = try region.cursor.readUInt16(bytes, "l2tp.length") }
    _ = try region.cursor.readUInt32(bytes, "l2tp.session")
    if flags & 0x0800 != 0 { _ = try region.cursor.readUInt32(bytes, "l2tp.numbers") }
    if flags & 0x0200 != 0 {
      let offset = Int(try region.cursor.readUInt16(bytes, "l2tp.offset"))
      _ = try region.cursor.readRange(offset, "l2tp.offset")
    }
    return try PPP.decode(region, bytes)
  }
}

/// AYIYA (draft-massar-v6ops-ayiya-02, section 4).
///
/// ```
/// 0                          1                            2                3             4       8
/// | identity: length as a    | signature: length in words | authentication | next header | epoch | identity, signature
/// | power of two (4), type 4 | (4), hash (4)              | (4), opcode 4  |
/// ```
enum AYIYA {
  static func contents(_ payload: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = payload
    let header = bytes.extracting(try region.readHeader(8, "ayiya"))
    let identity = 1 &<< Int(header[0] >> 4)
    _ = try region.cursor.readRange(identity &+ 4 &* Int(header[1] >> 4), "ayiya.identity")
    return .packet(header[3] == 41 ? .ipv6 : .ipv4, region)
  }
}
