import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles

/// A connection to sws.update.microsoft.com in a capture of some shape, written in one line.
///
/// A word is `>` for the client or `<` for the server, then what it sends, then an argument after a colon:
/// `hello:1.0`, `alert:48`, `warning:112`, `data:400` (an encrypted record of so many plain bytes), `text`,
/// `fin`, `rst`, `ack`, `keepalive`. Words without a direction: `open` (TCP, and the tunnel of a proxied shape), `flight`
/// and `flight13` (the server's, acknowledged), `keys` and `done` (both ends' ChangeCipherSpec and Finished),
/// `again` (the client's last segment once more), `+2000` (milliseconds).
struct BuiltConversation {
  /// What a conversation is wrapped in.
  struct Shape {
    var link = LinkLayer.ethernet
    var isProxied = false
    var isVersion6 = false
    var isPcapng = false
    /// Both ends give their segments timestamps, as Linux does.
    var hasTimestamps = false
  }

  static let host = "sws.update.microsoft.com"

  private(set) var capture: CaptureBuilder
  let flow: TCPFlow
  let shape: Shape

  /// A DNS answer that names the server is in frame 1, the first word in frame 2.
  init(
    _ line: String, _ shape: Shape = Shape(), port: UInt16? = nil,
    start: Timestamp = Timestamp(2020, 8, 20, 9, 14, 2)
  ) {
    self.shape = shape
    let client: Address = shape.isVersion6 ? "2001:db8:0:0:0:0:0:5" : "10.0.0.5"
    let server: Address = shape.isVersion6 ? "2001:db8:0:1:0:0:0:10" : "203.0.113.10"
    let proxy: Address = shape.isVersion6 ? "2001:db8:0:0:0:0:0:8" : "10.0.0.8"
    capture = CaptureBuilder(start: start, link: shape.link, captureHost: client)
    var options = TCPOptions()
    options.timestamps = shape.hasTimestamps
    flow = capture.tcp(
      client: EndPoint(client, 50_231),
      server: EndPoint(shape.isProxied ? proxy : server, port ?? (shape.isProxied ? 8080 : 443)),
      options: options)
    let answer = DNSMessage.answer(
      id: 7, name: Self.host, addresses: [server], type: shape.isVersion6 ? .aaaa : .a)
    let resolver: Address = shape.isVersion6 ? "2001:db8:0:0:0:0:0:2" : "10.0.0.2"
    capture.udp(answer, from: EndPoint(resolver, 53), to: EndPoint(client, 51_000))
    play(line)
  }

  /// Adds to the conversation.
  mutating func play(_ line: String) {
    for word in line.split(separator: " ") { play(word) }
  }

  /// Changes the capture as it stands.
  mutating func change(_ body: (inout CaptureBuilder, TCPFlow) -> Void) { body(&capture, flow) }

  private mutating func play(_ word: Substring) {
    switch word.first {
    case ">": send(.client, word.dropFirst())
    case "<": send(.server, word.dropFirst())
    case "+": capture.wait(milliseconds: Int(word.dropFirst()) ?? 0)
    default: playBoth(word)
    }
  }

  private mutating func playBoth(_ word: Substring) {
    switch word {
    case "open":
      capture.handshake(flow)
      guard shape.isProxied else { return }
      capture.send(flow, .client, HTTPMessage.connect("\(Self.host):443"))
      capture.send(flow, .server, HTTPMessage.connectionEstablished())
      capture.ack(flow, .client)
    case "flight":
      capture.send(flow, .server, capture.serverFlight())
      capture.ack(flow, .client)
    case "flight13":
      let hello = TLSRecord.handshake([ServerHello.tls13().message]) + TLSRecord.changeCipherSpec()
      capture.send(flow, .server, hello + record13(2500))
      capture.ack(flow, .client)
    case "keys": capture.send(flow, .client, capture.clientKeyFlight())
    case "done": capture.send(flow, .server, capture.serverFinishedFlight())
    case "again": capture.retransmit(capture.lastFrame(of: flow, .client))
    default: preconditionFailure("no such word: \(word)")
    }
  }

  private mutating func send(_ side: Side, _ word: Substring) {
    let parts = word.split(separator: ":")
    let number = parts.count > 1 ? UInt8(truncatingIfNeeded: Int(parts[1]) ?? 0) : 0
    switch parts[0] {
    case "syn": capture.syn(flow)
    case "synack": capture.synAck(flow)
    case "ack": capture.ack(flow, side)
    case "fin": capture.fin(flow, side)
    case "rst": capture.rst(flow, side)
    case "keepalive": capture.keepAlive(flow, side)
    case "hello": capture.send(flow, side, Self.hello(parts.count > 1 ? parts[1] : "1.2").record)
    case "alert": capture.send(flow, side, TLSRecord.alert(number))
    case "warning": capture.send(flow, side, TLSRecord.alert(number, fatal: false))
    case "data": capture.send(flow, side, record13(Int(parts[1]) ?? 0))
    case "connect": capture.send(flow, side, HTTPMessage.connect("\(Self.host):443"))
    case "refusal":
      capture.send(flow, side, HTTPMessage.refusal(number == 151 ? 407 : 403, "Refused"))
    case "text": capture.send(flow, side, Array("220 mail.contoso.com ready\r\n".utf8))
    default: preconditionFailure("no such word: \(word)")
    }
  }

  /// `1.0`, `1.1`, `1.2`, `1.3` as Windows Server 2016 offers them; `weak`: suites that sws does not take.
  private static func hello(_ name: Substring) -> ClientHello {
    let versions: [Substring: TLSVersion] = ["1.0": .tls10, "1.1": .tls11, "1.3": .tls13]
    return ClientHello.schannel(
      .server2016, version: versions[name] ?? .tls12, name: host,
      cipherSuites: name == "weak" ? [0x009d, 0x009c, 0x0035, 0x002f] : nil)
  }

  /// An encrypted record of TLS 1.3: so many bytes, their type and the tag (RFC 8446, section 5.2).
  private mutating func record13(_ count: Int) -> [UInt8] {
    TLSRecord.bytes(type: 23, capture.randomness.bytes(count + 17))
  }
}

extension BuiltConversation {
  /// `verdict/confidence` of the conversation.
  var verdict: String { Self.verdict(of: capture, isPcapng: shape.isPcapng) }

  static func verdict(of capture: CaptureBuilder, isPcapng: Bool = false) -> String {
    do {
      let result = try analyze(capture, isPcapng: isPcapng)
      guard result.flowCount > 0 else { return "no flow" }
      let judgement = result.judgement(0)
      return "\(judgement.verdict.rawValue)/\(judgement.confidence.rawValue)"
    } catch {
      return "\(error)"
    }
  }

  static func analyze(
    _ capture: CaptureBuilder, isPcapng: Bool = false, policy: PolicyChoice = .builtIn
  ) throws -> CaptureResult {
    let file = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    defer { try? FileManager.default.removeItem(at: file) }
    try Data(isPcapng ? capture.pcapng() : capture.pcap()).write(to: file)
    return try CaptureAnalyzer.analyze(path: file.path(), options: AnalysisOptions(policy: policy))
  }
}
