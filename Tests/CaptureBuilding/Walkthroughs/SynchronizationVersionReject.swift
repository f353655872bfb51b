extension Walkthrough {
  /// Issue 3: a Windows Server 2012 R2 without Monthly Rollups synchronises with TLS 1.0 only; every try is reset.
  static let synchronizationVersionReject = Walkthrough(
    name: "issue-3-sync-version-reject",
    frames: [92: "SYN", 93: "SYN, ACK", 94: "ACK", 95: "ClientHello TLS 1.0", 96: "RST, ACK"]
  ) {
    var stage = Stage(
      site: Site(10, 0, 0, system: .server2012R2), start: Timestamp(2020, 7, 22, 1, 59, 56), seed: 95)
    stage.fill(through: 89)
    stage.lookUpEndpoint()
    let flow = stage.connection(to: Site.endpoint)
    stage.openConnection(flow)
    stage.sayHello(flow, .tls10)
    stage.capture.mark(stage.capture.rst(flow, .server), "RST, ACK")
    for milliseconds in [120, 2000, 3000, 4000, 6000] {
      stage.fill(milliseconds: milliseconds)
      stage.attemptReset(.tls10)
    }
    stage.fill(milliseconds: 2500)
    return stage.capture
  }
}
