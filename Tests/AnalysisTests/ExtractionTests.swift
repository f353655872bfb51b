import Analysis
import CaptureBuilding
import CaptureFiles
import Diagnosis
import Foundation
import PolicyFiles
import Testing

/// What is extracted of a flow shows the same as the capture that it is from.
@Suite struct ExtractionTests {
  /// The flows that a report lists, at most so many. What other flows contradict is certain alone.
  private static func listed(_ result: CaptureResult, limit: Int) -> [Int] {
    let flows = (0..<result.flowCount).filter {
      result.endpointRole($0) != nil || result.judgement($0).verdict.isFailure
    }
    let alone = flows.filter { !result.judgement($0).doubts.contains { $0.code == .contradicted } }
    return Array(alone.prefix(limit))
  }

  private static func expectTheSame(_ path: String, limit: Int) throws {
    let before = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
    let all = Array(0..<before.flowCount)
    for flows in listed(before, limit: limit).map({ [$0] }) + [all] where !flows.isEmpty {
      for endsAtDecision in [false, true] {
        for format in ["pcapng", "pcap"] {
          let found: ExtractedCapture
          do {
            found = try ExtractedCapture(
              path: path, flows: flows, as: format, endsAtDecision: endsAtDecision, before: before)
          } catch let fault as CaptureFault {
            #expect(format == "pcap" && fault.kind == .doesNotFit, "\(path): \(fault)")
            continue
          }
          #expect(found.outcome.changes.isEmpty, "\(path) \(flows)")
          for flow in flows {
            let differences = found.differences(of: flow, keepsProcess: format == "pcapng")
            #expect(differences.isEmpty, "\(path) flow \(flow) as \(format)")
          }
        }
      }
    }
  }

  @Test(arguments: ShippedCaptures.names)
  func shippedCaptures(_ name: String) throws {
    try Self.expectTheSame(ShippedCaptures.path(name), limit: 6)
  }

  @Test(.enabled(if: ForeignCaptures.folder != nil)) func foreignCaptures() throws {
    for path in ForeignCaptures.paths {
      guard (try? CaptureReader(path: path)) != nil else { continue }
      do {
        try Self.expectTheSame(path, limit: 10)
      } catch is CaptureFault {
        // Damaged from its first frame on.
        #expect(throws: CaptureFault.self) {
          try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
        }
      }
    }
  }

  /// Every verdict in every shape, alone among the frames of another conversation.
  @Test func everyVerdictAmongOthers() throws {
    for (number, shape) in VerdictCaptureTests.shapes.enumerated() where !shape.isPcapng {
      for (line, _) in VerdictCaptureTests.cases {
        var talk = BuiltConversation(line, shape)
        talk.change { capture, flow in
          let other = capture.tcp(client: flow.client, server: EndPoint(flow.server.address, 8443))
          capture.handshake(other)
          capture.wait(milliseconds: 9000)
          capture.close(other, from: .client)
        }
        for endsAtDecision in [false, true] {
          let found = try ExtractedCapture(talk.capture, flows: [0], endsAtDecision: endsAtDecision)
          #expect(found.differences(of: 0).isEmpty, "\(line) in shape \(number)")
          #expect(found.after.flowCount == 1, "\(line) in shape \(number)")
          // Frame 1 is the answer that names the server; a proxy is not named by it.
          #expect(found.frames.first == (shape.isProxied ? 2 : 1), "\(line) in shape \(number)")
          #expect(found.outcome.changes.isEmpty)
        }
      }
    }
  }

  // MARK: Whose a frame is

  @Test func fragmentsComeWithTheirDatagrams() throws {
    var capture = CaptureBuilder()
    capture.fragmentSize = 64
    let flows = (0..<2).map { number in
      capture.tcp(
        client: EndPoint("10.0.0.5", 50_000 + UInt16(number)), server: EndPoint("203.0.113.10", 443))
    }
    for flow in flows { capture.handshake(flow) }
    // Fragments of both among each other, the last ones first, and one of them twice.
    let parts = flows.map { flow in
      capture.hold {
        $0.send(
          flow, .client, ClientHello.schannel(.server2016, version: .tls10, name: "a.example.com").record)
      }
    }
    #expect(parts.allSatisfy { $0.count > 2 })
    for index in parts[0].indices.reversed() {
      capture.release([parts[0][index]])
      if index == 1 { capture.release([parts[0][index]]) }
      if parts[1].indices.contains(index) { capture.release([parts[1][index]]) }
    }
    for flow in flows { capture.rst(flow, .server) }
    let found = try ExtractedCapture(capture, flows: [1])
    #expect(found.before.judgement(1).verdict == .versionReject)
    #expect(found.differences(of: 1).isEmpty)
    #expect(found.frames.count == 3 + parts[1].count + 1)
    #expect(found.after.flowCount == 1)
    let twice = try ExtractedCapture(capture, flows: [0])
    #expect(twice.differences(of: 0).isEmpty)
    #expect(twice.frames.count == 3 + parts[0].count + 1 + 1)
    #expect(try ExtractedCapture(capture, flows: [0, 1]).frames.count == capture.frameCount)
  }

  @Test func aReusedPairOfEndPointsIsAnotherFlow() throws {
    var capture = CaptureBuilder()
    var frames: [[UInt32]] = []
    for version in [TLSVersion.tls10, .tls12, .tls10] {
      let first = UInt32(capture.frameCount + 1)
      let flow = capture.tcp(client: EndPoint("10.0.0.5", 50_000), server: EndPoint("203.0.113.10", 443))
      capture.handshake(flow)
      if version == .tls12 {
        capture.tls12(
          flow, hello: ClientHello.schannel(.server2016, version: .tls12, name: "sws.update.microsoft.com"))
        capture.close(flow, from: .client)
      } else {
        capture.send(
          flow, .client,
          ClientHello.schannel(.server2016, version: version, name: "sws.update.microsoft.com").record)
        capture.rst(flow, .server)
      }
      frames.append(Array(first...UInt32(capture.frameCount)))
      capture.wait(milliseconds: 3000)
    }
    for flow in 0..<3 {
      let found = try ExtractedCapture(capture, flows: [flow])
      #expect(found.frames == frames[flow])
      #expect(found.differences(of: flow).isEmpty)
      #expect(found.after.flowCount == 1)
    }
    #expect(try ExtractedCapture(capture, flows: [0, 2]).frames == frames[0] + frames[2])
  }

  @Test func retransmissionsAndCopiesComeAlong() throws {
    let line = "open >hello +300 again +600 again flight keys done >data:40 again <data:900 <rst"
    var capture = BuiltConversation(line).capture
    capture.keepOnly(capture.frames.indices.flatMap { $0 % 3 == 0 ? [$0, $0] : [$0] })
    let found = try ExtractedCapture(capture, flows: [0])
    // All but the first copy of the answer that names the server.
    #expect(found.frames.count == capture.frameCount - 1)
    #expect(found.differences(of: 0).isEmpty)
    #expect(found.before.flow(0).evidence.retransmissions.client > 2)
  }

  @Test func errorsThatQuoteItComeAlong() throws {
    var capture = CaptureBuilder()
    let flows = (0..<2).map { number in
      capture.tcp(
        client: EndPoint("10.0.0.5", 50_000 + UInt16(number)), server: EndPoint("203.0.113.10", 443))
    }
    let syns = flows.map { capture.syn($0) }
    let refusal = capture.unreachable(quoting: syns[1], from: "10.0.0.1")
    // Time exceeded (RFC 792), which says nothing that a verdict rests on.
    let quote = Array(capture.frames[syns[1] - 1].bytes[14..<42])
    let expired = capture.datagram(
      [11, 0, 0, 0, 0, 0, 0, 0] + quote, protocolNumber: 1, from: "10.0.0.1", to: "10.0.0.5")
    let found = try ExtractedCapture(capture, flows: [1])
    #expect(found.before.judgement(1).verdict == .connectionRefused)
    #expect(found.frames == [syns[1], refusal, expired.lowerBound].map(UInt32.init))
    #expect(found.differences(of: 1).isEmpty)
    #expect(try ExtractedCapture(capture, flows: [0]).frames == [UInt32(syns[0])])
    // A flow of which the capture contains nothing but the error.
    let header = Array(capture.frames[syns[1] - 1].bytes[14..<54])
    var alone = CaptureBuilder()
    alone.arp(from: "10.0.0.5", asking: "10.0.0.1")
    alone.datagram(
      [3, 3, 0, 0, 0, 0, 0, 0] + header, protocolNumber: 1, from: "10.0.0.1", to: "10.0.0.5")
    let other = try ExtractedCapture(alone, flows: [0])
    #expect(other.frames == [2])
    #expect(other.differences(of: 0).isEmpty)
  }

  // MARK: Names

  @Test func theAnswerThatNamedTheServer() throws {
    var capture = CaptureBuilder()
    let (client, resolver): (EndPoint, EndPoint) = (EndPoint("10.0.0.5", 51_000), EndPoint("10.0.0.2", 53))
    func answer(_ name: String, _ addresses: [Address]) -> UInt32 {
      UInt32(
        capture.udp(DNSMessage.answer(id: 7, name: name, addresses: addresses), from: resolver, to: client))
    }
    func silentFlow(_ server: Address, _ port: UInt16) -> [UInt32] {
      let flow = capture.tcp(client: EndPoint("10.0.0.5", port), server: EndPoint(server, 443))
      let first = capture.handshake(flow).lowerBound
      return Array(UInt32(first)...UInt32(capture.close(flow, from: .client).upperBound))
    }
    let early = answer("old.example.com", ["203.0.113.10"])
    let other = answer("other.example.com", ["203.0.113.20"])
    let latest = answer("sws.update.microsoft.com", ["203.0.113.9", "203.0.113.10"])
    let named = silentFlow("203.0.113.10", 50_000)
    let later = answer("new.example.com", ["203.0.113.10"])
    let unnamed = silentFlow("203.0.113.30", 50_001)
    let first = answer("first.example.com", ["203.0.113.30"])
    let last = answer("last.example.com", ["203.0.113.30"])
    let renamed = silentFlow("203.0.113.10", 50_002)
    let found = try ExtractedCapture(capture, flows: [0])
    #expect(found.frames == [early, latest] + named)
    #expect(found.before.flow(0).serverName?.name == "sws.update.microsoft.com")
    #expect(found.differences(of: 0).isEmpty)
    // Named only afterwards: by the last answer.
    let second = try ExtractedCapture(capture, flows: [1])
    #expect(second.frames == unnamed + [first, last])
    #expect(second.differences(of: 1).isEmpty)
    let both = try ExtractedCapture(capture, flows: [0, 2])
    #expect(both.frames == [early, latest] + named + [later] + renamed)
    for flow in [0, 2] { #expect(both.differences(of: flow).isEmpty) }
    #expect(!both.frames.contains(other))
  }

  @Test func answersInFragmentsAndOverTCP() throws {
    let server: Address = "203.0.113.10"
    let aliases = (0..<12).map { "alias-\($0).long-label-of-an-alias.example.com" }
    let answer = DNSMessage.answer(
      id: 7, name: "sws.update.microsoft.com", aliases: aliases, addresses: [server])
    var capture = CaptureBuilder()
    capture.fragmentSize = 64
    capture.udp(answer, from: EndPoint("10.0.0.2", 53), to: EndPoint("10.0.0.5", 51_000))
    let parts = capture.frameCount
    #expect(parts > 3)
    capture.arp(from: "10.0.0.5", asking: "10.0.0.1")
    let flow = capture.tcp(client: EndPoint("10.0.0.5", 50_000), server: EndPoint(server, 443))
    capture.handshake(flow)
    let found = try ExtractedCapture(capture, flows: [0])
    #expect(found.before.flow(0).serverName?.name == "sws.update.microsoft.com")
    #expect(found.frames.count == capture.frameCount - 1)
    #expect(found.differences(of: 0).isEmpty)

    // Over TCP: the resolver's connection comes along, up to the answer.
    var stream = CaptureBuilder()
    let query = stream.tcp(client: EndPoint("10.0.0.5", 51_000), server: EndPoint("10.0.0.2", 53))
    stream.handshake(query)
    stream.send(query, .client, DNSMessage.overTCP(DNSMessage.query(id: 7, name: "sws.update.microsoft.com")))
    let last = stream.send(query, .server, DNSMessage.overTCP(answer), segmentSize: 100).upperBound
    stream.close(query, from: .client)
    let direct = stream.tcp(client: EndPoint("10.0.0.5", 50_000), server: EndPoint(server, 443))
    let own = stream.handshake(direct)
    let through = try ExtractedCapture(stream, flows: [1])
    #expect(through.frames == (Array(1...last) + Array(own)).map(UInt32.init))
    #expect(through.differences(of: 1).isEmpty)
    #expect(through.after.flowCount == 2)
  }

  // MARK: Where a flow ends

  @Test func whatComesBehindTheDecisionGoes() throws {
    let bulk = String(repeating: " >data:400 <data:1400 <data:1400 <data:1400 >ack", count: 40)
    for shape in [
      BuiltConversation.Shape(), .init(isProxied: true), .init(isProxied: true, isVersion6: true),
    ] {
      for (line, end) in [
        ("open >hello flight keys done", ">fin <fin >ack"), ("open >hello flight keys done", "<rst"),
        ("open >hello flight keys done", ">rst"), ("open >hello:1.3 flight13 >data:36", ">fin <fin >ack"),
        ("open >hello:1.3 flight13 >data:36", ">rst"), ("open >hello flight keys done", ""),
      ] {
        let capture = BuiltConversation(line + bulk + " " + end, shape).capture
        let found = try ExtractedCapture(capture, flows: [0], endsAtDecision: true)
        #expect(found.before.judgement(0).verdict == .success)
        #expect(found.differences(of: 0).isEmpty, "\(line) \(end)")
        #expect(found.extraction.wholeFlows.isEmpty, "\(line) \(end)")
        #expect(found.frames.count < capture.frameCount - 150, "\(line) \(end)")
        let whole = try ExtractedCapture(capture, flows: [0])
        #expect(whole.frames.count == capture.frameCount - (shape.isProxied ? 1 : 0))
      }
    }
  }

  /// A session that goes on without a session id is recognised by what its handshake does not hold: the data that is left
  /// out behind it must not look like a loss within it.
  @Test func anAbbreviatedHandshakeStaysOne() throws {
    var talk = BuiltConversation("open >hello")
    talk.change { capture, flow in
      let hello = TLSRecord.handshake([ServerHello(cipherSuite: 0xC030).message])
      capture.send(flow, .server, hello + capture.serverFinishedFlight())
      let finished = TLSRecord.encryptedFinished(using: &capture.randomness)
      capture.send(flow, .client, TLSRecord.changeCipherSpec() + finished)
      for _ in 0..<20 { capture.exchange(flow, request: 400, answer: 3000) }
      capture.close(flow, from: .client)
    }
    let found = try ExtractedCapture(talk.capture, flows: [0], endsAtDecision: true)
    #expect("\(found.before.judgement(0).reason)".contains("resumed: true"))
    #expect(found.differences(of: 0).isEmpty)
    #expect(found.frames.count < 20)
  }

  /// A FIN farther behind the decision than a sender can be ahead is not part of the stream without what lies
  /// between: such a flow is kept whole.
  @Test func aFlowThatWouldShowSomethingElseIsWhole() throws {
    var talk = BuiltConversation("open >hello flight keys done >data:40 <data:900")
    talk.change { capture, flow in
      // The capture lost most of what the server sent: two holes of half a gigabyte, which the client acknowledged.
      for _ in 0..<3 {
        capture.skip(flow, .server, bytes: 1 << 29)
        for _ in 0..<20 {
          capture.send(flow, .server, [UInt8](repeating: 7, count: 100))
          capture.ack(flow, .client)
        }
      }
      capture.close(flow, from: .server)
    }
    let found = try ExtractedCapture(talk.capture, flows: [0], endsAtDecision: true)
    #expect(found.before.judgement(0).verdict == .success)
    #expect(found.before.flow(0).evidence.events.contains { $0.kind == .fin && $0.from == .server })
    #expect(found.extraction.wholeFlows == [0])
    #expect(found.frames.count == talk.capture.frameCount)
    #expect(found.differences(of: 0).isEmpty)
    #expect(found.outcome.changes.isEmpty)
  }

  // MARK: How long the capture went on

  @Test func silenceIsShownByAnotherFrame() throws {
    func capture(_ body: (inout CaptureBuilder) -> Void) -> CaptureBuilder {
      var capture = CaptureBuilder()
      capture.syn(capture.tcp(client: EndPoint("10.0.0.5", 50_000), server: EndPoint("203.0.113.10", 443)))
      capture.wait(milliseconds: 5000)
      body(&capture)
      return capture
    }
    let silent = try ExtractedCapture(capture { _ in }, flows: [0])
    #expect(silent.before.judgement(0).verdict == .unfinished)
    #expect(silent.frames == [1] && silent.extraction.witness == nil)
    // A frame that belongs to nobody is taken before one that is later and of another flow.
    let asked = try ExtractedCapture(
      capture {
        $0.udp([1, 2, 3], from: EndPoint("10.0.0.7", 123), to: EndPoint("10.0.0.8", 123))
        $0.arp(from: "10.0.0.5", asking: "10.0.0.1")
        $0.syn($0.tcp(client: EndPoint("10.0.0.6", 50_000), server: EndPoint("203.0.113.10", 443)))
      }, flows: [0])
    #expect(asked.before.judgement(0).verdict == .connectTimeout)
    #expect(asked.frames == [1, 3] && asked.extraction.witness == 3)
    #expect(asked.differences(of: 0).isEmpty)
    #expect(asked.after.flowCount == 1)
    // Where there is none, one of another flow.
    let other = try ExtractedCapture(
      capture {
        $0.arp(from: "10.0.0.5", asking: "10.0.0.1")
        $0.keepOnly([1, 0])
        $0.wait(milliseconds: 5000)
        $0.syn($0.tcp(client: EndPoint("10.0.0.6", 50_000), server: EndPoint("203.0.113.10", 443)))
      }, flows: [0])
    #expect(other.before.judgement(0).verdict == .connectTimeout)
    #expect(other.differences(of: 0).isEmpty)
  }

  // MARK: Files

  @Test func processesAndInterfacesAreKept() throws {
    var capture = CaptureBuilder()
    capture.interfaces = [
      .init(link: .ethernet, name: "unused"), .init(link: .ethernet, name: "Ethernet 2", snapLength: 400),
      .init(link: .raw, name: "VPN", snapLength: 9000),
    ]
    capture.interface = 1
    let flow = capture.tcp(client: EndPoint("10.0.0.5", 50_000), server: EndPoint("203.0.113.10", 443))
    capture.handshake(flow)
    capture.comment(1, "PID=4711")
    capture.interface = 2
    capture.send(
      flow, .client, ClientHello.schannel(.server2016, version: .tls10, name: "a.example.com").record)
    capture.comment(4, "PID=4711 TID=9")
    capture.interface = 1
    capture.rst(flow, .server)
    let found = try ExtractedCapture(capture, flows: [0], isPcapng: true)
    #expect(found.differences(of: 0).isEmpty)
    #expect(found.after.flow(0).evidence.processID == 4711)
    #expect(found.after.description.interfaces.map(\.name) == ["Ethernet 2", "VPN"])
    #expect(found.after.description.interfaces.map(\.snapLength) == [400, 9000])
    #expect(found.after.description.linkTypes == ["EN10MB", "RAW"])
    #expect(throws: CaptureFault.self) {
      try ExtractedCapture(capture, flows: [0], isPcapng: true, as: "pcap")
    }
  }

  @Test func cutFramesStayCut() throws {
    var capture = BuiltConversation("open >hello flight keys done >data:40 <data:900 >fin <fin").capture
    for number in 1...capture.frameCount { capture.cut(number, to: 96) }
    for format in ["pcap", "pcapng"] {
      let found = try ExtractedCapture(capture, flows: [0], as: format)
      #expect(found.differences(of: 0).isEmpty)
      let notes = found.after.description.notes.map(\.code)
      #expect(notes == found.before.description.notes.map(\.code) && notes.contains("truncated_packets"))
    }
  }

  @Test func flowsThatAreNotThere() throws {
    let capture = BuiltConversation("open").capture
    try ExtractedCapture.withFile(capture.pcap()) { path in
      let extraction = try #require(
        try FlowExtraction.read(
          path: path, flows: [7], endsAtDecision: false, policy: .builtIn, shouldStop: { false }))
      #expect(extraction.flowCount == 1)
      #expect(extraction.frames.isEmpty)
    }
    var long = CaptureBuilder()
    for _ in 0..<5000 { long.arp(from: "10.0.0.5", asking: "10.0.0.1") }
    try ExtractedCapture.withFile(long.pcap()) { path in
      let stopped = try FlowExtraction.read(
        path: path, flows: [0], endsAtDecision: false, policy: .builtIn, shouldStop: { true })
      #expect(stopped == nil)
    }
  }

  /// Cut anywhere, a capture gives the flows of what is left, or a reason.
  @Test func everyCutCaptureIsExtracted() throws {
    let capture = BuiltConversation("open >hello flight keys done >data:40 <data:900 >fin <fin").capture
    for bytes in [capture.pcap(), capture.pcapng()] {
      for length in stride(from: 0, to: bytes.count, by: 113) {
        try ExtractedCapture.withFile(Array(bytes[..<length])) { path in
          guard
            let result = try? CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn)),
            result.flowCount > 0
          else { return }
          let found = try ExtractedCapture(path: path, flows: [0], endsAtDecision: length % 2 == 0)
          #expect(found.differences(of: 0).isEmpty, "\(length)")
        }
      }
    }
  }
}
