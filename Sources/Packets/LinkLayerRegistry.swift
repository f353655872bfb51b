import Bytes

/// The book of link layers: which file of `Links` reads which link type.
///
/// To add a link layer, write its file and one line here. The book is a switch, not a table of
/// values: it is asked once a frame.
enum LinkLayerRegistry {
  @inline(__always)
  static func answer(
    _ linkType: LinkType, _ frame: FrameRegion, _ bytes: Span<UInt8>
  ) throws(ParseFault) -> LinkResult {
    switch linkType {
    case .null: try NullLoopback.answer(frame, bytes)
    case .ethernet: try Ethernet.answer(frame, bytes)
    case .ppp: try PPP.answer(frame, bytes)
    case .rawDLT12, .rawDLT14, .raw, .ipv4: RawIP.answer(frame)
    case .ipv6: RawIP.answerIPv6(frame)
    case .pppSerial: try CiscoHDLC.answerSerial(frame, bytes)
    case .ciscoHDLC: try CiscoHDLC.answer(frame, bytes)
    case .loop: try OpenBSDLoopback.answer(frame, bytes)
    case .linuxCooked: try LinuxCooked.answer(frame, bytes)
    case .nflog: try NFLOG.answer(frame, bytes)
    case .linuxCooked2: try LinuxCooked2.answer(frame, bytes)
    default: .unknownLink
    }
  }
}
