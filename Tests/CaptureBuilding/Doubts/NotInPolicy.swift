extension Walkthrough {
  /// The server is an upstream server of one's own, of which the policy knows nothing.
  static let notInPolicy = Walkthrough(
    name: "not-in-policy", frames: [6: "ClientHello TLS 1.0", 8: "RST, ACK"]
  ) {
    var stage = Stage.plain(Timestamp(2020, 9, 11, 8, 2, 11), seed: 911)
    let name = "upstream.contoso.com"
    let end = EndPoint("198.51.100.40", 8531)
    stage.lookUp(name, [], end.address, waiting: 2)
    stage.reset(stage.offer(.tls10, to: end, name: name))
    return stage.capture
  }
}
