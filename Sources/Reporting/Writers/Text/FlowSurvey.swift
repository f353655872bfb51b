import Diagnosis
import PacketDecoding
import ProtocolParsing

/// What has to be known of all flows before the first line is written. Four bytes a listed flow are kept.
struct FlowSurvey {
  /// Flows that succeeded between one client and one endpoint with one outcome.
  struct Success: Hashable {
    var client: IPAddress
    var server: String
    var version: UInt16
    var cipherSuite: UInt16
  }

  private(set) var flowCount = 0
  /// Flows for the table.
  private(set) var listed: [UInt32] = []
  /// The verdicts of the others.
  private(set) var others: [Verdict: Int] = [:]
  private(set) var successes: [(pair: Success, count: Int)] = []
  private(set) var unlistedSuccesses = 0
  private(set) var hasEndpointSuccess = false
  private(set) var hasEndpointFlow = false
  private(set) var endpointUndecided: [Verdict: Int] = [:]
  private(set) var undecided: [Verdict: Int] = [:]
  /// The first success to an endpoint, else the first success: a walkthrough worth showing.
  private(set) var exemplar: Int?
  private(set) var columns = FlowColumns()

  private var places: [Success: Int] = [:]
  private var exemplarIsEndpoint = false
  private var hasSuccess = false

  init(_ capture: ReportedCapture, options: ReportOptions) {
    let selection = FlowSelection(capture, options: options)
    for id in selection.ids {
      let flow = capture.flow(id)
      guard selection.includes(flow) else { continue }
      flowCount += 1
      add(flow, capture.store, listsAll: options.listsAllFlows)
    }
  }

  /// Nothing failed, nothing succeeded, and something was left open.
  var provesNothing: Bool {
    if hasEndpointSuccess { return false }
    return !endpointUndecided.isEmpty || (!hasSuccess && !undecided.isEmpty)
  }

  private mutating func add(_ flow: JudgedFlow, _ store: EvidenceStore, listsAll: Bool) {
    let verdict = flow.judgement.verdict
    let isEndpoint = flow.endpoint != nil
    hasEndpointFlow = hasEndpointFlow || isEndpoint
    if verdict == .incompleteCapture || verdict == .unfinished {
      undecided[verdict, default: 0] += 1
      if isEndpoint { endpointUndecided[verdict, default: 0] += 1 }
    }
    if verdict == .success { addSuccess(flow, store) }
    if listsAll || isEndpoint || verdict.isFailure {
      listed.append(UInt32(clamping: flow.evidence.id))
      columns.fit(flow)
    } else {
      others[verdict, default: 0] += 1
    }
  }

  private mutating func addSuccess(_ flow: JudgedFlow, _ store: EvidenceStore) {
    hasSuccess = true
    let isEndpoint = flow.endpoint != nil
    if exemplar == nil || (isEndpoint && !exemplarIsEndpoint) {
      (exemplar, exemplarIsEndpoint) = (flow.evidence.id, isEndpoint)
    }
    guard isEndpoint else { return }
    hasEndpointSuccess = true
    let facts = FlowFacts(flow.evidence.events)
    let hello = facts.serverHello.map { store.serverHellos[Int($0.detail)] }
    let pair = Success(
      client: flow.evidence.client.address, server: flow.shownServer,
      version: facts.negotiatedVersion(store)?.rawValue ?? 0, cipherSuite: hello?.cipherSuite.rawValue ?? 0)
    if let place = places[pair] {
      successes[place].count += 1
    } else if successes.count < TextWriter.successLines {
      places[pair] = successes.count
      successes.append((pair, 1))
    } else {
      unlistedSuccesses += 1
    }
  }
}

extension JudgedFlow {
  /// The server's name, else its address.
  var shownServer: String { serverName?.name ?? evidence.server.address.description }

  /// The name or address and the port.
  var shownServerEnd: String {
    serverName.map { "\($0.name):\(evidence.server.port)" } ?? evidence.server.description
  }
}
