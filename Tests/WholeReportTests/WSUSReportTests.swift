import Analysis
import CaptureBuilding
import Diagnosis
import PolicyFiles
import Reports
import Testing

/// A WSUS server's own traffic in every format and language.
@Suite struct WSUSReportTests {
  private static let path = ShippedCaptures.path("wsus/own-traffic/trace.pcap")

  private static func report(_ format: String, _ change: (inout ReportOptions) -> Void = { _ in }) throws
    -> String
  {
    let result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
    var options = ReportOptions()
    change(&options)
    return try writtenReport(on: ReportedCapture(result), as: format, options)
  }

  /// Those in the capture, and what surrounds them.
  private static let secrets = [
    "TlRMTVNTUA", "c2VjcmV0cGFzc3dvcmQ", "CONTOSO", "WSUS01", "Login failed", "Negotiate", "BITS/7.8",
    "7c1b3f0e",
  ]

  @Test(arguments: ["text", "json", "ndjson", "csv", "markdown", "html"])
  func noReportHoldsASecret(_ format: String) throws {
    for language in Language.allCases {
      let report = try Self.report(format) {
        $0.language = language
        $0.listsAllFlows = true
        $0.drawsLadders = true
      }
      for secret in Self.secrets { #expect(!report.contains(secret), "\(format): \(secret)") }
      #expect(report.contains("503"), "\(format)")
    }
    for dialect in LineDialect.all {
      let report = try Self.report("ndjson") { $0.dialect = dialect }
      for secret in Self.secrets { #expect(!report.contains(secret), "\(secret)") }
    }
  }

  /// Who fails is listed, and who synchronises; the rest is counted.
  @Test func theTableListsWhatMatters() throws {
    let report = try Self.report("text")
    for listed in ["WSUS: downstream", "WSUS: download", "WSUS: client"] { #expect(report.contains(listed)) }
    #expect(!report.contains("WSUS: administration"))
    #expect(try Self.report("text") { $0.listsAllFlows = true }.contains("WSUS: administration"))
  }

  @Test func theTimelineHasThem() throws {
    let page = try Self.report("html")
    for client in ["10.0.0.22", "10.0.0.6", "10.0.0.23"] {
      #expect(page.components(separatedBy: client).count > 3, "\(client)")
    }
  }
}

extension String {
  fileprivate func components(separatedBy other: String) -> [Substring] { split(separator: other) }
}
