package struct CatalogView: Sendable {
  /// What `wsuscap query` calls it; also the name of the view in the database.
  package let name: String
  /// What it answers, in one English line.
  package let question: String
  let sql: String

  /// All of them, in the order of the documentation. The last migration creates them again: one that changes, or is added,
  /// needs another.
  package static let all: [CatalogView] = [
    .failingServers, .sinceWhen, .byEndpoint, .byFolder, .bySite, .byVerdict, .byIssue, .captureList,
    .findingList,
    .noteList, .skippedFiles, .failedFiles,
  ]

  /// `1`; `1 or 3` where nothing decides; `possibly 5` where another cause is possible; `none`.
  private static let issue = """
    CASE WHEN issue IS NOT NULL THEN CAST(issue AS TEXT)
      WHEN issue_candidates LIKE '% %' THEN replace(issue_candidates, ' ', ' or ')
      WHEN issue_candidates <> '' THEN 'possibly ' || issue_candidates ELSE 'none' END
    """

  static let failingServers = CatalogView(
    name: "failing_servers", question: "Which servers fail, and why?",
    sql: """
      SELECT coalesce(server_name, server_ips) AS server, code, severity, \(issue) AS issue,
        count(*) AS findings, sum(attempts) AS attempts, count(DISTINCT client_ip) AS clients,
        count(DISTINCT capture) AS captures, min(first) AS first, max(last) AS last
      FROM findings WHERE severity <> 'info'
      GROUP BY 1, 2, 3, 4 ORDER BY severity, findings DESC, attempts DESC, server, code, 4
      """)

  static let sinceWhen = CatalogView(
    name: "since_when", question: "Since when does each client fail at each server, and did it work before?",
    sql: """
      SELECT f.client_ip AS client, coalesce(f.server_name, f.server_ips) AS server, f.code, \(issue) AS issue,
        min(f.first) AS since, max(f.last) AS until, sum(f.attempts) AS attempts,
        (SELECT max(s.ended) FROM flows s WHERE s.client_ip = f.client_ip AND s.verdict = 'success'
          AND (s.server_name = f.server_name OR f.server_name IS NULL AND s.server_ip = f.server_ips)) AS last_success
      FROM findings f WHERE f.severity <> 'info'
      GROUP BY 1, 2, 3, 4 ORDER BY since, client, server, f.code, 4
      """)

  static let byEndpoint = CatalogView(
    name: "by_endpoint", question: "What are the verdicts on the connections to each endpoint of the policy?",
    sql: """
      SELECT endpoint, verdict, count(*) AS flows, count(DISTINCT client_ip) AS clients,
        count(DISTINCT capture) AS captures, min(started) AS first, max(ended) AS last
      FROM flows WHERE endpoint IS NOT NULL GROUP BY 1, 2 ORDER BY endpoint, flows DESC, verdict
      """)

  static let byFolder = CatalogView(
    name: "by_folder", question: "What was found in each folder?",
    sql: """
      SELECT folder, count(*) AS captures, sum(c.flows) AS flows, sum(c.findings) AS findings,
        sum(c.findings > 0) AS captures_with_findings
      FROM files f JOIN stored_captures c ON c.id = f.capture GROUP BY folder ORDER BY folder
      """)

  static let bySite = CatalogView(
    name: "by_site", question: "What was found in each top-level folder of the scan?",
    sql: """
      SELECT site, count(*) AS captures, sum(c.flows) AS flows, sum(c.findings) AS findings,
        sum(c.findings > 0) AS captures_with_findings
      FROM files f JOIN stored_captures c ON c.id = f.capture GROUP BY site ORDER BY site
      """)

  static let byVerdict = CatalogView(
    name: "by_verdict", question: "How many flows have each verdict?",
    sql: """
      SELECT verdict, count(*) AS flows, sum(endpoint IS NOT NULL) AS to_endpoints,
        count(DISTINCT capture) AS captures
      FROM flows GROUP BY verdict ORDER BY flows DESC, verdict
      """)

  static let byIssue = CatalogView(
    name: "by_issue", question: "How many findings are there of each issue of the article?",
    sql: """
      SELECT \(issue) AS issue,
        code, severity, count(*) AS findings, sum(attempts) AS attempts, count(DISTINCT capture) AS captures
      FROM findings GROUP BY 1, 2, 3 ORDER BY findings DESC, 1, 2, 3
      """)

  static let captureList = CatalogView(
    name: "capture_list", question: "Which captures are there?",
    sql: """
      SELECT f.path, c.bytes, c.packets, c.first_packet, c.last_packet, c.flows, c.findings, c.sha256, c.tool_version
      FROM files f JOIN stored_captures c ON c.id = f.capture ORDER BY f.path
      """)

  static let findingList = CatalogView(
    name: "finding_list", question: "Which findings are there, one per line?",
    sql: """
      SELECT c.path, f.severity, f.code, f.client_ip AS client, coalesce(f.server_name, f.server_ips) AS server,
        f.route, f.attempts, f.first, f.last, f.issue, f.issue_candidates, f.confidence, f.title
      FROM findings f JOIN captures c ON c.id = f.capture ORDER BY c.path, f.number
      """)

  static let noteList = CatalogView(
    name: "note_list", question: "Which notes do captures have?",
    sql: """
      SELECT c.path, n.code, n.message FROM notes n JOIN captures c ON c.id = n.capture
      WHERE n.flow IS NULL ORDER BY c.path, n.code
      """)

  static let skippedFiles = CatalogView(
    name: "skipped_files", question: "Which files are not captures, and what are they?",
    sql: "SELECT path, state, message, advice FROM files WHERE state IN ('skipped', 'evidence') ORDER BY path"
  )

  static let failedFiles = CatalogView(
    name: "failed_files", question: "Which files could not be analysed, and why?",
    sql: "SELECT path, message, advice FROM files WHERE state = 'failed' ORDER BY path")
}
