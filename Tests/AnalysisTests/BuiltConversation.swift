import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles

/// A connection to sws.update.microsoft.com in a capture of some shape, written in one line.
///
/// A word is `>` for the client or `<` for the server, then what it sends, then an argument after a colon:
/// `syn`, `synack`, `ack`, `keepalive`, `fin`, `rst`, or data of ``BuiltData``, such as `hello:1.0`. Data joined by `+` is
/// sent in one segment, with a FIN if `fin` is the last: `hello:1.0+fin`. `rst:bare` has no acknowledgement, `rst:ahead` a
/// number that is too high, `rst:closed` the number 0 of a closed port; `fin:stale` and `rst:stale` were sent before the
/// other side's last segment arrived.
///
/// Words without a direction: `open` (TCP, and the tunnel of a proxied shape), `flight` and `flight13` (the server's,
/// acknowledged), `keys` and `done` (both ends' ChangeCipherSpec and Finished), `again` (the client's last segment once
/// more), `+2000` (milliseconds).
struct BuiltConversation {
  /// What a conversation is wrapped in.
  struct Shape {
    var link = LinkLayer.ethernet
    var isProxied = false
    var isVersion6 = false
    var isPcapng = false
    /// DNS names the server in frame 1.
    var isNamed = true
    /// Both ends give their segments timestamps, as Linux does.
    var hasTimestamps = false
  }

  static let host = "sws.update.microsoft.com"

  private(set) var capture: CaptureBuilder
  let flow: TCPFlow
  let shape: Shape

  /// A DNS answer that names the server is in frame 1, the first word in frame 2. Without a name the first word is.
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
    if shape.isNamed { name(server, for: client) }
    play(line)
  }

  private mutating func name(_ server: Address, for client: Address) {
    let answer = DNSMessage.answer(
      id: 7, name: Self.host, addresses: [server], type: shape.isVersion6 ? .aaaa : .a)
    let resolver: Address = shape.isVersion6 ? "2001:db8:0:0:0:0:0:2" : "10.0.0.2"
    capture.udp(answer, from: EndPoint(resolver, 53), to: EndPoint(client, 51_000))
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
      capture.send(flow, .server, BuiltData.bytes("hello13+ccs+data:2500", &capture))
      capture.ack(flow, .client)
    case "keys": capture.send(flow, .client, capture.clientKeyFlight())
    case "done": capture.send(flow, .server, capture.serverFinishedFlight())
    case "again": capture.retransmit(capture.lastFrame(of: flow, .client))
    default: preconditionFailure("no such word: \(word)")
    }
  }

  private mutating func send(_ side: Side, _ word: Substring) {
    switch word {
    case "syn": capture.syn(flow)
    case "synack": capture.synAck(flow)
    case "ack": capture.ack(flow, side)
    case "keepalive": capture.keepAlive(flow, side)
    case "fin": capture.fin(flow, side)
    case "fin:stale": unaware(side) { $0.fin($1, side) }
    case "rst": capture.rst(flow, side)
    case "rst:closed": capture.refuse(flow)
    case "rst:bare": capture.rst(flow, side, ack: false)
    case "rst:ahead": capture.rst(flow, side, ack: false, offset: 5000)
    case "rst:stale": unaware(side) { $0.rst($1, side) }
    default: sendData(side, word)
    }
  }

  private mutating func sendData(_ side: Side, _ word: Substring) {
    guard word.hasSuffix("+fin") else {
      capture.send(flow, side, BuiltData.bytes(word, &capture))
      return
    }
    let bytes = BuiltData.bytes(word.dropLast("+fin".count), &capture)
    capture.write(flow, side, [.fin, .ack, .psh], payload: bytes)
  }

  private mutating func unaware(_ side: Side, _ body: (inout CaptureBuilder, TCPFlow) -> Void) {
    let flow = flow
    let last = capture.lastFrame(of: flow, side.other)
    capture.unaware(of: last) { body(&$0, flow) }
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
