package import CaptureFiles

package struct CaptureDescription: Sendable {
  /// The path as the user wrote it; `-` is standard input.
  package var path: String
  package var bytes: UInt64
  /// SHA-256 of the file, 64 hexadecimal digits; nil unless requested.
  package var sha256: String?
  package var format: String
  package var compression: String?
  package var packets: Int
  package var tcpPackets: Int
  /// UDP datagrams, and how many of them are from or to a DNS server.
  package var datagrams = 0
  package var dnsDatagrams = 0
  /// In nanoseconds since 1970 (UTC).
  package var firstPacket: Int64?
  package var lastPacket: Int64?
  /// Digits after the second in the capture, 0 to 9.
  package var timeDigits: Int
  package var linkTypes: [String]
  package var interfaces: [Interface]
  package var notes: [Note]

  package struct Interface: Sendable {
    package var name: String?
    package var linkType: String
    /// Bytes kept of each packet; 0 means no limit is known.
    package var snapLength: Int
    package var packets: Int
    /// Packets that the capturing system says it lost; nil when it says nothing.
    package var dropped: Int?

    package init(name: String?, linkType: String, snapLength: Int, packets: Int, dropped: Int?) {
      self.name = name
      self.linkType = linkType
      self.snapLength = snapLength
      self.packets = packets
      self.dropped = dropped
    }
  }

  /// What a reader of the report should know.
  package enum Note: Hashable, Sendable {
    /// Packets that the snap length truncated.
    case truncatedPackets(Int, of: Int)
    /// Packets that end inside a header or have a malformed one.
    case undecodedPackets(Int)
    /// The names are libpcap's.
    case unknownLinkTypes(packets: Int, names: [String])
    case tunnelledPackets(Int, tunnels: [String])
    /// TCP segments with payload that are copies of others.
    case duplicatePackets(segments: Int, of: Int)
    case reading(CaptureNote)
    /// Unfinished messages whose rest was not read, because those of all flows together spent their budget.
    case messagesGivenUp(Int)
    /// Flows that were not read on, because too many were being read.
    case readingsGivenUp(flows: Int)
    /// Flows that were left out of the result, because there were too many: how many have each verdict, in the order of
    /// `Verdict.allCases`.
    case flowsLeftOut([Int])
    /// Flows that are not in a catalog, because too many waited at the same time to be imported.
    case flowsNotImported(Int)
    /// Holes in streams that were not waited for, because what came behind them spent its budget.
    case segmentsGivenUp(holes: Int)
    /// Names were replaced in the report.
    case redacted

    /// A stable name in snake_case.
    package var code: String {
      switch self {
      case .truncatedPackets: "truncated_packets"
      case .undecodedPackets: "undecoded_packets"
      case .unknownLinkTypes: "unknown_link_type"
      case .tunnelledPackets: "tunnelled_packets"
      case .duplicatePackets: "duplicate_packets"
      case .reading(.stopped(let error, _, _)): error.kind == .damaged ? "damaged_file" : "truncated_file"
      case .reading(.dropped): "dropped_packets"
      case .reading(.filterNotApplied): "filter_not_applied"
      case .reading(.noPacketEvents): "no_packet_events"
      case .reading(.eventsLost): "lost_events"
      case .reading(.droppedByWindows): "dropped_by_windows"
      case .reading(.unreadableEvents): "unreadable_events"
      case .reading(.unorderedPackets): "unordered_packets"
      case .reading(.otherEvents): "other_events"
      case .messagesGivenUp: "messages_given_up"
      case .readingsGivenUp: "flows_not_read_on"
      case .flowsLeftOut: "flows_left_out"
      case .flowsNotImported: "flows_not_imported"
      case .segmentsGivenUp: "segments_given_up"
      case .redacted: "redacted"
      }
    }
  }

  /// How many flows were left out of the result.
  package var leftOutFlows: Int {
    for case .flowsLeftOut(let verdicts) in notes { return verdicts.reduce(0, +) }
    return 0
  }

  package init(path: String, format: String) {
    self.path = path
    self.format = format
    bytes = 0
    sha256 = nil
    compression = nil
    packets = 0
    tcpPackets = 0
    firstPacket = nil
    lastPacket = nil
    timeDigits = 6
    linkTypes = []
    interfaces = []
    notes = []
  }
}
