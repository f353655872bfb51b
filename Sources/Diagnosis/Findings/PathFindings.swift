import Packets

// Findings about what the path or the server does to a flow after, or instead of, a handshake.

extension FlowEvidence {
  /// What the client sent last, when the server had nothing to say since.
  package struct Waiting: Hashable, Sendable {
    /// When the client began, in nanoseconds since 1970 (UTC).
    package var since: Int64
    package var bytes: UInt32
    /// The server acknowledged all of it.
    package var isAcknowledged: Bool

    package init(since: Int64, bytes: UInt32, isAcknowledged: Bool) {
      self.since = since
      self.bytes = bytes
      self.isAcknowledged = isAcknowledged
    }
  }

  /// Whether the server received a request and did not answer: for 30 seconds, or until it ended the flow.
  func awaitsResponse(captureEnd: Int64) -> Bool {
    guard let waiting, waiting.isAcknowledged, waiting.bytes >= Self.shortestRequest else { return false }
    let ends = events.filter { ($0.kind == .fin || $0.kind == .rst) && $0.time >= waiting.since }
    if ends.first?.from == .server { return true }
    return (ends.first?.time ?? captureEnd) &- waiting.since >= Self.responseTimeout
  }

  /// Bytes of records with an HTTP request: its line and the Host header. A Finished, or a close_notify, has fewer.
  private static let shortestRequest: UInt32 = 128
  private static let responseTimeout: Int64 = 30_000_000_000

  /// Whether the server's large segments never reach the client although small ones do: a router says so of a
  /// handshake that came to nothing, or its bytes never arrive.
  func losesLargeSegments(_ verdict: Verdict) -> Bool {
    guard verdict != .success else { return false }
    let cameToNothing = verdict.followsFromLostSegments || verdict.properties.outcome == .undecided
    let isTooBig = events.contains { $0.kind == .packetTooBig && $0.from == .server }
    return cameToNothing && isTooBig || lacksLargeSegments
  }

  /// Bytes are missing that the client never acknowledged, behind them less than one large segment was captured, and
  /// the server had time to repeat them.
  private var lacksLargeSegments: Bool {
    guard !lacksReceived.server, bytes.server > 0, bytes.server < Self.largeSegment,
      let gap = events.first(where: { $0.kind == .gap && $0.from == .server }),
      case .gap(let count) = gap.payload, UInt64(count) > bytes.server, count >= Self.largeSegment
    else { return false }
    return end &- gap.time >= Self.retransmissionTime
  }

  /// Payload of a segment that does not pass a link for packets of 1,280 bytes, the least of IPv6 (RFC 8200, section 5).
  private static let largeSegment = 1220
  /// Within it a server repeats what was lost, after one second and after two more (RFC 6298, section 2).
  private static let retransmissionTime: Int64 = 3_000_000_000
}

extension Verdict {
  /// Whether it only says that the answer did not arrive, or not whole.
  var followsFromLostSegments: Bool { self == .handshakeTimeout || self == .handshakeAborted }
}
