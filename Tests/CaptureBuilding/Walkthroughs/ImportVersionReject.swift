extension Walkthrough {
  /// Issue 1: synchronisation works over TLS 1.2, the import says hello with TLS 1.0 and is reset, time and again.
  static let importVersionReject = Walkthrough(
    name: "issue-1-import-version-reject",
    frames: [
      871: "SYN", 872: "SYN, ACK", 873: "ACK", 874: "ClientHello TLS 1.0", 876: "ACK of the hello",
      877: "RST, ACK",
    ]
  ) {
    var stage = Stage(
      site: Site(10, 0, 0, system: .server2016), start: Timestamp(2020, 7, 28, 9, 13, 8), seed: 874)
    stage.fill(through: 61)
    stage.synchronize(requests: 5)
    stage.fill(through: 868)
    stage.lookUpEndpoint()
    let flow = stage.connection(to: Site.endpoint)
    stage.openConnection(flow)
    stage.sayHello(flow, .tls10)
    stage.capture.wait(milliseconds: 9)
    stage.capture.arp(from: stage.site.clients[3], asking: stage.site.router)
    stage.capture.mark(stage.capture.ack(flow, .server), "ACK of the hello")
    stage.capture.wait(microseconds: 640)
    stage.capture.mark(stage.capture.rst(flow, .server), "RST, ACK")
    for seconds in [2, 4, 7, 10] {
      stage.fill(milliseconds: seconds * 1000)
      stage.attemptReset(.tls10)
    }
    stage.fill(milliseconds: 3000)
    return stage.capture
  }
}
