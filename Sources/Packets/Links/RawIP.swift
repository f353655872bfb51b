/// Frames without a link header: the IP header comes first.
enum RawIP {
  /// The version in the first byte tells IPv4 from IPv6.
  static func answer(_ frame: FrameRegion) -> LinkResult {
    .payload(LinkPayload(type: .ipv4, region: frame))
  }

  static func answerIPv6(_ frame: FrameRegion) -> LinkResult {
    .payload(LinkPayload(type: .ipv6, region: frame))
  }
}
