package import Diagnosis
import Packets

/// One finding as one flat row, for catalogs: the values that JSON has, under its names.
package struct FindingRecord: Hashable, Sendable {
  package var code: String
  package var severity: String
  /// One English line.
  package var title: String
  package var clientIP: String
  package var serverName: String?
  package var serverIPs: [String]
  package var serverPorts: [Int]
  package var endpoint: String?
  package var route: String
  package var confidence: String
  package var attempts: Int
  /// Ids of its flows, in order.
  package var flows: [Int]
  /// RFC 3339 in UTC.
  package var first: String
  package var last: String
  /// The article's issue numbers that it may be; empty when the article has none for it.
  package var issueCandidates: [Int]
  /// The one that something decides for.
  package var issue: Int?

  package init(
    code: String, severity: String, title: String, clientIP: String, route: String, confidence: String,
    attempts: Int, first: String, last: String
  ) {
    (self.code, self.severity, self.title) = (code, severity, title)
    (self.clientIP, self.route, self.confidence) = (clientIP, route, confidence)
    (self.attempts, self.first, self.last) = (attempts, first, last)
    (serverIPs, serverPorts, flows, issueCandidates) = ([], [], [], [])
  }

  /// - Parameter digits: how many digits of a second the capture's times have.
  package init(_ finding: Finding, digits: Int) {
    self.init(
      code: finding.code.rawValue, severity: finding.severity.rawValue,
      title: Words.english.title(finding).text,
      clientIP: finding.client.description, route: finding.route.rawValue,
      confidence: finding.confidence.rawValue, attempts: finding.flows.count,
      first: RecordTime.text(finding.first, digits: digits),
      last: RecordTime.text(finding.last, digits: digits))
    serverName = finding.serverName
    serverIPs = finding.serverAddresses.map(\.description)
    serverPorts = finding.serverPorts.map(Int.init)
    endpoint = finding.endpoint?.id
    flows = finding.flows
    issueCandidates = finding.issue?.candidates ?? []
    issue = finding.issue?.best
  }
}
