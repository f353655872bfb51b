extension Walkthrough {
  /// Issue 5: a group policy leaves cipher suites of which the endpoint accepts none; the hello is reset.
  static let noCommonCipher = Walkthrough(
    name: "issue-5-no-common-cipher",
    frames: [
      397: "SYN", 398: "SYN, ACK", 399: "ACK", 400: "ClientHello TLS 1.2", 403: "ACK of the hello",
      404: "RST, ACK",
    ]
  ) {
    var stage = Stage(
      site: Site(192, 168, 20, system: .server2016, cipherSuites: hardenedCipherSuites),
      start: Timestamp(2020, 8, 18, 22, 30, 4), seed: 400)
    stage.fill(through: 394)
    stage.lookUpEndpoint()
    let flow = stage.connection(to: Site.endpoint)
    stage.openConnection(flow)
    stage.sayHello(flow, .tls12)
    stage.lookUp("dc1.contoso.com", [], stage.site.domainController, waiting: 1)
    stage.capture.mark(stage.capture.ack(flow, .server), "ACK of the hello")
    stage.capture.wait(microseconds: 710)
    stage.capture.mark(stage.capture.rst(flow, .server), "RST, ACK")
    for seconds in [1, 3, 5] {
      stage.fill(milliseconds: seconds * 1000)
      stage.attemptReset(.tls12)
    }
    stage.fill(milliseconds: 2000)
    return stage.capture
  }

  /// A list as hardening guides give it: no CBC suite of ECDHE, and of ECDHE only ECDSA. Lacking are C030, C02F,
  /// C028 and C027, the endpoint's four.
  static let hardenedCipherSuites: [UInt16] = [
    0xC02C, 0xC02B, 0x009F, 0x009E, 0x009D, 0x009C, 0x003D, 0x003C, 0x0035, 0x002F,
  ]
}
