import Protocols

/// What the flows of a capture say against each other.
///
/// A flow whose offer is named as the cause is contradicted when, with the same endpoint, an offer that is no better
/// succeeded, an offer that the endpoint must accept was ended the same way, or the endpoint chose what its list does not
/// hold. Add every flow first, then ask. Memory grows with the number of different offers.
package struct Contradictions: Sendable {
  private struct Outcomes {
    /// Flows by the number of their offer: the first of each.
    var successes: [UInt32: Int] = [:]
    /// Acceptable offers that the server ended with RST or FIN.
    var refusals: [EndSign.Kind: Int] = [:]
    /// A flow in which the server chose a suite, or a version, that the policy excludes.
    var choiceOutsideSuites: Int?
    var choiceOutsideVersions: Int?
    var accusations: Set<Accusation> = []
  }

  /// An offer that a verdict names as the cause, and how the server ended it.
  private struct Accusation: Hashable {
    var offer: UInt32
    var isAboutVersion: Bool
    /// Nil for an alert.
    var silentEnd: EndSign.Kind?
  }

  private let policy: EndpointPolicy
  private var outcomes: [Int: Outcomes] = [:]

  /// Offers per endpoint that are compared: a system has a handful.
  private static let offerLimit = 256

  package init(policy: EndpointPolicy) {
    self.policy = policy
  }

  package mutating func add(_ conclusion: FlowConclusion, of evidence: FlowEvidence, store: EvidenceStore) {
    guard let endpoint = conclusion.endpoint else { return }
    switch conclusion.judgement.verdict {
    case .success: addSuccess(endpoint, evidence, store)
    case .serverReset, .serverClose:
      guard case .serverEndedHello(_, let end, true) = conclusion.judgement.reason else { return }
      outcomes[endpoint, default: Outcomes()].refusals[end.kind] =
        outcomes[endpoint]?.refusals[end.kind] ?? evidence.id
    case .versionReject, .noCommonCipher:
      guard let accusation = accusation(conclusion, evidence, store) else { return }
      outcomes[endpoint, default: Outcomes()].accusations.insert(accusation)
    case .clientFin, .clientReset, .clientAlert, .certificateRejected, .serverAlert, .handshakeTimeout,
      .handshakeAborted, .connectionRefused, .connectTimeout, .proxyDenied, .notTLS, .incompleteCapture,
      .unfinished:
      return
    }
  }

  private mutating func addSuccess(_ endpoint: Int, _ evidence: FlowEvidence, _ store: EvidenceStore) {
    guard let offer = evidence.firstOffer(store) else { return }
    var known = outcomes[endpoint] ?? Outcomes()
    if known.successes.count < Self.offerLimit, known.successes[offer] == nil {
      known.successes[offer] = evidence.id
    }
    noteChoice(of: evidence, endpoint, store, &known)
    outcomes[endpoint] = known
  }

  private func noteChoice(
    of evidence: FlowEvidence, _ endpoint: Int, _ store: EvidenceStore, _ known: inout Outcomes
  ) {
    guard let index = evidence.chosenServerHello, Int(index) < store.serverHellos.count else { return }
    let hello = store.serverHellos[Int(index)]
    if let version = hello.version, version < policy.endpoints[endpoint].minimumVersion {
      known.choiceOutsideVersions = known.choiceOutsideVersions ?? evidence.id
    }
    guard let suite = hello.cipherSuite, let listed = policy.endpoints[endpoint].cipherSuites else { return }
    if !listed.contains(suite) { known.choiceOutsideSuites = known.choiceOutsideSuites ?? evidence.id }
  }

  private func accusation(
    _ conclusion: FlowConclusion, _ evidence: FlowEvidence, _ store: EvidenceStore
  ) -> Accusation? {
    guard conclusion.judgement.verdict.namesTerms, let offer = evidence.firstOffer(store) else { return nil }
    return Accusation(
      offer: offer, isAboutVersion: conclusion.judgement.verdict == .versionReject,
      silentEnd: conclusion.judgement.silentEnd)
  }

  /// Whether any flow is contradicted.
  package func areAny(_ store: EvidenceStore) -> Bool {
    outcomes.values.contains { known in
      known.accusations.contains { contradiction(to: $0, known, store) != nil }
    }
  }

  /// What contradicts the cause that a flow's verdict names.
  package func contradiction(
    to conclusion: FlowConclusion, of evidence: FlowEvidence, store: EvidenceStore
  ) -> Doubt.Contradiction? {
    guard let known = conclusion.endpoint.flatMap({ outcomes[$0] }),
      let accusation = accusation(conclusion, evidence, store)
    else { return nil }
    return contradiction(to: accusation, known, store)
  }

  private func contradiction(
    to accusation: Accusation, _ known: Outcomes, _ store: EvidenceStore
  ) -> Doubt.Contradiction? {
    let hello = store.clientHellos[Int(accusation.offer)]
    let poorer = known.successes.filter { success in
      store.clientHellos[Int(success.key)].isNoBetter(than: hello, byVersionAlone: accusation.isAboutVersion)
    }
    if let flow = poorer.values.min() { return .poorerOfferSucceeded(flow: flow) }
    if let flow = accusation.isAboutVersion ? known.choiceOutsideVersions : known.choiceOutsideSuites {
      return .choiceOutsideList(flow: flow)
    }
    return accusation.silentEnd.flatMap { known.refusals[$0] }.map { .goodOfferRefused(flow: $0) }
  }
}

extension Judgement {
  /// The RST or FIN by which the server ended the hello; nil for an alert, which names its reason.
  fileprivate var silentEnd: EndSign.Kind? {
    switch reason {
    case .versionTooLow(_, _, _, let end), .noSuiteInCommon(_, let end), .noGroupInCommon(_, let end),
      .noSignatureAlgorithmInCommon(_, let end):
      end.kind == .fin || end.kind == .rst ? end.kind : nil
    case .handshakeFinished, .alertSaysNoSuite, .clientLeftSilently, .clientRefusedCertificate,
      .serverSentAlert, .serverRefusedClient,
      .serverRefusedFlight, .clientSentAlert, .serverEndedHello, .helloAnsweredOtherwise, .serverLeftFirst,
      .helloUnanswered, .answerLost, .connectUnanswered, .endedInHandshake, .synRefused, .synUnanswered,
      .synAnsweredLate,
      .proxyAnswered, .otherProtocol, .wsusTraffic, .noTLSBehindHello, .nothingSent, .missingStart,
      .missingBytes,
      .bytesGivenUp,
      .helloCut,
      .oneDirectionOnly, .captureEnded, .endedBeforeEstablished:
      nil
    }
  }
}

extension ClientHello {
  /// Whether a server that accepts this offer has no reason to refuse the other.
  fileprivate func isNoBetter(than other: ClientHello, byVersionAlone: Bool) -> Bool {
    guard let version = highestVersion, let otherVersion = other.highestVersion, version <= otherVersion
    else {
      return false
    }
    if byVersionAlone { return true }
    return Set(plainSuites).isSubset(of: other.plainSuites)
      && (other.supportedGroups.isEmpty || Set(supportedGroups).isSubset(of: other.supportedGroups))
      && (other.signatureAlgorithms.isEmpty
        || Set(signatureAlgorithms).isSubset(of: other.signatureAlgorithms))
  }
}

extension FlowEvidence {
  fileprivate var chosenServerHello: UInt32? {
    for event in events {
      if case .serverHello(let index) = event.payload { return index }
    }
    return nil
  }
}
