import CaptureBuilding
import Foundation
import ReportChecking
import Reports
import SchemaChecking
import Testing

/// Shipped captures that belong together give the reports that are beside them.
///
/// `WSUSCAP_RECORD=1` rewrites a report that differs, and the run fails all the same.
@Suite struct ExpectedComparisonTests {
  @Test(arguments: ComparedCaptures.all)
  func textAndJSONAreAsExpected(_ captures: ComparedCaptures) async throws {
    let comparison = try await captures.compare()
    for (format, ending) in [("text", "txt"), ("json", "json")] {
      let report = ComparedCaptures.report(of: comparison, format, .english)
      try expect(report, "\(captures.name).\(ending)", of: captures)
    }
  }

  @Test(arguments: ComparedCaptures.inEveryFormat)
  func everyFormatIsAsExpected(_ captures: ComparedCaptures) async throws {
    let comparison = try await captures.compare()
    for (language, prefix) in [(Language.english, ""), (.japanese, "ja.")] {
      for (format, ending) in [("text", "txt"), ("markdown", "md"), ("html", "html")] {
        let report = ComparedCaptures.report(of: comparison, format, language)
        try expect(report, "\(captures.name).\(prefix)\(ending)", of: captures)
      }
    }
  }

  /// Nothing in a report could act in the program that shows it.
  @Test(arguments: ComparedCaptures.all)
  func everyFormatIsWellFormed(_ captures: ComparedCaptures) async throws {
    let comparison = try await captures.compare()
    for language in Language.allCases {
      for format in ["text", "markdown", "html"] {
        let report = ComparedCaptures.report(of: comparison, format, language)
        for fault in FormatCheck(report, format: format).faults {
          Issue.record("\(format), \(language): \(fault)")
        }
      }
    }
  }

  /// Programs read the same, whatever people read.
  @Test(arguments: ComparedCaptures.walkthroughs)
  func jsonIsTheSameInEveryLanguage(_ captures: ComparedCaptures) async throws {
    let comparison = try await captures.compare()
    let reports = Language.allCases.map { ComparedCaptures.report(of: comparison, "json", $0) }
    #expect(Set(reports).count == 1)
  }

  private func expect(_ report: String, _ file: String, of captures: ComparedCaptures) throws {
    let folder = URL(filePath: ShippedCaptures.path(captures.folder))
    let url = folder.appending(path: file)
    guard (try? Data(contentsOf: url)) != Data(report.utf8) else { return }
    if ProcessInfo.processInfo.environment["WSUSCAP_RECORD"] == "1" {
      try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
      try Data(report.utf8).write(to: url)
      Issue.record("recorded \(file); read the difference, then run again without WSUSCAP_RECORD")
    } else {
      Issue.record("\(file) of \(captures.folder) differs; WSUSCAP_RECORD=1 rewrites it")
    }
  }
}
