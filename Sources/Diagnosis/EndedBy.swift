import Packets

/// Who ended a connection, and the values that say so: 24 bytes, because most failed flows have one.
package struct EndedBy: Hashable, Sendable {
  package enum Side: String, CaseIterable, Hashable, Sendable {
    case client
    case server
    case proxy
    /// A device between them.
    case path
    case unknown
  }

  package enum How: String, CaseIterable, Hashable, Sendable {
    case fin
    case rst
    case alert
    case timeout
  }

  package let side: Side
  package let how: How
  /// The hop limit of the end, and of the other packets of its sender; 0 where unknown.
  package let hopLimit: UInt8
  package let usualHopLimit: UInt8
  package let frame: UInt32
  /// Negative for nil, which an optional would need eight more bytes for.
  private let nanosecondsAfter: Int64
  private let nanosecondsOfRoundTrip: Int64

  /// Nanoseconds after the ClientHello; nil without one before.
  package var after: Int64? { nanosecondsAfter < 0 ? nil : nanosecondsAfter }
  /// The shortest round trip of the connection in nanoseconds; nil when unknown.
  package var roundTrip: Int64? { nanosecondsOfRoundTrip < 0 ? nil : nanosecondsOfRoundTrip }

  init(
    side: Side, frame: UInt32, how: How, hopLimit: UInt8 = 0, usualHopLimit: UInt8 = 0, after: Int64?,
    roundTrip: Int64?
  ) {
    (self.side, self.frame, self.how) = (side, frame, how)
    (self.hopLimit, self.usualHopLimit) = (hopLimit, usualHopLimit)
    nanosecondsAfter = after ?? -1
    nanosecondsOfRoundTrip = roundTrip ?? -1
  }
}

extension FlowFacts {
  /// Nil when nobody ended it, or when it succeeded.
  func endedBy(_ verdict: Verdict, _ doubts: [Doubt]) -> EndedBy? {
    guard verdict != .success, let sign = end else { return silence(verdict) }
    let hops = hopLimits[sign.by]
    return EndedBy(
      side: side(of: sign, doubts), frame: sign.frame, how: sign.how, hopLimit: endDetails.hopLimit,
      usualHopLimit: hops.most > 0 ? hops.most : hops.syn,
      after: times.hello.map { endTime &- $0 },
      roundTrip: times.shortestRoundTrip)
  }

  private func silence(_ verdict: Verdict) -> EndedBy? {
    guard verdict == .handshakeTimeout || verdict == .connectTimeout else { return nil }
    let frame = (lastHelloSent ?? lastSyn)?.frame ?? lastFrame
    return EndedBy(
      side: .unknown, frame: frame, how: .timeout, after: nil, roundTrip: times.shortestRoundTrip)
  }

  private func side(of sign: EndSign, _ doubts: [Doubt]) -> EndedBy.Side {
    if sign.by == .client { return .client }
    if doubts.contains(where: { $0.code == .endFromElsewhere }) { return .path }
    if doubts.contains(where: { $0.code == .endPrecedesHello }) { return .unknown }
    return involvesProxy && sign.isTCP ? .proxy : .server
  }
}

extension EndSign {
  fileprivate var isTCP: Bool { kind == .fin || kind == .rst }

  fileprivate var how: EndedBy.How {
    switch kind {
    case .fin: .fin
    case .rst: .rst
    case .alert, .encryptedAlert: .alert
    }
  }
}
