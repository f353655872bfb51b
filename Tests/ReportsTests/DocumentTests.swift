import Mustache
import ReportChecking
import Testing

@testable import Reports

/// Every block, in every format.
@Suite struct DocumentTests {
  private static let ends = FlowEnds(
    client: "10.0.0.5:50000", server: "10.0.0.9:443", filter: "tcp.stream eq 3")

  private static let facts: [Fact] = [
    .value(name: "a name", "<value>"), .remark("a remark"),
    .codes(name: "suites", [.init(id: "0xc030", name: "TLS_SUITE", isMarked: true)]),
  ]

  private static let items = [
    Item(text: "a bullet", details: [("a quoted line", .faint)]),
    Item(mark: .label("line 12"), text: "a labelled text"), Item(mark: .path, text: "a/path.log"),
  ]

  private static let steps = Steps(
    steps: [.init(text: "a step", commands: ["iisreset"], reference: "a reference")], sameAs: "the same")

  private static var comparison: Comparison {
    Comparison(
      heading: "a comparison", left: .init(heading: "left", entries: ["A", "B"]),
      right: .init(heading: "right", entries: ["B"]), shared: "in both", conclusion: "a conclusion",
      additions: [("add this:", "TLS_ADDED")], more: { "\($0) more" })
  }

  private static let headline = Headline(
    id: "finding-1", number: 1, tag: "FAILS", title: "a headline", style: .bad,
    confidence: ("certain", "Confidence: certain"), attempts: "two attempts")

  private static func table(rows: Series<Table.Row>) -> Table {
    Table(
      id: "flows", heading: "a table",
      columns: [.init(title: "column", width: 10), .init(title: "other", isNumber: true, width: 5)],
      rows: rows, remarks: ["a remark on rows"], rest: { "\($0) rows shown" })
  }

  private static var blocks: [Block] {
    let row = Table.Row(cells: [.init(text: "a cell", link: .id("x")), .init(text: "7", key: "7")])
    return [
      .title(Title(name: "trace.pcap", facts: "some facts", remarks: ["a remark on all"])),
      .answer(
        Answer(
          name: "Answer",
          callouts: [Callout(tag: "OK", style: .good, paragraphs: ["a callout"], commands: ["pktmon stop"])],
          entries: [Entry(lead: "FAILS", style: .bad, text: "an entry", number: 1, target: "finding-1")],
          more: "more entries")),
      .article(
        Article(
          headline: headline,
          blocks: [
            .paragraph(Paragraph(text: "a paragraph")), .command(lead: "type this:", text: "a command"),
            .paragraph(Paragraph(text: "the sum of it", isConclusion: true)),
            .part(Part(heading: "part one", blocks: [.steps(steps)])), .comparison(comparison),
            .part(Part(heading: "part two", isFolded: true, blocks: [.facts(facts), .list(items)])),
            .part(Part(heading: "nothing in it")),
          ])),
      .entries([Entry(lead: "code", style: .strong, text: "a topic")]), .table(table(rows: Series([row]))),
      .notes(Notes(heading: "Notes", notes: ["a note"])),
    ]
  }

  private static let texts = [
    "trace.pcap", "some facts", "a remark on all", "a callout", "pktmon stop", "an entry", "more entries",
    "FAILS", "a headline", "certain", "two attempts", "a paragraph", "type this:", "a command",
    "the sum of it", "part one", "a step", "iisreset", "the same", "a comparison", "left", "right", "A", "B",
    "a conclusion", "add this:", "TLS_ADDED", "part two", "a name", "value", "a remark", "suites", "0xc030",
    "TLS_SUITE", "a bullet", "a quoted line", "line 12", "a labelled text", "path.log", "code", "a topic",
    "a table", "column", "a cell", "7", "a remark on rows", "1 rows shown", "Notes", "a note",
  ]

  @Test func everyFormatShowsEveryBlock() {
    let options = ReportOptions()
    let markdown = MarkdownRenderer(options).text(of: Self.blocks).text
    let page = HTMLRenderer(options).text(of: Self.blocks).text
    for report in [TextRenderer(options).text(of: Self.blocks).text, markdown, page] {
      for text in Self.texts { #expect(report.contains(text), "\(text) is missing") }
      #expect(!report.contains("nothing in it"))
    }
    #expect(MarkdownCheck(markdown).faults == [])
    #expect(page.contains("&lt;value&gt;"))
    #expect(page.contains("<a href=\"#c1-x\">a cell</a>"))
  }

  /// A row is made when it is written, not before.
  @Test func rowsAreMadeOneAtATime() throws {
    var made: [Int] = []
    let rows = Series(count: 100_000) { index in
      made.append(index)
      return Table.Row(cells: [.init(text: "cell \(index)"), .init(text: "1")])
    }
    let block = Block.table(Self.table(rows: rows))
    #expect(made.isEmpty)
    var renderer = TextRenderer(ReportOptions())
    var output = ReportOutput()
    try renderer.add(block, to: &output)
    #expect(made == Array(0..<100_000))
    #expect(renderer.page.buffer.count == 0)
  }

  /// The first lines say what failed and what to do first; then comes the proof, then why, then each step.
  @Test(arguments: ["text", "markdown", "html"])
  func theAnswerThenTheProofThenTheSteps(_ format: String) throws {
    var capture = SampleCapture()
    capture.addVersionReject()
    let report = capture.report(format)
    let parts = [
      "the TLS version is refused", "Do this first: ", "Walkthrough of flow 0", "Why", "Resolution",
    ]
    var rest = report[...]
    for part in parts {
      let found = try #require(rest.firstRange(of: part), "\(part) is missing or out of order")
      rest = rest[found.upperBound...]
    }
  }

  /// Text that is put into HTML by hand is escaped as the templates do it.
  @Test func escapingIsThatOfTheTemplates() throws {
    let template = try MustacheTemplate(string: "{{.}}")
    for text in ["plain", "<a href=\"x\">&'</a>", "é<\u{301}", "&\u{200d}amp;", "日本語 <&>"] {
      let text = HTMLText(text)
      #expect(text.escaped == template.render(text.description))
    }
  }
}
