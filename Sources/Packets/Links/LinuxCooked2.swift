import Bytes

/// Linux cooked capture, version 2 (LINKTYPE_LINUX_SLL2; tcpdump.org).
///
/// ```
/// 0          2          4           8             10            11               12        20
/// | protocol | reserved | interface | device type | packet type | address length | address | payload
/// ```
enum LinuxCooked2 {
  static func answer(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let number = try region.cursor.readUInt16(bytes, "sll2.protocol")
    _ = try region.cursor.readRange(6, "sll2.interface")
    let device = try region.cursor.readUInt16(bytes, "sll2.deviceType")
    _ = try region.cursor.readRange(10, "sll2.address")
    return try LinuxCooked.answer(number, device: device, region, bytes)
  }
}
