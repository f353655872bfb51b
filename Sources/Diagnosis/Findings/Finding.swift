package import Packets

package enum Severity: String, CaseIterable, Hashable, Sendable {
  case error
  case warning
  case info
}

/// The raw value is the code in the report.
package enum FindingCode: Hashable, Sendable {
  case verdict(Verdict)
  case endpointRetired
  case endpointDeprecated
  /// The endpoint's certificate comes from an issuer that the policy does not expect.
  case tlsInspection
  /// DNS gave the client no address for an endpoint or for its proxy.
  case nameNotResolved
  /// TLS was established, and the request was received and never answered.
  case noResponse
  /// The path loses large packets of the server, small ones arrive.
  case pathMTU
  /// A WSUS server answered a request over plain HTTP with an error of HTTP, or with a SOAP fault.
  case wsusHTTPError
  case wsusSOAPFault

  package var rawValue: String {
    switch self {
    case .verdict(let verdict): verdict.rawValue
    case .endpointRetired: "endpoint_retired"
    case .endpointDeprecated: "endpoint_deprecated"
    case .tlsInspection: "tls_inspection"
    case .nameNotResolved: "name_not_resolved"
    case .noResponse: "no_response"
    case .pathMTU: "path_mtu"
    case .wsusHTTPError: "wsus_http_error"
    case .wsusSOAPFault: "wsus_soap_fault"
    }
  }
}

package enum Route: String, Hashable, Sendable {
  case direct
  case proxy
}

/// One thing that is wrong: all failed flows of one client to one server by one route with one verdict.
package struct Finding: Sendable {
  package var code: FindingCode
  package var severity: Severity
  package var client: IPAddress
  package var serverName: String?
  private var entry: PolicyEntry?
  package var serverAddresses: [IPAddress]
  package var serverPorts: [UInt16]
  package var route: Route
  package var confidence: Confidence
  package var flows: [Int]
  /// In nanoseconds since 1970 (UTC).
  package var first: Int64
  package var last: Int64
  /// One or none: most findings have none, and all of them are moved with its space.
  private var assessments: [IssueAssessment]
  /// The flow whose walkthrough proves it best: the first with the surest verdict. Nil for a finding without flows.
  package var decisiveFlow: Int?
  /// A later flow of the same client to the same server by the same route succeeded.
  package var laterSucceeded: Bool
  /// Whether the hello of the first flow to an endpoint has what no Schannel before Windows Server 2016 sends.
  package var isOfNewerSystem = false
  /// What the hello of the first flow to an endpoint looks like.
  package var clientSystem: ClientSystem?
  /// Nil for a finding without flows.
  package var traits: FindingTraits?
  /// One or none, for the same reason.
  private var unresolvedNames: [UnresolvedName] = []

  /// The error that a WSUS server answered with. One or none, for the same reason.
  private var wsusErrors: [WSUSError] = []

  package var wsusError: WSUSError? {
    get { wsusErrors.first }
    set { wsusErrors = newValue.map { [$0] } ?? [] }
  }

  package var endpoint: Endpoint? {
    get { entry?.endpoint }
    set { entry = newValue.map { PolicyEntry($0) } }
  }

  /// Without a copy of the entry.
  package var isAtEndpoint: Bool { if case .some = entry { true } else { false } }

  /// Without a copy of the entry.
  package var endpointRole: EndpointRole? { entry?.role }

  package var issue: IssueAssessment? {
    get { assessments.first }
    set { assessments = newValue.map { [$0] } ?? [] }
  }

  /// What the server's files say about a finding without an issue; see ``ServerSteps``.
  package var serverSteps: [DecisionStep] = []

  /// The name that the finding is about, where DNS gave it no address.
  package var unresolvedName: UnresolvedName? {
    get { unresolvedNames.first }
    set { unresolvedNames = newValue.map { [$0] } ?? [] }
  }

  /// How often it was tried: connections, or questions to DNS.
  package var attempts: Int { unresolvedNames.first?.questions.count ?? flows.count }

  /// Without a copy of the assessment.
  package var hasIssue: Bool { !assessments.isEmpty }

  package init(
    code: FindingCode, severity: Severity, client: IPAddress, serverName: String?, endpoint: Endpoint?,
    serverAddresses: [IPAddress], serverPorts: [UInt16], route: Route, confidence: Confidence,
    flows: [Int], first: Int64, last: Int64, issue: IssueAssessment?, decisiveFlow: Int?
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
    flows: [Int], first: Int64, last: Int64, issue: IssueAssessment?, decisiveFlow: Int?, laterSucceeded: Bool
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

extension Finding {
  /// The server is none of the policy, and its ports are those of WSUS. A port is only a port.
  package var isProbablyAtWSUS: Bool {
    let ports = [WSUSPort.http, WSUSPort.https]
    return !isAtEndpoint && route == .direct && !serverPorts.isEmpty && serverPorts.allSatisfy(ports.contains)
  }
}

extension Severity {
  /// How much a failed flow matters.
  ///
  /// A WSUS server cannot work without sync and import endpoints: error. Content hosts have siblings,
  /// certificate lists are cached for days, other servers may not concern WSUS: warning.
  init(ofFailureAt role: EndpointRole?) {
    switch role {
    case .sync, .legacySync, .retired, .catalog, .downstreamServer: self = .error
    case .content, .certificateLists, nil: self = .warning
    }
  }

  var lowered: Severity { self == .error ? .warning : .info }

  var rank: Int {
    switch self {
    case .error: 0
    case .warning: 1
    case .info: 2
    }
  }
}

extension FindingCode {
  /// The severity of findings about what may work; nil where it is that of a failure.
  ///
  /// A retired endpoint and an inspected connection may work: warning. A deprecated endpoint works today:
  /// info.
  var ownSeverity: Severity? {
    switch self {
    case .verdict, .nameNotResolved, .noResponse, .pathMTU: nil
    case .endpointRetired, .tlsInspection, .wsusHTTPError, .wsusSOAPFault: .warning
    case .endpointDeprecated: .info
    }
  }
}

extension FindingCode {
  /// The confidence in a finding that does not rest on the verdict of its flows; nil for the others.
  ///
  /// What the server did not send is seen; why large packets do not arrive is concluded.
  var ownConfidence: Confidence? {
    switch self {
    case .noResponse: .certain
    case .pathMTU: .probable
    case .verdict, .endpointRetired, .endpointDeprecated, .tlsInspection, .nameNotResolved, .wsusHTTPError,
      .wsusSOAPFault:
      nil
    }
  }
}

/// The place of a finding in the report: the update service first, then by severity, then by time.
struct FindingRank: Comparable {
  private let group: Int
  private let first: Int64
  private let flow: Int

  init(_ role: EndpointRole?, _ severity: Severity, first: Int64, flow: Int) {
    group = (role?.isUpdateService ?? false ? 0 : 8) + severity.rank
    self.first = first
    self.flow = flow
  }

  /// One without flows precedes what happened at the same time: DNS comes before the connection.
  init(_ finding: Finding) {
    self.init(finding.endpointRole, finding.severity, first: finding.first, flow: finding.decisiveFlow ?? -1)
  }

  static func < (one: FindingRank, other: FindingRank) -> Bool {
    (one.group, one.first, one.flow) < (other.group, other.first, other.flow)
  }
}

extension Confidence {
  var rank: Int {
    switch self {
    case .certain: 0
    case .probable: 1
    case .possible: 2
    }
  }
}
