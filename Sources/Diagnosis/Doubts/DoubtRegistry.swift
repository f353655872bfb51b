/// One row of the table of doubts.
protocol DoubtRule: SendableMetatype {
  static var code: Doubt.Code { get }

  /// Nil when the facts of the flow do not show it, or when it does not bear on the verdict.
  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt?
}

/// Every doubt about a flow by itself, in the order in which reports show them. What other flows of the capture
/// contradict is added afterwards: see ``Contradictions``.
enum DoubtRegistry {
  static let rules: [any DoubtRule.Type] = [
    EndPrecedesHelloDoubt.self,
    EndFromElsewhereDoubt.self,
    LateEndDoubt.self,
    TermsUnknownDoubt.self,
    TermsDatedDoubt.self,
    NameUncertainDoubt.self,
    PrivateAddressDoubt.self,
    BytesMissingDoubt.self,
    OfferTruncatedDoubt.self,
    BytesGivenUpDoubt.self,
    NotInPolicyDoubt.self,
  ]

  static func doubts(_ flow: FlowFacts, _ verdict: Verdict) -> [Doubt] {
    guard verdict.isFailure else { return [] }
    var found: [Doubt] = []
    for rule in rules {
      guard let doubt = rule.doubt(flow, verdict) else { continue }
      if case .notInPolicy = doubt, found.isEmpty { return unknownServer }
      found.append(doubt)
    }
    return found
  }

  /// What most failed flows have in a capture of other servers, and the last of the registry: one array for all of them.
  private static let unknownServer: [Doubt] = [.notInPolicy]
}

extension Verdict {
  /// Whether it names what the server accepts as the cause.
  package var namesTerms: Bool { self == .versionReject || self == .noCommonCipher }

  /// Whether it names an end of the server, other than an alert, as what happened.
  var restsOnServerEnd: Bool { namesTerms || self == .serverReset || self == .serverClose }

  /// Whether it depends on which server was meant.
  var restsOnName: Bool { restsOnServerEnd || self == .clientFin || self == .clientReset }
}
