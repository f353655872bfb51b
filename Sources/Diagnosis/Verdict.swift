package import Protocols

/// The verdict on a flow. The raw value is its code in the report; the cases are in the order of the table of
/// verdicts.
package enum Verdict: String, CaseIterable, Hashable, Sendable {
  case success
  case versionReject = "version_reject"
  case noCommonCipher = "no_common_cipher"
  case clientFin = "client_fin"
  case clientReset = "client_reset"
  case clientAlert = "client_alert"
  case certificateRejected = "certificate_rejected"
  case serverAlert = "server_alert"
  case serverReset = "server_reset"
  case serverClose = "server_close"
  case handshakeTimeout = "handshake_timeout"
  case handshakeAborted = "handshake_aborted"
  case connectionRefused = "connection_refused"
  case connectTimeout = "connect_timeout"
  case proxyDenied = "proxy_denied"
  case notTLS = "not_tls"
  case incompleteCapture = "incomplete_capture"
  case unfinished

  package var place: Int { Self.all.firstIndex(of: self) ?? 0 }

  private static let all = allCases
}

extension Verdict {
  /// The properties of a verdict, without its rule and sentences.
  package struct Properties: Sendable {
    package let outcome: Outcome
    /// What helps against a failure that none of the article's issues explains.
    package let remedy: Remedy
    /// What shows an issue of the article. It comes of how a program is configured, so another program's success
    /// at the same server does not resolve it.
    package let symptom: Symptom?

    init(_ outcome: Outcome, _ remedy: Remedy, _ symptom: Symptom? = nil) {
      self.outcome = outcome
      self.remedy = remedy
      self.symptom = symptom
    }
  }

  /// Whether action is needed.
  package enum Outcome: Sendable {
    case success
    case failure
    case otherProtocol
    /// The capture does not tell.
    case undecided
  }

  package enum Symptom: Sendable {
    case versionTooLow
    case clientEndsSilently
    case noCommonCipher
  }

  /// The row of a verdict: all that is said of it outside of its rule and its words.
  package var properties: Properties {
    switch self {
    case .success: Properties(.success, .nothing)
    case .versionReject: Properties(.failure, .modernVersion, .versionTooLow)
    case .noCommonCipher: Properties(.failure, .cipherSuites, .noCommonCipher)
    case .clientFin: Properties(.failure, .modernVersion, .clientEndsSilently)
    case .clientReset: Properties(.failure, .modernVersion, .clientEndsSilently)
    case .clientAlert: Properties(.failure, .inspection)
    case .certificateRejected: Properties(.failure, .trust)
    case .serverAlert: Properties(.failure, .inspection)
    case .serverReset: Properties(.failure, .path)
    case .serverClose: Properties(.failure, .path)
    case .handshakeTimeout: Properties(.failure, .path)
    case .handshakeAborted: Properties(.failure, .path)
    case .connectionRefused: Properties(.failure, .reachability)
    case .connectTimeout: Properties(.failure, .reachability)
    case .proxyDenied: Properties(.failure, .proxy)
    case .notTLS: Properties(.otherProtocol, .nothing)
    case .incompleteCapture: Properties(.undecided, .capture)
    case .unfinished: Properties(.undecided, .capture)
    }
  }

  /// True for what must be repaired.
  package var isFailure: Bool { properties.outcome == .failure }
}

/// The confidence in a verdict.
package enum Confidence: String, CaseIterable, Hashable, Sendable {
  /// The wire names the cause, or the endpoint's policy leaves one cause only.
  case certain
  /// The same signs, but another cause is possible and less likely.
  case probable
  /// A part of the proof is missing.
  case possible
}

package struct EndSign: Hashable, Sendable {
  package enum Kind: Hashable, Sendable {
    case fin
    case rst
    /// An alert in the clear that ends the session: a fatal one, or close_notify (0).
    case alert(UInt8)
    /// An encrypted record of an alert's size.
    case encryptedAlert
  }

  package var kind: Kind
  package var by: Role
  package var frame: UInt32

  package init(kind: Kind, by: Role, frame: UInt32) {
    self.kind = kind
    self.by = by
    self.frame = frame
  }
}

/// Why a flow has its verdict: facts and frame numbers. The words are the report's.
package enum Reason: Hashable, Sendable {
  /// Handshake finished: the frame of the last proof; `resumed` sessions show no certificate.
  case handshakeFinished(frame: UInt32, resumed: Bool)
  /// The offer is below the minimum, and the server ended it. `minimum` is 0 when no policy gives it;
  /// `offered` is 0 when the hello is truncated before its version.
  case versionTooLow(hello: UInt32, offered: UInt16, minimum: UInt16, end: EndSign)
  /// No suite of the hello is one that the server accepts, and the server ended it.
  case noSuiteInCommon(hello: UInt32, end: EndSign)
  /// A suite is shared, but no elliptic curve that it could use.
  case noGroupInCommon(hello: UInt32, end: EndSign)
  /// A suite is shared, but no signature algorithm of the server's certificate.
  case noSignatureAlgorithmInCommon(hello: UInt32, end: EndSign)
  /// The server's alert says so, and no policy gives its suites.
  case alertSaysNoSuite(hello: UInt32, end: EndSign)
  /// TCP (and the tunnel, when `connected`) was established, and the client left without sending TLS data.
  case clientLeftSilently(established: UInt32, end: EndSign, tunnel: Bool)
  /// The client ended it over the certificate of frame `certificate` (0 when it was not in the clear).
  case clientRefusedCertificate(certificate: UInt32, end: EndSign)
  case serverSentAlert(end: EndSign)
  /// The server asked for a certificate, and the client's answer led to an alert; `certificate` is nil when the client
  /// sent none.
  case serverRefusedClient(request: UInt32, certificate: UInt32?, end: EndSign)
  /// An encrypted record of the server that is as small as an alert answered the client's last flight, and then one
  /// side ended it. The flight held more than a Finished where it `mayHoldCertificate`.
  case serverRefusedFlight(flight: UInt32, alert: UInt32, end: EndSign, mayHoldCertificate: Bool)
  case clientSentAlert(end: EndSign)
  /// The server ended a hello that it should take (`acceptable`) or of which nothing is known.
  case serverEndedHello(hello: UInt32, end: EndSign, acceptable: Bool)
  /// The server answered the hello with something that is not TLS, and one side ended it.
  case helloAnsweredOtherwise(hello: UInt32, answer: UInt32, end: EndSign)
  /// The server closed before the client sent anything; `tunnel` when it did so through a CONNECT tunnel.
  case serverLeftFirst(established: UInt32, end: EndSign, tunnel: Bool)
  /// The hello was never answered; `end` when the client gave up.
  case helloUnanswered(hello: UInt32, retransmissions: UInt32, end: EndSign?)
  /// Bytes of the answer before frame `hole` never reached the client; `end` when it gave up.
  case answerLost(hello: UInt32, hole: UInt32, end: EndSign?)
  case connectUnanswered(request: UInt32, retransmissions: UInt32, end: EndSign)
  /// It ended between ServerHello (0 when the server answered with something else) and Finished.
  case endedInHandshake(serverHello: UInt32, end: EndSign)
  /// The SYN was answered by an RST or an ICMP message in that frame.
  case synRefused(syn: UInt32, answer: UInt32, by: Refusal)
  /// The SYN was never answered.
  case synUnanswered(syn: UInt32, attempts: UInt32)
  case synAnsweredLate(syn: UInt32, attempts: UInt32, answer: UInt32, end: EndSign)
  case proxyAnswered(request: UInt32, response: UInt32, status: UInt32)
  /// The first bytes of the client are not TLS; 0 when there were none.
  case otherProtocol(frame: UInt32)
  /// The client asks a WSUS server over plain HTTP, first in frame `request`. `failure` is the frame of the first answer
  /// with an error that it did not overcome on the flow and that no renewal explains; 0 without one.
  case wsusTraffic(request: UInt32, service: WSUSService, purpose: WSUSPurpose, failure: UInt32)
  /// What the client sent after the hello, before the server answered, is not TLS.
  case noTLSBehindHello(hello: UInt32, data: UInt32)
  /// Nothing was sent, to a port that nothing ties to TLS.
  case nothingSent
  /// The deciding packets came before the capture, whose first frame of the flow is `frame`.
  case missingStart(frame: UInt32)
  /// The deciding bytes were lost, or removed by the snap length, before or in that frame.
  case missingBytes(frame: UInt32, isCut: Bool)
  /// The deciding bytes, before or in that frame, were not kept, because a budget of memory was spent.
  case bytesGivenUp(frame: UInt32)
  /// The hello is truncated within its cipher suites, so a common one is unknown.
  case helloCut(hello: UInt32, end: EndSign)
  case oneDirectionOnly(present: Role)
  case captureEnded(lastFrame: UInt32)
  /// The client gave up before it completed the TCP handshake.
  case endedBeforeEstablished(end: EndSign)

  /// What answered a SYN.
  package enum Refusal: Hashable, Sendable {
    /// As a closed port does.
    case rst
    /// An RST with a sequence number other than 0: see ``EndDetails/isNumbered``.
    case numberedRST
    case icmp
  }
}

package struct Judgement: Hashable, Sendable {
  package var verdict: Verdict
  package var confidence: Confidence
  package var reason: Reason
  /// A CONNECT was seen: `proxy_connect` is first among the labels.
  package var isThroughProxy: Bool
  /// Why it is not certain, in the order of the registry.
  package private(set) var doubts: [Doubt] = []
  /// Nil when nobody ended it, or when it succeeded.
  package private(set) var endedBy: EndedBy?

  package init(verdict: Verdict, confidence: Confidence, reason: Reason, isThroughProxy: Bool = false) {
    self.verdict = verdict
    self.confidence = confidence
    self.reason = reason
    self.isThroughProxy = isThroughProxy
  }

  package static let proxyLabel = "proxy_connect"

  /// Sets the doubts and who ended the flow: the confidence is at most the ceiling of each doubt.
  mutating func set(_ doubts: [Doubt], endedBy: EndedBy?) {
    self.doubts = doubts
    self.endedBy = endedBy
    for doubt in doubts where confidence.rank < doubt.ceiling.rank { confidence = doubt.ceiling }
  }

  /// The flow is a WSUS server's own traffic over plain HTTP.
  package var isOfWSUS: Bool { if case .wsusTraffic = reason { true } else { false } }

  mutating func add(_ doubt: Doubt) { set(doubts + [doubt], endedBy: endedBy) }

  package var labels: [String] {
    isThroughProxy ? [Self.proxyLabel, verdict.rawValue] : [verdict.rawValue]
  }
}
