import GRDB
package import Reports

extension Catalog {
  /// The catalog's counts.
  /// - Parameter hasReport: whether the folder of reports has one of that name.
  package func summary(hasReport: (String) -> Bool) throws(CatalogError) -> ScanSummary {
    try read { db in
      var summary = ScanSummary()
      try db.addTotals(to: &summary)
      summary.verdicts = try db.verdictCounts()
      summary.issues = try db.issueCounts()
      summary.servers = try db.failingServers()
      summary.sites = try db.siteCounts()
      summary.days = try db.dayCounts()
      summary.listed = try db.listedCaptures(hasReport)
      summary.failures = try db.failures()
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

  fileprivate func verdictCounts() throws -> [ScanSummary.VerdictCount] {
    try rows("SELECT verdict, flows, to_endpoints, captures FROM by_verdict") {
      .init(verdict: $0[0], flows: $0[1], toEndpoints: $0[2], captures: $0[3])
    }
  }

  fileprivate func issueCounts() throws -> [ScanSummary.IssueCount] {
    try rows(
      """
      SELECT coalesce(CAST(issue AS TEXT), issue_candidates) AS number, code, severity, count(*), sum(attempts),
        count(DISTINCT capture) FROM findings GROUP BY 1, 2, 3
      ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END, 4 DESC, 2, 1
      """
    ) {
      .init(issue: $0[0], code: $0[1], severity: $0[2], findings: $0[3], attempts: $0[4], captures: $0[5])
    }
  }

  /// All of them: there are few, and the number of those that are not shown is told.
  fileprivate func failingServers() throws -> [ScanSummary.FailingServer] {
    try rows("SELECT server, code, attempts, clients, captures, first, last FROM failing_servers") {
      .init(
        server: $0[0], code: $0[1], attempts: $0[2], clients: $0[3], captures: $0[4], first: $0[5],
        last: $0[6])
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

  fileprivate func listedCaptures(_ hasReport: (String) -> Bool) throws -> [ScanSummary.ListedCapture] {
    try rows(
      """
      SELECT f.path, c.flows, c.findings,
        (SELECT severity FROM stored_findings s WHERE s.capture = c.id
          ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 ELSE 2 END LIMIT 1) AS severity,
        (SELECT group_concat(DISTINCT code) FROM stored_findings s WHERE s.capture = c.id) AS codes,
        c.first_packet, c.report
      FROM files f JOIN stored_captures c ON c.id = f.capture
      ORDER BY CASE severity WHEN 'error' THEN 0 WHEN 'warning' THEN 1 WHEN 'info' THEN 2 ELSE 3 END, f.path
      LIMIT \(ScanSummary.captureLimit)
      """
    ) { row -> ScanSummary.ListedCapture in
      let codes: String? = row["codes"]
      let report: String? = row["report"]
      return ScanSummary.ListedCapture(
        path: row[0], flows: row[1], findings: row[2], severity: row[3],
        codes: codes?.split(separator: ",").map(String.init) ?? [], firstPacket: row[5],
        report: report.flatMap { hasReport($0) ? $0 : nil })
    }
  }

  fileprivate func failures() throws -> [ScanSummary.FailedFile] {
    try rows("SELECT path, message, advice FROM failed_files LIMIT \(ScanSummary.lineLimit)") {
      .init(path: $0[0], message: $0[1] ?? "", advice: $0[2])
    }
  }

  fileprivate func skippedKinds() throws -> [ScanSummary.SkippedKind] {
    try rows(
      """
      SELECT coalesce(message, ''), count(*) AS files FROM files WHERE state = 'skipped'
      GROUP BY 1 ORDER BY files DESC, 1
      """
    ) { .init(message: $0[0], files: $0[1]) }
  }
}
