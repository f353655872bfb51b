extension Walkthrough {
  /// The RST cannot answer the hello: once it does not acknowledge it, once it comes sooner than anything of the endpoint
  /// can.
  static let endPrecedesHello = Walkthrough(
    name: "end-precedes-hello",
    frames: [
      6: "ClientHello TLS 1.0", 7: "RST, ACK of nothing", 11: "ClientHello TLS 1.0", 12: "RST, ACK at once",
    ]
  ) {
    var stage = Stage.plain(Timestamp(2020, 9, 1, 8, 2, 11), seed: 901)
    stage.lookUpEndpoint()
    let first = stage.connection(to: Site.endpoint)
    stage.capture.handshake(first)
    let crossing = stage.capture.hold { $0.rst(first, .server) }
    stage.sayHello(first, .tls10)
    stage.capture.mark(stage.capture.release(crossing).lowerBound, "RST, ACK of nothing")
    stage.capture.wait(milliseconds: 3000)
    let second = stage.connection(to: Site.endpoint)
    stage.capture.handshake(second)
    stage.sayHello(second, .tls10)
    stage.capture.conversations[second.index].options.roundTrip = 200
    stage.capture.mark(stage.capture.rst(second, .server), "RST, ACK at once")
    return stage.capture
  }
}
