import CaptureBuilding
import Testing

/// The builder keeps its promises to those who build captures with it.
@Suite struct CaptureBuilderTests {
  private let client = EndPoint("10.0.0.5", 50_001)
  private let server = EndPoint("203.0.113.10", 443)

  @Test func base64FollowsTheVectorsOfRFC4648() {
    let vectors = [
      "": "", "f": "Zg==", "fo": "Zm8=", "foo": "Zm9v", "foob": "Zm9vYg==", "foobar": "Zm9vYmFy",
    ]
    for (plain, text) in vectors {
      #expect(Array(plain.utf8).base64 == text)
      #expect([UInt8](base64: text) == Array(plain.utf8))
    }
  }

  @Test func calendarGoesBothWays() {
    #expect(Timestamp(2020, 7, 20, 9, 14, 2).seconds == 1_595_236_442)
    #expect(Timestamp(2020, 2, 29, 23, 59, 58).calendarDigits == "20200229235958")
    #expect(Timestamp(2021, 1, 1).calendarDigits == "20210101000000")
  }

  @Test func sequenceNumbersWrapAtTheEndOfTheRing() {
    var options = TCPOptions()
    options.clientSequence = 0xFFFF_FFFE
    var capture = CaptureBuilder()
    let flow = capture.tcp(client: client, server: server, options: options)
    capture.handshake(flow)
    let first = capture.send(flow, .client, [1, 2, 3])
    let second = capture.send(flow, .client, [4])
    #expect(sequence(capture, first.lowerBound) == 0xFFFF_FFFF)
    #expect(sequence(capture, second.lowerBound) == 2)
  }

  @Test func lostFramesMoveTheStreamButAreNotInTheFile() {
    var capture = CaptureBuilder()
    let flow = capture.tcp(client: client, server: server)
    capture.handshake(flow)
    let before = capture.send(flow, .client, [1])
    capture.lose { $0.send(flow, .client, [2, 3]) }
    let after = capture.send(flow, .client, [4])
    #expect(after.lowerBound == before.upperBound + 1)
    #expect(sequence(capture, after.lowerBound) &- sequence(capture, before.lowerBound) == 3)
  }

  @Test func filesHaveTheirSizes() {
    var capture = CaptureBuilder(snapLength: 60)
    let flow = capture.tcp(client: client, server: server)
    capture.send(flow, .client, [UInt8](repeating: 7, count: 1000))
    #expect(capture.pcap().count == 24 + 16 + 60)
    #expect(capture.pcapng().count == 28 + 20 + 32 + 60)
    #expect(capture.frames[0].bytes.count == 14 + 20 + 20 + 1000)
  }

  @Test func sameSeedSameBytes() {
    func build(_ seed: UInt64) -> [UInt8] {
      var capture = CaptureBuilder(seed: seed)
      let flow = capture.tcp(client: client, server: server)
      capture.handshake(flow)
      capture.tls12(flow, hello: .schannel(.server2016, version: .tls12, name: nil))
      return capture.pcap()
    }
    #expect(build(1) == build(1))
    #expect(build(1) != build(2))
  }

  /// The sequence number in an Ethernet frame with IPv4 and no options: bytes 38 to 41.
  private func sequence(_ capture: CaptureBuilder, _ frame: Int) -> UInt32 {
    capture.frames[frame - 1].bytes[38..<42].reduce(0) { $0 << 8 | UInt32($1) }
  }
}
