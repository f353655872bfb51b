import Bytes

/// Ethernet II and IEEE 802.3 frames (IEEE 802.3, clause 3.1.1).
///
/// ```
/// 0            6            12       14
/// | destination | source     | type   | payload, then padding up to 60 bytes
/// ```
enum Ethernet {
  @inline(__always)
  static func decode(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let header = bytes.extracting(try region.readHeader(14, "ethernet"))
    return try EtherTypeRegistry.decode(EtherType(rawValue: header.field16(12)), region, bytes)
  }
}

/// One VLAN tag behind its EtherType (IEEE 802.1Q, clause 9.6; the same for 802.1ad service tags).
///
/// ```
/// 0         2          4
/// | control | type     | payload
/// ```
///
/// The control field holds priority and VLAN number; neither matters here.
enum VLANTag {
  static func payloadType(_ region: inout FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> EtherType {
    _ = try region.cursor.readUInt16(bytes, "vlan.control")
    return EtherType(rawValue: try region.cursor.readUInt16(bytes, "vlan.type"))
  }
}

/// A Cisco MetaData tag behind its EtherType: it carries the security group of TrustSec. Not published; as Wireshark's
/// `cmd` reads it.
///
/// ```
/// 0         1         2                    2 + 4 n
/// | version | options | option, 4 bytes ... | type | payload
/// ```
enum CiscoMetaData {
  static func payloadType(_ region: inout FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> EtherType {
    _ = try region.cursor.readUInt8(bytes, "cmd.version")
    let options = Int(try region.cursor.readUInt8(bytes, "cmd.options"))
    _ = try region.cursor.readRange(optionLength &* options, "cmd.option")
    return EtherType(rawValue: try region.cursor.readUInt16(bytes, "cmd.type"))
  }

  private static let optionLength = 4
}

/// Logical link control, with and without SNAP (IEEE 802.2; RFC 1042).
///
/// ```
/// 0      1      2         3             6      8
/// | DSAP | SSAP | control | organisation | type | payload
/// ```
///
/// Organisation and type are there only when both service access points say SNAP.
enum LLC {
  /// Reads the header of an 802.3 frame and ends the region at its length.
  /// - Parameter length: the 802.3 length field; zero does not occur.
  /// - Returns: The EtherType of the payload, if it has one.
  static func payloadType(
    _ region: inout FrameRegion, length: Int, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> EtherType? {
    guard length > 0 else { return nil }
    _ = region.limit(to: length)
    return try payloadType(&region, bytes)
  }

  /// Reads the header where nothing gives a length (Linux cooked captures).
  static func payloadType(
    _ region: inout FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> EtherType? {
    let accessPoints = try region.cursor.readUInt16(bytes, "llc.accessPoints")
    let control = try region.cursor.readUInt8(bytes, "llc.control")
    guard control == unnumberedInformation else { return nil }
    switch accessPoints {
    case snap:
      let organisation = try region.cursor.readUInt24(bytes, "snap.organisation")
      let type = EtherType(rawValue: try region.cursor.readUInt16(bytes, "snap.type"))
      guard organisation == ethernetOrganisation || organisation == bridgeTunnelOrganisation else {
        return nil
      }
      return type.rawValue > EtherType.lengthLimit ? type : nil
    case internetProtocol: return .ipv4
    default: return nil
    }
  }

  private static let unnumberedInformation: UInt8 = 0x03
  private static let snap: UInt16 = 0xaaaa
  /// Service access point 6, "ARPANET Internet Protocol" (RFC 948).
  private static let internetProtocol: UInt16 = 0x0606
  private static let ethernetOrganisation = 0x000000
  /// IEEE 802.1H bridge tunnel encapsulation.
  private static let bridgeTunnelOrganisation = 0x0000f8
}
