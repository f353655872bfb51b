import Packets

/// A finding while its flows are being added: 96 bytes.
///
/// A hostile capture has one for each flow, so only what repeats is in a ``FindingDetails``.
struct FindingAccumulator: Sendable {
  let pair: UInt32
  /// The pair's previous finding; ``PairHistory/noDraft`` for the first.
  let previous: UInt32
  let code: FindingCode
  private(set) var confidence: Confidence
  /// ``noEndpoint`` for other servers.
  let endpoint: UInt16
  let port: UInt16
  /// Every flow ended with status 407.
  private(set) var isChallenge: Bool
  /// In every flow another cause than the one named may have ended it: no issue of the article is decided.
  private(set) var isCauseDoubtful: Bool
  let flow: UInt32
  let address: IPAddress
  private(set) var first: Int64
  private(set) var last: Int64
  /// The start of the last flow: a later success lowers the finding's severity.
  private(set) var lastStart: Int64
  private(set) var decisiveFlow: UInt32
  private(set) var traits: FindingTraits
  /// Some flows come from another TLS stack than the first.
  var hasOtherStacks = false
  /// That all flows are of, as far as the capture names it.
  private(set) var program = Program.notAsked
  /// The offer of the first flow to an endpoint.
  var offer = FindingAccumulator.none
  var newerSystem = FindingAccumulator.none
  /// The index of its ``WSUSError``.
  var wsusError = FindingAccumulator.none
  /// The index of its ``FindingDetails``; ``none`` for a single flow.
  var rest = FindingAccumulator.none

  static let none = UInt32.max
  static let noEndpoint = UInt16.max

  init(
    _ evidence: FlowEvidence, _ code: FindingCode, _ judgement: Judgement, endpoint: UInt16?, pair: Int,
    previous: UInt32
  ) {
    self.pair = UInt32(truncatingIfNeeded: pair)
    self.previous = previous
    self.code = code
    confidence = code.ownConfidence ?? judgement.confidence
    isChallenge = judgement.isChallenged
    traits = FindingTraits(judgement)
    isCauseDoubtful = judgement.isCauseDoubtful
    self.endpoint = endpoint ?? Self.noEndpoint
    flow = UInt32(clamping: evidence.id)
    address = evidence.server.address
    port = evidence.server.port
    first = evidence.start
    last = evidence.end
    lastStart = evidence.start
    decisiveFlow = flow
  }

  enum Program: UInt8, Sendable {
    case notAsked
    case workerProcess
    case service
    /// Another, none that is known, or several.
    case none

    init(_ component: LoggedComponent?) {
      switch component {
      case .workerProcess: self = .workerProcess
      case .service: self = .service
      case .configurationManager, .configurationManagerOfWSUS, .controlManagerOfWSUS, .unknown, nil:
        self = .none
      }
    }

    var component: LoggedComponent? {
      switch self {
      case .workerProcess: .workerProcess
      case .service: .service
      case .notAsked, .none: nil
      }
    }
  }

  /// - Parameter component: the program of the flow that was added last.
  mutating func noteProgram(_ component: LoggedComponent?) {
    let program = Program(component)
    self.program = self.program == .notAsked || self.program == program ? program : .none
  }

  mutating func add(_ evidence: FlowEvidence, _ judgement: Judgement) {
    first = min(first, evidence.start)
    last = max(last, evidence.end)
    lastStart = max(lastStart, evidence.start)
    isChallenge = isChallenge && judgement.isChallenged
    isCauseDoubtful = isCauseDoubtful && judgement.isCauseDoubtful
    if code.ownConfidence == nil, judgement.confidence.rank < confidence.rank {
      confidence = judgement.confidence
      decisiveFlow = UInt32(clamping: evidence.id)
      traits = FindingTraits(judgement)
    }
  }
}

/// The flows of a finding after its first, and the server's ends that differ from that flow's.
struct FindingDetails: Sendable {
  private(set) var flows: [UInt32] = []
  private(set) var addresses: [IPAddress] = []
  private(set) var ports: [UInt16] = []

  /// How many addresses and ports a finding lists: a name seldom has more than a dozen.
  private static let endPointLimit = 32

  mutating func add(_ evidence: FlowEvidence, behind draft: FindingAccumulator) {
    flows.append(UInt32(clamping: evidence.id))
    let (address, port) = (evidence.server.address, evidence.server.port)
    if address != draft.address, addresses.count < Self.endPointLimit, !addresses.contains(address) {
      addresses.append(address)
    }
    if port != draft.port, ports.count < Self.endPointLimit, !ports.contains(port) { ports.append(port) }
  }
}
