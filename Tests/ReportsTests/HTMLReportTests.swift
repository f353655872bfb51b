import Analysis
import Crypto
import Diagnosis
import Foundation
import Protocols
import ReportChecking
import Testing

@testable import Reports

@Suite struct HTMLReportTests {
  private static var mixed: SampleCapture {
    var capture = SampleCapture()
    capture.addSuccess()
    for _ in 0..<3 { capture.addVersionReject() }
    capture.addClientFin()
    capture.addProxyDenied()
    capture.addOther()
    return capture
  }

  /// What stands between two texts, the first time.
  private static func part(of page: String, from start: String, to end: String) throws -> String {
    let from = try #require(page.firstRange(of: start)?.upperBound)
    let rest = page[from...]
    return try String(rest[..<(#require(rest.firstRange(of: end)?.lowerBound))])
  }

  @Test func theAnswerStandsFirst() throws {
    let page = Self.mixed.report("html")
    #expect(page.hasPrefix("<!DOCTYPE html>\n<html lang=\"en\">"))
    #expect(page.hasSuffix("</html>\n"))
    let order = [
      "<main", "<h1", "cannot connect to sws.update.microsoft.com: the TLS version is refused",
      "Confidence: certain", "Do this first: ", "Evidence", "class=\"ladder\"", "class=\"timeline\"", "Why",
      "Resolution",
      "class=\"sortable\"", "<details class=\"flow\"", "</main>", "<script>",
    ]
    var rest = page[...]
    for text in order {
      let position = try #require(rest.firstRange(of: text), "\(text) is missing or out of order")
      rest = rest[position.upperBound...]
    }
  }

  @Test func severalFindingsAreNamedFirstAndLinked() throws {
    let page = Self.mixed.report("html")
    let briefs = try Self.part(of: page, from: "<ol class=\"briefs\">", to: "</ol>")
    #expect(briefs.ranges(of: "<li>").count == 3)
    for number in 1...3 {
      #expect(briefs.contains("href=\"#c1-finding-\(number)\""))
      #expect(page.contains("id=\"c1-finding-\(number)\""))
    }
  }

  /// Every element is closed in order, every id is one element's, every link and label leads somewhere.
  @Test func structureIsWhole() throws {
    var captures = [Self.mixed, SampleCapture()]
    captures[1].addIncomplete()
    var empty = SampleCapture()
    empty.description.packets = 0
    captures.append(empty)
    for capture in captures {
      let page = capture.report("html") { $0.listsAllFlows = true }
      try expectWellFormed(page)
      let ids = page.matches(of: /\ id="([^"]+)"/).map { String($0.output.1) }
      #expect(Set(ids).count == ids.count)
      let wanted =
        page.matches(of: /href="#([^"]+)"/).map { String($0.output.1) }
        + page.matches(of: /aria-labelledby="([^"]+)"/).flatMap {
          $0.output.1.split(separator: " ").map(String.init)
        }
      for id in wanted { #expect(ids.contains(id), "nothing is \(id)") }
      #expect(
        page.ranges(of: "<svg").count - page.ranges(of: "aria-hidden").count == page.ranges(of: "<desc").count
      )
      #expect(!page.contains("<th>"))
    }
  }

  /// A page without the texts of its style sheet and its script, which are no markup.
  private static func markup(of page: String) -> String {
    var markup = page
    for text in [HTMLTemplates.style, HTMLTemplates.script] {
      if let position = markup.firstRange(of: text) { markup.removeSubrange(position) }
    }
    return markup
  }

  private func expectWellFormed(_ page: String) throws {
    let body = Self.markup(of: page)
    var open: [Substring] = []
    let empty: Set<Substring> = ["meta", "input", "wbr", "!DOCTYPE"]
    for tag in body.matches(of: /<(\/?)([!a-zA-Z][a-zA-Z0-9]*)([^<>]*)>/) {
      let (slash, name, rest) = (tag.output.1, tag.output.2, tag.output.3)
      if slash == "/" {
        #expect(open.last == name, "</\(name)> closes \(open.last ?? "nothing")")
        if !open.isEmpty { open.removeLast() }
      } else if !empty.contains(name), !rest.hasSuffix("/") {
        open.append(name)
      }
    }
    #expect(open.isEmpty, "open: \(open)")
    #expect(body.ranges(of: "<").count == body.matches(of: /<\/?[!a-zA-Z]/).count)
  }

  @Test func thePolicyNamesWhatIsThere() throws {
    let page = Self.mixed.report("html")
    let policy = try Self.part(of: page, from: "Content-Security-Policy\" content=\"", to: "\"")
    for (element, directive) in [("style", "style-src"), ("script", "script-src")] {
      let text = try Self.part(of: page, from: "<\(element)>", to: "</\(element)>")
      #expect(!text.isEmpty)
      let digest = Data(SHA256.hash(data: Data(text.utf8))).base64EncodedString()
      #expect(policy.contains("\(directive) 'sha256-\(digest)'"))
      #expect(page.ranges(of: "<\(element)").count == 1)
    }
    #expect(policy.hasPrefix("default-src 'none'; "))
    #expect(!policy.contains("unsafe"))
  }

  @Test func nothingIsLoadedAndNoAttributeActs() throws {
    let page = Self.mixed.report("html") { $0.listsAllFlows = true }
    #expect(page.matches(of: /(?i)<(link|img|iframe|object|embed|base|form|video|audio|use|image)\b/).isEmpty)
    #expect(page.matches(of: /(?i)<[^>]*\s(src|srcset|style|on[a-z]+|action|background|ping)\s*=/).isEmpty)
    for link in page.matches(of: /href="([^"]*)"/) {
      #expect(link.output.1.hasPrefix("#") || ArticlePage.isArticle(link.output.1))
    }
    #expect(page.contains("<a href=\"\(ArticlePage.address)"))
    #expect(!HTMLTemplates.style.contains("url(") && !HTMLTemplates.style.contains("@import"))
    #expect(!HTMLTemplates.script.contains("fetch") && !HTMLTemplates.script.contains("innerHTML"))
  }

  private static let hostile = [
    "<script>alert(1)</script>", "\"><img src=x onerror=alert(1)>", "' onfocus=alert(1) autofocus='",
    "</title></style></script><script>alert(1)</script>", "&lt;b&gt;", "{{policy}}{{{script}}}", "a\0b",
    "\u{202e}moc.elpmaxe\u{2066}", "\u{1b}[2J", String(repeating: "<", count: 10_000),
    String(repeating: "\"", count: 10_000),
    // Marks that join others into one grapheme cluster: behind them, and before them.
    "\"\u{301} onmouseover=alert(1) x=\"\u{301}", "\u{d4e}<script>alert(1)</script>", "<\u{200d}img src=x>",
    "\u{111c2}\" onclick=alert(1) \u{111c2}\"", "<\u{20dd}script>",
  ]

  @Test(arguments: hostile.indices)
  func hostileNamesAreHarmless(_ index: Int) throws {
    let name = Self.hostile[index]
    var capture = SampleCapture(path: name)
    capture.addVersionReject(name: name)
    capture.addVersionReject(name: name, endpoint: nil)
    capture.addProxyDenied()
    capture.flows[2].serverName = ServerName(name: name, source: .connect)
    let page = capture.report("html") { $0.listsAllFlows = true }
    try expectWellFormed(page)
    #expect(page.ranges(of: "<script>").count == 1)
    #expect(page.ranges(of: "<style>").count == 1)
    #expect(Self.markup(of: page).matches(of: /(?i)<[^<>]*\s(src|style|on[a-z]+|autofocus)\s*[=>]/).isEmpty)
    // No scalar of the name may is there that hides or turns others.
    #expect(!page.unicodeScalars.contains { $0 != "\n" && SafeText.isDeceptive($0) })
    #expect(page.utf8.count < 1_000_000)
  }

  /// Every scalar that can join a mark of markup from before or behind, in every place of a page.
  @Test func markupIsNeverPartOfACluster() {
    for value in UInt32(0x80)...0x1_2000 {
      guard let scalar = Unicode.Scalar(value) else { continue }
      for mark in ["<", "\"", "&"] {
        let text = HTMLText("\(Character(scalar))\(mark)\(Character(scalar))x").description
        let isJoined = text.contains {
          $0.unicodeScalars.count > 1 && $0.unicodeScalars.contains(mark.unicodeScalars.first!)
        }
        if isJoined { Issue.record("U+\(String(value, radix: 16)) joins \(mark)") }
      }
    }
  }

  @Test func rowsAndPicturesAreBounded() throws {
    var capture = SampleCapture()
    for _ in 0..<(CaptureDocument.flowLines + 30) { capture.addVersionReject() }
    let page = capture.report("html")
    #expect(page.ranges(of: "<th scope=\"row\" data-key=").count == CaptureDocument.flowLines)
    #expect(page.contains("30 more flows; --all-flows"))
    let all = capture.report("html") { $0.listsAllFlows = true }
    #expect(all.ranges(of: "<th scope=\"row\" data-key=").count == capture.flows.count)
    #expect(all.ranges(of: "<details class=\"flow\"").count == CaptureDocument.drawnFlows)
    #expect(all.contains("30 more flows are not shown"))
    let timeline = try Self.part(of: all, from: "<svg class=\"timeline\"", to: "</svg>")
    #expect(timeline.ranges(of: "class=\"mark").count <= Timeline.slots * FlowOutcome.allCases.count)
  }

  @Test func timelineTellsOutcomesApart() throws {
    let timeline = Timeline(Self.mixed.reported, options: ReportOptions(), Words.english)
    #expect(timeline.rows.count == 1)
    #expect(timeline.flowCount == 6)
    #expect(timeline.rows[0].counts == [1, 5, 0])
    #expect(timeline.rows[0].orderedMarks.map { $0.mark.more + 1 }.reduce(0, +) == 6)
    let page = Self.mixed.report("html")
    #expect(page.contains("1 succeeds, 5 fail"))
    var many = SampleCapture()
    for number in 0..<40 { many.addVersionReject(name: "\(number).update.microsoft.com") }
    let rows = Timeline(many.reported, options: ReportOptions(), Words.english)
    #expect(rows.rows.count == Timeline.rowLimit && rows.unlisted == 40 - Timeline.rowLimit)
  }

  @Test func suitesStandSideBySide() throws {
    var capture = SampleCapture()
    let hello = capture.hello(.tls12, [0xc02c, 0x009f, 0x0035], name: "sws.update.microsoft.com")
    let end = EndSign(kind: .rst, by: .server, frame: 905)
    capture.add(
      .noCommonCipher, .noSuiteInCommon(hello: 904, end: end),
      events: SampleCapture.opening(901, 100) + [
        SampleCapture.event(.clientHello(reference: hello), .client, 904, 130),
        SampleCapture.event(.rst(EndDetails()), .server, 905, 150),
      ])
    let page = capture.report("html")
    let table = try Self.part(of: page, from: "<figure class=\"suites\">", to: "</table>")
    #expect(table.contains("<td>TLS_DHE_RSA_WITH_AES_256_GCM_SHA384</td><td>TLS_ECDHE_RSA_WITH_AES"))
    #expect(table.contains("<caption>"))
  }

  @Test func chosenFlowsAreListedWhateverTheyAre() {
    let page = Self.mixed.report("html") { $0.flows = [6] }
    #expect(page.contains("id=\"c1-flow-6\""))
    #expect(!page.contains("id=\"c1-flow-1\""))
  }

  @Test func severalCapturesShareOnePage() throws {
    var writer = DocumentWriter<HTMLRenderer>(ReportOptions())
    var output = ReportOutput()
    try writer.begin(&output)
    try writer.add(Self.mixed.reported, to: &output)
    try writer.add(Self.mixed.reported, to: &output)
    try writer.end(&output)
    let page = output.buffer.text
    try expectWellFormed(page)
    #expect(page.contains("id=\"c1-flow-0\"") && page.contains("id=\"c2-flow-0\""))
  }

  @Test func commandsStandAsTheyAreTyped() throws {
    let page = Self.mixed.report("html")
    #expect(page.contains("&lt;AppContextSwitchOverrides value=&quot;Switch.System.Net."))
    #expect(
      page.contains(
        "reg add &quot;HKLM\\SOFTWARE\\Microsoft\\.NETFramework\\v4.0.30319&quot; /v SchUseStrongCrypto"))
    // Buttons need a script: without it none shows.
    #expect(page.matches(of: /<button(?![^>]*hidden)/).isEmpty)
  }
}
