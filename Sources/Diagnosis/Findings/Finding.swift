package import Packets

/// How much a finding matters.
package enum Severity: String, CaseIterable, Hashable, Sendable {
  case error
  case warning
  case info
}

/// What a finding is about. The raw value is the code of the report.
package enum FindingCode: Hashable, Sendable {
  /// Flows that failed with this verdict.
  case verdict(Verdict)
  /// A flow to an endpoint that is no longer served.
  case endpointRetired
  /// A flow to an endpoint that will be retired.
  case endpointDeprecated
  /// The endpoint's certificate comes from an issuer that the policy does not expect.
  case tlsInspection

  package var rawValue: String {
    switch self {
    case .verdict(let verdict): verdict.rawValue
    case .endpointRetired: "endpoint_retired"
    case .endpointDeprecated: "endpoint_deprecated"
    case .tlsInspection: "tls_inspection"
    }
  }
}

/// How a client reaches a server.
package enum Route: String, Hashable, Sendable {
  case direct
  case proxy
}

/// One thing that is wrong: all failed flows of one client to one server by one route with one verdict.
package struct Finding: Sendable {
  package var code: FindingCode
  package var severity: Severity
  package var client: IPAddress
  /// The server's name; nil when nothing names it.
  package var serverName: String?
  private var entry: PolicyEntry?
  package var serverAddresses: [IPAddress]
  package var serverPorts: [UInt16]
  package var route: Route
  package var confidence: Confidence
  /// Ids of the flows, in order.
  package var flows: [Int]
  /// Start of the first and end of the last flow, in nanoseconds since 1970 (UTC).
  package var first: Int64
  package var last: Int64
  /// One or none: few findings have one, and all are moved about with the room for it.
  private var assessments: [IssueAssessment]
  /// The flow whose walkthrough proves it best: the first with the surest verdict.
  package var decisiveFlow: Int
  /// A later flow of the same client to the same server by the same route succeeded.
  package var laterSucceeded: Bool

  /// The endpoint of the policy, when the name is one.
  package var endpoint: Endpoint? {
    get { entry?.endpoint }
    set { entry = newValue.map { PolicyEntry($0) } }
  }

  /// Whether the server is an endpoint of the policy, without a copy of its entry.
  package var isAtEndpoint: Bool { if case .some = entry { true } else { false } }

  /// The article's issue; nil when the article has none for it.
  package var issue: IssueAssessment? {
    get { assessments.first }
    set { assessments = newValue.map { [$0] } ?? [] }
  }

  /// Whether the article has an issue for it, without a copy of it.
  package var hasIssue: Bool { !assessments.isEmpty }

  package init(
    code: FindingCode, severity: Severity, client: IPAddress, serverName: String?, endpoint: Endpoint?,
    serverAddresses: [IPAddress], serverPorts: [UInt16], route: Route, confidence: Confidence,
    flows: [Int], first: Int64, last: Int64, issue: IssueAssessment?, decisiveFlow: Int
  ) {
    self.init(
      code: code, severity: severity, client: client, serverName: serverName,
      entry: endpoint.map { PolicyEntry($0) }, serverAddresses: serverAddresses, serverPorts: serverPorts,
      route: route, confidence: confidence, flows: flows, first: first, last: last, issue: issue,
      decisiveFlow: decisiveFlow, laterSucceeded: false)
  }

  init(
    code: FindingCode, severity: Severity, client: IPAddress, serverName: String?, entry: PolicyEntry?,
    serverAddresses: [IPAddress], serverPorts: [UInt16], route: Route, confidence: Confidence,
    flows: [Int], first: Int64, last: Int64, issue: IssueAssessment?, decisiveFlow: Int, laterSucceeded: Bool
  ) {
    self.code = code
    self.severity = severity
    self.client = client
    self.serverName = serverName
    self.entry = entry
    self.serverAddresses = serverAddresses
    self.serverPorts = serverPorts
    self.route = route
    self.confidence = confidence
    self.flows = flows
    self.first = first
    self.last = last
    assessments = issue.map { [$0] } ?? []
    self.decisiveFlow = decisiveFlow
    self.laterSucceeded = laterSucceeded
  }
}

extension Severity {
  /// How much a failed flow matters.
  ///
  /// A server that synchronises or imports cannot work without these endpoints: error. Content hosts have
  /// siblings that serve the same files, certificate lists are kept for days, and other servers may not concern WSUS
  /// at all: warning.
  init(ofFailureAt role: EndpointRole?) {
    switch role {
    case .sync, .legacySync, .retired, .catalog, .downstreamServer: self = .error
    case .content, .certificateLists, nil: self = .warning
    }
  }

  /// The next lower severity; info stays info.
  var lowered: Severity { self == .error ? .warning : .info }

  /// 0 for the gravest.
  var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .info: 2
    }
  }
}

extension FindingCode {
  /// The severity of findings that are no failed handshake.
  ///
  /// A retired endpoint still serves Windows Update clients, and an inspected connection may work: warning.
  /// A deprecated endpoint works today: info.
  var ownSeverity: Severity? {
    switch self {
    case .verdict: nil
    case .endpointRetired, .tlsInspection: .warning
    case .endpointDeprecated: .info
    }
  }
}

extension Confidence {
  /// 0 for the surest.
  var rank: Int {
    switch self {
    case .certain: 0
    case .probable: 1
    case .possible: 2
    }
  }
}
