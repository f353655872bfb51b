/// A capture under way with the ordinary traffic around it: what the walkthroughs are played on.
struct Stage {
  var capture: CaptureBuilder
  var traffic: OrdinaryTraffic
  let site: Site
  private var port: UInt16

  init(site: Site, start: Timestamp, seed: UInt64) {
    self.site = site
    capture = CaptureBuilder(start: start, captureHost: site.server, seed: seed)
    traffic = OrdinaryTraffic(site: site, capture: capture, seed: seed &+ 1)
    port = 50_200 + UInt16(seed % 97)
  }

  /// Ordinary frames until the capture contains `frame` of them.
  mutating func fill(through frame: Int) { traffic.fill(&capture, through: frame) }

  /// Ordinary frames for so many milliseconds.
  mutating func fill(milliseconds: Int) { traffic.fill(&capture, milliseconds: milliseconds) }

  /// The server asks for the endpoint's address. Two frames.
  mutating func lookUpEndpoint() {
    lookUp(Site.endpointName, Site.endpointAliases, Site.endpoint.address, waiting: 24)
  }

  /// The server asks for the proxy's address. Two frames.
  mutating func lookUpProxy() { lookUp("proxy.contoso.com", [], site.proxy.address, waiting: 1) }

  /// A new connection from the server to `end`. Nothing is written.
  mutating func connection(to end: EndPoint, roundTrip: Int = 22_000) -> TCPFlow {
    port += 1 + UInt16(capture.randomness.number(0...4))
    return capture.tcp(
      client: EndPoint(site.server, port), server: end, options: TCPOptions(roundTrip: roundTrip))
  }

  /// SYN, SYN+ACK and ACK, each marked.
  mutating func openConnection(_ flow: TCPFlow) {
    capture.mark(capture.syn(flow), "SYN")
    capture.mark(capture.synAck(flow), "SYN, ACK")
    capture.mark(capture.ack(flow, .client), "ACK")
  }

  /// A hello to the synchronisation endpoint.
  mutating func hello(_ version: TLSVersion) -> ClientHello {
    site.hello(version, to: Site.endpointName, random: capture.random())
  }

  /// The hello, marked with its version.
  mutating func sayHello(_ flow: TCPFlow, _ version: TLSVersion) {
    let asked = capture.send(flow, .client, hello(version).record)
    capture.mark(asked.lowerBound, "ClientHello TLS \(version == .tls12 ? "1.2" : "1.0")")
  }

  /// One more attempt: the connection is opened, the hello is answered with a reset.
  mutating func attemptReset(_ version: TLSVersion) {
    let flow = connection(to: Site.endpoint)
    capture.handshake(flow)
    capture.send(flow, .client, hello(version).record)
    capture.rst(flow, .server)
  }

  /// One more attempt: the connection is opened and the server closes it without a hello.
  mutating func attemptClosed() {
    let flow = connection(to: Site.endpoint)
    capture.handshake(flow)
    capture.wait(milliseconds: 2)
    capture.close(flow, from: .client)
  }

  /// A synchronisation that works, from name lookup to close, with ordinary frames between its requests.
  mutating func synchronize(requests: Int) {
    lookUpEndpoint()
    let flow = connection(to: Site.endpoint)
    capture.handshake(flow)
    capture.tls12(flow, hello: hello(.tls12))
    exchange(flow, requests: requests)
    capture.closeTLS(flow, from: .client)
  }

  /// Encrypted requests and answers of a synchronisation: configuration, cookies, revisions, updates.
  mutating func exchange(_ flow: TCPFlow, requests: Int, delay: Int = 0) {
    for request in 0..<requests {
      let sizes = Self.requestSizes[request % Self.requestSizes.count]
      capture.exchange(
        flow, request: sizes.0, answer: sizes.1, sequence: UInt64(request + 1), delay: delay)
      fill(milliseconds: 180 + 90 * request)
    }
  }

  private static let requestSizes = [(612, 1180), (734, 905), (1102, 1310), (1240, 3860), (1388, 5204)]

  /// The server asks for an address and learns it after so many milliseconds. Two frames.
  mutating func lookUp(_ name: String, _ aliases: [String], _ address: Address, waiting: Int) {
    let id = UInt16(capture.randomness.number(1...65_535))
    let asker = EndPoint(site.server, UInt16(capture.randomness.number(61_001...64_900)))
    let server = EndPoint(site.domainController, 53)
    capture.wait(microseconds: 700)
    capture.udp(DNSMessage.query(id: id, name: name), from: asker, to: server)
    capture.wait(milliseconds: waiting)
    let answer = DNSMessage.answer(
      id: id, name: name, aliases: aliases, addresses: [address], timeToLive: 60)
    capture.udp(answer, from: server, to: asker)
  }
}
