extension Walkthrough {
  /// The RST comes from another place than the endpoint: by its distance in hops, because both ends get one, and because
  /// several guess the sequence number.
  static let endFromElsewhere = Walkthrough(
    name: "end-from-elsewhere",
    frames: [
      6: "ClientHello TLS 1.0", 8: "RST, ACK from 2 hops away",
      12: "ClientHello TLS 1.0", 14: "RST, ACK to the client", 15: "RST, ACK to the endpoint",
      19: "ClientHello TLS 1.0", 21: "RST", 22: "RST 1460 bytes ahead", 23: "RST 4380 bytes ahead",
    ]
  ) {
    var stage = Stage.plain(Timestamp(2020, 9, 2, 8, 2, 11), seed: 902)
    stage.lookUpEndpoint()
    resetFromNearby(&stage)
    stage.capture.wait(milliseconds: 2000)
    resetOfBothEnds(&stage)
    stage.capture.wait(milliseconds: 2000)
    resetsThatGuess(&stage)
    return stage.capture
  }

  private static func resetFromNearby(_ stage: inout Stage) {
    let flow = stage.offer(.tls10)
    stage.capture.timeToLive = 62
    stage.reset(flow, "RST, ACK from 2 hops away")
    stage.capture.timeToLive = nil
  }

  private static func resetOfBothEnds(_ stage: inout Stage) {
    let flow = stage.offer(.tls10)
    stage.reset(flow, "RST, ACK to the client")
    stage.capture.mark(stage.capture.rst(flow, .client), "RST, ACK to the endpoint")
  }

  private static func resetsThatGuess(_ stage: inout Stage) {
    let flow = stage.offer(.tls10)
    stage.capture.wait(microseconds: 600)
    stage.capture.mark(stage.capture.rst(flow, .server, ack: false), "RST")
    for ahead in [1460, 4380] {
      stage.capture.mark(
        stage.capture.rst(flow, .server, ack: false, offset: ahead), "RST \(ahead) bytes ahead")
    }
  }
}
