extension Walkthrough {
  /// Captures of a WSUS server's own traffic. Their folder is `Captures/wsus`.
  package static let wsus: [Walkthrough] = [.ownTraffic]

  /// Who asks a WSUS server over plain HTTP: clients, a downstream server, the console, a browser; and over TLS.
  static let ownTraffic = Walkthrough(
    name: "own-traffic",
    frames: [
      14: "ConfigChanged", 26: "SyncUpdates again", 38: "503", 65: "InternalServerError", 82: "404 of a file",
      91: "401", 97: "200 after 401",
    ]
  ) {
    var stage = WSUSStage(Timestamp(2020, 9, 14, 7, 30, 2), seed: 914)
    stage.scan()
    stage.unavailable(after: 2000)
    stage.unavailable(after: 4000)
    stage.synchronize()
    stage.download()
    stage.administer()
    stage.browse()
    stage.secure()
    return stage.capture
  }
}

/// A WSUS server, 10.0.0.5, with nothing around it but those who ask it.
struct WSUSStage {
  var capture: CaptureBuilder
  private let site = Site(10, 0, 0, system: .server2019)
  private var port: UInt16 = 50_300

  init(_ start: Timestamp, seed: UInt64) {
    capture = CaptureBuilder(start: start, captureHost: site.server, seed: seed)
  }

  private mutating func open(_ client: Address, port server: UInt16 = 8530) -> TCPFlow {
    port += 7
    let flow = capture.tcp(
      client: EndPoint(client, port), server: EndPoint(site.server, server),
      options: TCPOptions(roundTrip: 400))
    capture.handshake(flow)
    return flow
  }

  /// A request and its answer; `mark` names the answer's first frame.
  private mutating func exchange(
    _ flow: TCPFlow, _ request: [UInt8], _ answer: [UInt8], mark: String? = nil
  ) {
    capture.wait(milliseconds: 3)
    capture.send(flow, .client, request)
    capture.wait(milliseconds: 12)
    let sent = capture.send(flow, .server, answer)
    if let mark { capture.mark(sent.lowerBound, mark) }
    capture.ack(flow, .client)
  }

  private mutating func call(
    _ flow: TCPFlow, _ service: WSUSMessage.Service, _ operation: String, mark: String? = nil
  ) {
    exchange(flow, WSUSMessage.call(service, operation), WSUSMessage.result(operation), mark: mark)
  }

  /// A client finds what it needs. Its configuration is out of date: it gets a new one and repeats what failed.
  mutating func scan() {
    let flow = open(site.clients[0])
    call(flow, .client, "GetConfig")
    call(flow, .client, "GetCookie")
    call(flow, .client, "SyncUpdates")
    exchange(
      flow, WSUSMessage.call(.client, "SyncUpdates"), WSUSMessage.fault("ConfigChanged"),
      mark: "ConfigChanged")
    call(flow, .client, "GetConfig")
    call(flow, .simpleAuth, "GetAuthorizationCookie")
    call(flow, .client, "GetCookie")
    call(flow, .client, "SyncUpdates", mark: "SyncUpdates again")
    call(flow, .reporting, "ReportEventBatch")
    capture.close(flow, from: .client)
  }

  /// The application pool is stopped: HTTP.sys answers, and closes.
  mutating func unavailable(after milliseconds: Int) {
    capture.wait(milliseconds: milliseconds)
    let flow = open(site.clients[1])
    let isFirst = milliseconds == 2000
    exchange(
      flow, WSUSMessage.call(.client, "GetConfig"),
      WSUSMessage.page(503, "Service Unavailable", fields: [("Connection", "close")]),
      mark: isFirst ? "503" : nil)
    capture.close(flow, from: .server)
  }

  /// A downstream server synchronises until the database of this one fails.
  mutating func synchronize() {
    capture.wait(milliseconds: 900)
    let flow = open(Address(bytes: [10, 0, 0, 6]))
    call(flow, .serverSync, "GetAuthConfig")
    call(flow, .dssAuth, "GetAuthorizationCookie")
    call(flow, .serverSync, "GetCookie")
    exchange(
      flow, WSUSMessage.call(.serverSync, "GetRevisionIdList"),
      WSUSMessage.fault("InternalServerError", exception: "System.Data.SqlClient.SqlException"),
      mark: "InternalServerError")
    capture.close(flow, from: .client)
  }

  /// BITS asks how long a file is, and fetches a part of it; another file is missing.
  mutating func download() {
    capture.wait(milliseconds: 700)
    let flow = open(site.clients[2])
    let head = HTTPMessage.bytes(
      "HTTP/1.1 200 OK", [("Content-Type", "application/octet-stream"), ("Content-Length", "3000")])
    exchange(flow, WSUSMessage.file("HEAD"), head)
    let part = HTTPMessage.bytes(
      "HTTP/1.1 206 Partial Content",
      [("Content-Range", "bytes 0-2999/3000"), ("Content-Length", "3000")],
      body: capture.randomness.bytes(3000))
    exchange(flow, WSUSMessage.file(fields: [("Range", "bytes=0-2999")]), part)
    exchange(
      flow, WSUSMessage.file("GET", "76543210F9E8D7C6B5A493827160F5E4D3C2B1A0"),
      WSUSMessage.page(404, "Not Found"), mark: "404 of a file")
    capture.close(flow, from: .client)
  }

  /// The console signs in with NTLM: two questions, then the answer. The credentials are no real ones.
  mutating func administer() {
    capture.wait(milliseconds: 600)
    let flow = open(site.console)
    let challenges = ["Negotiate", "Negotiate TlRMTVNTUAACAAAAAAAAAAAAAAAAAAAA"]
    for (index, challenge) in challenges.enumerated() {
      let sent = index == 0 ? [] : [("Authorization", "Negotiate TlRMTVNTUAABAAAAAAAAAAAAAAAAAAAA")]
      exchange(
        flow, WSUSMessage.call(.administration, "GetServerVersion", fields: sent),
        WSUSMessage.page(401, "Unauthorized", fields: [("WWW-Authenticate", challenge)]),
        mark: index == 0 ? "401" : nil)
    }
    exchange(
      flow,
      WSUSMessage.call(
        .administration, "GetServerVersion",
        fields: [("Authorization", "Negotiate TlRMTVNTUAADAAAAc2VjcmV0cGFzc3dvcmQ=")]),
      WSUSMessage.result("GetServerVersion"), mark: "200 after 401")
    capture.close(flow, from: .client)
  }

  /// A browser asks for the website's own page: HTTP on the port of WSUS, and nothing of WSUS.
  mutating func browse() {
    capture.wait(milliseconds: 400)
    let flow = open(site.console)
    exchange(
      flow, HTTPMessage.bytes("GET / HTTP/1.1", [("Host", "wsus.contoso.com:8530")]),
      WSUSMessage.page(403, "Forbidden"))
    capture.close(flow, from: .client)
  }

  /// A client that uses HTTPS.
  mutating func secure() {
    capture.wait(milliseconds: 300)
    let flow = open(site.clients[3], port: 8531)
    let hello = site.hello(.tls12, to: "wsus.contoso.com", random: capture.random())
    capture.tls12(flow, hello: hello)
    capture.exchange(flow, request: 700, answer: 900)
    capture.closeTLS(flow, from: .client)
    capture.wait(milliseconds: 12_000)
    let last = open(site.clients[4])
    call(last, .client, "GetConfig")
    capture.close(last, from: .client)
  }
}
