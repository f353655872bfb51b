extension Walkthrough {
  /// The RST comes twelve seconds after the hello, as when a device gives an idle connection up.
  static let lateEnd = Walkthrough(
    name: "late-end", frames: [6: "ClientHello TLS 1.0", 8: "RST, ACK after 12 s"]
  ) {
    var stage = Stage.plain(Timestamp(2020, 9, 3, 8, 2, 11), seed: 903)
    stage.lookUpEndpoint()
    let flow = stage.offer(.tls10)
    stage.capture.wait(milliseconds: 12_000)
    stage.reset(flow, "RST, ACK after 12 s")
    return stage.capture
  }
}
