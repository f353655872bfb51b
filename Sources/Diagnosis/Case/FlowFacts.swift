import Packets
import Protocols

/// A flow's evidence as the facts that rules ask for, drawn once from its events.
///
/// It holds numbers only: a rule reads it without touching a counted reference.
struct FlowFacts: Sendable {
  /// Where something stands in the flow. Sixteen bytes, because a case holds some thirty.
  struct Mark: Hashable, Sendable {
    var frame: UInt32
    /// Place among the flow's events: what came first decides.
    var index: UInt32
    /// What the event says of itself; see ``FlowEvent/Kind``.
    var detail: UInt32
    /// Whole milliseconds since the flow's first frame; see ``FlowFacts/milliseconds(to:)``.
    var elapsed: UInt32
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
  var syn: Mark?
  var lastSyn: Mark?
  var synCount: UInt32 = 0
  /// SYNs and RSTs of the client, copies included: a client that sent more was answered.
  var attemptPackets: UInt32 = 0
  /// The last SYN, CONNECT or hello of the client, repetitions included.
  var lastRepeatable: Mark?
  var synAck: Mark?
  var handshakeAck: Mark?
  var unreachable: Mark?
  /// The first thing that ended the flow, and when.
  var end: EndSign?
  var endMark: Mark?
  /// The first bytes of each side that the capture lacks, before the end.
  var loss = PerRole<Mark?>(client: nil, server: nil)
  var lossIsCut = false

  // The proxy.
  var connectRequest: Mark?
  var connectRepeats: UInt32 = 0
  /// The last answer that is no interim one (RFC 9110, section 15.2).
  var connectResponse: Mark?
  /// The answer that opened the tunnel.
  var tunnel: Mark?

  // What each side sent.
  var otherData = PerRole<Mark?>(client: nil, server: nil)
  /// Anything of TLS.
  var firstTLS = PerRole<Mark?>(client: nil, server: nil)
  var changeCipherSpec = PerRole<Mark?>(client: nil, server: nil)
  var finished = PerRole<Mark?>(client: nil, server: nil)
  var applicationData = PerRole<Mark?>(client: nil, server: nil)
  /// A side's application data after its first record, the last that was noted.
  var dataAfterFinished = PerRole<Mark?>(client: nil, server: nil)
  var encryptedAlert = PerRole<Mark?>(client: nil, server: nil)

  // The handshake.
  var firstHello: Mark?
  var lastHello: Mark?
  var helloRepeats: UInt32 = 0
  var helloRetry: Mark?
  /// The ServerHello that decides.
  var serverHello: Mark?
  var negotiated: ProtocolVersion?
  var resumes = false
  var certificate: Mark?
  /// An alert of level warning by which the client refuses the certificate: the end that follows is over it.
  var certificateWarning: Mark?
  var serverHelloDone: Mark?
  var keyExchange: Mark?
  /// What the first hello offers against what the server takes.
  var offer: Offer?

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

/// What is known of a flow's server.
enum ServerStanding: Hashable, Sendable {
  /// Nothing names it.
  case unnamed
  /// It has a name that the policy does not know.
  case named
  /// It is an endpoint of the policy.
  case endpoint
}

/// What a hello offers against what its server takes.
struct Offer: Sendable {
  var frame: UInt32
  var version: ProtocolVersion
  /// False when the hello was cut where it may offer more than ``version``.
  var isVersionProven: Bool
  /// The lowest version that the server takes, known or assumed.
  var minimum: ProtocolVersion
  var isComplete: Bool
  var suites: SuiteFit

  /// A number under SSL 2.0 stands for a version that was cut off: it proves nothing.
  var isTooOld: Bool { version >= .ssl20 && version < minimum }
}

extension Offer {
  /// Holds the hello of a frame against what the server takes.
  init(_ hello: ClientHello, of frame: UInt32, taken: ServerTerms) {
    self.frame = frame
    version = hello.provenHighestVersion ?? hello.clientVersion ?? ProtocolVersion(rawValue: 0)
    isVersionProven = hello.provenHighestVersion != nil
    minimum = taken.minimumVersion
    isComplete = hello.isComplete
    suites = taken.fit(hello)
  }
}
