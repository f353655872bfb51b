import Analysis
import CaptureBuilding
import Diagnosis
import Testing

/// What was captured and not read is neither empty nor missing.
@Suite struct UnreadTests {
  /// How far the Certificate message of a flow was read, how many certificates it has, and the flow's notes.
  private func certificate(_ change: (inout CaptureBuilder, TCPFlow) -> Void) throws -> String {
    var built = BuiltConversation("open >hello:1.2")
    built.change(change)
    let result = try BuiltConversation.analyze(built.capture)
    let flow = result.flow(0)
    let chains = flow.evidence.events.compactMap(\.chain).map { result.store.chains[Int($0)] }
    let notes = FlowSummary(flow, store: result.store).notes.map(\.code.rawValue)
    return (chains.map { "\($0.extent) \($0.certificates.count)" } + notes).joined(separator: ", ")
  }

  private static func flight(_ certificate: [UInt8]) -> [UInt8] {
    TLSRecord.handshake([
      ServerHello(cipherSuite: 0xc030).message, certificate, HandshakeMessage.serverHelloDone,
    ])
  }

  private static let chain = TestCertificates.synchronizationChain

  /// Certificates of that many bytes each.
  private static func large(_ sizes: Int...) -> [[UInt8]] {
    sizes.map { [UInt8](repeating: 0x30, count: $0) }
  }

  @Test func whatIsWhole() throws {
    let count = Self.chain.count
    #expect(
      try certificate { $0.send($1, .server, Self.flight(HandshakeMessage.certificate(Self.chain))) }
        == "whole \(count)")
    #expect(
      try certificate { $0.send($1, .server, Self.flight(HandshakeMessage.certificate([]))) } == "whole 0")
  }

  /// More than the usual 256 KiB, and more than the MiB that other messages may have.
  @Test(arguments: [300_000, 1_300_000]) func longMessages(_ size: Int) throws {
    let message = HandshakeMessage.certificate(Self.chain + Self.large(size))
    #expect(
      try certificate { $0.send($1, .server, Self.flight(message)) } == "whole \(Self.chain.count + 1)")
  }

  /// One message too many at a time is read in part, and says so.
  @Test func manyLongMessagesAtOnce() throws {
    let message = HandshakeMessage.certificate(Self.chain + Self.large(300_000))
    let bytes = Self.flight(message)
    var capture = BuiltConversation("open >hello:1.2").capture
    var flows: [TCPFlow] = []
    for number in 0..<5 {
      let flow = capture.tcp(
        client: EndPoint("10.0.0.5", 51_000 + UInt16(number)), server: EndPoint("203.0.113.10", 443))
      capture.handshake(flow)
      capture.send(flow, .server, Array(bytes.prefix(280_000)))
      flows.append(flow)
    }
    for flow in flows { capture.send(flow, .server, Array(bytes.dropFirst(280_000))) }
    let result = try BuiltConversation.analyze(capture)
    let extents = (1...5).flatMap { result.events($0).compactMap(\.chain) }.map {
      result.store.chains[Int($0)].extent
    }
    #expect(extents == [.whole, .whole, .whole, .whole, .tooLong])
  }

  @Test func moreCertificatesThanAreKept() throws {
    let message = HandshakeMessage.certificate([[UInt8]](repeating: [0x30, 0], count: 12))
    #expect(
      try certificate { $0.send($1, .server, Self.flight(message)) } == "longer 10, incomplete_certificate")
  }

  @Test func truncatedMessages() throws {
    let bytes = Self.flight(HandshakeMessage.certificate(Self.chain))
    // The connection ends in the first certificate, and in the second.
    #expect(
      try certificate {
        $0.send($1, .server, Array(bytes.prefix(600)))
        $0.fin($1, .server)
      } == "truncated 0, incomplete_certificate")
    #expect(
      try certificate {
        $0.send($1, .server, Array(bytes.prefix(140 + Self.chain[0].count)))
        $0.fin($1, .server)
      } == "truncated 1, incomplete_certificate")
    // The snap length.
    #expect(
      try certificate {
        let frames = $0.send($1, .server, bytes, segmentSize: 1400)
        $0.cut(frames.lowerBound, to: 700)
      } == "truncated 0, incomplete_certificate, truncated")
  }

  @Test func malformedMessages() throws {
    var message = HandshakeMessage.certificate(Self.chain)
    message[7] = 0xff
    #expect(
      try certificate { $0.send($1, .server, Self.flight(message)) } == "malformed 0, incomplete_certificate")
  }
}

/// Bytes that are missing after a flow was decided are counted, too.
@Suite struct LateLossTests {
  private func notes(_ change: (inout CaptureBuilder, TCPFlow) -> Void) throws -> [String] {
    var built = BuiltConversation("open >hello:1.2 flight keys done >data:400 <data:900 >ack")
    built.change(change)
    let result = try BuiltConversation.analyze(built.capture)
    #expect(result.judgement(0).verdict == .success)
    return FlowSummary(result.flow(0), store: result.store).notes.map { "\($0.code.rawValue) \($0.count)" }
  }

  @Test func missingSegments() throws {
    let data = [UInt8](repeating: 7, count: 1000)
    #expect(
      try notes { capture, flow in
        for _ in 0..<3 {
          capture.lose { $0.send(flow, .server, data) }
          capture.send(flow, .server, data)
          capture.ack(flow, .client)
        }
        capture.close(flow, from: .client)
      } == ["gap 3000"])
  }

  @Test func truncatedSegments() throws {
    let data = [UInt8](repeating: 7, count: 1000)
    #expect(
      try notes { capture, flow in
        for _ in 0..<3 { capture.cut(capture.send(flow, .server, data).lowerBound, to: 54 + 100) }
        capture.close(flow, from: .client)
      } == ["truncated 2700"])
  }

  /// A segment that came late is not missing.
  @Test func nothingMissing() throws {
    let data = [UInt8](repeating: 7, count: 1000)
    #expect(
      try notes { capture, flow in
        let held = capture.hold { $0.send(flow, .server, data) }
        capture.send(flow, .server, data)
        capture.release(held)
        capture.close(flow, from: .client)
      } == [])
  }
}

/// "One direction" is said where the other one cannot be in the frames that were not decoded.
@Suite struct OneDirectionTests {
  private func notes(_ change: (inout CaptureBuilder) -> Void = { _ in }) throws -> [String] {
    let talk = BuiltConversation("open >hello:1.2 flight keys done >data:400 <data:900")
    var capture = talk.capture
    let client = capture.frames.indices.filter {
      capture.sender(of: $0 + 1, in: talk.flow) == .client
    }
    capture.keepOnly(client)
    change(&capture)
    let result = try BuiltConversation.analyze(capture)
    return FlowSummary(result.flow(0), store: result.store).notes.map(\.code.rawValue)
  }

  @Test func decodedFrames() throws {
    #expect(try notes() == ["one_direction"])
    #expect(
      try notes { $0.udp([1, 2, 3], from: EndPoint("10.0.0.2", 99), to: EndPoint("10.0.0.5", 99)) } == [
        "one_direction"
      ])
  }

  @Test func tunnelledFrames() throws {
    #expect(
      try notes {
        $0.udp(
          // VXLAN around an encrypted frame (MACsec).
          [8, 0, 0, 0, 0, 0, 7, 0] + [UInt8](repeating: 2, count: 12) + [0x88, 0xe5]
            + [UInt8](repeating: 0, count: 26),
          from: EndPoint("10.0.0.2", 99),
          to: EndPoint("10.0.0.5", 4789))
      } == [])
  }
}
