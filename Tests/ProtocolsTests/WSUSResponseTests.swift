import Bytes
import Testing

@testable import Protocols

@Suite struct WSUSResponseTests {
  private static let cut = "<s:Envelope><s:Body><s:Fault><faultcode>s:Server</faultcode>"

  private static func fault(_ code: String, exception: String = "") -> String {
    "\(cut)<faultstring>System.Web.Services.Protocols.SoapException: Fault occurred\(exception) user=CONTOSO\\alice"
      + "</faultstring><detail><ErrorCode>\(code)</ErrorCode></detail></s:Fault></s:Body></s:Envelope>"
  }

  private static func answer(
    _ status: Int, _ body: String = "", fields: String = "Content-Type: text/xml\r\n"
  ) -> [UInt8] {
    Build.text("HTTP/1.1 \(status) X\r\n\(fields)Content-Length: \(body.utf8.count)\r\n\r\n\(body)")
  }

  private static func request(_ answerFrom: UInt32, isHead: Bool = false) -> WSUSRequest {
    WSUSRequest(service: .client, isHead: isHead, answerFrom: answerFrom)
  }

  /// What a reader finds in chunks, each `status fault exception`, then the place that its request acknowledged.
  private static func read(
    _ chunks: [[UInt8]], expecting requests: [WSUSRequest] = [], position: UInt32 = 0
  ) -> [String] {
    var reader = WSUSResponseReader(position: position)
    for request in requests { reader.expect(request) }
    return read(chunks, &reader)
  }

  private static func read(_ chunks: [[UInt8]], _ reader: inout WSUSResponseReader) -> [String] {
    var found: [WSUSResponse] = []
    let stamp = FrameStamp(number: 1, time: 0)
    for chunk in chunks {
      var rest = chunk[...]
      while !rest.isEmpty,
        case .response(let response, let consumed) = reader.read(
          Array(rest).span, origin: stamp, stamp: stamp)
      {
        found.append(response)
        rest = rest.dropFirst(consumed)
      }
    }
    if let last = reader.takeUnfinished(stamp) { found.append(last) }
    return found.map { response in
      let words = [
        "\(response.status)", response.fault.map { $0.code ?? "fault" },
        String(decoding: response.exception, as: UTF8.self),
        response.request.map { "@\($0.answerFrom)" },
      ]
      return words.compactMap { $0 }.filter { !$0.isEmpty }.joined(separator: " ")
    }
  }

  @Test func everyCutFindsTheSameAnswers() {
    let text = Self.fault("ServerBusy")
    let chunks = Build.text(
      "HTTP/1.1 500 Internal Server Error\r\nContent-Type: text/xml\r\nTransfer-Encoding: chunked\r\n\r\n"
        + "9\r\n\(text.prefix(9))\r\n\(String(text.utf8.count - 9, radix: 16));q=1\r\n\(text.dropFirst(9))\r\n0\r\nA: b\r\n\r\n"
    )
    let bytes =
      Build.text("HTTP/1.1 100 Continue\r\n\r\n") + Self.answer(200, "<a/>")
      + Self.answer(500, Self.fault("InvalidCookie"))
      + Self.answer(304) + chunks + Self.answer(204)
    let expected = ["200", "500 InvalidCookie", "304", "500 ServerBusy", "204"]
    #expect(Self.read([bytes]) == expected)
    for cut in 1..<bytes.count {
      #expect(Self.read([Array(bytes[..<cut]), Array(bytes[cut...])]) == expected, "cut at \(cut)")
    }
    #expect(Self.read(bytes.map { [$0] }) == expected)
  }

  /// Whatever is missing at the end, the status stays, and a code that is not whole is none.
  @Test func everyEndKeepsTheStatus() {
    let body = Self.fault("ConfigChanged")
    let bytes = Self.answer(500, body)
    let head = bytes.count - body.utf8.count
    for count in head..<bytes.count {
      let found = Self.read([Array(bytes[..<count])])
      let code =
        count < head + body.utf8.count - "</ErrorCode></detail></s:Fault></s:Body></s:Envelope>".count + 1
      let shown =
        count < head + "<s:Envelope><s:Body><s:Fault>".utf8.count
        ? "500" : code ? "500 fault" : "500 ConfigChanged"
      #expect(found == [shown], "\(count - head)")
    }
    // The head itself, as soon as the status is there.
    for count in 0..<head {
      #expect(
        Self.read([Array(bytes[..<count])]) == (count < "HTTP/1.1 500".utf8.count ? [] : ["500"]), "\(count)")
    }
  }

  @Test func onlyFaultsAreFaults() {
    #expect(Self.read([Self.answer(500, "<html><body>Fault</body></html>")]) == ["500"])
    #expect(Self.read([Self.answer(200, Self.fault("InvalidCookie"))]) == ["200"])
    #expect(
      Self.read([Self.answer(500, Self.fault("InvalidCookie"), fields: "Content-Type: text/html\r\n")]) == [
        "500"
      ])
    let packed = "Content-Type: text/xml\r\nContent-Encoding: xpress\r\n"
    #expect(Self.read([Self.answer(500, Self.fault("InvalidCookie"), fields: packed)]) == ["500"])
    #expect(Self.read([Self.answer(500, Self.fault("Unheard"))]) == ["500 fault"])
    let soap12 =
      "<e:Envelope><e:Body><e:Fault><e:Reason><e:Text>x</e:Text></e:Reason><e:Detail><ErrorCode> ServerBusy\n</ErrorCode>"
    #expect(
      Self.read([Self.answer(400, soap12, fields: "Content-Type: application/soap+xml\r\n")]) == [
        "400 ServerBusy"
      ])
  }

  @Test func theExceptionIsNamedAndNothingElse() {
    let inner =
      " ---&gt; System.Data.SqlClient.SqlException: Login failed for user 'CONTOSO\\alice'. Passw0rdException"
    #expect(
      Self.read([Self.answer(500, Self.fault("InternalServerError", exception: inner))])
        == ["500 InternalServerError System.Data.SqlClient.SqlException"])
    let long = " System." + String(repeating: "a", count: 100) + "Exception"
    #expect(Self.read([Self.answer(500, Self.fault("ServerBusy", exception: long))]) == ["500 ServerBusy"])
  }

  @Test func faultsBehindLongTracesAreFoundUpToALimit() {
    let trace = String(repeating: "   at Microsoft.UpdateServices\n", count: 200)
    #expect(Self.read([Self.answer(500, Self.fault("ServerBusy", exception: trace))]) == ["500 ServerBusy"])
    let endless = String(repeating: "   at Microsoft.UpdateServices\n", count: 2000)
    #expect(
      Self.read([Self.answer(500, Self.fault("ServerBusy", exception: endless)), Self.answer(200)]) == [
        "500 fault", "200",
      ])
  }

  // MARK: Which request is answered

  @Test func anAnswerBelongsToTheRequestThatHadReceivedWhatCameBefore() {
    let one = Self.answer(401, "no")
    let place = UInt32(one.count)
    // In order, with an interim answer in front of the second.
    #expect(
      Self.read(
        [one, Build.text("HTTP/1.1 100 C\r\n\r\n"), Self.answer(200)],
        expecting: [Self.request(0), Self.request(place)])
        == ["401 @0", "200 @\(place)"])
    // The first answer was not captured.
    #expect(
      Self.read([Self.answer(200)], expecting: [Self.request(0), Self.request(500)], position: 500) == [
        "200 @500"
      ])
    // Its request was not captured.
    #expect(Self.read([Self.answer(503)]) == ["503"])
    #expect(Self.read([Self.answer(503)], expecting: [Self.request(500)], position: 100) == ["503"])
    // Two at once: which is meant is only told by their order, which nobody promised.
    #expect(
      Self.read([one, Self.answer(200)], expecting: [Self.request(0), Self.request(0)]) == ["401", "200 @0"])
    // Nothing is known of what the client had received.
    #expect(Self.read([Self.answer(503)], expecting: [Self.request(.max)]) == ["503 @\(UInt32.max)"])
    #expect(Self.read([Self.answer(503)], expecting: [Self.request(.max), Self.request(.max)]) == ["503"])
  }

  @Test func theAnswerToHeadHasNoBody() {
    let head = Build.text("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n")
    #expect(
      Self.read(
        [head, Self.answer(404)],
        expecting: [Self.request(0, isHead: true), Self.request(UInt32(head.count))])
        == ["200 @0", "404 @\(head.count)"])
    #expect(Self.read([head, Self.answer(404)], expecting: [Self.request(0)]) == ["200 @0"])
  }

  @Test func holesAndLiesLoseTheReaderUntilTheNextSegment() {
    var reader = WSUSResponseReader(position: 0)
    let head = Build.text("HTTP/1.1 200 OK\r\nContent-Length: 5000\r\n\r\n12345")
    #expect(Self.read([head], &reader) == ["200"])
    reader.gap(4995)
    reader.expect(Self.request(UInt32(head.count) + 4995))
    #expect(Self.read([Self.answer(500)], &reader) == ["500 @\(head.count + 4995)"])
    reader.gap(10)
    #expect(Self.read([Build.text("garbage HTTP/1.1 200 OK\r\n\r\n"), Self.answer(200)], &reader) == ["200"])
    let short = Build.text("HTTP/1.1 200 OK\r\nContent-Length: 1\r\n\r\n12345")
    #expect(Self.read([short, Self.answer(404)], &reader) == ["200", "404"])
    let endless = Build.text("HTTP/1.1 200 OK\r\nX: ") + [UInt8](repeating: 97, count: 200_000)
    #expect(Self.read([endless, Self.answer(404)], &reader) == ["404"])
  }

  @Test func manyRequestsWithoutAnAnswerAreBounded() {
    var reader = WSUSResponseReader(position: 0)
    for place in 0..<10_000 { reader.expect(Self.request(UInt32(place))) }
    #expect("\(reader)".count < 20_000)
  }
}
