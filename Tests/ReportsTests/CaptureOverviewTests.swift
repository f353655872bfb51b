import Analysis
import Testing

@testable import Reports

@Suite struct CaptureOverviewTests {
  private static func report(_ format: String, _ paths: [String]) throws -> String {
    var options = ReportOptions()
    options.isOfSeveral = true
    let format = try #require(ReportFormat.named(format))
    var writer = format.writer(options)
    var output = ReportOutput()
    try writer.begin(&output)
    for (index, path) in paths.enumerated() {
      var capture = SampleCapture()
      capture.description.path = path
      if index == 0 { capture.addVersionReject() } else { capture.addSuccess() }
      try writer.add(capture.reported, to: &output)
    }
    try writer.end(&output)
    return output.buffer.text
  }

  /// Which capture fails is on the first screen, whatever the reports below say.
  @Test(arguments: ["text", "markdown", "html"])
  func aTableOfCapturesIsFirst(_ format: String) throws {
    let report = try Self.report(format, ["/traces/a/one.pcap", "/traces/b/two.pcap"])
    var rest = report[...]
    let refused = "the TLS version is refused"
    for part in ["a/one.pcap", "version reject", "b/two.pcap", "no failure", refused, "/traces/b/two.pcap"] {
      let found = try #require(rest.firstRange(of: part), "\(part) is missing or out of order")
      rest = rest[found.upperBound...]
    }
  }

  /// A list of one capture, and one alone, need no table.
  @Test(arguments: ["text", "markdown", "html"])
  func oneCaptureHasNone(_ format: String) throws {
    let report = try Self.report(format, ["/traces/a/one.pcap"])
    let heading = format == "html" ? ">Captures<" : "Captures\n"
    #expect(!report.contains(heading))
    #expect(try Self.report(format, ["/traces/a/one.pcap", "/traces/two.pcap"]).contains(heading))
    #expect(report.ranges(of: "the TLS version is refused").count >= 1)
  }
}

@Suite struct FirstClauseTests {
  @Test(arguments: [
    ("Enable TLS 1.2: create a file. Then restart.", "Enable TLS 1.2"),
    ("Restart the server. Now.", "Restart the server"), ("Restart.", "Restart"),
    ("Ask the team", "Ask the team"),
    ("TLS 1.2 を有効にします。次の内容で作成します。", "TLS 1.2 を有効にします"),
  ])
  func theDetailsAreLeftOut(_ step: String, _ clause: String) {
    #expect(Words.english.firstClause(of: Phrase(step)).text == clause)
  }
}

@Suite struct BreakableTextTests {
  /// Only long words are broken, behind their parts, and what is escaped stays escaped.
  @Test(arguments: [
    ("short\\path", "short\\path"),
    (
      "see %SystemRoot%\\system32\\inetsrv\\w3wp.exe.config",
      "see %SystemRoot%\\<wbr>system32\\<wbr>inetsrv\\<wbr>w3wp.<wbr>exe.<wbr>config"
    ), ("<a>&/xxxxxxxxxxxxxxxxxxxxxxx", "&lt;a&gt;&amp;/<wbr>xxxxxxxxxxxxxxxxxxxxxxx"),
  ])
  func longWordsMayBeBroken(_ text: String, _ html: String) {
    #expect(HTMLText(text).breakable == html)
  }
}
