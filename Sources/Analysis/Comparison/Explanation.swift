import Diagnosis
import Protocols

/// Which difference explains that the one connection fails and the other works.
struct Explanation {
  private let good: ComparedFlow
  private let bad: ComparedFlow

  init(good: ComparedFlow, bad: ComparedFlow) {
    (self.good, self.bad) = (good, bad)
  }

  func rests(on kind: FlowDifference.Kind) -> Bool {
    switch kind {
    case .endpoint: isOfEndpoint
    case .address: isOfReachability
    case .route: bad.flow.judgement.verdict == .proxyDenied || isOfReachability
    case .version: isOfVersion
    case .cipherSuites: isOfOffer(.noCipherSuite, else: .noCommonCipher)
    case .groups: isOfOffer(.noGroup, else: nil)
    case .signatureAlgorithms: isOfOffer(.noSignatureAlgorithm, else: nil)
    case .certificate: bad.flow.judgement.verdict == .certificateRejected
    // None of these refuses a connection by itself.
    case .extensions, .clientSystem, .answer, .timing: false
    }
  }

  /// The entry of the working endpoint accepts the hello that the other one's refuses.
  private var isOfEndpoint: Bool {
    guard mayBeOfOffer, let hello = bad.hello, let own = bad.flow.endpoint, let other = good.flow.endpoint,
      own.id != other.id
    else { return false }
    return isRefusal(own.acceptance(of: hello)) && other.acceptance(of: hello) == .accepted
  }

  private var isOfVersion: Bool {
    guard mayBeOfOffer, let offered = bad.hello?.highestVersion, let worked = good.hello?.highestVersion,
      offered != worked
    else { return false }
    guard let entry = bad.flow.endpoint, let hello = bad.hello else {
      return bad.flow.judgement.verdict == .versionReject && offered < worked
    }
    let acceptance = entry.acceptance(of: hello)
    return acceptance == .versionTooLow || acceptance == .versionTooHigh
  }

  /// - Parameter verdict: says the same of a server without an entry.
  private func isOfOffer(_ acceptance: OfferAcceptance, else verdict: Verdict?) -> Bool {
    guard mayBeOfOffer, let hello = bad.hello, let worked = good.hello else { return false }
    guard let entry = bad.flow.endpoint else { return bad.flow.judgement.verdict == verdict }
    return entry.acceptance(of: hello) == acceptance && entry.acceptance(of: worked) == .accepted
  }

  /// The address or the way decides whether a server is reached at all.
  private var isOfReachability: Bool {
    switch bad.flow.judgement.verdict {
    case .connectionRefused, .connectTimeout, .handshakeTimeout: true
    case .success, .versionReject, .noCommonCipher, .clientFin, .clientReset, .clientAlert,
      .certificateRejected, .serverAlert, .serverReset, .serverClose, .handshakeAborted, .proxyDenied,
      .notTLS, .incompleteCapture, .unfinished:
      false
    }
  }

  /// Whether the server, or what speaks for it, refused the hello.
  private var mayBeOfOffer: Bool {
    switch bad.flow.judgement.verdict {
    case .versionReject, .noCommonCipher, .serverAlert, .serverReset, .serverClose: true
    case .success, .clientFin, .clientReset, .clientAlert, .certificateRejected, .handshakeTimeout,
      .handshakeAborted, .connectionRefused, .connectTimeout, .proxyDenied, .notTLS, .incompleteCapture,
      .unfinished:
      false
    }
  }

  private func isRefusal(_ acceptance: OfferAcceptance) -> Bool {
    switch acceptance {
    case .versionTooLow, .versionTooHigh, .noCipherSuite, .noGroup, .noSignatureAlgorithm: true
    case .accepted, .unknown: false
    }
  }
}
