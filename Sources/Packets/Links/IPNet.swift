import Bytes

/// What Solaris shows of packets inside a machine (LINKTYPE_IPNET; ipnet(4D)).
///
/// ```
/// 0         1        2               4               8
/// | version | family | hook type     | packet length | interface index ...
///
/// 8                 12                      16            20                 24
/// | interface index | group interface index | source zone | destination zone | IP packet
/// ```
enum IPNet {
  static func decode(_ frame: FrameRegion, _ bytes: Span<UInt8>) throws(ParseFault) -> LinkResult {
    var region = frame
    let header = bytes.extracting(try region.readHeader(24, "ipnet"))
    // Its own numbers of the families, not those of sockets.
    switch header[1] {
    case 1: return .packet(.ipv4, region)
    case 2: return .packet(.ipv6, region)
    default: return .other
    }
  }
}
