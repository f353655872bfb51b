extension Walkthrough {
  /// The capture keeps 96 bytes of each frame, so the hello ends before its extensions.
  static let offerTruncated = Walkthrough(
    name: "offer-truncated", frames: [6: "ClientHello TLS 1.0", 8: "RST, ACK"]
  ) {
    var stage = Stage.plain(Timestamp(2020, 9, 10, 8, 2, 11), seed: 910)
    stage.lookUpEndpoint()
    stage.reset(stage.offer(.tls10))
    stage.capture.cut(6, to: 96)
    return stage.capture
  }
}
