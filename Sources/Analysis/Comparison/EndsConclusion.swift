package import Diagnosis

/// What two captures of the same connections say together.
package struct EndsConclusion: Hashable, Sendable {
  package enum Finding: Hashable, Sendable {
    /// An end of the connection that its sender did not send: a device between the captures sent it.
    case injected(MissingSegment)
    /// A segment that did not get from one capture to the other.
    case lost(MissingSegment)
    /// A segment that only one shows, and the doubts leave open whether it was sent or lost between them, or not captured.
    case oneSided(MissingSegment)
    /// Both show the end; it came from beyond that capture: from its side's host or a device in front of it.
    case sameEnd(SharedEnd)
    /// Both show that nothing ended it.
    case sameWithoutEnd(Verdict)
    /// The proxy ended the client's connection, and not because the server did.
    case closedByProxy(ProxyEnd)
    /// The proxy refused what the client asked for, and tried no connection for it.
    case refusedByProxy(ProxyEnd)
    /// The proxy passed on how the server, or the client, ended its connection.
    case passedOnByProxy(ProxyEnd)
    case sameSuccess
  }

  /// An end that both captures show.
  package struct SharedEnd: Hashable, Sendable {
    package var from: Role
    package var content: MissingSegment.Content
    /// Its frames.
    package var a: UInt32
    package var b: UInt32
    /// The capture nearer its sender; nil where that is unknown.
    package var nearest: CaptureSide?
  }

  /// How the two connections of a proxy ended.
  package struct ProxyEnd: Hashable, Sendable {
    /// The capture with the client's connection.
    package var near: CaptureSide
    package var nearFrame: UInt32
    package var nearFrom: Role
    package var nearHow: EndedBy.How
    /// Nil where the other one was not ended before the capture did.
    package var farFrame: UInt32? = nil
    package var farFrom: Role? = nil
    package var farHow: EndedBy.How? = nil
  }

  package var finding: Finding
  package var pair: ConnectionPair
  package var confidence: Confidence
  package var doubts: [ComparisonDoubt]
  /// A message that was lost as well where an end was injected.
  package var alsoLost: MissingSegment?
  /// The hop limit that the sender has otherwise, where that of an injected end differs.
  package var usualHopLimit: UInt8?

  init(
    _ finding: Finding, _ pair: ConnectionPair, doubts: [ComparisonDoubt] = [],
    alsoLost: MissingSegment? = nil, usualHopLimit: UInt8? = nil
  ) {
    self.finding = finding
    self.pair = pair
    self.doubts = doubts
    self.alsoLost = alsoLost
    self.usualHopLimit = usualHopLimit
    confidence = Self.confidence(doubts)
  }

  /// Where packets are missing from a capture anyway, one more proves little.
  private static func confidence(_ doubts: [ComparisonDoubt]) -> Confidence {
    if doubts.isEmpty { return .certain }
    return doubts.contains(where: \.isOpen) ? .possible : .probable
  }

  /// What decides among several connections: the lowest. What stays open says less than what both captures show.
  var rank: Int {
    switch finding {
    case .injected: 0
    case .closedByProxy, .refusedByProxy: 1
    case .lost: 2
    case .sameEnd, .passedOnByProxy: 3
    case .oneSided: 4
    case .sameWithoutEnd: 5
    case .sameSuccess: 6
    }
  }
}
