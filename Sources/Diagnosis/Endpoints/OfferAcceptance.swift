package import Protocols

/// What an endpoint's entry says of a ClientHello.
package enum OfferAcceptance: String, CaseIterable, Hashable, Sendable {
  case accepted
  case versionTooLow
  case versionTooHigh
  case noCipherSuite
  case noGroup
  case noSignatureAlgorithm
  /// The hello was captured in part only.
  case unknown
}

extension Endpoint {
  /// A list that the entry does not state accepts everything.
  package func acceptance(of hello: ClientHello) -> OfferAcceptance {
    let offer = OfferAssessment(hello, of: 0, taken: ServerTerms(self))
    if offer.isTooOld { return offer.isVersionProven ? .versionTooLow : .unknown }
    if offer.isTooNew { return .versionTooHigh }
    switch offer.suites {
    case .unknown, .shared: return .accepted
    case .noSuite: return .noCipherSuite
    case .noGroup: return .noGroup
    case .noSignatureAlgorithm: return .noSignatureAlgorithm
    case .cut: return .unknown
    }
  }
}
