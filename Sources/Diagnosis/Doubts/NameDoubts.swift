/// The name is not sure: see ``NameWeakness``.
enum NameUncertainDoubt: DoubtRule {
  static let code = Doubt.Code.nameUncertain

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    flow.nameWeakness.map { .nameUncertain($0) }
  }
}

/// A server with the name of an endpoint has a private address, and no proxy is between: the name leads elsewhere, as
/// with a hosts file, a DNS zone of one's own or a device that answers for the endpoint.
enum PrivateAddressDoubt: DoubtRule {
  static let code = Doubt.Code.privateAddress

  static func doubt(_ flow: FlowFacts, _ verdict: Verdict) -> Doubt? {
    guard verdict.restsOnName, flow.isServerPrivate, flow.standing == .endpoint, flow.isPublicEndpoint,
      !flow.involvesProxy
    else { return nil }
    return .privateAddress
  }
}
