import Analysis
import Diagnosis
import ReportChecking
import Testing

@testable import Reports

@Suite struct MarkdownReportTests {
  private static var mixed: SampleCapture {
    var capture = SampleCapture()
    capture.addSuccess()
    for _ in 0..<3 { capture.addVersionReject() }
    capture.addClientFin()
    capture.addProxyDenied()
    capture.addOther()
    return capture
  }

  private func expectOrder(_ report: String, _ parts: [String]) throws {
    var rest = report[...]
    for part in parts {
      let index = try #require(rest.firstRange(of: part), "\(part) is missing or out of order")
      rest = rest[index.upperBound...]
    }
  }

  @Test func theAnswerStandsFirst() throws {
    let report = Self.mixed.report("markdown")
    try expectOrder(
      report,
      [
        "## `trace.pcap`\n", "1. **FAILS**",
        "### 1. FAILS: WSUS server `10.0.0.5` cannot connect to `sws.update.microsoft.com`",
        "**Confidence: certain**", "#### Resolution", "### 2. FAILS", ": the TLS version is refused\n",
        "Do this first: ", "#### Walkthrough of flow 1", "| 881 |", "#### Resolution", "   ```\n", "### 3. ",
        "**OK** `10.0.0.5 ->",
        "### Flows", "| 0 | `10.0.0.5:50000` |",
      ])
  }

  /// Everything that the text says, but for its layout.
  @Test func allFormsAreWellFormed() {
    var incomplete = SampleCapture()
    incomplete.addIncomplete()
    var empty = SampleCapture()
    empty.description.packets = 0
    for capture in [Self.mixed, incomplete, empty] {
      for language in Language.allCases {
        let reports = [
          capture.report("markdown") { $0.language = language },
          capture.report("markdown") { ($0.language, $0.listsAllFlows) = (language, true) },
          capture.report("markdown") { ($0.language, $0.drawsLadders) = (language, true) },
          capture.report("markdown") { ($0.language, $0.onlyEndpoints) = (language, true) },
          capture.report("markdown") { ($0.language, $0.flows) = (language, [0, 1, 99]) },
        ]
        for report in reports { #expect(MarkdownCheck(report).faults == []) }
      }
    }
  }

  @Test func rowsAreBoundedAndLongTablesFold() {
    var capture = SampleCapture()
    for _ in 0..<(CaptureDocument.flowLines + 30) { capture.addVersionReject() }
    let report = capture.report("markdown")
    let events = 5
    #expect(MarkdownCheck(report).rows == CaptureDocument.flowLines + events)
    #expect(report.contains("30 more flows; `--all-flows`"))
    #expect(report.contains("<details>\n<summary>All flows (230)</summary>\n\n|"))
    let all = capture.report("markdown") { $0.listsAllFlows = true }
    #expect(MarkdownCheck(all).rows == capture.flows.count + events)
  }

  @Test func optionsHold() {
    let ladder = Self.mixed.report("markdown") {
      ($0.drawsLadders, $0.usesASCII, $0.width) = (true, true, 40)
    }
    #expect(ladder.contains("│"))
    #expect(ladder.contains("<summary>Walkthrough of flow 2</summary>"))
    #expect(!Self.mixed.report("markdown").contains("│"))
    let endpoints = Self.mixed.report("markdown") { $0.onlyEndpoints = true }
    #expect(!endpoints.contains("not TLS"))
    let flow = Self.mixed.report("markdown") { $0.flows = [0, 99] }
    #expect(flow.contains("### Flow 0: success\n"))
    #expect(flow.contains("<summary>ClientHello in frame 191</summary>"))
    #expect(flow.contains("0xc030  TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384  *"))
    #expect(flow.contains("There is no flow 99"))
    #expect(!flow.contains("### Flow 1"))
  }

  @Test func endingsAskForIt() {
    for name in ["report.md", "REPORT.MARKDOWN"] { #expect(ReportFormat.forFile(name)?.name == "markdown") }
  }

  @Test func severalCapturesFollowOneAnother() throws {
    var writer = DocumentWriter<MarkdownRenderer>(ReportOptions())
    var output = ReportOutput()
    for _ in 0..<2 { try writer.add(Self.mixed.reported, to: &output) }
    let report = output.buffer.text
    #expect(report.ranges(of: "## `trace.pcap`\n").count == 2)
    #expect(report.contains("\n\n## `trace.pcap`\n"))
    #expect(MarkdownCheck(report).faults == [])
  }
}
