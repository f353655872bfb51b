extension Walkthrough {
  /// Issue 2: TLS 1.0 and 1.1 are off, the import knows no other, so the server closes without a hello.
  static let importClientFin = Walkthrough(
    name: "issue-2-import-client-fin",
    frames: [
      1516: "DNS query", 1517: "DNS answer", 1518: "SYN", 1519: "SYN, ACK", 1520: "ACK", 1536: "FIN, ACK",
    ]
  ) {
    var stage = Stage(
      site: Site(192, 168, 10, system: .server2016), start: Timestamp(2020, 7, 30, 13, 41, 7), seed: 1536)
    stage.fill(through: 77)
    stage.synchronize(requests: 5)
    stage.fill(through: 1515)
    stage.lookUpEndpoint()
    stage.capture.mark(1516, "DNS query")
    stage.capture.mark(1517, "DNS answer")
    let flow = stage.connection(to: Site.endpoint)
    stage.openConnection(flow)
    stage.fill(through: 1535)
    stage.capture.mark(stage.capture.fin(flow, .client), "FIN, ACK")
    stage.capture.fin(flow, .server)
    stage.capture.ack(flow, .client)
    for seconds in [2, 3] {
      stage.fill(milliseconds: seconds * 1000)
      stage.attemptClosed()
    }
    stage.fill(milliseconds: 1500)
    return stage.capture
  }
}
