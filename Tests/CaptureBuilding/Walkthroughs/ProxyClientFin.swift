extension Walkthrough {
  /// Through a proxy, the tunnel stands and the server closes it without a hello.
  static let proxyClientFin = Walkthrough(
    name: "proxy-client-fin",
    frames: tunnelFrames.merging([69: "FIN, ACK of the WSUS server"]) { $1 }
  ) {
    var stage = Stage.behindProxy(
      system: .server2019, start: Timestamp(2020, 7, 31, 10, 20, 5), seed: 74)
    attempt(&stage)
    stage.repeatThroughProxy(attempt)
    return stage.capture

    @Sendable func attempt(_ stage: inout Stage) {
      let flow = stage.openTunnel()
      stage.capture.wait(milliseconds: 2)
      let close = stage.capture.close(flow, from: .client)
      stage.capture.mark(close.lowerBound, "FIN, ACK of the WSUS server")
    }
  }
}
