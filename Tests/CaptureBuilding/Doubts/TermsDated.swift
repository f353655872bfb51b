extension Walkthrough {
  /// No common cipher suite with a list that is more than two years older than the capture.
  static let termsDated = Walkthrough(
    name: "terms-dated", frames: [6: "ClientHello TLS 1.2", 8: "RST, ACK"]
  ) {
    var stage = Stage.plain(
      Timestamp(2023, 3, 14, 8, 2, 11), seed: 906, cipherSuites: hardenedCipherSuites, system: .server2016)
    stage.lookUpEndpoint()
    stage.reset(stage.offer(.tls12))
    return stage.capture
  }
}
