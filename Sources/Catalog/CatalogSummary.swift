import GRDB
package import Reports

extension Catalog {
  /// The catalog's counts.
  /// - Parameter hasReport: whether the folder of reports has one of that name.
  package func summary(hasReport: (String) -> Bool) throws(CatalogError) -> ScanSummary {
    try read { db in
      var summary = ScanSummary()
      try db.addTotals(to: &summary)
      summary.wsusServers = try Int.fetchOne(db, sql: ClientOutcomes.serverCount) ?? 0
      summary.outcomes = try db.outcomes(hasReport)
      summary.verdicts = try db.verdictCounts()
      summary.issues = try db.issueCounts()
      summary.servers = try db.failingServers()
      summary.sites = try db.siteCounts()
      summary.days = try db.dayCounts()
      summary.listed = try db.listedCaptures(hasReport)
      summary.failures = try db.failures()
      summary.notAnalysed = try db.notAnalysedCount()
      summary.skipped = try db.skippedKinds()
      return summary
    }
  }
}

extension Database {
  private func rows<Value>(_ sql: String, _ make: (Row) throws -> Value) throws -> [Value] {
    var values: [Value] = []
    let rows = try Row.fetchCursor(self, sql: sql)
    while let row = try rows.next() { values.append(try make(row)) }
    return values
  }

  private func count(_ state: FileEntry.State) throws -> Int {
    try FileEntry.filter(Column("state") == state.rawValue).fetchCount(self)
  }

  /// Packets from before 1990 come from a clock that was never set.
  fileprivate func addTotals(to summary: inout ScanSummary) throws {
    let row = try Row.fetchOne(
      self,
      sql: """
        SELECT count(*), coalesce(sum(copies), 0), coalesce(sum(flows), 0), coalesce(sum(findings), 0),
          min(first_packet) FILTER (WHERE first_packet > '1990'), max(last_packet) FROM captures
        """)
    guard let row else { return }
    summary.captures = row[0]
    summary.copies = row[1] - summary.captures
    (summary.flows, summary.findings) = (row[2], row[3])
    (summary.firstPacket, summary.lastPacket) = (row[4], row[5])
    (summary.evidence, summary.failed) = (try count(.evidence), try count(.failed))
  }

  fileprivate func outcomes(_ hasReport: (String) -> Bool) throws -> [ClientOutcome] {
    var outcomes = ClientOutcomes()
    let findings = try Row.fetchCursor(self, sql: ClientOutcomes.findings)
    while let row = try findings.next() { outcomes.add(finding: row, hasReport: hasReport) }
    let successes = try Row.fetchCursor(self, sql: ClientOutcomes.successes)
    while let row = try successes.next() { outcomes.add(success: row) }
    let sites = try Row.fetchCursor(self, sql: ClientOutcomes.sites)
    while let row = try sites.next() { outcomes.add(site: row) }
    return outcomes.sorted
  }

  fileprivate func verdictCounts() throws -> [ScanSummary.VerdictCount] {
    try rows("SELECT verdict, flows, to_endpoints, captures FROM by_verdict") {
      .init(verdict: $0[0], flows: $0[1], toEndpoints: $0[2], captures: $0[3])
    }
  }

  fileprivate func issueCounts() throws -> [ScanSummary.IssueCount] {
    try rows(
      """
      SELECT issue, issue_candidates, code, severity, count(*), sum(attempts), count(DISTINCT capture)
      FROM findings GROUP BY 1, 2, 3, 4
      ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, 5 DESC, 3, 1, 2
      """
    ) {
      .init(
        issue: ScanIssue($0), code: $0[2], severity: $0[3], findings: $0[4], attempts: $0[5], captures: $0[6])
    }
  }

  /// All of them: there are few, and the number of those that are not shown is told.
  fileprivate func failingServers() throws -> [ScanSummary.FailingServer] {
    try rows(
      """
      SELECT issue, issue_candidates, coalesce(server_name, server_ips) AS server, code, severity, sum(attempts),
        count(DISTINCT client_ip), count(DISTINCT capture), min(first), max(last)
      FROM findings WHERE severity <> 'info' GROUP BY 1, 2, 3, 4, 5
      ORDER BY severity, count(*) DESC, 6 DESC, server, code, 1, 2
      """
    ) {
      .init(
        server: $0[2], code: $0[3], severity: $0[4], issue: ScanIssue($0), attempts: $0[5], clients: $0[6],
        captures: $0[7], first: $0[8], last: $0[9])
    }
  }

  fileprivate func siteCounts() throws -> [ScanSummary.SiteCount] {
    try rows(
      """
      SELECT site, captures, flows, findings, captures_with_findings FROM by_site
      ORDER BY captures_with_findings DESC, site LIMIT \(ScanSummary.lineLimit)
      """
    ) { .init(site: $0[0], captures: $0[1], flows: $0[2], findings: $0[3], failing: $0[4]) }
  }

  fileprivate func dayCounts() throws -> [ScanSummary.DayCount] {
    try rows(
      """
      SELECT substr(first, 1, 10) AS day, sum(severity = 'error'), sum(severity = 'warning'), sum(severity = 'info')
      FROM findings GROUP BY day ORDER BY day
      """
    ) { .init(day: $0[0], errors: $0[1], warnings: $0[2], infos: $0[3]) }
  }

  /// Each with the gravest of its findings.
  fileprivate func listedCaptures(_ hasReport: (String) -> Bool) throws -> [ScanSummary.ListedCapture] {
    try rows(
      """
      SELECT f.path, c.flows, c.findings, c.first_packet, c.report, s.severity, s.code,
        s.issue, s.issue_candidates,
        coalesce(s.client_ip, \(Self.ofEndpointFlow("client_ip"))) AS client,
        coalesce(s.server_name, s.server_ips, \(Self.ofEndpointFlow("coalesce(server_name, server_ip)"))) AS server,
        \(Self.ofEndpointFlow("sum(verdict = 'success')")) AS successes,
        \(Self.ofEndpointFlow("sum(verdict IN ('incomplete_capture', 'unfinished'))")) AS undecided
      FROM files f JOIN stored_captures c ON c.id = f.capture
      LEFT JOIN stored_findings s ON s.id = (SELECT id FROM stored_findings WHERE capture = c.id
        ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, number LIMIT 1)
      ORDER BY CASE s.severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 WHEN 'info' THEN 2 ELSE 3 END, f.path
      LIMIT \(ScanSummary.captureLimit)
      """
    ) { row in
      let report: String? = row["report"]
      var capture = ScanSummary.ListedCapture(
        path: row["path"], flows: row["flows"], findings: row["findings"])
      (capture.firstPacket, capture.report) = (
        row["first_packet"], report.flatMap { hasReport($0) ? $0 : nil }
      )
      capture.gravest = ScanSummary.Gravest(row)
      (capture.client, capture.server) = (row["client"], row["server"])
      (capture.successes, capture.undecided) = (row["successes"] ?? 0, row["undecided"] ?? 0)
      return capture
    }
  }

  /// A value of the flows of a capture to the update service; null without one.
  private static func ofEndpointFlow(_ value: String) -> String {
    """
    (SELECT \(value) FROM stored_flows WHERE capture = c.id
      AND endpoint_role IN (\(ClientOutcomes.services)) LIMIT 1)
    """
  }

  fileprivate func failures() throws -> [ScanSummary.FailedFile] {
    try rows(
      """
      SELECT path, message, advice FROM files WHERE \(Self.notAnalysed)
      ORDER BY state = 'failed' DESC, path LIMIT \(ScanSummary.lineLimit)
      """
    ) {
      .init(path: $0[0], message: $0[1] ?? "", advice: $0[2])
    }
  }

  /// Files that failed, and captures that were skipped: empty ones, those still being written.
  private static let notAnalysed = """
    (state = 'failed' OR state = 'skipped'
      AND coalesce(reason, 'not_a_capture') NOT IN ('not_a_capture', 'link'))
    """

  fileprivate func notAnalysedCount() throws -> Int {
    try Int.fetchOne(self, sql: "SELECT count(*) FROM files WHERE \(Self.notAnalysed)") ?? 0
  }

  fileprivate func skippedKinds() throws -> [ScanSummary.SkippedKind] {
    try rows(
      """
      SELECT coalesce(message, ''), count(*) AS files FROM files
      WHERE state = 'skipped' AND NOT \(Self.notAnalysed)
      GROUP BY 1 ORDER BY files DESC, 1
      """
    ) { .init(message: $0[0], files: $0[1]) }
  }
}

extension ScanSummary.Gravest {
  /// Nil for a capture without a finding.
  fileprivate init?(_ row: Row) {
    guard let code: String = row["code"] else { return nil }
    self.init(code: code, severity: row["severity"], issue: ScanIssue(row))
  }
}

extension ScanIssue {
  /// From the columns of a finding.
  init(_ row: Row) {
    self.init(decided: row["issue"], candidates: row["issue_candidates"] as String)
  }
}
