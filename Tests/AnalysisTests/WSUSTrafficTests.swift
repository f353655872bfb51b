import CaptureBuilding
import Diagnosis
import PolicyFiles
import Protocols
import Testing

@testable import Analysis

/// A WSUS server's own traffic over plain HTTP, from segments to findings.
@Suite struct WSUSTrafficTests {
  /// A conversation with a WSUS server. `>` is the client and `<` the server, then what it sends, in a segment of its own:
  /// `GetConfig` is a request with that operation, `auth` one with credentials, `file` for a file, `page` for `/`; `200`, `503`
  /// and the like an answer, `ConfigChanged` and the like one with a fault. Also `open`, `fin`, `+2000` (milliseconds),
  /// `@lost` (the frame before is not in the capture).
  struct Scene {
    private(set) var capture = CaptureBuilder(start: Timestamp(2020, 9, 14, 7, 0, 0), captureHost: "10.0.0.5")
    private var lost: [Int] = []
    private var port: UInt16 = 50_000

    /// Each line is a connection; those of one call are one after the other.
    mutating func play(_ line: String, from client: Address = "10.0.0.21", port server: UInt16 = 8530) {
      port += 1
      let flow = capture.tcp(client: EndPoint(client, port), server: EndPoint("10.0.0.5", server))
      for word in line.split(separator: " ") { play(String(word), flow) }
    }

    private mutating func play(_ word: String, _ flow: TCPFlow) {
      switch word {
      case "open": capture.handshake(flow)
      case ">fin": capture.fin(flow, .client)
      case "<fin": capture.fin(flow, .server)
      case "@lost": lost.append(capture.frames.count)
      case _ where word.hasPrefix("+"): capture.wait(milliseconds: Int(word.dropFirst()) ?? 0)
      case _ where word.hasPrefix(">"): capture.send(flow, .client, request(String(word.dropFirst())))
      default: capture.send(flow, .server, answer(String(word.dropFirst())))
      }
    }

    private func request(_ word: String) -> [UInt8] {
      switch word {
      case "file": WSUSMessage.file(query: "?token=c2VjcmV0")
      case "head": WSUSMessage.file("HEAD")
      case "page": HTTPMessage.bytes("GET / HTTP/1.1", [("Host", "wsus.contoso.com")])
      case "auth":
        WSUSMessage.call(.administration, "GetServer", fields: [("Authorization", "Negotiate c2VjcmV0")])
      case "GetAuthConfig", "GetRevisionIdList": WSUSMessage.call(.serverSync, word)
      default: WSUSMessage.call(.client, word)
      }
    }

    private func answer(_ word: String) -> [UInt8] {
      switch word {
      case "200": WSUSMessage.result("GetConfig")
      case "long": HTTPMessage.bytes("HTTP/1.1 200 OK", [("Content-Length", "3000000")])
      case "begin":
        HTTPMessage.bytes("HTTP/1.1 206 Partial Content", [("Content-Length", "3000")]) + more
      case "more": more
      case "empty": HTTPMessage.bytes("HTTP/1.1 200 OK", [("Content-Length", "0")])
      case "100": HTTPMessage.bytes("HTTP/1.1 100 Continue", [])
      case "304": HTTPMessage.bytes("HTTP/1.1 304 Not Modified", [])
      default:
        Int(word).map { WSUSMessage.page($0, "Status") }
          ?? WSUSMessage.fault(word, exception: "System.Data.SqlClient.SqlException")
      }
    }

    /// A third of the body that `begin` announces.
    private let more = [UInt8](repeating: 0x0a, count: 1000)

    func result() throws -> CaptureResult {
      var shown = capture
      shown.keepOnly(capture.frames.indices.filter { !lost.contains($0 + 1) })
      return try BuiltConversation.analyze(shown)
    }

    /// `code answer severity` of each finding.
    func findings() throws -> [String] {
      try result().findings.map { finding in
        let error = finding.wsusError?.exchange
        let answer = error?.answer.fault?.code ?? "\(error?.answer.status ?? 0)"
        return "\(finding.code.rawValue) \(answer) \(finding.severity)"
      }
    }
  }

  private func findings(_ lines: String...) throws -> [String] {
    var scene = Scene()
    for line in lines { scene.play(line) }
    return try scene.findings()
  }

  private func events(_ line: String, port: UInt16 = 8530) throws -> [FlowEvent.Payload] {
    var scene = Scene()
    scene.play(line, port: port)
    return try scene.result().events(0).map(\.payload).filter {
      [.wsusRequest, .wsusResponse, .wsusExchanges, .otherData].contains($0.kind)
    }
  }

  // MARK: Findings, and their neighbours

  @Test func errorsAreWarnings() throws {
    #expect(try findings("open >GetConfig <503 <fin >fin") == ["wsus_http_error 503 warning"])
    #expect(try findings("open >file <404 >fin") == ["wsus_http_error 404 warning"])
    #expect(try findings("open >GetConfig <403") == ["wsus_http_error 403 warning"])
    #expect(try findings("open >GetConfig <500") == ["wsus_http_error 500 warning"])
    #expect(
      try findings("open >GetRevisionIdList <InternalServerError") == [
        "wsus_soap_fault InternalServerError warning"
      ])
    // Each request and answer is a finding, however often they come.
    #expect(
      try findings("open >GetConfig <503 >GetConfig <503 >GetCookie <503", "open >GetConfig <503")
        == ["wsus_http_error 503 warning", "wsus_http_error 503 warning"])
  }

  @Test func whatIsInOrderIsNoFinding() throws {
    for line in [
      "open >GetConfig <200 >file <206 >file <304 >file <416 >fin", "open >head <long >head <long >fin",
      "open >GetConfig <100 <200", "open >auth <401 >auth <401 >auth <200",
      "open >auth <401 +20000 >auth <200",
    ] {
      #expect(try findings(line) == [], "\(line)")
    }
  }

  @Test func anErrorThatWasOvercomeLaterIsInformation() throws {
    #expect(try findings("open >GetConfig <503", "open >GetConfig <200") == ["wsus_http_error 503 info"])
    #expect(try findings("open >GetConfig <ServerBusy +5000 >GetConfig <200") == [])
    #expect(try findings("open >GetConfig <200", "open >GetConfig <503") == ["wsus_http_error 503 warning"])
    #expect(try findings("open >GetConfig <503", "open >GetCookie <200") == ["wsus_http_error 503 warning"])
    var scene = Scene()
    scene.play("open >GetConfig <503")
    scene.play("open >GetConfig <200", from: "10.0.0.22")
    #expect(try scene.findings() == ["wsus_http_error 503 warning"])
  }

  @Test func renewalsAreAFindingWhereTheClientDoesNotGetOn() throws {
    for fault in [
      "ConfigChanged", "InvalidCookie", "RegistrationRequired", "InvalidAuthorizationCookie", "CookieExpired",
    ] {
      let line = "open >SyncUpdates <\(fault)"
      // It was not captured what came of it.
      #expect(try findings(line) == [], "\(fault)")
      #expect(
        try findings("\(line) >GetConfig <200 >SyncUpdates <200 +20000 >GetConfig <200") == [], "\(fault)")
      #expect(try findings(line, "open >SyncUpdates <200 +20000 >GetConfig <200") == [], "\(fault)")
      // The client had time, and did not repeat the request.
      #expect(try findings("\(line) +20000 >GetConfig <200") == ["wsus_soap_fault \(fault) warning"])
      // It met the fault again.
      #expect(try findings(line, line) == [])
      #expect(try findings(line, line, line) == ["wsus_soap_fault \(fault) warning"])
    }
    #expect(try findings("open >auth <401") == [])
    #expect(try findings("open >auth <401", "open +11000 >GetConfig <200") == ["wsus_http_error 401 warning"])
    #expect(try findings("open >auth <401 >auth <401 >auth <403") == ["wsus_http_error 403 warning"])
  }

  // MARK: What cannot be known

  @Test func otherHTTPIsNotOfWSUS() throws {
    for port in [80, 8530] as [UInt16] {
      var scene = Scene()
      scene.play("open >page <403 >fin", port: port)
      let result = try scene.result()
      #expect(result.judgement(0).reason == .otherProtocol(frame: 4) && result.findings.isEmpty)
    }
    // A request for another path between those of WSUS leads to nothing.
    #expect(try findings("open >GetConfig <200 >page <403 >GetConfig <200") == [])
    #expect(
      try events("open >page <403 >GetConfig <200").map(\.kind) == [
        .otherData, .otherData, .wsusRequest, .wsusResponse,
      ])
    #expect(try events("open >GetConfig <200", port: 80).map(\.kind) == [.wsusRequest, .wsusResponse])
  }

  @Test func anAnswerWithoutItsRequestProvesNothing() throws {
    #expect(try findings("open >GetConfig @lost <503 >fin") == [])
    #expect(
      try findings("open >GetConfig <200 >GetConfig @lost <503 >GetCookie <200 +11000 >GetCookie <200") == [])
    // The answer was lost, and the next is not taken for it.
    #expect(
      try findings("open >GetConfig <200 >GetCookie <200 @lost >GetConfig <503") == [
        "wsus_http_error 503 warning"
      ])
    let lost = try events("open >GetConfig <200 >GetCookie @lost <503 >GetConfig <200")
    #expect(
      lost.contains { if case .wsusResponse(let answer, _) = $0 { !answer.isPaired } else { false } }
        || lost.count == 4)
  }

  @Test func aCaptureThatBeginsInTheMiddleIsReadFromTheNextRequest() throws {
    var scene = Scene()
    scene.play(">GetConfig <200 >GetCookie <503")
    let result = try scene.result()
    #expect(result.judgement(0).isOfWSUS && result.judgement(0).confidence == .probable)
    #expect(try scene.findings() == ["wsus_http_error 503 warning"])
    #expect(result.findings[0].confidence == .probable)
    var answer = Scene()
    answer.play("<503 >GetCookie <200")
    #expect(try answer.findings() == [])
  }

  @Test func requestsSentAtOnceAreNotPaired() throws {
    #expect(try findings("open >GetConfig >GetCookie <503 <200") == [])
  }

  // MARK: Long connections

  @Test func manyExchangesAreCounted() throws {
    let line = "open" + String(repeating: " >GetConfig <200", count: 200) + " >GetCookie <503 >GetConfig <200"
    let found = try events(line)
    #expect(found.count == 8 * 2 + 1 + 2 + 2)
    #expect(found.contains(.wsusExchanges(count: 192)))
    var scene = Scene()
    scene.play(line)
    let traffic = try #require(WSUSTraffic(try scene.result().events(0)))
    #expect(traffic.requests == 202 && traffic.errors.map(\.answer.status) == [503])
  }

  @Test func endlessErrorsLeaveRoomForTheEnd() throws {
    let found = try events("open" + String(repeating: " >GetConfig <503", count: 500) + " >fin <fin")
    #expect(found.count <= 66)
    var scene = Scene()
    scene.play("open" + String(repeating: " >GetConfig <503", count: 500) + " >fin <fin")
    let result = try scene.result()
    #expect(result.events(0).last?.kind == .fin)
    #expect(result.flow(0).evidence.hasMoreEvents)
  }

  @Test func nothingSecretIsInTheEvents() throws {
    var scene = Scene()
    scene.play("open >file <404 >auth <401 >auth <InternalServerError")
    let result = try scene.result()
    let quotes = (1...20).compactMap { result.store.quote(UInt16($0)) }
    #expect(quotes.contains("System.Data.SqlClient.SqlException"))
    #expect(!quotes.contains { $0.contains("c2VjcmV0") || $0.contains("CONTOSO") || $0.contains("?") })
  }

  @Test func anAnswerIsFoundBehindABodyWithHoles() throws {
    let file = "open >file <begin <more"
    for hole in ["<more", "@lost <more", "<more @lost", "@lost <more @lost"] {
      let line = "\(file) \(hole) >GetConfig <503 >fin"
      #expect(try findings(line) == ["wsus_http_error 503 warning"], "\(hole)")
    }
    // The hole ends in the middle of the next message, which is not taken for a part of the body.
    #expect(
      try findings("\(file) <more @lost >GetConfig <200 @lost >GetCookie <503 >fin") == [
        "wsus_http_error 503 warning"
      ])
    // What is announced as a body is not read as an answer.
    #expect(try findings("open >file <begin >GetConfig <503 >fin") == [])
  }

  /// The same exchanges and findings however the streams are cut, and from a capture that ends anywhere.
  @Test func everyCutFindsTheSameExchanges() throws {
    let frames = try AnalyzedFrames(path: ShippedCaptures.path("wsus/own-traffic/trace.pcap"))
    func found(_ result: CaptureResult) -> [String] {
      (0..<result.flowCount).map { id in
        let shown = result.events(id).filter { [.wsusRequest, .wsusResponse].contains($0.kind) }
        return "\(result.judgement(id).reason) \(shown.map { "\($0.frame) \($0.payload)" })"
      } + result.findings.map { "\($0.code) \($0.flows) \($0.wsusError.map { "\($0)" } ?? "")" }
    }
    let expected = found(frames.analyze())
    #expect(expected.count == 9 + 3)
    for count in 1..<frames.longestPayload where count < 800 || count % 10 == 0 {
      #expect(found(frames.split(behind: count).analyze()) == expected, "\(count)")
    }
    #expect(found(frames.splitIntoBytes().analyze()) == expected)
  }
}
