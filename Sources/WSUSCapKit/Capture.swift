internal import Analysis

/// Format, size and times of a capture.
public struct Capture: Hashable, Sendable {
  /// The path, or the name that the caller gave it.
  public let name: String
  /// Such as `pcap`, `pcapng` or `etl`.
  public let format: String
  /// Such as `gzip`; nil without compression.
  public let compression: String?
  public let packets: Int
  public let tcpPackets: Int
  /// Nil without packets.
  public let firstPacket: CaptureTime?
  public let lastPacket: CaptureTime?
  /// libpcap's names, such as `EN10MB`.
  public let linkTypes: [String]
}

/// Something that is odd about a capture or a flow.
public struct Note: Hashable, Sendable {
  /// A fixed name in snake_case, the same as in JSON reports.
  public let code: String
  public let message: String
}

extension Capture {
  init(_ description: CaptureDescription) {
    name = description.path
    format = description.format
    compression = description.compression
    (packets, tcpPackets) = (description.packets, description.tcpPackets)
    firstPacket = description.firstPacket.map(CaptureTime.init)
    lastPacket = description.lastPacket.map(CaptureTime.init)
    linkTypes = description.linkTypes
  }
}
