extension Walkthrough {
  /// No source states the lowest version that this endpoint accepts.
  static let termsUnknown = Walkthrough(
    name: "terms-unknown", frames: [6: "ClientHello TLS 1.0", 8: "RST, ACK"]
  ) {
    var stage = Stage.plain(Timestamp(2020, 9, 5, 8, 2, 11), seed: 905)
    let name = "download.windowsupdate.com"
    let end = EndPoint("198.51.100.30", 443)
    stage.lookUp(name, [], end.address, waiting: 24)
    stage.reset(stage.offer(.tls10, to: end, name: name))
    return stage.capture
  }
}
