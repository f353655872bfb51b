import Bytes

/// What a driver puts in front of a wireless frame.
enum WirelessHeader {
  /// Radiotap (radiotap.org): version 0, padding, length of the header with its least significant byte first.
  static func decodeRadiotap(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var peek = frame.cursor
    _ = try peek.readUInt16(bytes, "radiotap.version")
    let length = try peek.readUInt16(bytes, "radiotap.length").byteSwapped
    return try self.frame(frame, behind: Int(length))
  }

  /// AVS (LINKTYPE_IEEE802_11_AVS): magic number, length of the header.
  static func decodeAVS(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var peek = frame.cursor
    _ = try peek.readUInt32(bytes, "avs.magic")
    return try self.frame(frame, behind: Int(try peek.readUInt32(bytes, "avs.length")))
  }

  /// Prism (LINKTYPE_IEEE802_11_PRISM): 144 bytes; or an AVS header under the same number.
  static func decodePrism(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var peek = frame.cursor
    let code = try peek.readUInt32(bytes, "prism.code")
    if code & 0xffff_f000 == 0x8021_1000 { return try decodeAVS(frame, bytes) }
    return try self.frame(frame, behind: 144)
  }

  private static func frame(_ frame: FrameRegion, behind length: Int) throws(ParseFault) -> LinkResult {
    var region = frame
    _ = try region.cursor.readRange(length, "wlan.radio")
    return .frame(.wireless, region)
  }
}
