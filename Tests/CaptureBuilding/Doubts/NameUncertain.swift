extension Walkthrough {
  /// The client closes without a hello, and DNS gave the server's address for two names.
  static let nameUncertain = Walkthrough(
    name: "name-uncertain", frames: [1: "DNS query for another name", 3: "DNS query", 8: "FIN, ACK"]
  ) {
    var stage = Stage.plain(Timestamp(2020, 9, 7, 8, 2, 11), seed: 907)
    stage.capture.mark(1, "DNS query for another name")
    stage.lookUp("www.catalog.update.microsoft.com", [], Site.endpoint.address, waiting: 24)
    stage.capture.mark(3, "DNS query")
    stage.lookUpEndpoint()
    let flow = stage.connection(to: Site.endpoint)
    stage.capture.handshake(flow)
    stage.capture.wait(milliseconds: 2)
    stage.capture.mark(stage.capture.close(flow, from: .client).lowerBound, "FIN, ACK")
    return stage.capture
  }
}
