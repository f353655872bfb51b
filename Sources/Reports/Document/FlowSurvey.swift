import Diagnosis
import Packets
import Protocols

/// What has to be known of all flows before the first line is written. Four bytes a listed flow are kept.
struct FlowSurvey {
  /// Flows that succeeded between one client and one endpoint with one outcome.
  struct Success: Hashable {
    var client: IPAddress
    var server: String
    /// What was negotiated, as far as it was captured.
    var version: ProtocolVersion?
    var cipherSuite: CipherSuite?
  }

  private(set) var flowCount = 0
  /// Flows for the table.
  private(set) var listed: [UInt32] = []
  /// Flows that belong in the table and are only counted, because it is long enough.
  private(set) var unlisted = 0
  /// How many of the others have each verdict, in the order of `Verdict.allCases`.
  private(set) var others = [Int](repeating: 0, count: Verdict.allCases.count)
  private(set) var successes: [(pair: Success, count: Int)] = []
  private(set) var unlistedSuccesses = 0
  private(set) var hasEndpointSuccess = false
  private(set) var hasEndpointFlow = false
  /// No flow to an endpoint is known, but names of servers may be in what was truncated.
  var mayHideEndpoints: Bool { isTruncated && !hasEndpointFlow }
  private(set) var endpointUndecided: [Verdict: Int] = [:]
  private(set) var undecided: [Verdict: Int] = [:]
  /// The first success to an endpoint, else the first success: a walkthrough worth showing.
  private(set) var exemplar: Int?
  /// Flows to a WSUS server over plain HTTP.
  private(set) var wsusFlows = 0
  private(set) var columns = FlowColumns()

  private var places: [Success: Int] = [:]
  private var exemplarIsEndpoint = false
  private(set) var hasSuccess = false
  private let isTruncated: Bool

  init(_ capture: ReportedCapture, options: ReportOptions) {
    isTruncated = capture.description.truncatedPackets != nil
    let selection = FlowSelection(capture, options: options)
    for id in selection.ids {
      let role = capture.endpointRole(id)
      guard role != nil || !options.onlyEndpoints else { continue }
      flowCount += 1
      // Of the other endpoints a table is to show what failed; `--only-endpoints` asks for all of them.
      add(id, role, capture, options)
    }
  }

  /// Nothing failed, nothing succeeded, and something was left open. A flow whose deciding bytes were truncated may be
  /// one to an endpoint, if no other is.
  var provesNothing: Bool {
    if hasEndpointSuccess { return false }
    let mayBeEndpoint = mayHideEndpoints && undecided[.incompleteCapture] != nil
    return !endpointUndecided.isEmpty || (!hasSuccess || mayBeEndpoint) && !undecided.isEmpty
  }

  private mutating func add(
    _ id: Int, _ role: EndpointRole?, _ capture: ReportedCapture, _ options: ReportOptions
  ) {
    let isEndpoint = role?.isUpdateService ?? false
    let verdict = capture.judgement(id).verdict
    hasEndpointFlow = hasEndpointFlow || isEndpoint
    if verdict == .incompleteCapture || verdict == .unfinished {
      undecided[verdict, default: 0] += 1
      if isEndpoint { endpointUndecided[verdict, default: 0] += 1 }
    }
    if verdict == .success { addSuccess(id, isEndpoint: isEndpoint, capture) }
    if verdict == .notTLS, capture.judgement(id).isOfWSUS { wsusFlows += 1 }
    guard options.lists(capture.judgement(id), role) else {
      others[verdict.place] += 1
      return
    }
    if options.listsAllFlows || listed.count < CaptureDocument.flowLines {
      listed.append(UInt32(clamping: id))
      columns.fit(capture.flow(id))
    } else {
      unlisted += 1
    }
  }

  private mutating func addSuccess(_ id: Int, isEndpoint: Bool, _ capture: ReportedCapture) {
    hasSuccess = true
    if exemplar == nil || (isEndpoint && !exemplarIsEndpoint) {
      (exemplar, exemplarIsEndpoint) = (id, isEndpoint)
    }
    guard isEndpoint else { return }
    hasEndpointSuccess = true
    let flow = capture.flow(id)
    let store = capture.store
    let facts = FlowSummary(flow, store: store)
    let hello = facts.serverHello?.serverHelloIndex.map { store.serverHellos[Int($0)] }
    let pair = Success(
      client: flow.evidence.client.address, server: flow.shownServer,
      version: facts.negotiatedVersion(store), cipherSuite: hello?.cipherSuite)
    if let place = places[pair] {
      successes[place].count += 1
    } else if successes.count < CaptureDocument.successLines {
      places[pair] = successes.count
      successes.append((pair, 1))
    } else {
      unlistedSuccesses += 1
    }
  }
}
