extension Walkthrough {
  /// Through a proxy, the hello says TLS 1.0 and the proxy answers with FIN.
  static let proxyVersionRejectFin = Walkthrough(
    name: "proxy-version-reject-fin",
    frames: tunnelFrames.merging([69: "ClientHello TLS 1.0", 71: "FIN, ACK of the proxy"]) { $1 }
  ) {
    var stage = Stage.behindProxy(
      system: .server2012R2, start: Timestamp(2020, 7, 23, 4, 10, 2), seed: 71)
    attempt(&stage)
    stage.repeatThroughProxy(attempt)
    return stage.capture

    @Sendable func attempt(_ stage: inout Stage) {
      let flow = stage.openTunnel()
      stage.sayHelloThroughTunnel(flow, .tls10)
      stage.closeFromProxy(flow)
    }
  }

  /// Through a proxy that passes resets on: the hello says TLS 1.0 and RST comes back.
  static let proxyVersionRejectReset = Walkthrough(
    name: "proxy-version-reject-rst",
    frames: tunnelFrames.merging([69: "ClientHello TLS 1.0", 71: "RST, ACK of the proxy"]) { $1 }
  ) {
    var stage = Stage.behindProxy(
      system: .server2016, start: Timestamp(2020, 7, 24, 15, 2, 40), seed: 72)
    attempt(&stage)
    stage.repeatThroughProxy(attempt)
    return stage.capture

    @Sendable func attempt(_ stage: inout Stage) {
      let flow = stage.openTunnel()
      stage.sayHelloThroughTunnel(flow, .tls10)
      stage.capture.mark(stage.capture.rst(flow, .server), "RST, ACK of the proxy")
    }
  }

  /// What every tunnel begins with.
  static let tunnelFrames = [
    63: "SYN", 64: "SYN, ACK", 65: "ACK", 66: "CONNECT", 68: "200 Connection established",
  ]
}
