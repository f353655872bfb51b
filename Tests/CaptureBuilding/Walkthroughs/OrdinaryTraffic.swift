/// What passes a WSUS server all day: its clients, its database, its domain controller, the network itself.
///
/// Conversations start at irregular but fixed moments and run side by side. A walkthrough plays its own frames
/// between two calls of ``fill(_:through:)``, so each stands at the frame number that it must have.
package struct OrdinaryTraffic {
  let site: Site
  private var running: [Running] = []
  private var nextStart: Timestamp
  private var started = 0
  private var randomness: Randomness
  private var database: TCPFlow?
  private var share: TCPFlow?

  /// A conversation under way: its next step and when that comes.
  private struct Running {
    var script: TrafficScript
    var step = 0
    var due: Timestamp
  }

  /// The traffic of `site` from the capture's present moment on.
  package init(site: Site, capture: CaptureBuilder, seed: UInt64) {
    self.site = site
    nextStart = capture.now
    randomness = Randomness(seed: seed)
  }

  /// Plays frames until the capture holds `frame` of them.
  package mutating func fill(_ capture: inout CaptureBuilder, through frame: Int) {
    precondition(capture.frameCount <= frame, "frame \(frame) is over")
    while capture.frameCount < frame { playNext(&capture) }
  }

  /// Plays the frames that come before `moment`, and lets time pass to it.
  package mutating func fill(_ capture: inout CaptureBuilder, until moment: Timestamp) {
    while nextMoment < moment { playNext(&capture) }
    capture.wait(until: moment)
  }

  /// Plays the frames of the next so many milliseconds.
  package mutating func fill(_ capture: inout CaptureBuilder, milliseconds: Int) {
    fill(&capture, until: capture.now.advanced(microseconds: milliseconds * 1000))
  }

  private var nextMoment: Timestamp {
    running.map(\.due).min().map { min($0, nextStart) } ?? nextStart
  }

  private mutating func playNext(_ capture: inout CaptureBuilder) {
    while nextStart <= nextMoment { start(&capture) }
    guard let index = running.indices.min(by: { running[$0].due < running[$1].due }) else { return }
    let step = running[index].script.steps[running[index].step]
    capture.wait(until: running[index].due)
    let count = capture.frameCount
    step.write(&capture)
    precondition(capture.frameCount == count + 1, "a step is one frame")
    running[index].step += 1
    guard running[index].step < running[index].script.steps.count else {
      running.remove(at: index)
      return
    }
    let delay = running[index].script.steps[running[index].step].delay
    running[index].due = capture.now.advanced(microseconds: delay)
  }

  private mutating func start(_ capture: inout CaptureBuilder) {
    let script = nextScript(&capture)
    let delay = script.steps.first?.delay ?? 0
    running.append(Running(script: script, due: nextStart.advanced(microseconds: delay)))
    nextStart = nextStart.advanced(microseconds: randomness.number(90_000...740_000))
    started += 1
  }

  // The order repeats after 16 conversations; what each says differs.
  private mutating func nextScript(_ capture: inout CaptureBuilder) -> TrafficScript {
    switch started % 16 {
    case 0, 4, 9, 13: databaseBatch(&capture)
    case 1, 6, 11: clientScan(&capture)
    case 2: neighbours()
    case 3, 10: nameLookup()
    case 5: shareEcho(&capture)
    case 7: kerberos(&capture)
    case 8: site.system == .server2012R2 ? selfUpdate(&capture) : settings(&capture)
    case 12: directory(&capture)
    case 14: time()
    default: selfUpdate(&capture)
    }
  }
}

/// The conversations, each written by the side that would begin it.
extension OrdinaryTraffic {
  private mutating func port() -> UInt16 { UInt16(randomness.number(49_300...61_000)) }

  private mutating func client() -> Address { site.clients[randomness.number(0...site.clients.count - 1)] }

  private mutating func localFlow(
    _ capture: inout CaptureBuilder, _ client: Address, _ server: EndPoint
  ) -> TCPFlow {
    var options = TCPOptions(roundTrip: 380)
    options.serverMaximumSegment = 1460
    return capture.tcp(client: EndPoint(client, port()), server: server, options: options)
  }

  /// The server's connection to its database was open before the capture began. Every third batch waits so long
  /// that the connection sends a keep-alive first.
  private mutating func databaseBatch(_ capture: inout CaptureBuilder) -> TrafficScript {
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
  private mutating func clientScan(_ capture: inout CaptureBuilder) -> TrafficScript {
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
  private mutating func selfUpdate(_ capture: inout CaptureBuilder) -> TrafficScript {
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

  private mutating func kerberos(_ capture: inout CaptureBuilder) -> TrafficScript {
    let flow = localFlow(&capture, site.server, EndPoint(site.domainController, 88))
    let nonce = UInt32(randomness.number(100_000_000...2_000_000_000))
    var script = TrafficScript()
    script.handshake(flow, roundTrip: 350)
    script.send(flow, .client, KerberosMessage.request(nonce: nonce), after: 120)
    script.send(flow, .server, KerberosMessage.preauthenticationRequired(at: nextStart), after: 800)
    script.close(flow, from: .client, after: 200, roundTrip: 350)
    return script
  }

  private mutating func directory(_ capture: inout CaptureBuilder) -> TrafficScript {
    let flow = localFlow(&capture, site.server, EndPoint(site.domainController, 389))
    var script = TrafficScript()
    script.handshake(flow, roundTrip: 350)
    script.send(flow, .client, LDAPMessage.search(id: 1), after: 120)
    script.send(flow, .server, LDAPMessage.answer(id: 1), after: 700)
    script.ack(flow, .client)
    script.close(flow, from: .client, after: 900_000, roundTrip: 350)
    return script
  }

  private mutating func shareEcho(_ capture: inout CaptureBuilder) -> TrafficScript {
    let flow = share ?? localFlow(&capture, site.console, EndPoint(site.server, 445))
    share = flow
    let id = UInt64(started + 700)
    var script = TrafficScript()
    script.send(flow, .client, SMBMessage.echo(id: id, answer: false), after: 400)
    script.send(flow, .server, SMBMessage.echo(id: id, answer: true), after: 200)
    script.ack(flow, .client)
    return script
  }

  private mutating func neighbours() -> TrafficScript {
    let (asker, server, router) = (client(), site.server, site.router)
    var script = TrafficScript()
    script.then(100) { $0.arp(from: asker, asking: server) }
    script.then(20) { $0.arp(from: server, asking: asker, answer: true) }
    script.then(600_000) { $0.arp(from: asker, asking: router) }
    return script
  }

  private mutating func nameLookup() -> TrafficScript {
    let name = Self.names[started / 7 % Self.names.count]
    let address = name == "db1.contoso.com" ? site.database : site.domainController
    return lookup(name, aliases: [], address: address)
  }

  private static let names = ["db1.contoso.com", "dc1.contoso.com", "ntp.contoso.com"]

  private mutating func lookup(_ name: String, aliases: [String], address: Address) -> TrafficScript {
    let id = UInt16(randomness.number(1...65_535))
    let asker = EndPoint(site.server, port())
    let server = EndPoint(site.domainController, 53)
    var script = TrafficScript()
    script.then(200) { $0.udp(DNSMessage.query(id: id, name: name), from: asker, to: server) }
    let answer = DNSMessage.answer(id: id, name: name, aliases: aliases, addresses: [address])
    script.then(520) { $0.udp(answer, from: server, to: asker) }
    return script
  }

  private mutating func time() -> TrafficScript {
    let (asker, server) = (EndPoint(site.server, 123), EndPoint(site.domainController, 123))
    var script = TrafficScript()
    script.then(300) { $0.udp(NTPMessage.message(at: $0.now), from: asker, to: server) }
    script.then(450) {
      let asked = $0.now.advanced(microseconds: 0)
      $0.udp(NTPMessage.message(at: $0.now, answerTo: asked), from: server, to: asker)
    }
    return script
  }

  /// Windows fetches its settings over TLS 1.2: a success that has nothing to do with an update endpoint. Newer
  /// systems than 2012 R2 do. Where a policy leaves no ECDHE_RSA suite, an RSA key exchange serves.
  private mutating func settings(_ capture: inout CaptureBuilder) -> TrafficScript {
    let roundTrip = 31_000
    let flow = capture.tcp(
      client: EndPoint(site.server, port()), server: Site.settings,
      options: TCPOptions(roundTrip: roundTrip))
    let hello = site.hello(.tls12, to: Site.settingsName, random: capture.random())
    let suite: UInt16 = hello.cipherSuites.contains(0xC030) ? 0xC030 : 0x009D
    var script = lookup(Site.settingsName, aliases: Site.settingsAliases, address: Site.settings.address)
    script.handshake(flow, roundTrip: roundTrip)
    script.send(flow, .client, hello.record, after: 900)
    let chain = TestCertificates.settingsChain
    let flight = capture.serverFlight(cipherSuite: suite, certificates: chain)
    script.send(flow, .server, flight, after: roundTrip)
    script.ack(flow, .client, after: 40)
    script.send(flow, .client, capture.clientKeyFlight(cipherSuite: suite), after: 3800)
    script.send(flow, .server, capture.serverFinishedFlight(), after: roundTrip)
    let request = TLSRecord.applicationData(430, using: &capture.randomness)
    let answer = TLSRecord.applicationData(610, using: &capture.randomness)
    script.send(flow, .client, request, after: 700)
    script.send(flow, .server, answer, after: roundTrip + 6000)
    script.ack(flow, .client)
    script.close(flow, from: .client, after: 2_500_000, roundTrip: roundTrip)
    return script
  }
}
