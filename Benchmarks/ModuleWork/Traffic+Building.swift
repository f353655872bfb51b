import CaptureBuilding
import ServerFileBuilding

extension Traffic {
  static func capture(of flowCount: Int) -> CaptureBuilder {
    var capture = CaptureBuilder()
    let server = CaptureBuilding.EndPoint("203.0.113.10", 443)
    for number in 0..<flowCount {
      let client = CaptureBuilding.EndPoint("10.0.0.5", UInt16(20_000 + number))
      let flow = capture.tcp(client: client, server: server)
      let succeeds = number.isMultiple(of: 2)
      let hello = CaptureBuilding.ClientHello.schannel(
        .server2016, version: succeeds ? .tls12 : .tls10, name: "sws.update.microsoft.com",
        random: capture.random())
      capture.handshake(flow)
      if succeeds {
        capture.tls12(flow, hello: hello)
        capture.exchange(flow, request: 600, answer: 8_000)
        capture.closeTLS(flow, from: .client)
      } else {
        capture.send(flow, .client, hello.record)
        capture.rst(flow, .server)
      }
    }
    return capture
  }

  /// The bytes of a SoftwareDistribution.log in which one attempt failed for each flow.
  static func log(of flowCount: Int) -> [UInt8] {
    let time = BuiltTime("2020-07-20", "09:14:31.200")
    var log = SoftwareDistributionLogBuilder()
    log.addStart(time)
    for _ in 0..<flowCount {
      log.addOrdinary(time)
      log.addFailure(time, "w3wp.126", .closedByRemoteHost)
    }
    return BuiltText.bytes(log.text)
  }
}
