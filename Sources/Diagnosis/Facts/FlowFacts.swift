import Packets
import Protocols

/// A flow's evidence as the facts that rules ask for, drawn once from its events.
///
/// It holds numbers only: a rule reads it without touching a counted reference.
struct FlowFacts: Sendable {
  /// Where something happened in the flow: 16 bytes, because the facts hold some thirty of them.
  struct Position: Hashable, Sendable {
    var frame: UInt32
    /// Index among the flow's events: what came first decides.
    var index: UInt32
    /// Whole milliseconds since the flow's first frame; see ``FlowFacts/milliseconds(to:)``.
    var elapsed: UInt32
    /// It is an encrypted record that is as small as an alert.
    var isAlertSized = false
  }

  // The flow.
  let packets: PerRole<UInt32>
  let clientBytes: UInt64
  let serverPort: UInt16
  let isStartMissing: Bool
  /// Bytes of a side that the other received are not in the capture, whether before the end or after.
  let lacksReceived: PerRole<Bool>
  let firstFrame: UInt32
  let lastFrame: UInt32
  /// The flow's first frame, in nanoseconds since 1970 (UTC).
  let start: Int64
  /// Whole milliseconds from there to the capture's last frame.
  private(set) var captureElapsed: UInt32 = 0

  // The server, as far as names and the policy tell.
  var standing: ServerStanding = .unnamed
  var isEndpointOfTLS = false

  // TCP.
  var syn: Position?
  var lastSyn: Position?
  var synCount: UInt32 = 0
  /// SYNs and RSTs of the client, copies included: a client that sent more was answered.
  var attemptPackets: UInt32 = 0
  var copies = CopyFilter()
  var synAck: Position?
  var handshakeAck: Position?
  var unreachable: Position?
  /// The first thing that ended the flow, and when.
  var end: EndSign?
  var endPosition: Position?
  /// The first bytes of each side that the capture lacks, before the end.
  var loss = PerRole<Position?>(client: nil, server: nil)
  var lossIsCut = false

  // The proxy.
  var connectRequest: Position?
  var connectRepeats: UInt32 = 0
  /// The last answer that is no interim one (RFC 9110, section 15.2).
  var connectResponse: Position?
  var proxyStatus: UInt32 = 0
  /// The answer that opened the tunnel.
  var tunnel: Position?

  // What each side sent.
  var otherData = PerRole<Position?>(client: nil, server: nil)
  /// Anything of TLS.
  var firstTLS = PerRole<Position?>(client: nil, server: nil)
  var changeCipherSpec = PerRole<Position?>(client: nil, server: nil)
  var finished = PerRole<Position?>(client: nil, server: nil)
  var applicationData = PerRole<Position?>(client: nil, server: nil)
  /// A side's application data after its first record, the last that was noted.
  var dataAfterFinished = PerRole<Position?>(client: nil, server: nil)
  var encryptedAlert = PerRole<Position?>(client: nil, server: nil)

  // The handshake.
  var firstHello: Position?
  /// The first hello's index in ``EvidenceStore/sightings``.
  var firstHelloReference: UInt32?
  var lastHello: Position?
  var helloRepeats: UInt32 = 0
  var helloRetry: Position?
  /// The ServerHello that decides.
  var serverHello: Position?
  var negotiated: ProtocolVersion?
  var resumes = false
  var certificate: Position?
  /// An alert of level warning by which the client refuses the certificate: the end that follows is over it.
  var certificateWarning: EndSign?
  var serverHelloDone: Position?
  var keyExchange: Position?
  /// What the first hello offers against what the server takes.
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

  /// Whole milliseconds from the flow's first frame to a time; 0 for an earlier one, as clocks that are set
  /// back leave it, and at most some 49 days.
  func milliseconds(to time: Int64) -> UInt32 {
    let (passed, isTooFar) = time.subtractingReportingOverflow(start)
    if isTooFar { return time > start ? .max : 0 }
    return UInt32(clamping: passed / 1_000_000)
  }
}
