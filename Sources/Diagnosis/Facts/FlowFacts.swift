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
  let serverPort: UInt16
  let isStartMissing: Bool
  let lacksReceived: PerRole<Bool>
  let firstFrame: UInt32
  let lastFrame: UInt32
  let start: Int64
  /// Whole milliseconds from there to the capture's last frame.
  private(set) var captureElapsed: UInt32 = 0

  var standing: ServerStanding = .unnamed
  var isEndpointOfTLS = false

  var syn: Position?
  var lastSyn: Position?
  var synCount: UInt32 = 0
  /// SYNs and RSTs of the client, copies included: a client that sent more was answered.
  var attemptPackets: UInt32 = 0
  var copies = CopyFilter()
  var synAck: Position?
  var handshakeAck: Position?
  var unreachable: Position?
  var end: EndSign?
  var endPosition: Position?
  var loss = PerRole<Position?>(client: nil, server: nil)
  var lossIsCut = false

  var connectRequest: Position?
  var connectRepeats: UInt32 = 0
  /// The last final response (RFC 9110, section 15.2).
  var connectResponse: Position?
  var proxyStatus: UInt32 = 0
  var tunnel: Position?

  var otherData = PerRole<Position?>(client: nil, server: nil)
  var firstTLS = PerRole<Position?>(client: nil, server: nil)
  var changeCipherSpec = PerRole<Position?>(client: nil, server: nil)
  var finished = PerRole<Position?>(client: nil, server: nil)
  var applicationData = PerRole<Position?>(client: nil, server: nil)
  /// A side's application data after its first record.
  var dataAfterFinished = PerRole<Position?>(client: nil, server: nil)
  var encryptedAlert = PerRole<Position?>(client: nil, server: nil)

  var firstHello: Position?
  /// The first hello's index in ``EvidenceStore/sightings``.
  var firstHelloReference: UInt32?
  var lastHello: Position?
  var helloRepeats: UInt32 = 0
  var helloRetry: Position?
  var serverHello: Position?
  var negotiated: ProtocolVersion?
  var resumes = false
  var certificate: Position?
  /// A warning by which the client refuses the certificate: the reason of the end that follows.
  var certificateWarning: EndSign?
  var serverHelloDone: Position?
  var keyExchange: Position?
  /// How the first hello's offer fits what the server accepts.
  var offer: OfferAssessment?

  init(_ evidence: FlowEvidence, captureEnd: Int64) {
    packets = evidence.packets
    clientBytes = evidence.bytes.client
    serverPort = evidence.server.port
    isStartMissing = evidence.isStartMissing
    lacksReceived = evidence.lacksReceived
    firstFrame = evidence.firstFrame
    lastFrame = evidence.lastFrame
    start = evidence.start
    captureElapsed = milliseconds(to: captureEnd)
  }

  /// Whole milliseconds since the flow's first frame; 0 for an earlier time, and at most some 49 days.
  func milliseconds(to time: Int64) -> UInt32 {
    let (passed, isTooFar) = time.subtractingReportingOverflow(start)
    if isTooFar { return time > start ? .max : 0 }
    return UInt32(clamping: passed / 1_000_000)
  }
}
