extension Walkthrough {
  /// DNS answers the endpoint's name with an address of the own network.
  static let privateAddress = Walkthrough(
    name: "private-address", frames: [2: "DNS answer", 6: "ClientHello TLS 1.0", 8: "RST, ACK"]
  ) {
    var stage = Stage.plain(Timestamp(2020, 9, 8, 8, 2, 11), seed: 908)
    let end = EndPoint("10.0.0.9", 443)
    stage.lookUp(Site.endpointName, [], end.address, waiting: 1)
    stage.capture.mark(2, "DNS answer")
    stage.reset(stage.offer(.tls10, to: end))
    return stage.capture
  }
}
