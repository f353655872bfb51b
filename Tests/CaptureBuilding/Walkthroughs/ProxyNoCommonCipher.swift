extension Walkthrough {
  /// Through a proxy, the hello offers none of the endpoint's cipher suites and the proxy answers with FIN.
  static let proxyNoCommonCipherFin = Walkthrough(
    name: "proxy-no-common-cipher-fin",
    frames: tunnelFrames.merging([69: "ClientHello TLS 1.2", 71: "FIN, ACK of the proxy"]) { $1 }
  ) {
    var stage = Stage.behindProxy(
      system: .server2016, cipherSuites: hardenedCipherSuites, start: Timestamp(2020, 8, 19, 6, 15, 0),
      seed: 73)
    attempt(&stage)
    stage.repeatThroughProxy(attempt)
    return stage.capture

    @Sendable func attempt(_ stage: inout Stage) {
      let flow = stage.openTunnel()
      stage.sayHelloThroughTunnel(flow, .tls12)
      stage.closeFromProxy(flow)
    }
  }
}
