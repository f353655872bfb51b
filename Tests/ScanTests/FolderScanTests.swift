import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import GRDB
import PolicyFiles
import Testing

@testable import Catalog
@testable import Scan

/// A folder is scanned: what is in the catalog then, and what a second look does.
@Suite struct FolderScanTests {
  private static let walkthroughs = ShippedCaptures.names.filter { $0.hasPrefix("walkthroughs/") }

  /// The totals are those of each capture by itself.
  @Test func totalsAreTheSumOfAll() async throws {
    let folder = try ScanFolder()
    var expected: [String: Int] = [:]
    var findings = 0
    for (place, name) in Self.walkthroughs.enumerated() {
      let shipped = String(name.dropLast("/trace.pcap".count))
      let trace = "site\(place % 3)/trace\(place).pcap"
      try folder.add(shipped: shipped, as: trace, client: UInt8(place + 1))
      let result = try CaptureAnalyzer.analyze(
        path: folder.traces + "/" + trace, options: AnalysisOptions(policy: .builtIn))
      for (verdict, count) in result.verdictCounts { expected[verdict.rawValue, default: 0] += count }
      findings += result.findings.count
    }
    let outcome = try await folder.scan()
    #expect(outcome.analysed == Self.walkthroughs.count && outcome.failures.isEmpty)
    let counts = try folder.rows("SELECT verdict, flows FROM by_verdict").map { $0.split(separator: ",") }
    #expect(
      Dictionary(uniqueKeysWithValues: counts.map { (String($0[0]), Int($0[1]) ?? 0) }) == expected)
    #expect(try folder.rows("SELECT count(*) FROM findings") == ["\(findings)"])
    #expect(
      try folder.rows("SELECT sum(flows), sum(findings) FROM captures") == [
        "\(expected.values.reduce(0, +)),\(findings)"
      ])
    #expect(try folder.rows("SELECT site, captures FROM by_site") == ["site0,4", "site1,4", "site2,4"])
    let pages = try FileManager.default.contentsOfDirectory(atPath: folder.output + "/reports")
    #expect(try folder.rows("SELECT report FROM captures").sorted() == pages.sorted())
  }

  @Test func whatDidNotChangeIsNotAnalysedAgain() async throws {
    let folder = try ScanFolder()
    try folder.add(shipped: "walkthroughs/success", as: "a.pcap")
    try folder.add(shipped: "walkthroughs/issue-1-import-version-reject", as: "b.pcap")
    try folder.add(Array("no capture\n".utf8), as: "notes.txt")
    let first = try await folder.scan()
    #expect(first.analysed == 2 && first.skipped == 1 && first.hasChanged)
    let second = try await folder.scan()
    #expect(second.analysed == 0 && second.unchanged == 2 && second.skipped == 1 && !second.hasChanged)
    let forced = try await folder.scan { $0.isForced = true }
    #expect(forced.analysed == 2)
    // What changed is looked at again, alone.
    try folder.add(shipped: "walkthroughs/issue-2-import-client-fin", as: "b.pcap")
    let third = try await folder.scan()
    #expect(third.analysed == 1 && third.unchanged == 1)
    #expect(try folder.rows("SELECT path FROM captures").count == 2)
    #expect(try folder.rows("SELECT DISTINCT code FROM findings") == ["client_fin"])
  }

  /// Each capture has the limit of `--max-flows`, and says what it left out.
  @Test func flowsHaveALimit() async throws {
    var capture = CaptureBuilder()
    for number in 0..<120 {
      capture.syn(
        capture.tcp(
          client: EndPoint("10.0.0.5", 40_000 + UInt16(number)), server: EndPoint("198.51.100.7", 443)))
    }
    for (limit, notes) in [(120, [String]()), (119, ["flows_left_out"])] {
      let folder = try ScanFolder()
      try folder.add(capture.pcap(), as: "a.pcap")
      try await folder.scan { $0.budget.flows = limit }
      #expect(try folder.rows("SELECT code FROM notes") == notes)
      #expect(try folder.rows("SELECT count(*) = 120 FROM flows") == [notes.isEmpty ? "1" : "0"])
    }
  }

  /// Results under another policy lie beside each other, and only the last count.
  @Test func eachPolicyHasItsOwnResults() async throws {
    let folder = try ScanFolder()
    try folder.add(shipped: "walkthroughs/success", as: "a.pcap")
    #expect(try await folder.scan().analysed == 1)
    #expect(try await folder.scan { $0.policyDigest = "another" }.analysed == 1)
    #expect(try folder.rows("SELECT count(*) FROM captures") == ["1"])
    #expect(try folder.rows("SELECT count(*) FROM stored_captures") == ["2"])
    let back = try await folder.scan()
    #expect(back.analysed == 0 && back.known == 1)
    #expect(try await folder.scan().unchanged == 1)
  }

  @Test(arguments: [1, 2])
  func equalContentIsAnalysedOnceAndListedEverywhere(_ jobs: Int) async throws {
    let folder = try ScanFolder()
    for place in ["x/a.pcap", "y/b.pcap", "y/c.pcap"] {
      try folder.add(shipped: "walkthroughs/issue-1-import-version-reject", as: place)
    }
    let outcome = try await folder.scan { $0.jobs = jobs }
    #expect(outcome.analysed == 1 && outcome.known == 2)
    #expect(try folder.rows("SELECT copies FROM captures") == ["3"])
    #expect(try folder.rows("SELECT folder, captures, findings FROM by_folder") == ["x,1,1", "y,2,2"])
    #expect(try folder.rows("SELECT count(*) FROM capture_list") == ["3"])
    #expect(try folder.rows("SELECT count(*) FROM findings") == ["1"])
    // Also when it is asked for that known content is analysed: once for all.
    #expect(try await folder.scan { $0.isForced = true }.analysed == 1)
  }

  /// Files of a server in a capture's folder decide for it, and for no other folder's.
  @Test func evidenceBesideACaptureIsUsed() async throws {
    let folder = try ScanFolder()
    let scene = URL(filePath: ShippedCaptures.path("evidence/issue-1-english/trace.pcap"))
    let trace = Array(try Data(contentsOf: scene))
    let log = Array(
      try Data(contentsOf: scene.deletingLastPathComponent().appending(path: "SoftwareDistribution.log")))
    try folder.add(trace, as: "with/trace.pcap")
    try folder.add(trace, as: "without/trace.pcap")
    try folder.add(log, as: "with/SoftwareDistribution.log")
    let outcome = try await folder.scan()
    #expect(outcome.analysed == 2 && outcome.evidence == 1 && outcome.skipped == 0)
    let query = "SELECT f.folder, i.issue FROM files f JOIN findings i ON i.capture = f.capture ORDER BY 1"
    #expect(try folder.rows(query) == ["with,1", "without,"])
    #expect(try await folder.scan().unchanged == 2)
    // The log is taken away: the same capture is another case now.
    try FileManager.default.removeItem(atPath: folder.traces + "/with/SoftwareDistribution.log")
    let later = try await folder.scan()
    #expect(later.known == 1 && later.unchanged == 1 && later.analysed == 0)
    #expect(try folder.rows(query) == ["with,", "without,"])
  }

  /// A scan that is ended keeps what was finished, and the next one goes on there.
  @Test func anEndedScanGoesOnLater() async throws {
    let folder = try ScanFolder()
    for number in 0..<6 {
      try folder.add(shipped: "walkthroughs/success", as: "t\(number).pcap", client: UInt8(number + 1))
    }
    let path = folder.catalogPath
    let ended = try await folder.scan { options in
      options.jobs = 1
      options.shouldStop = {
        let rows = try? Catalog(reading: path).read {
          try Row.fetchAll($0, sql: "SELECT id FROM stored_captures")
        }
        return (rows?.count ?? 0) >= 2
      }
    }
    #expect(ended.wasInterrupted && (1...3).contains(ended.analysed))
    let rest = try await folder.scan()
    #expect(rest.analysed == 6 - ended.analysed && rest.unchanged == ended.analysed)
  }

  @Test func aCaptureThatTakesTooLongIsLeft() async throws {
    let folder = try ScanFolder()
    try folder.add(shipped: "walkthroughs/success", as: "a.pcap")
    let said = Said()
    let outcome = try await folder.scan(telling: said) { $0.timeLimit = 1e-9 }
    #expect(outcome.failed == 1 && outcome.failures == [.timeLimit])
    #expect(said.messages.first?.contains("--time-limit") == true)
    #expect(try folder.rows("SELECT count(*) FROM stored_captures") == ["0"])
    // With time enough it is no failure any more.
    #expect(try await folder.scan().analysed == 1)
    #expect(try folder.rows("SELECT * FROM failed_files").isEmpty)
  }

  /// Several scans write into one catalog at the same time.
  @Test func scansMayRunAtTheSameTime() async throws {
    let folder = try ScanFolder()
    for (place, name) in Self.walkthroughs.enumerated() {
      try folder.add(
        shipped: String(name.dropLast("/trace.pcap".count)), as: "t\(place).pcap", client: UInt8(place + 1))
    }
    let outcomes = try await withThrowingTaskGroup(of: ScanOutcome.self) { group in
      for _ in 0..<3 { group.addTask { try await folder.scan() } }
      return try await group.reduce(into: [ScanOutcome]()) { $0.append($1) }
    }
    #expect(outcomes.allSatisfy { $0.failed == 0 })
    #expect(try folder.rows("SELECT count(*) FROM captures") == ["\(Self.walkthroughs.count)"])
    #expect(
      try folder.rows(
        "SELECT count(*) FROM captures c WHERE flows <> (SELECT count(*) FROM flows WHERE capture = c.id)")
        == ["0"])
    let catalog = try Catalog(path: folder.catalogPath)
    #expect(try catalog.read { try String.fetchOne($0, sql: "PRAGMA integrity_check") } == "ok")
    #expect(try await folder.scan().unchanged == Self.walkthroughs.count)
  }

  /// Every capture is of one shard, and the shards together are the whole.
  @Test func shardsMakeTheWhole() async throws {
    let folder = try ScanFolder()
    for (place, name) in Self.walkthroughs.enumerated() {
      try folder.add(
        shipped: String(name.dropLast("/trace.pcap".count)), as: "s\(place % 2)/t\(place).pcap",
        client: UInt8(place + 1))
    }
    try folder.add(Array("text".utf8), as: "s0/readme")
    try await folder.scan()
    let merged = folder.output + "/merged.sqlite"
    var analysed = 0
    for index in 0..<4 {
      let shard = try #require(Shard("\(index)/4"))
      let part = folder.output + "/part\(index).sqlite"
      let outcome = try await folder.scan(into: part) { $0.shard = shard }
      analysed += outcome.analysed
      #expect(outcome.analysed + outcome.inOtherShards + outcome.skipped == Self.walkthroughs.count + 1)
      let catalog = try Catalog(path: merged)
      #expect(try catalog.merge(try Catalog(reading: part)) { false } == outcome.analysed)
      // What is there already stays.
      #expect(try catalog.merge(try Catalog(reading: part)) { false } == 0)
    }
    #expect(analysed == Self.walkthroughs.count)
    for query in SameRows.queries { #expect(try folder.rows(query) == folder.rows(query, of: merged)) }
  }

  @Test(arguments: ["", "1", "1/", "/4", "4/4", "-1/4", "0/0", "a/b", "0/4/5"])
  func noShard(_ text: String) { #expect(Shard(text) == nil) }
}

/// What two catalogs of the same captures have in common.
enum SameRows {
  static let queries: [String] = CatalogView.all.map { "SELECT * FROM \($0.name)" } + tables

  private static let tables: [String] = [
    """
    SELECT c.sha256, c.conditions, c.bytes, c.format, c.packets, c.tcp_packets, c.first_packet, c.last_packet,
      c.policy_date, c.policy_source, c.flows, c.findings, c.copies FROM captures c ORDER BY 1
    """,
    """
    SELECT c.sha256, f.flow, f.verdict, f.confidence, f.reason, f.through_proxy, f.client_ip, f.client_port,
      f.server_ip, f.server_port, f.server_name, f.name_source, f.endpoint, f.proxy_authority, f.proxy_status,
      f.started, f.ended, f.client_packets, f.server_packets, f.client_bytes, f.server_bytes, f.tls_version,
      f.max_version, f.cipher_suite FROM flows f JOIN captures c ON c.id = f.capture ORDER BY 1, 2
    """,
    "SELECT c.sha256, n.flow, n.code, n.message FROM notes n JOIN captures c ON c.id = n.capture ORDER BY 1, 2, 3",
    """
    SELECT c.sha256, i.number, f.flow FROM finding_flows f JOIN findings i ON i.id = f.finding
      JOIN captures c ON c.id = i.capture ORDER BY 1, 2, 3
    """,
  ]
}
