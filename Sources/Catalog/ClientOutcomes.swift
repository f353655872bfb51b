import Diagnosis
import GRDB
import Reports

/// Gathers what became of the connections of each client to each server of the update service.
struct ClientOutcomes {
  private struct Key: Hashable {
    var client: String
    var server: String
  }

  /// What is counted once, however many findings have it.
  private struct Captures {
    var failing: Set<Int64> = []
    var byCause: [Set<Int64>] = []
    var certain: [Set<Int64>] = []
  }

  private var outcomes: [Key: ClientOutcome] = [:]
  private var captures: [Key: Captures] = [:]
  private var sites: [String: [String]] = [:]

  /// Those that fail first, by how many captures show it.
  var sorted: [ClientOutcome] {
    outcomes.map { counted($1, captures[$0]) }.sorted { Self.order($0) < Self.order($1) }
  }

  private func counted(_ outcome: ClientOutcome, _ captures: Captures?) -> ClientOutcome {
    var outcome = outcome
    outcome.sites = sites[outcome.client] ?? []
    guard let captures else { return outcome }
    outcome.captures = captures.failing.count
    outcome.certain = captures.certain.reduce(into: Set()) { $0.formUnion($1) }.count
    for index in outcome.causes.indices {
      outcome.causes[index].captures = captures.byCause[index].count
      outcome.causes[index].certain = captures.certain[index].count
    }
    outcome.causes.sort { Self.order($0) < Self.order($1) }
    return outcome
  }

  private static func order(_ cause: ClientOutcome.Cause) -> (Int, Int, String, Int) {
    (
      cause.severity == Severity.error.rawValue ? 0 : 1, -cause.captures, cause.code,
      cause.issue.decided ?? cause.issue.candidates.reduce(10, +)
    )
  }

  private static func order(_ outcome: ClientOutcome) -> (Int, Int, String, String) {
    (outcome.fails ? 0 : outcome.causes.isEmpty ? 2 : 1, -outcome.captures, outcome.client, outcome.server)
  }

  // MARK: Findings

  /// Adds a row of ``findings``; the earliest come first.
  mutating func add(finding row: Row, hasReport: (String) -> Bool) {
    let key = Key(client: row["client_ip"], server: row["server"])
    var outcome = outcomes[key] ?? outcome(row, key)
    var counts = captures[key] ?? Captures()
    let cause = index(of: row, in: &outcome, &counts)
    let capture: Int64 = row["capture"]
    counts.failing.insert(capture)
    counts.byCause[cause].insert(capture)
    if row["confidence"] == Confidence.certain.rawValue { counts.certain[cause].insert(capture) }
    let attempts: Int = row["attempts"]
    outcome.attempts += attempts
    outcome.causes[cause].attempts += attempts
    outcome.causes[cause].firstStep = outcome.causes[cause].firstStep ?? row["first_step"]
    addTimes(row, to: &outcome)
    if outcome.example == nil { outcome.example = Self.example(row, hasReport) }
    (outcomes[key], captures[key]) = (outcome, counts)
  }

  private func index(of row: Row, in outcome: inout ClientOutcome, _ counts: inout Captures) -> Int {
    let cause = ClientOutcome.Cause(code: row["code"], severity: row["severity"], issue: ScanIssue(row))
    let known = outcome.causes.firstIndex {
      $0.code == cause.code && $0.severity == cause.severity && $0.issue == cause.issue
    }
    if let known { return known }
    outcome.causes.append(cause)
    counts.byCause.append([])
    counts.certain.append([])
    return outcome.causes.count - 1
  }

  private func addTimes(_ row: Row, to outcome: inout ClientOutcome) {
    let (first, last): (String, String) = (row["first"], row["last"])
    outcome.first = min(outcome.first ?? first, first)
    outcome.last = max(outcome.last ?? last, last)
  }

  private static func example(_ row: Row, _ hasReport: (String) -> Bool) -> ClientOutcome.Example {
    let report: String? = row["report"]
    return ClientOutcome.Example(path: row["path"], report: report.flatMap { hasReport($0) ? $0 : nil })
  }

  // MARK: Successes

  /// Adds a row of ``successes``.
  mutating func add(success row: Row) {
    let key = Key(client: row["client_ip"], server: row["server"])
    var outcome = outcomes[key] ?? outcome(row, key)
    let flows: Int = row["flows"]
    outcome.successes += flows
    outcome.lastSuccess = [outcome.lastSuccess, row["last"]].compactMap { $0 }.max()
    outcomes[key] = outcome
  }

  /// Adds a row of ``sites``.
  mutating func add(site row: Row) {
    sites[row["client_ip"], default: []].append(row["site"])
  }

  private func outcome(_ row: Row, _ key: Key) -> ClientOutcome {
    ClientOutcome(
      client: key.client, synchronizes: row["synchronizes"] as Int == 1, server: key.server)
  }
}

// MARK: The rows

extension ClientOutcomes {
  /// The roles of the servers that WSUS cannot work without.
  static let services = roles { $0.isNeededByWSUS }
  /// Whoever talks to these synchronises.
  static let synchronizing = roles { $0 == .sync || $0 == .legacySync }

  private static func roles(_ isWanted: (EndpointRole) -> Bool) -> String {
    EndpointRole.allCases.filter(isWanted).map { "'\($0.rawValue)'" }.joined(separator: ", ")
  }

  static let findings = """
    SELECT f.client_ip, coalesce(f.server_name, f.server_ips) AS server, f.code, f.severity,
      f.issue, f.issue_candidates, f.confidence, f.attempts, f.first, f.last,
      f.first_step, f.capture, c.path, c.report, f.endpoint_role IN (\(synchronizing)) AS synchronizes
    FROM findings f JOIN captures c ON c.id = f.capture
    WHERE f.severity <> 'info' AND f.endpoint_role IN (\(services)) ORDER BY f.first, f.capture, f.number
    """

  static let successes = """
    SELECT client_ip, coalesce(server_name, server_ip) AS server, count(*) AS flows, max(ended) AS last,
      max(endpoint_role IN (\(synchronizing))) AS synchronizes
    FROM flows WHERE verdict = 'success' AND endpoint_role IN (\(services)) GROUP BY 1, 2
    """

  static let sites = """
    SELECT DISTINCT s.client_ip, f.site FROM files f
    JOIN (SELECT client_ip, capture FROM flows WHERE endpoint_role IN (\(services))
      UNION SELECT client_ip, capture FROM findings WHERE endpoint_role IN (\(services))) s
    ON s.capture = f.capture ORDER BY 1, 2
    """

  /// How many WSUS servers there are.
  static let serverCount = """
    SELECT count(*) FROM (SELECT client_ip FROM flows WHERE endpoint_role IN (\(synchronizing))
      UNION SELECT client_ip FROM findings WHERE endpoint_role IN (\(synchronizing)))
    """
}

extension EndpointRole {
  /// Whether WSUS synchronises with it or imports from it.
  fileprivate var isNeededByWSUS: Bool {
    switch self {
    case .sync, .legacySync, .retired, .catalog: true
    case .content, .certificateLists, .downstreamServer: false
    }
  }
}
