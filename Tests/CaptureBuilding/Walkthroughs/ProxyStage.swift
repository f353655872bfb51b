extension Stage {
  /// A stage whose server reaches the endpoint through a proxy; the name of the proxy is in 61 and 62.
  static func behindProxy(
    system: WindowsServer, cipherSuites: [UInt16]? = nil, start: Timestamp, seed: UInt64
  ) -> Stage {
    let site = Site(10, 0, 0, system: system, cipherSuites: cipherSuites)
    var stage = Stage(site: site, start: start, seed: seed)
    stage.fill(through: 60)
    stage.lookUpProxy()
    return stage
  }

  /// Opens the connection to the proxy and asks for the endpoint: SYN in 63, CONNECT in 66, the answer in 68.
  mutating func openTunnel() -> TCPFlow {
    let flow = connection(to: site.proxy, roundTrip: 400)
    openConnection(flow)
    requestTunnel(flow, HTTPMessage.connectionEstablished(), "200 Connection established")
    return flow
  }

  /// CONNECT, the proxy's ACK and its answer, each marked but the ACK.
  mutating func requestTunnel(
    _ flow: TCPFlow, _ answer: [UInt8], _ text: String, authorization: String? = nil, waiting: Int = 46
  ) {
    let request = HTTPMessage.connect("\(Site.endpointName):443", authorization: authorization)
    let asked = capture.send(flow, .client, request)
    capture.mark(asked.lowerBound, authorization == nil ? "CONNECT" : "CONNECT with credentials")
    capture.ack(flow, .server)
    capture.wait(milliseconds: waiting)
    capture.mark(capture.send(flow, .server, answer).lowerBound, text)
  }

  /// The hello through the tunnel, the proxy's ACK, and a round trip to the endpoint behind it.
  mutating func sayHelloThroughTunnel(_ flow: TCPFlow, _ version: TLSVersion) {
    sayHello(flow, version)
    capture.ack(flow, .server)
    capture.wait(milliseconds: 22)
  }

  /// The proxy closes; the server acknowledges and closes too.
  mutating func closeFromProxy(_ flow: TCPFlow) {
    capture.mark(capture.fin(flow, .server), "FIN, ACK of the proxy")
    capture.ack(flow, .client)
    capture.fin(flow, .client)
    capture.ack(flow, .server)
  }

  /// A whole session through the tunnel.
  mutating func synchronizeThroughTunnel(_ flow: TCPFlow) {
    sayHelloThroughTunnel(flow, .tls12)
    let flight = capture.send(flow, .server, capture.serverFlight())
    capture.mark(flight.lowerBound, "ServerHello, Certificate")
    capture.ack(flow, .client)
    capture.wait(milliseconds: 4)
    let keys = capture.send(flow, .client, capture.clientKeyFlight())
    capture.mark(keys.lowerBound, "ClientKeyExchange, ChangeCipherSpec, Finished")
    capture.wait(milliseconds: 22)
    let finished = capture.send(flow, .server, capture.serverFinishedFlight())
    capture.mark(finished.lowerBound, "ChangeCipherSpec, Finished")
    let data = capture.frameCount + 1
    exchange(flow, requests: 5, delay: 22)
    capture.mark(data, "application data")
    capture.closeTLS(flow, from: .client)
  }

  /// Later attempts that end as the first did.
  mutating func repeatThroughProxy(_ attempt: (inout Stage) -> Void) {
    let marks = capture.marks
    for seconds in [2, 5] {
      fill(milliseconds: seconds * 1000)
      attempt(&self)
    }
    capture.marks = marks
    fill(milliseconds: 1500)
  }
}
