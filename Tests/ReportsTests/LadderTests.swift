import Diagnosis
import Packets
import Protocols
import Testing

@testable import Reports

@Suite struct LadderTests {
  /// A handshake with all that a ladder shows in its own way.
  private static func troubled(name: String = "sws.update.microsoft.com") -> SampleCapture {
    var capture = SampleCapture()
    let hello = capture.hello(.tls12, [0xc030, 0xc02f], name: name)
    let events =
      SampleCapture.opening(871, 29_201) + [
        SampleCapture.event(.clientHello(reference: hello), .client, 874, 29_224),
        SampleCapture.event(.retransmission(of: .clientHello), .client, 880, 32_224),
        SampleCapture.event(.gap(bytes: 1_460), .server, 890, 32_300),
        SampleCapture.event(.truncated(bytes: 389), .client, 891, 32_310),
        SampleCapture.event(.outOfWindowReset, .server, 892, 32_320),
        SampleCapture.event(.alert(level: .fatal, description: .handshakeFailure), .server, 893, 32_330),
        SampleCapture.event(.rst(EndDetails()), .server, 894, 32_340),
      ]
    let end = EndSign(kind: .rst, by: .server, frame: 894)
    capture.add(
      .serverReset, .serverEndedHello(hello: 874, end: end, acceptable: true), events: events, name: name,
      confidence: .probable)
    return capture
  }

  private static func tunnel() -> SampleCapture {
    var capture = SampleCapture()
    let authority = capture.store.add(name: "sws.update.microsoft.com:443")
    let hello = capture.hello(.tls10, [0xc014], name: "sws.update.microsoft.com")
    let events =
      SampleCapture.opening(40, 1_000) + [
        SampleCapture.event(.connectRequest(authority: authority), .client, 43, 1_022),
        SampleCapture.event(.connectResponse(status: 200), .server, 44, 1_100),
        SampleCapture.event(.clientHello(reference: hello), .client, 45, 1_101),
        SampleCapture.event(.fin(EndDetails()), .server, 46, 1_150),
        SampleCapture.event(.fin(EndDetails()), .client, 47, 1_151),
      ]
    let end = EndSign(kind: .fin, by: .server, frame: 46)
    capture.add(
      .versionReject, .versionTooLow(hello: 45, offered: 0x0301, minimum: 0x0303, end: end), events: events,
      proxy: true)
    return capture
  }

  private static func lines(
    _ capture: SampleCapture, width: Int = 100, isASCII: Bool = false, usesColor: Bool = false
  ) -> String {
    var options = ReportOptions()
    options.width = width
    options.usesASCII = isASCII
    options.usesColor = usesColor
    var text = TextRenderer(options)
    text.add(walkthrough(capture).ladder)
    return text.page.buffer.text
  }

  private static func walkthrough(_ capture: SampleCapture) -> Walkthrough {
    CaptureDocument(capture.reported, options: ReportOptions(), layout: Layout())
      .walkthrough(of: capture.flows[0], form: .whole, id: "flow")
  }

  @Test func everyKindOfRung() throws {
    try expectGolden(Self.lines(Self.troubled()), "ladder.txt")
  }

  @Test func inASCII() throws {
    let text = Self.lines(Self.troubled(), isASCII: true)
    #expect(text.utf8.allSatisfy { $0 < 0x80 })
    try expectGolden(text, "ladder-ascii.txt")
  }

  @Test func throughAProxy() throws {
    try expectGolden(Self.lines(Self.tunnel()), "ladder-proxy.txt")
  }

  @Test func notesGoUnderTheirRungWhereThePageIsNarrow() throws {
    try expectGolden(Self.lines(Self.troubled(), width: 60), "ladder-narrow.txt")
  }

  @Test(arguments: 40...130)
  func noLineIsWiderThanThePage(_ width: Int) {
    let names = ["sws.update.microsoft.com", "更新サーバー.例え.テスト", String(repeating: "long", count: 60)]
    for name in names {
      for capture in [Self.troubled(name: name), Self.tunnel()] {
        let text = Self.lines(capture, width: width)
        for line in text.split(separator: "\n") {
          #expect(
            DisplayWidth.columns(of: String(line)) <= min(width, TextLadder.widest), "\(width): \(line)")
        }
      }
    }
  }

  /// Names that fit are whole, and no line is clipped at its end.
  @Test(arguments: 70...130)
  func everyWordOfATunnelIsThere(_ width: Int) {
    let text = Self.lines(Self.tunnel(), width: width)
    #expect(!text.contains("…"), "\(width): \(text)")
    #expect(text.contains("sws.update.microsoft.com"))
  }

  /// The lifelines is in one column each, whatever the characters of names are wide.
  @Test(arguments: [60, 80, 100])
  func lifelinesStandStraight(_ width: Int) {
    let text = Self.lines(Self.troubled(name: "更新サーバー.例え.テスト"), width: width)
    var columns: Set<Int> = []
    for line in text.split(separator: "\n").dropLast().drop(while: { !$0.contains("│") }) {
      guard let index = line.firstIndex(where: { "│┊X".contains($0) }) else {
        Issue.record("no lifeline: \(line)")
        continue
      }
      columns.insert(DisplayWidth.columns(of: String(line[..<index])))
    }
    #expect(columns.count == 1)
  }

  @Test func whatEndedItIsCrossedAndColoured() {
    let text = Self.lines(Self.troubled(), usesColor: true)
    #expect(text.contains("\u{1b}[1;31mX\u{1b}[0m"))
    #expect(!Self.lines(Self.troubled()).contains("\u{1b}"))
    var success = SampleCapture()
    success.addSuccess()
    // A FIN at the end of what succeeded is no trouble.
    #expect(!Self.lines(success).contains("X<") && !Self.lines(success).contains(">X"))
    #expect(Self.lines(Self.tunnel()).split(separator: "\n").filter { $0.contains("X<") }.count == 1)
  }

  @Test func longFlowsKeepTheirEnds() {
    var capture = SampleCapture()
    let events = (0..<96).map {
      SampleCapture.event(.retransmission(of: .syn), .client, UInt32($0 + 1), Int64($0))
    }
    capture.add(
      .connectTimeout, .synUnanswered(syn: 1, attempts: 96), events: events, confidence: .probable)
    let ladder = Self.walkthrough(capture).ladder
    #expect(ladder.rungs.count == Ladder.firstRungs + Ladder.lastRungs)
    let leftOut = Words.english.picture(.leftOut(96 - ladder.rungs.count))
    #expect(ladder.rungs.flatMap(\.breaks) == [leftOut])
    #expect(ladder.rungs.first?.frame == 1 && ladder.rungs.last?.frame == 96)
    #expect(Self.lines(capture).contains("40 events not shown"))
  }

  @Test func flowWithoutFrames() {
    var capture = SampleCapture()
    capture.add(.unfinished, .captureEnded(lastFrame: 1), events: [])
    #expect(Self.lines(capture).contains("client 10.0.0.5:50000"))
    #expect(!Self.lines(capture).contains("+0.000"))
  }

  @Test func timesOfAClockThatWasSetBack() {
    #expect(TextLadder.time(21_999_999) == "+0.021")
    #expect(TextLadder.time(-1_500_000_000) == "-1.500")
    #expect(TextLadder.time(.min).hasPrefix("-9223372036.854"))
  }

  @Test func listedFlowsAreDrawnOnRequest() {
    var capture = SampleCapture()
    capture.addSuccess()
    capture.addVersionReject()
    capture.addVersionReject()
    #expect(!capture.report("text").contains("│"))
    let drawn = capture.report("text") { $0.drawsLadders = true }
    for id in 0..<3 {
      #expect(drawn.ranges(of: "Walkthrough of flow \(id):").count == 1)
    }
    #expect(drawn.ranges(of: "+0.000 is").count == 3)
    #expect(capture.report("text") { $0.flows = [2] }.contains("│"))
  }
}
