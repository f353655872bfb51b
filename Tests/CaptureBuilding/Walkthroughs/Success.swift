extension Walkthrough {
  /// The article's successful connection: Windows Server 2016 synchronises over TLS 1.2.
  static let success = Walkthrough(
    name: "success",
    frames: [
      188: "SYN", 189: "SYN, ACK", 190: "ACK", 191: "ClientHello TLS 1.2",
      195: "ServerHello, Certificate", 196: "Certificate (continued)",
      198: "Certificate (end), ServerKeyExchange, ServerHelloDone",
      200: "ClientKeyExchange, ChangeCipherSpec, Finished",
      202: "NewSessionTicket, ChangeCipherSpec, Finished", 203: "ACK", 207: "application data",
    ]
  ) {
    var stage = Stage(
      site: Site(10, 0, 0, system: .server2016), start: Timestamp(2020, 8, 4, 3, 0, 1), seed: 191)
    stage.fill(through: 185)
    stage.lookUpEndpoint()
    let flow = stage.connection(to: Site.endpoint)
    stage.openConnection(flow)
    stage.sayHello(flow, .tls12)
    stage.setUpSession(flow)
    stage.fill(through: 206)
    let data = stage.capture.exchange(flow, request: 612, answer: 1180)
    stage.capture.mark(data.lowerBound, "application data")
    stage.fill(milliseconds: 140)
    stage.exchange(flow, requests: 6)
    stage.capture.closeTLS(flow, from: .client)
    stage.fill(through: 345)
    return stage.capture
  }
}

extension Stage {
  // Frames 192 to 203. While the hello is on its way a client asks for the router, another for the server. The
  // server's flight is one record in three segments; each end acknowledges the other's flight by itself.
  fileprivate mutating func setUpSession(_ flow: TCPFlow) {
    capture.wait(milliseconds: 6)
    capture.arp(from: site.clients[2], asking: site.router)
    capture.wait(milliseconds: 7)
    capture.arp(from: site.clients[5], asking: site.clients[2])
    capture.ack(flow, .server)
    capture.wait(milliseconds: 3)
    let flight = capture.serverFlight(ticket: true)
    let head = capture.send(flow, .server, Array(flight.prefix(2920)))
    capture.mark(head.lowerBound, "ServerHello, Certificate")
    capture.mark(head.upperBound, "Certificate (continued)")
    capture.ack(flow, .client)
    let tail = capture.send(flow, .server, Array(flight.dropFirst(2920)))
    capture.mark(tail.lowerBound, "Certificate (end), ServerKeyExchange, ServerHelloDone")
    capture.ack(flow, .client)
    capture.wait(milliseconds: 5)
    let keys = capture.send(flow, .client, capture.clientKeyFlight())
    capture.mark(keys.lowerBound, "ClientKeyExchange, ChangeCipherSpec, Finished")
    capture.ack(flow, .server)
    let finished = capture.send(flow, .server, capture.serverFinishedFlight(ticket: true))
    capture.mark(finished.lowerBound, "NewSessionTicket, ChangeCipherSpec, Finished")
    capture.mark(capture.ack(flow, .client), "ACK")
  }
}
