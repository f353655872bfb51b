import Packets

/// Who ended a connection, and the values that say so.
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

  package var side: Side
  package var frame: UInt32
  package var how: How
  /// The hop limit of the end, and of the other packets of its sender; 0 where unknown.
  package var hopLimit: UInt8
  package var usualHopLimit: UInt8
  /// Nanoseconds after the ClientHello; nil without one before.
  package var after: Int64?
  /// The shortest round trip of the connection in nanoseconds; nil when unknown.
  package var roundTrip: Int64?
}

extension FlowFacts {
  /// Nil when nobody ended it, or when it succeeded.
  func endedBy(_ verdict: Verdict, _ doubts: [Doubt]) -> EndedBy? {
    guard verdict != .success, let sign = end else { return silence(verdict) }
    let hops = hopLimits[sign.by]
    return EndedBy(
      side: side(of: sign, doubts), frame: sign.frame, how: sign.how, hopLimit: endDetails.hopLimit,
      usualHopLimit: hops.most > 0 ? hops.most : hops.syn,
      after: times.hello.map { endTime &- $0 }.flatMap { $0 >= 0 ? $0 : nil },
      roundTrip: times.shortestRoundTrip)
  }

  private func silence(_ verdict: Verdict) -> EndedBy? {
    guard verdict == .handshakeTimeout || verdict == .connectTimeout else { return nil }
    let frame = (lastHelloSent ?? lastSyn)?.frame ?? lastFrame
    return EndedBy(
      side: .unknown, frame: frame, how: .timeout, hopLimit: 0, usualHopLimit: 0, after: nil,
      roundTrip: times.shortestRoundTrip)
  }

  private func side(of sign: EndSign, _ doubts: [Doubt]) -> EndedBy.Side {
    if sign.by == .client { return .client }
    if doubts.contains(where: { $0.code == .endFromElsewhere }) { return .path }
    if doubts.contains(where: { $0.code == .endPrecedesHello }) { return .unknown }
    return isThroughProxy && sign.isTCP ? .proxy : .server
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
