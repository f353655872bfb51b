import PacketDecoding

/// A finding while its flows are still coming in.
///
/// A hostile or very large capture has one for each flow, so what is usually single (flow, address, port)
/// stands in the draft itself and only what repeats takes an array.
struct FindingDraft: Sendable {
  /// The endpoint's place in the policy; nil for other servers.
  let endpoint: UInt16?
  private let firstFlow: Int
  private let firstAddress: IPAddress
  private let firstPort: UInt16
  private var moreFlows: [Int] = []
  private var moreAddresses: [IPAddress] = []
  private var morePorts: [UInt16] = []
  private(set) var first: Int64
  private var last: Int64
  /// The start of the last flow: a success after it cures the finding.
  private(set) var lastStart: Int64
  private var confidence: Confidence
  private(set) var decisiveFlow: Int
  /// The first flow whose hello only a newer system sends.
  private(set) var newerSystem: Int?

  /// How many addresses and ports a finding lists: a name seldom has more than a dozen, and a scan of all
  /// ports is not told better by listing them.
  private static let endPointLimit = 32

  init(_ flow: JudgedFlow, endpoint: UInt16?) {
    self.endpoint = endpoint
    firstFlow = flow.evidence.id
    firstAddress = flow.evidence.server.address
    firstPort = flow.evidence.server.port
    first = flow.evidence.start
    last = flow.evidence.end
    lastStart = flow.evidence.start
    confidence = flow.judgement.confidence
    decisiveFlow = flow.evidence.id
  }

  /// Adds a flow after the one that the draft was made with.
  mutating func add(_ flow: JudgedFlow) {
    moreFlows.append(flow.evidence.id)
    note(address: flow.evidence.server.address, port: flow.evidence.server.port)
    first = min(first, flow.evidence.start)
    last = max(last, flow.evidence.end)
    lastStart = max(lastStart, flow.evidence.start)
    if flow.judgement.confidence.rank < confidence.rank {
      confidence = flow.judgement.confidence
      decisiveFlow = flow.evidence.id
    }
  }

  mutating func note(newerSystemIn flow: Int) {
    if newerSystem == nil { newerSystem = flow }
  }

  private mutating func note(address: IPAddress, port: UInt16) {
    if address != firstAddress, moreAddresses.count < Self.endPointLimit, !moreAddresses.contains(address) {
      moreAddresses.append(address)
    }
    if port != firstPort, morePorts.count < Self.endPointLimit, !morePorts.contains(port) {
      morePorts.append(port)
    }
  }

  func finding(
    _ key: FindingKey, severity: Severity, name: String?, endpoint: Endpoint?, issue: IssueAssessment?
  ) -> Finding {
    Finding(
      code: key.code, severity: severity, client: key.pair.client, serverName: name, endpoint: endpoint,
      serverAddresses: [firstAddress] + moreAddresses, serverPorts: [firstPort] + morePorts,
      route: key.pair.route, confidence: confidence, flows: [firstFlow] + moreFlows, first: first,
      last: last, issue: issue, decisiveFlow: decisiveFlow)
  }
}
