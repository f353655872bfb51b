import Analysis
import CaptureFiles
import Diagnosis
import Testing

@testable import Reports

@Suite struct TextReportTests {
  private var mixed: SampleCapture {
    var capture = SampleCapture()
    capture.addSuccess()
    for _ in 0..<3 { capture.addVersionReject() }
    capture.addOther()
    return capture
  }

  @Test func oneFinding() throws {
    let text = mixed.report("text")
    let head = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(10).joined(
      separator: "\n")
    #expect(head.contains("10.0.0.5 cannot connect to sws.update.microsoft.com: the TLS version is refused"))
    #expect(head.contains("issue 1"))
    #expect(text.contains("Restart the WSUS server in a maintenance window"))
    #expect(!text.contains("shutdown"))
    try expectGolden(text, "one-finding.txt")
  }

  @Test func severalFindingsAreNamedFirst() throws {
    var capture = mixed
    capture.addClientFin()
    capture.addProxyDenied()
    let text = capture.report("text")
    let lines = text.split(separator: "\n", omittingEmptySubsequences: false).prefix(8)
    #expect(lines.filter { $0.contains("cannot connect") }.count == 3)
    try expectGolden(text, "several-findings.txt")
  }

  @Test func noFailure() throws {
    var capture = SampleCapture()
    capture.addSuccess()
    let text = capture.report("text")
    #expect(text.contains("No failure in 1 flow."))
    #expect(text.contains("Walkthrough of flow 0"))
    try expectGolden(text, "no-failure.txt")
  }

  @Test func captureThatProvesNothing() throws {
    var capture = SampleCapture()
    capture.addIncomplete()
    let text = capture.report("text")
    let head = text.split(separator: "\n").prefix(6).joined(separator: " ")
    #expect(head.contains("is not conclusive"))
    #expect(head.contains("snap length"))
    #expect(text.contains("--pkt-size 0"))
    try expectGolden(text, "proves-nothing.txt")
  }

  @Test func emptyCapture() {
    var capture = SampleCapture()
    capture.description.packets = 0
    capture.description.firstPacket = nil
    capture.description.lastPacket = nil
    #expect(capture.report("text").contains("contains no packets"))
  }

  @Test func flowInFullDetail() throws {
    let text = mixed.report("text") { $0.flows = [0, 99] }
    #expect(text.contains("0x0a0a  GREASE"))
    #expect(text.contains("0xfff0  unknown"))
    #expect(text.contains("There is no flow 99"))
    try expectGolden(text, "flow.txt")
  }

  @Test func listsByDemand() {
    let byDefault = mixed.report("text")
    #expect(byDefault.contains("1 other flow: 1 not TLS"))
    #expect(byDefault.contains("(4 of 5; --all-flows lists all)"))
    let all = mixed.report("text") { $0.listsAllFlows = true }
    #expect(all.contains("All flows (5)"))
    let endpoints = mixed.report("text") { $0.onlyEndpoints = true }
    #expect(endpoints.contains("Flows to update endpoints (4)"))
    #expect(!endpoints.contains("other flow"))
  }

  @Test func sameCureIsWrittenOnce() {
    var capture = SampleCapture()
    capture.addVersionReject(name: "sws.update.microsoft.com", endpoint: "sws")
    capture.addVersionReject(name: "catalog.update.microsoft.com", endpoint: "sws")
    let text = capture.report("text")
    #expect(text.components(of: "The same as for finding 1.") == 1)
  }

  @Test func colorOnlyWhenAskedFor() {
    #expect(!mixed.report("text").contains("\u{1b}"))
    let colored = mixed.report("text") { $0.usesColor = true }
    #expect(colored.contains("\u{1b}[1;31mFAILS\u{1b}[0m"))
    #expect(Self.withoutColor(colored) == mixed.report("text"))
  }

  @Test func noLineIsWiderThanThePage() {
    var capture = SampleCapture(path: "/captures/" + String(repeating: "漢字", count: 90) + "/trace.pcap")
    let names = [
      "sws.update.microsoft.com", String(repeating: "a", count: 700), String(repeating: "漢", count: 80),
      "evil\u{202e}gnp.exe\u{1b}[31m\n\t\u{7f}\u{9b}", String(repeating: "x\u{301}", count: 100),
      "😀.example.com",
      "two words and  many   spaces", "",
    ]
    for name in names { capture.addVersionReject(name: name, endpoint: name.isEmpty ? nil : "sws") }
    capture.addSuccess(issuer: String(repeating: "CN=\u{2067}bad,", count: 200))
    capture.addClientFin()
    capture.addProxyDenied()
    capture.addIncomplete()
    let reason = String(repeating: "word ", count: 60)
    capture.description.notes = [.reading(.filterNotApplied(linkType: 1, reason: reason))]
    for width in 40...200 {
      for flows in [[], Array(capture.flows.indices)] {
        let text = capture.report("text") {
          $0.width = width
          $0.flows = flows
          $0.listsAllFlows = width % 2 == 0
        }
        for line in text.split(separator: "\n") where DisplayWidth.columns(of: String(line)) > width {
          Issue.record("width \(width): \(line)")
        }
        #expect(text.unicodeScalars.allSatisfy { $0 == "\n" || !SafeText.isDeceptive($0) })
      }
    }
  }

  @Test func explanationsFitThePage() {
    let pages = Language.allCases.flatMap { language in [40, 57, 80, 100, 200].map { (language, $0) } }
    for (language, width) in pages {
      var options = ReportOptions()
      (options.language, options.width) = (language, width)
      let texts = Topic.all.map { TopicDocument.text(of: $0, options: options) }
      for text in texts + [TopicDocument.list(options)] {
        for line in String(decoding: text, as: UTF8.self).split(separator: "\n") {
          #expect(DisplayWidth.columns(of: String(line)) <= width, "\(line)")
        }
      }
    }
  }

  private static func withoutColor(_ text: String) -> String {
    var plain = ""
    var isEscape = false
    for scalar in text.unicodeScalars {
      if scalar == "\u{1b}" { isEscape = true }
      if !isEscape { plain.unicodeScalars.append(scalar) }
      if isEscape, scalar == "m" { isEscape = false }
    }
    return plain
  }
}

extension String {
  func components(of part: String) -> Int {
    var count = 0
    var rest = self[...]
    while let range = rest.firstRange(of: part) {
      count += 1
      rest = rest[range.upperBound...]
    }
    return count
  }
}
