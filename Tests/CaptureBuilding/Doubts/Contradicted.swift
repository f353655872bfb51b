extension Walkthrough {
  /// Each of two offers that look like the cause is contradicted: a good offer is reset in the same way, and the same
  /// offer succeeds.
  static let contradicted = Walkthrough(
    name: "contradicted",
    frames: [
      6: "ClientHello TLS 1.0", 8: "RST, ACK", 12: "ClientHello TLS 1.2", 14: "RST, ACK",
      18: "ClientHello TLS 1.2", 20: "RST, ACK", 24: "ClientHello TLS 1.2", 25: "ServerHello",
    ]
  ) {
    var stage = Stage.plain(Timestamp(2020, 9, 4, 8, 2, 11), seed: 904, system: .server2016)
    stage.lookUpEndpoint()
    for version in [TLSVersion.tls10, .tls12] {
      stage.reset(stage.offer(version))
      stage.capture.wait(milliseconds: 2000)
    }
    let poor = Self.hardenedCipherSuites
    stage.reset(stage.offer(.tls12, cipherSuites: poor))
    stage.capture.wait(milliseconds: 2000)
    let flow = stage.connection(to: Site.endpoint)
    stage.capture.handshake(flow)
    var hello = stage.hello(.tls12)
    hello.cipherSuites = poor
    let frames = stage.capture.tls12(flow, hello: hello, cipherSuite: 0x009D)
    stage.capture.mark(frames.clientHello.lowerBound, "ClientHello TLS 1.2")
    stage.capture.mark(frames.serverFlight.lowerBound, "ServerHello")
    stage.capture.exchange(flow, request: 612, answer: 1180)
    stage.capture.closeTLS(flow, from: .client)
    return stage.capture
  }
}
