extension Walkthrough {
  /// The capture lacks what the client sent before its hello.
  static let bytesMissing = Walkthrough(
    name: "bytes-missing", frames: [6: "ClientHello TLS 1.0 behind 28 missing bytes", 8: "RST, ACK"]
  ) {
    var stage = Stage.plain(Timestamp(2020, 9, 9, 8, 2, 11), seed: 909)
    stage.lookUpEndpoint()
    let flow = stage.connection(to: Site.endpoint)
    stage.capture.handshake(flow)
    stage.capture.skip(flow, .client, bytes: 28)
    let hello = stage.hello(.tls10)
    let sent = stage.capture.send(flow, .client, hello.record)
    stage.capture.mark(sent.lowerBound, "ClientHello TLS 1.0 behind 28 missing bytes")
    stage.capture.ack(flow, .server)
    stage.reset(flow)
    return stage.capture
  }
}
