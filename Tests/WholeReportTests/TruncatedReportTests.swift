import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import Reports
import Testing

/// Walkthroughs of which only the first bytes of each packet were captured: a report says what is hidden, and claims nothing
/// that only whole packets show.
@Suite struct TruncatedReportTests {
  private static let lengths = [128, 96, 68]

  private static func report(_ name: String, snapLength: Int) throws -> String {
    let walkthrough = try #require(Walkthrough.all.first { $0.name == name })
    let bytes = PcapFile.bytes(
      frames: walkthrough.build().frames,
      interface: CaptureInterface(link: .ethernet, snapLength: snapLength))
    let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(filePath: path))
    let result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
    // Lines are wrapped.
    let words = try writtenReport(on: ReportedCapture(result), as: "text").split { $0 == " " || $0 == "\n" }
    return words.joined(separator: " ")
  }

  /// The offer that decides is cut off, and so is the name: not even that an endpoint was there is known.
  @Test(arguments: lengths) func offersThatAreCutOff(_ length: Int) throws {
    let report = try Self.report("issue-5-no-common-cipher", snapLength: length)
    #expect(
      report.contains("The deciding bytes at frame") || report.contains("was truncated before the end of its")
    )
    #expect(report.contains("Whether a flow goes to an update endpoint is not known: "))
    #expect(report.contains("pktmon start --capture --pkt-size 0"))
    for claim in ["No failure", "No flow to an update endpoint was captured", "no cipher suite in common"] {
      #expect(!report.contains(claim), "\(claim)")
    }
  }

  /// All flows succeed, but whether one of them goes to an endpoint is not known.
  @Test(arguments: lengths) func namesThatAreCutOff(_ length: Int) throws {
    let report = try Self.report("success", snapLength: length)
    #expect(report.contains("Whether a flow goes to an update endpoint is not known: "))
    #expect(report.contains("--pkt-size 0") && !report.contains("No flow to an update endpoint was captured"))
  }

  /// A refusal is shown, as possible only; that no entry of the policy exists is not claimed.
  @Test(arguments: lengths) func versionsInCutHellos(_ length: Int) throws {
    let report = try Self.report("issue-1-import-version-reject", snapLength: length)
    #expect(report.contains("Confidence: possible.") && report.contains("Capture again"))
    #expect(report.contains("no entry of the endpoint policy is known to match this server"))
    #expect(!report.contains("issue 1 (") && !report.contains("Whether a flow goes"))
  }

  /// Nothing of this is said of whole packets.
  @Test(arguments: ["issue-5-no-common-cipher", "success", "issue-1-import-version-reject"])
  func wholePackets(_ name: String) throws {
    let report = try Self.report(name, snapLength: 65_535)
    #expect(!report.contains("truncated") && !report.contains("Whether a flow goes"))
  }
}
