import Analysis
import CaptureBuilding
import Diagnosis
import Testing

/// What a capture says of names that DNS did not resolve.
@Suite struct NameFindingTests {
  static let host = "sws.update.microsoft.com"
  static let client = EndPoint("10.0.0.5", 51_000)
  static let resolver = EndPoint("10.0.0.2", 53)

  /// Plays words: `a` and `aaaa` ask, `ok`, `ok6`, `none`, `none6`, `zero`, `loop` answer, `code:3` and `code6:3` answer
  /// with an error, `arp` is another frame, `+2000` waits so many milliseconds.
  static func capture(_ line: String, name: String = host) -> CaptureBuilder {
    var capture = CaptureBuilder(captureHost: client.address)
    for word in line.split(separator: " ") { play(word, name, &capture) }
    return capture
  }

  private static func play(_ word: Substring, _ name: String, _ capture: inout CaptureBuilder) {
    let parts = word.split(separator: ":")
    func answer(_ addresses: [Address], _ type: DNSMessage.RecordType = .a, code: UInt16 = 0) {
      let message = DNSMessage.answer(id: 7, name: name, addresses: addresses, type: type, code: code)
      capture.udp(message, from: resolver, to: client)
    }
    switch parts[0] {
    case "a": capture.udp(DNSMessage.query(id: 7, name: name), from: client, to: resolver)
    case "aaaa": capture.udp(DNSMessage.query(id: 7, name: name, type: .aaaa), from: client, to: resolver)
    case "ok": answer(["203.0.113.10"])
    case "ok6": answer(["2001:db8:0:1:0:0:0:10"], .aaaa)
    case "none": answer([])
    case "none6": answer([], .aaaa)
    case "iterative":
      let ask = DNSMessage.query(id: 9, name: name)
      let alias = DNSMessage.answer(
        id: 9, name: name, aliases: ["a.example.com"], addresses: [], code: UInt16(parts[1]) ?? 0)
      capture.udp(DNSMessage.iterative(ask), from: client, to: resolver)
      capture.udp(DNSMessage.iterative(alias), from: resolver, to: client)
    case "zero": answer(["0.0.0.0"])
    case "loop": answer(["127.0.0.1"])
    case "code": answer([], code: UInt16(parts[1]) ?? 0)
    case "code6": answer([], .aaaa, code: UInt16(parts[1]) ?? 0)
    case "arp": capture.arp(from: client.address, asking: resolver.address)
    case "connect": connect(&capture)
    case "proxied": connect(&capture, throughProxy: true)
    default: capture.wait(milliseconds: Int(word.dropFirst()) ?? 0)
    }
    capture.wait(milliseconds: 1)
  }

  private static func connect(_ capture: inout CaptureBuilder, throughProxy: Bool = false) {
    let server = throughProxy ? EndPoint("10.0.0.8", 8080) : EndPoint("203.0.113.10", 443)
    let flow = capture.tcp(client: EndPoint(client.address, 50_231), server: server)
    capture.handshake(flow)
    if throughProxy {
      capture.send(flow, .client, HTTPMessage.connect("\(host):443"))
      capture.send(flow, .server, HTTPMessage.connectionEstablished())
    }
    capture.tls12(flow, hello: ClientHello.schannel(.server2016, version: .tls12, name: host))
  }

  /// The name findings of a capture: `severity/confidence outcome questions`.
  private func found(_ line: String, name: String = host) throws -> [String] {
    try BuiltConversation.analyze(Self.capture(line, name: name)).findings.compactMap { finding in
      guard let name = finding.unresolvedName else { return nil }
      #expect(finding.code == .nameNotResolved && finding.flows.isEmpty)
      return "\(finding.severity)/\(finding.confidence) \(name.outcome) \(finding.attempts)"
    }
  }

  @Test(arguments: [
    ("a code:3", "error/certain error(code: 3) 1"),
    ("a code:2", "error/certain error(code: 2) 1"),
    ("a code:5", "error/certain error(code: 5) 1"),
    ("a none", "error/certain noAddress 1"),
    ("a zero", "error/certain unusable(0.0.0.0) 1"),
    ("a loop", "error/certain unusable(127.0.0.1) 1"),
    // Both types, and repeated.
    ("a aaaa code:3 code6:3", "error/certain error(code: 3) 2"),
    ("a code:2 +1000 a code:2 +2000 a code:2", "error/certain error(code: 2) 3"),
    // Only AAAA, but the name does not exist.
    ("aaaa code6:3", "error/certain error(code: 3) 1"),
    // Asked again and again, and nobody answers.
    ("a +1000 a +2000 a +5000 arp", "error/probable unanswered 3"),
    // A later answer has an address; a failure long after a good answer.
    ("a code:2 +60000 a ok", "warning/certain error(code: 2) 1"),
    ("a ok +60000 a code:3", "error/certain error(code: 3) 1"),
    // The client reaches the endpoint all the same, directly or through a proxy.
    ("a code:3 +1000 connect", "warning/certain error(code: 3) 1"),
    ("a code:3 +1000 proxied", "info/certain error(code: 3) 1"),
    // A resolver for others whose own question fails is a client too.
    ("iterative:0 a code:2", "error/certain error(code: 2) 1"),
    // Only the answer was captured.
    ("code:3", "error/certain error(code: 3) 1"),
  ])
  func unresolved(_ line: String, _ expected: String) throws {
    #expect(try found(line) == [expected], "\(line)")
  }

  @Test(arguments: [
    "a ok", "aaaa ok6", "a aaaa ok ok6",
    // No IPv6 address, an error or silence about AAAA: the client has an address.
    "a aaaa ok none6", "aaaa none6 a ok", "a aaaa ok code6:2", "a aaaa code6:3 ok", "a aaaa ok +9000 arp",
    // AAAA alone: the client may know the address.
    "aaaa none6", "aaaa code6:2", "aaaa +9000 arp",
    // A second resolver, or a second try, has the address.
    "a code:2 +500 a ok", "a +1000 a +2000 a ok", "a code:3 aaaa ok6",
    // The client is a resolver itself: a referral, an alias, an error of one of many servers.
    "iterative:0", "iterative:2", "iterative:5", "iterative:0 +20000 arp",
    // Too short a silence, and one that the capture explains: the client connects.
    "a +1000 a +2000 a +4000 arp", "a +6000 connect +9000 arp", "a loop connect",
  ])
  func resolved(_ line: String) throws {
    #expect(try found(line) == [], "\(line)")
  }

  @Test func namesOfOthersAreNoFinding() throws {
    #expect(try found("a code:3", name: "www.example.com") == [])
    #expect(try found("a code:3", name: "sws.update.microsoft.com.contoso.com") == [])
  }

  @Test func proxyDiscovery() throws {
    #expect(try found("a code:3", name: "wpad.contoso.com") == ["info/certain error(code: 3) 1"])
    #expect(try found("a code:3", name: "wpad") == ["info/certain error(code: 3) 1"])
    #expect(try found("a code:3 connect", name: "wpad.contoso.com") == [])
    #expect(try found("a code:3", name: "wpads.contoso.com") == [])
  }

  /// A name by which DNS called a proxy of this capture is a proxy's.
  @Test func proxyName() throws {
    for (isUsed, expected) in [(true, ["error/certain"]), (false, [])] {
      var capture = CaptureBuilder(captureHost: Self.client.address)
      let name = "proxy.contoso.com"
      capture.udp(
        DNSMessage.answer(id: 1, name: name, addresses: ["10.0.0.8"]), from: Self.resolver, to: Self.client)
      if isUsed { Self.connect(&capture, throughProxy: true) }
      capture.wait(milliseconds: 60_000)
      capture.udp(
        DNSMessage.answer(id: 2, name: name, addresses: [], code: 3), from: Self.resolver, to: Self.client)
      let findings = try BuiltConversation.analyze(capture).findings.filter { $0.unresolvedName != nil }
      #expect(findings.map { "\($0.severity)/\($0.confidence)" } == expected)
      #expect(findings.allSatisfy { $0.unresolvedName?.purpose == .proxy })
    }
  }

  /// Over TCP, and the answer that was too long for a datagram.
  @Test func overTCP() throws {
    for (code, expected) in [(UInt16(3), 1), (0, 0)] {
      var capture = CaptureBuilder(captureHost: Self.client.address)
      let flow = capture.tcp(client: Self.client, server: Self.resolver)
      capture.handshake(flow)
      let addresses: [Address] = code == 0 ? ["203.0.113.10"] : []
      capture.send(flow, .client, DNSMessage.overTCP(DNSMessage.query(id: 9, name: Self.host)))
      capture.send(
        flow, .server,
        DNSMessage.overTCP(DNSMessage.answer(id: 9, name: Self.host, addresses: addresses, code: code)))
      capture.close(flow, from: .client)
      let findings = try BuiltConversation.analyze(capture).findings
      #expect(findings.count == expected)
      #expect(findings.allSatisfy { "\($0.client)" == "10.0.0.5" })
    }
  }
}
