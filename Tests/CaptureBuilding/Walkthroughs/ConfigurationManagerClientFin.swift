extension Walkthrough {
  /// Issue 4: after a synchronisation that works, Configuration Manager imports driver after driver, and every
  /// connection closes without a hello.
  static let configurationManagerClientFin = Walkthrough(
    name: "issue-4-configmgr-client-fin",
    frames: [
      303: "SYN", 304: "SYN, ACK", 305: "ACK", 306: "FIN, ACK", 307: "FIN, ACK of the server", 308: "ACK",
    ]
  ) {
    var stage = Stage(
      site: Site(10, 0, 0, system: .server2019), start: Timestamp(2020, 8, 11, 2, 0, 3), seed: 306)
    stage.fill(through: 48)
    stage.synchronize(requests: 7)
    stage.fill(through: 300)
    stage.lookUpEndpoint()
    let flow = stage.connection(to: Site.endpoint)
    stage.openConnection(flow)
    stage.capture.wait(milliseconds: 2)
    let close = stage.capture.close(flow, from: .client)
    stage.capture.mark(close.lowerBound, "FIN, ACK")
    stage.capture.mark(close.lowerBound + 1, "FIN, ACK of the server")
    stage.capture.mark(close.upperBound, "ACK")
    for driver in 1..<16 {
      stage.fill(milliseconds: 240 + 70 * (driver % 5))
      if driver % 6 == 0 { stage.lookUpEndpoint() }
      stage.attemptClosed()
    }
    stage.fill(milliseconds: 1200)
    return stage.capture
  }
}
