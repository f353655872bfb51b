import Analysis
import CaptureBuilding
import Catalog
import Diagnosis
import Foundation
import PolicyFiles
import Redaction
import Reports
import Scan
import Testing

/// What `scan --redact` writes: pages, summaries and the catalog, as bytes.
@Suite struct RedactedScanTests {
  private let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")

  /// Captures of the project, in folders and under names that are secrets too.
  private func fill() throws -> CaptureSecretList {
    var secrets = CaptureSecretList()
    let input = folder.appending(path: "in")
    for name in ShippedCaptures.names where !name.hasPrefix("evidence/") {
      let trace = URL(filePath: ShippedCaptures.path(name))
      let place = name.split(separator: "/").joined(separator: "-")
      let target = input.appending(path: "wsus-\(place).corp.fabrikam.example/geheim-\(place).pcap")
      try copy(trace, to: target)
      secrets.add(
        try RedactedReportTests.result(name), ["wsus-\(place).corp.fabrikam.example", "geheim-\(place)"])
    }
    let evidence = URL(filePath: ShippedCaptures.path("evidence/issue-1-english/trace.pcap"))
      .deletingLastPathComponent()
    try copy(evidence, to: input.appending(path: "salzburg"))
    secrets.add(try RedactedReportTests.result("evidence/issue-1-english/trace.pcap"), ["salzburg"])
    let capture = Array(try Data(contentsOf: evidence.appending(path: "trace.pcap")))
    let members = [("linz.pcap", capture + [0]), ("graz.pcap", capture), ("notiz.txt", Array("wien".utf8))]
    try Data(PackedFile.zip(members.map { (name: $0.0, content: $0.1) })).write(
      to: input.appending(path: "archiv.zip"))
    try Data(PackedFile.zip([("notiz.txt", Array("wien".utf8))])).write(to: input.appending(path: "b.zip"))
    try Data([1, 2, 3] + Array("wien".utf8) + [0, 0, 0]).write(to: input.appending(path: "fremd.bin"))
    secrets.texts.formUnion(["linz", "graz", "notiz", "wien", "archiv", "fremd", folder.lastPathComponent])
    secrets.texts.formUnion(["01 02 03 77", "trace.pcap"])
    return secrets
  }

  private func copy(_ source: URL, to target: URL) throws {
    try FileManager.default.createDirectory(
      at: target.deletingLastPathComponent(), withIntermediateDirectories: true)
    try FileManager.default.copyItem(at: source, to: target)
  }

  private func scan(_ redaction: Redaction?, into output: String) async throws -> ScanOutcome {
    let place = folder.appending(path: output)
    try FileManager.default.createDirectory(
      at: place.appending(path: "reports"), withIntermediateDirectories: true)
    var options = ScanOptions(
      roots: [folder.appending(path: "in").path()], policy: .builtIn, policyDigest: "p", output: place.path())
    options.names = ScanNames(redaction)
    let catalog = try Catalog(
      path: place.appending(path: "catalog.sqlite").path(), redaction: options.names.catalogMark)
    defer { catalog.close() }
    let outcome = try await FolderScan(options, catalog: catalog).run()
    let summary = try catalog.summary { _ in true }
    for format in ScanFormat.all {
      try WholeFile.write(
        format.write(summary, ReportOptions()), to: place.appending(path: format.file).path())
    }
    return outcome
  }

  /// The secrets that are somewhere below a folder, as words of their own.
  private func found(_ secrets: CaptureSecretList, in output: String) throws -> Set<String> {
    let list = folder.appending(path: "secrets")
    try Data(secrets.texts.sorted().joined(separator: "\n").utf8).write(to: list)
    let grep = Process()
    let pipe = Pipe()
    grep.executableURL = URL(filePath: "/usr/bin/env")
    grep.arguments = ["grep", "-raiwohFf", list.path(), folder.appending(path: output).path()]
    grep.standardOutput = pipe
    try grep.run()
    let text = String(decoding: pipe.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
    grep.waitUntilExit()
    return Set(text.split(separator: "\n").map(String.init))
  }

  @Test func noSecretIsInAnyFile() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    let secrets = try fill()
    let plain = try await scan(nil, into: "plain")
    #expect(try found(secrets, in: "plain").count > secrets.texts.count / 2)
    let redacted = try await scan(Redaction(key: "k"), into: "redacted")
    #expect(redacted == plain && redacted.analysed > 20)
    let left = try found(secrets, in: "redacted")
    #expect(left.isEmpty, "\(left.sorted())")
    let names = try FileManager.default.subpathsOfDirectory(
      atPath: folder.appending(path: "redacted").path())
    #expect(names.allSatisfy { name in !secrets.texts.contains { $0.count > 4 && name.contains($0) } })
    // The next scan with the same key recognises everything; with another key nothing is mixed.
    let again = try await scan(Redaction(key: "k"), into: "redacted")
    #expect(again.analysed == 0 && again.unchanged == redacted.analysed + redacted.known)
    for other in [Redaction(key: "l"), Redaction(key: nil), nil] {
      await #expect { _ = try await scan(other, into: "redacted") } throws: {
        ($0 as? CatalogError)?.kind == .otherPseudonyms
      }
    }
    await #expect { _ = try await scan(Redaction(key: "k"), into: "plain") } throws: {
      ($0 as? CatalogError)?.kind == .otherPseudonyms
    }
  }

  /// A client of two captures is one client in the catalog, and a folder that is called after a host has its pseudonym.
  @Test func aHostHasOnePseudonym() async throws {
    defer { try? FileManager.default.removeItem(at: folder) }
    for (trace, place) in [("proxy-success", "10.0.0.5"), ("success", "north")] {
      try copy(
        URL(filePath: ShippedCaptures.path("walkthroughs/\(trace)/trace.pcap")),
        to: folder.appending(path: "in/\(place)/a.pcap"))
    }
    _ = try await scan(Redaction(key: nil), into: "out")
    var output = ReportOutput()
    var writer = try #require(TableFormat.named("csv")).writer(TableOptions())
    let catalog = try Catalog(reading: folder.appending(path: "out/catalog.sqlite").path())
    try catalog.query(
      """
      SELECT count(DISTINCT client_ip), count(DISTINCT capture),
        (SELECT count(*) FROM files WHERE folder IN (SELECT client_ip FROM flows)),
        (SELECT count(*) FROM files WHERE folder LIKE 'folder-%') FROM flows WHERE endpoint IS NOT NULL
      """, to: &writer, &output
    ) { false }
    #expect(output.buffer.text.split(separator: "\r\n").last == "1,2,1,1")
  }
}

/// Secrets of several captures.
struct CaptureSecretList {
  var texts: Set<String> = []

  mutating func add(_ result: CaptureResult, _ names: [String]) {
    texts.formUnion(names)
    // What is written with marks around it in JSON is another text in a page.
    for secret in CaptureSecrets(ReportedCapture(result)).texts where !secret.contains("\"") {
      texts.insert(secret)
    }
    // The places of the captures of the project are not those of the scan.
    texts.remove(result.description.path)
    texts.remove(URL(filePath: result.description.path).deletingLastPathComponent().path)
  }
}
