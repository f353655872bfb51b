import Bytes

enum LinkResult: Sendable {
  /// An IP packet. The type is ``EtherType/ipv4`` also where only the version in the header tells.
  case packet(EtherType, FrameRegion)
  /// A frame of that kind begins there.
  case frame(LinkType, FrameRegion)
  /// A frame inside another one, or behind a tag, that is not unwrapped.
  case tunnel(Tunnel)
  case other
  case unknownLink
}

/// Which file of `Links` reads which link type: for a new one, add a line here.
///
/// A switch, not a table: it is used once a frame.
enum LinkLayerRegistry {
  @inline(__always)
  static func decode(
    _ linkType: LinkType, _ frame: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> LinkResult {
    switch linkType {
    case .null: try Loopback.decodeNull(frame, bytes)
    case .ethernet: try Ethernet.decode(frame, bytes)
    case .ppp: try PPP.decode(frame, bytes)
    case .rawDLT12, .rawDLT14, .raw, .ipv4: .packet(.ipv4, frame)
    case .ipv6: .packet(.ipv6, frame)
    case .pppSerial: try PPP.decodeSerial(frame, bytes)
    case .ciscoHDLC: try CiscoHDLC.decode(frame, bytes)
    case .loop: try Loopback.decodeOpenBSD(frame, bytes)
    case .linuxCooked: try LinuxCooked.decode(frame, bytes)
    case .wireless: try WirelessFrame.decode(frame, bytes)
    case .prism: try WirelessHeader.decodePrism(frame, bytes)
    case .radiotap: try WirelessHeader.decodeRadiotap(frame, bytes)
    case .avs: try WirelessHeader.decodeAVS(frame, bytes)
    case .ppi: try PPI.decode(frame, bytes)
    case .ipnet: try IPNet.decode(frame, bytes)
    case .nflog: try NFLOG.decode(frame, bytes)
    case .linuxCooked2: try LinuxCooked.decodeVersion2(frame, bytes)
    case .accessPoint: try WirelessFrame.decode(frame, mayBeSwapped: true, bytes)
    default: linkType.isMetadata ? .other : .unknownLink
    }
  }

  /// Frames in frames: a driver's header, a backbone's tag and a pseudowire, each perhaps twice.
  static let frameLimit = 8

  /// Goes on where a frame begins in a frame, until there is a packet or nothing that is read.
  @inline(never)
  static func decodeFrames(in first: LinkResult, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var result = first
    for _ in 0..<frameLimit {
      guard case .frame(let linkType, let frame) = result else { return result }
      result = try decode(linkType, frame, bytes)
    }
    return .other
  }
}

/// The protocol number of an Ethernet payload (IEEE 802.3, clause 3.2.6; numbers from the IANA
/// registry "IEEE 802 Numbers").
struct EtherType: RawRepresentable, Hashable, Sendable {
  let rawValue: UInt16

  static let ipv4 = EtherType(rawValue: 0x0800)
  static let ipv6 = EtherType(rawValue: 0x86dd)
  static let arp = EtherType(rawValue: 0x0806)
  /// IEEE 802.1Q customer tag.
  static let vlan = EtherType(rawValue: 0x8100)
  /// IEEE 802.1ad service tag (QinQ).
  static let serviceVLAN = EtherType(rawValue: 0x88a8)
  /// Service tags from before 802.1ad; not registered, but in use.
  static let oldServiceVLAN = EtherType(rawValue: 0x9100)
  static let otherServiceVLAN = EtherType(rawValue: 0x9200)
  static let pppoeSession = EtherType(rawValue: 0x8864)
  /// Cisco MetaData: the tag of TrustSec.
  static let ciscoMetaData = EtherType(rawValue: 0x8909)
  /// MPLS (RFC 3032, section 5).
  static let mpls = EtherType(rawValue: 0x8847)
  /// MPLS with an upstream-assigned label (RFC 5332, section 3).
  static let upstreamMPLS = EtherType(rawValue: 0x8848)
  static let vnTag = EtherType(rawValue: 0x8926)
  /// IEEE 802.1ah.
  static let serviceInstance = EtherType(rawValue: 0x88e7)
  /// Ethernet frames in GRE and Geneve (RFC 1701).
  static let ethernetBridging = EtherType(rawValue: 0x6558)
  /// PPP in GRE (RFC 2637, section 4.1).
  static let ppp = EtherType(rawValue: 0x880b)
  static let erspan = EtherType(rawValue: 0x88be)
  static let erspan3 = EtherType(rawValue: 0x22eb)

  /// The largest value that is a length and not a type (IEEE 802.3, clause 3.2.6).
  static let lengthLimit: UInt16 = 1500
}

/// What each EtherType carries, after its tags: for a new protocol that carries IP, add a file in `Links` and
/// a line here.
enum EtherTypeRegistry {
  /// How many tags may follow each other. Provider networks use two, rarely three.
  static let tagLimit = 16

  /// - Parameter type: The type in the link header; a value up to 1500 is a length (IEEE 802.3).
  @inline(__always)
  static func decode(
    _ type: EtherType, _ frame: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> LinkResult {
    // Nearly every frame, without the loop's cost.
    if type == .ipv4 || type == .ipv6 { return .packet(type, frame) }
    return try decodeTagged(type, frame, bytes)
  }

  private static func decodeTagged(
    _ first: EtherType, _ frame: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> LinkResult {
    var type = first
    var region = frame
    for _ in 0...tagLimit {
      switch type {
      case .ipv4, .ipv6: return .packet(type, region)
      case .vlan, .serviceVLAN, .oldServiceVLAN, .otherServiceVLAN:
        type = try VLANTag.payloadType(&region, bytes)
      case .ciscoMetaData: type = try CiscoMetaData.payloadType(&region, bytes)
      case .vnTag: type = try VNTag.payloadType(&region, bytes)
      case .serviceInstance: return .frame(.ethernet, try ServiceInstance.frame(region))
      case .pppoeSession: return try PPP.decodePPPoE(region, bytes)
      case .mpls, .upstreamMPLS: return try MPLS.decode(region, bytes)
      case _ where type.rawValue <= EtherType.lengthLimit:
        guard let inner = try LLC.payloadType(&region, length: Int(type.rawValue), bytes) else {
          return .other
        }
        type = inner
      default: return Tunnel(type).map { .tunnel($0) } ?? .other
      }
    }
    throw ParseFault(.invalid, offset: region.cursor.offset, field: "vlan.tags")
  }
}
