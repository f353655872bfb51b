import Protocols

/// Which cipher suites was Schannel given? A policy beats what is set locally ("Manage Transport Layer Security").
enum CipherOrders: IssueQuestion {
  static func ask(_ issue: IssueCase) -> [DecisionStep] {
    guard issue.isCandidate(.limitedCiphers), let order = issue.facts.effectiveCipherOrder else { return [] }
    var steps: [DecisionStep] = []
    if let taken = issue.endpoint.cipherSuites {
      let hasSuites = order.cipherSuites.contains { taken.contains($0) }
      steps.append(
        DecisionStep(
          hasSuites ? .cipherOrderHasSuites(order.source) : .cipherOrderLacksSuites(order.source),
          for: hasSuites ? [] : [.limitedCiphers], against: hasSuites ? [.limitedCiphers] : [],
          citations: [order.citation]))
    }
    if !order.faults.isEmpty {
      steps.append(
        DecisionStep(.cipherOrderIsFaulty(order.source, order.faults), citations: [order.citation]))
    }
    return steps
  }
}

extension ServerFacts {
  /// The order of cipher suites that holds, as far as the files tell: what Group Policy set, else what its place
  /// in the registry holds, else the local order.
  package var effectiveCipherOrder: CipherOrder? {
    cipherOrders.min { $0.source.rank < $1.source.rank }
  }
}

extension CipherOrder.Source {
  fileprivate var rank: Int {
    switch self {
    case .groupPolicy: 0
    case .policyRegistry: 1
    case .localRegistry: 2
    }
  }
}
