import Packets
import Protocols

/// The facts of a flow that rules ask for, computed once from its events.
///
/// Numbers only: a rule reads it without touching a counted reference.
struct FlowFacts: Sendable {
  /// Where something happened in the flow: 16 bytes, because the facts contain some thirty.
  struct Position: Hashable, Sendable {
    var frame: UInt32
    /// Index among the flow's events: what came first decides.
    var index: UInt32
    /// Whole milliseconds since the flow's first frame; see ``FlowFacts/milliseconds(to:)``.
    var elapsed: UInt32
    /// It is an encrypted record that is as small as an alert.
    var isAlertSized = false
  }

  let packets: PerRole<UInt32>
  let clientBytes: UInt64
  let clientSentOnlyHeader: Bool
  let serverPort: UInt16
  let isStartMissing: Bool
  let lacksReceived: PerRole<Bool>
  /// As in ``FlowEvidence/givenUp``.
  let givenUp: PerRole<Bool>
  let firstFrame: UInt32
  let lastFrame: UInt32
  let start: Int64
  /// Whole milliseconds from there to the capture's last frame.
  private(set) var captureElapsed: UInt32 = 0

  var standing: ServerStanding = .unnamed
  var isEndpointOfTLS = false
  /// It is one of the update service's, not a WSUS server of one's own.
  var isPublicEndpoint = false
  var nameWeakness: NameWeakness?
  /// An RST in the name of the client that came after the server's.
  var clientResetAfterEnd: UInt32?
  var terms = KnownTerms()
  let hopLimits: PerRole<HopLimits>
  let wentOnAfterReset: PerRole<Bool>
  /// As in ``FlowEvidence/clientWentOn``.
  let clientSentMore: Bool
  let isServerPrivate: Bool

  var syn: Position?
  var lastSyn: Position?
  var synCount: UInt32 = 0
  var synAck: Position?
  var handshakeAck: Position?
  var unreachable: Position?
  var end: EndSign?
  var endPosition: Position?
  /// Of the FIN or RST that is the end.
  var endDetails = EndDetails()
  /// In nanoseconds, as all times here.
  var endTime: Int64 = 0
  /// The client sent something after the server had ended the connection.
  var clientSentAfterEnd = false
  /// It was a hello, or a CONNECT request.
  var saidHelloAfterEnd = false
  var askedProxyAfterEnd = false
  /// RSTs outside the window, or that the flow went on after.
  var ignoredResets: UInt32 = 0
  var times = FlowTimes()
  var loss = PerRole<Position?>(client: nil, server: nil)
  var lossIsCut = false

  var connectRequest: Position?
  var connectRepeats: UInt32 = 0
  /// The last final response (RFC 9110, section 15.2).
  var connectResponse: Position?
  var proxyStatus: UInt32 = 0
  var tunnel: Position?

  var otherData = PerRole<Position?>(client: nil, server: nil)
  /// The client's first request to a WSUS server over plain HTTP, and what the requests of the flow are for.
  var wsusRequest: Position?
  var wsus = WSUSSummary()
  /// What the server first said behind the hello that is not TLS.
  var clearText: Position?
  var firstTLS = PerRole<Position?>(client: nil, server: nil)
  var changeCipherSpec = PerRole<Position?>(client: nil, server: nil)
  var finished = PerRole<Position?>(client: nil, server: nil)
  var applicationData = PerRole<Position?>(client: nil, server: nil)
  /// TLS 1.3: the client's last flight begins with its Finished, so it sent no certificate.
  var flightIsFinished = false
  /// TLS 1.3: the client's last data after its Finished, and the server's first that is larger than an alert.
  var dataAfterFinished = PerRole<Position?>(client: nil, server: nil)
  /// TLS 1.3: the server's record of an alert's size that came first after the client's Finished.
  var alertAfterFinished: Position?
  var encryptedAlert = PerRole<Position?>(client: nil, server: nil)

  var firstHello: Position?
  /// The first hello's index in ``EvidenceStore/sightings``.
  var firstHelloReference: UInt32?
  var lastHello: Position?
  /// The last hello or repetition of it.
  var lastHelloSent: Position?
  var helloRepeats: UInt32 = 0
  var helloRetry: Position?
  var serverHello: Position?
  var negotiated: ProtocolVersion?
  var resumes = false
  var certificate: Position?
  /// TLS 1.2: the server asked for a certificate, and the client answered with a chain; an empty one is an answer too.
  var certificateRequest: Position?
  var clientCertificate: Position?
  var clientHasCertificate = false
  /// A warning by which the client refuses the certificate: the reason of the end that follows.
  var certificateWarning: EndSign?
  var serverHelloDone: Position?
  var keyExchange: Position?
  /// How the first hello's offer fits what the server accepts.
  var offer: OfferAssessment?

  /// Borrows the evidence, which would be copied for each flow.
  init(_ evidence: borrowing FlowEvidence, captureEnd: Int64) {
    packets = evidence.packets
    clientBytes = evidence.bytes.client
    clientSentOnlyHeader = evidence.clientSentOnlyHeader
    serverPort = evidence.server.port
    isStartMissing = evidence.isStartMissing
    lacksReceived = evidence.lacksReceived
    givenUp = evidence.givenUp
    firstFrame = evidence.firstFrame
    lastFrame = evidence.lastFrame
    start = evidence.start
    hopLimits = evidence.hopLimits
    wentOnAfterReset = evidence.wentOnAfterReset
    clientSentMore = evidence.clientWentOn
    isServerPrivate = evidence.server.address.isPrivate
    captureElapsed = milliseconds(to: captureEnd)
  }

  /// Whole milliseconds since the flow's first frame; 0 for an earlier time, and at most some 49 days.
  func milliseconds(to time: Int64) -> UInt32 {
    let (passed, isTooFar) = time.subtractingReportingOverflow(start)
    if isTooFar { return time > start ? .max : 0 }
    return UInt32(clamping: passed / 1_000_000)
  }
}

/// The times by which an end is compared with the connection's round trips, in nanoseconds.
struct FlowTimes: Sendable {
  private(set) var syn: Int64?
  private(set) var synAck: Int64?
  private(set) var hello: Int64?
  private(set) var lastHello: Int64?
  private(set) var flight: Int64?
  private(set) var lastClientData: Int64?
  /// From the capture to the server and back, as SYN and SYN/ACK show it; nil when unknown.
  private var serverRoundTrip: Int64?
  /// From the capture to the client and back, as SYN/ACK and ACK show it.
  private var clientRoundTrip: Int64?
  private var isRepeated = false

  /// The shortest over a network. What the client's own computer answers at once is none.
  var shortestRoundTrip: Int64? {
    guard let clientRoundTrip, clientRoundTrip >= Self.shortestOverNetwork else { return serverRoundTrip }
    return min(serverRoundTrip ?? .max, clientRoundTrip)
  }

  /// In nanoseconds: a capture on the client sees its ACK sooner.
  private static let shortestOverNetwork: Int64 = 500_000

  /// From end to end and back, wherever the capture was taken.
  var wholeRoundTrip: Int64? { serverRoundTrip.map { $0 &+ (clientRoundTrip ?? 0) } }

  /// Inlined: a call for each event copies it.
  @inline(__always)
  mutating func note(_ event: FlowEvent) {
    switch event.payload {
    case .syn:
      syn = syn ?? event.time
      noteRoundTrip()
    case .synAck:
      synAck = synAck ?? event.time
      noteRoundTrip()
    case .handshakeAck: clientRoundTrip = clientRoundTrip ?? roundTrip(from: synAck, to: event.time)
    case .retransmission(let kind):
      if kind == .syn || kind == .synAck { isRepeated = true }
      if kind == .clientHello, event.from == .client { lastHello = event.time }
    case .clientHello:
      hello = hello ?? event.time
      lastHello = event.time
    case .applicationData where event.from == .client: flight = event.time
    case .clientDataAfterFinished: lastClientData = event.time
    case .applicationData, .connectRequest, .connectResponse, .serverHello, .helloRetryRequest, .certificate,
      .serverKeyExchange, .certificateRequest, .serverHelloDone, .certificateStatus, .newSessionTicket,
      .certificateVerify, .clientKeyExchange, .alert, .encryptedAlert,
      .changeCipherSpec, .finished, .serverDataAfterFinished, .heartbeat, .otherData, .wsusRequest,
      .wsusResponse, .wsusExchanges, .fin, .rst, .outOfWindowReset, .gap,
      .truncated, .unreachable, .packetTooBig:
      break
    }
  }

  /// The answer may be captured before what it answers.
  private mutating func noteRoundTrip() {
    serverRoundTrip = serverRoundTrip ?? roundTrip(from: syn, to: synAck)
  }

  private func roundTrip(from question: Int64?, to answer: Int64?) -> Int64? {
    guard let question, let answer, !isRepeated, answer > question else { return nil }
    return answer &- question
  }
}

/// What the policy states of a server, as far as doubts depend on it.
struct KnownTerms: Sendable {
  var statesMinimum = false
  var statesSuites = false
  /// False where the endpoint may accept groups that the policy does not name.
  var areGroupsComplete = true
  var statesSignatureAlgorithms = false
  /// The lists that are more than two years older than the capture, or changed in its month.
  var dated: ListKinds = []
}
