/// What the WSUS server is there for: its database and its clients.
extension OrdinaryTraffic {
  mutating func port() -> UInt16 { UInt16(randomness.number(49_300...61_000)) }

  mutating func client() -> Address { site.clients[randomness.number(0...site.clients.count - 1)] }

  mutating func localFlow(
    _ capture: inout CaptureBuilder, _ client: Address, _ server: EndPoint
  ) -> TCPFlow {
    var options = TCPOptions(roundTrip: 380)
    options.serverMaximumSegment = 1460
    return capture.tcp(client: EndPoint(client, port()), server: server, options: options)
  }

  /// The server's connection to its database was open before the capture began. Every third batch waits so long
  /// that the connection sends a keep-alive first.
  mutating func databaseBatch(_ capture: inout CaptureBuilder) -> TrafficScript {
    let flow = database ?? localFlow(&capture, site.server, EndPoint(site.database, 1433))
    database = flow
    let text = Self.batches[started / 4 % Self.batches.count]
    let rows = UInt64(randomness.number(0...40))
    var script = TrafficScript()
    if started % 3 == 0, started > 0 {
      script.then(900) { $0.keepAlive(flow, .client) }
      script.then(400) { $0.ack(flow, .server) }
    }
    script.send(flow, .client, TDSMessage.batch(text), after: 700)
    script.send(flow, .server, TDSMessage.done(rows: rows), after: 1900)
    script.ack(flow, .client)
    return script
  }

  private static let batches = [
    "exec spGetConfiguration", "exec spGetTimeoutState @targetID = 41",
    "exec spProcessQueuedEvents @batchSize = 250", "exec spGetChangedSubscriptions",
    "exec spDeploymentAutomation @dueBefore = '2020-08-31'", "exec spDeleteExpiredCookies",
  ]

  /// A client asks which updates there are: SOAP over plain HTTP on 8530. Every other answer is sent twice.
  mutating func clientScan(_ capture: inout CaptureBuilder) -> TrafficScript {
    let flow = localFlow(&capture, client(), EndPoint(site.server, 8530))
    let action = Self.actions[started % Self.actions.count]
    let answer = Self.soapAnswer(action, filler: randomness.bytes(randomness.number(40...220)).base64)
    var script = TrafficScript()
    script.handshake(flow, roundTrip: 60)
    script.send(flow, .client, soapRequest(action), after: 300)
    script.send(flow, .server, answer, after: 9000)
    if started % 2 == 1, answer.count <= 1440 {
      script.then(300_000) { $0.retransmit($0.lastFrame(of: flow, .server)) }
    }
    script.ack(flow, .client)
    script.close(flow, from: .client, after: 1_400_000, roundTrip: 90)
    return script
  }

  private static let actions = ["GetConfig", "GetCookie", "SyncUpdates", "GetExtendedUpdateInfo"]

  private func soapRequest(_ action: String) -> [UInt8] {
    let text = """
      <s:Envelope xmlns:s="http://schemas.xmlsoap.org/soap/envelope/"><s:Body><\(action) xmlns="http://www.\
      microsoft.com/SoftwareDistribution/Server/ClientWebService"><protocolVersion>1.20</protocolVersion></\
      \(action)></s:Body></s:Envelope>
      """
    let fields = [
      ("Connection", "Keep-Alive"), ("Content-Type", "text/xml; charset=utf-8"),
      ("User-Agent", "Windows-Update-Agent/10.0.10011.16384 Client-Protocol/1.40"),
      (
        "SOAPAction",
        "\"http://www.microsoft.com/SoftwareDistribution/Server/ClientWebService/\(action)\""
      ),
      ("Content-Length", "\(text.utf8.count)"), ("Host", "wsus.contoso.com:8530"),
    ]
    return HTTPMessage.bytes("POST /ClientWebService/client.asmx HTTP/1.1", fields, body: Array(text.utf8))
  }

  private static func soapAnswer(_ action: String, filler: String) -> [UInt8] {
    let text = """
      <?xml version="1.0" encoding="utf-8"?><soap:Envelope xmlns:soap="http://schemas.xmlsoap.org/soap/\
      envelope/"><soap:Body><\(action)Response><\(action)Result><EncryptedData>\(filler)</EncryptedData></\
      \(action)Result></\(action)Response></soap:Body></soap:Envelope>
      """
    let fields = [
      ("Cache-Control", "private, max-age=0"), ("Content-Type", "text/xml; charset=utf-8"),
      ("Server", "Microsoft-IIS/10.0"), ("X-AspNet-Version", "4.0.30319"), ("X-Powered-By", "ASP.NET"),
      ("Content-Length", "\(text.utf8.count)"),
    ]
    return HTTPMessage.bytes("HTTP/1.1 200 OK", fields, body: Array(text.utf8))
  }

  /// A client asks whether its agent is new enough; it is.
  mutating func selfUpdate(_ capture: inout CaptureBuilder) -> TrafficScript {
    let flow = localFlow(&capture, client(), EndPoint(site.server, 8530))
    let request = HTTPMessage.bytes(
      "GET /selfupdate/wuident.cab?\(nextStart.calendarDigits.dropFirst(2).dropLast(2)) HTTP/1.1",
      [
        ("Connection", "Keep-Alive"), ("Accept", "*/*"),
        ("User-Agent", "Windows-Update-Agent/7.9.9600.19915 Client-Protocol/1.21"),
        ("If-Modified-Since", "Tue, 09 Jun 2020 18:02:11 GMT"), ("Host", "wsus.contoso.com:8530"),
      ])
    let answer = HTTPMessage.bytes(
      "HTTP/1.1 304 Not Modified",
      [("ETag", "\"0d8a1c9be3ed61:0\""), ("Server", "Microsoft-IIS/10.0"), ("X-Powered-By", "ASP.NET")])
    var script = TrafficScript()
    script.handshake(flow, roundTrip: 60)
    script.send(flow, .client, request, after: 250)
    script.send(flow, .server, answer, after: 1300)
    script.ack(flow, .client)
    script.then(800_000) { $0.rst(flow, .client) }
    return script
  }
}
