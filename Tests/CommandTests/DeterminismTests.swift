import CaptureBuilding
import Foundation
import Testing

/// The same input gives the same bytes, wherever and however it is read. Each process has its own hash seed.
@Suite struct DeterminismTests {
  /// Surroundings that must not matter.
  private static let surroundings: [[String: String]] = [
    ["TZ": "UTC", "LC_ALL": "C"], ["TZ": "Asia/Tokyo", "LC_ALL": "tr_TR.UTF-8"],
    ["TZ": "America/New_York", "LC_ALL": "de_DE.UTF-8", "COLUMNS": "40"],
  ]

  private static let captures = [
    "walkthroughs/issue-1-import-version-reject/trace.pcap", "recorded/name-not-resolved/trace.pcap",
    "recorded/tls12-success/trace.pcap", "walkthroughs/proxy-407-then-success/trace.pcap",
  ]

  @Test(arguments: ["text", "json", "ndjson", "csv", "markdown", "html"])
  func reports(_ format: String) throws {
    for name in Self.captures {
      let outputs = try Self.surroundings.map { surroundings in
        try ExitStatusTests.run(
          ["analyze", ShippedCaptures.path(name), "--format", format, "--lang", "en"],
          environment: surroundings
        ).output
      }
      #expect(Set(outputs).count == 1 && !outputs[0].isEmpty, "\(name) as \(format)")
    }
  }

  @Test func redactedReportsWithAKey() throws {
    let outputs = try Self.surroundings.map { surroundings in
      try ExitStatusTests.run(
        [
          "analyze", ShippedCaptures.path(Self.captures[0]), "--redact", "--redact-key", "key", "--lang",
          "en",
        ],
        environment: surroundings
      ).output
    }
    #expect(Set(outputs).count == 1 && !outputs[0].isEmpty)
  }

  /// One worker or several: the same summary, pages and rows.
  @Test func scans() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var results: [[String: String]] = []
    for (jobs, surroundings) in zip(["1", "2", "4"], Self.surroundings) {
      let output = folder.appending(path: jobs).path()
      let run = try ExitStatusTests.run(
        ["scan", ShippedCaptures.path("walkthroughs"), "--output", output, "--jobs", jobs, "--lang", "en"],
        environment: surroundings)
      #expect(run.status == 0)
      results.append(try Self.files(of: output))
    }
    // The summary in three formats, a page for each capture, and the findings.
    #expect(results[0].count == 3 + 12 + 1)
    for result in results.dropFirst() {
      #expect(result.keys.sorted() == results[0].keys.sorted())
      for (name, text) in result { #expect(text == results[0][name], "\(name)") }
    }
  }

  /// All texts of a scan's folder, and the catalog's findings.
  private static func files(of folder: String) throws -> [String: String] {
    var files: [String: String] = [:]
    for name in FileManager.default.enumerator(atPath: folder)?.allObjects as? [String] ?? []
    where [".html", ".txt", ".json"].contains(where: name.hasSuffix) {
      files[name] = try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8)
    }
    files["findings"] = try ExitStatusTests.run(
      ["query", "finding_list", "--catalog", "\(folder)/catalog.sqlite", "--format", "csv"]
    ).output
    return files
  }
}
