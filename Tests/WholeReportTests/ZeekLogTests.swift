import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import Reports
import Testing

/// The lines of `--dialect zeek` hold what Zeek writes (docs.zeek.org, logs, conn.log and ssl.log).
@Suite struct ZeekLogTests {
  typealias Line = [String: Any]

  /// - Returns: the lines of one log, in the order of their client ports.
  private static func lines(of log: String, _ capture: CaptureBuilder) throws -> [Line] {
    let path = NSTemporaryDirectory() + "zeek-\(UUID().uuidString).pcap"
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(capture.pcap()).write(to: URL(fileURLWithPath: path))
    var options = ReportOptions()
    options.dialect = try #require(LineDialect.named("zeek"))
    let result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
    let lines = try writtenReport(on: ReportedCapture(result), as: "ndjson", options).split(separator: "\n")
      .map {
        try #require(JSONSerialization.jsonObject(with: Data($0.utf8)) as? Line)
      }
    return lines.filter { $0["_path"] as? String == log }
      .sorted { ($0["id.orig_p"] as? Int ?? 0) < ($1["id.orig_p"] as? Int ?? 0) }
  }

  // MARK: conn.log

  /// Segments as the letters of conn.log, the client's in upper case, and the state that Zeek gives them.
  private static let states = [
    ("S", "S0"), ("Sr", "REJ"), ("SR", "RSTOS0"), ("SF", "SH"), ("ShA", "S1"), ("ShADd", "S1"),
    ("ShADdF", "S2"), ("ShADdf", "S3"), ("ShADdFf", "SF"), ("ShADdfF", "SF"), ("ShADdR", "RSTO"),
    ("ShADdr", "RSTR"), ("ShADdFr", "RSTR"), ("ShADdfR", "RSTO"),
    // An RST of who has already sent a FIN, before and after the other's FIN.
    ("ShADdFRf", "SF"), ("ShADdFRRf", "SF"), ("ShADdFfR", "SF"), ("ShADdFfr", "SF"), ("ShADdFR", "RSTO"),
    // An RST with the number of the SYN, and one outside the window.
    ("So", "RSTOS0"), ("ShADdoFf", "SF"),
    // Segments of another connection.
    ("ShADdR_r", "RSTO"), ("f_F", "SHR"), ("ShADdF_f", "SF"),
    // Without a SYN.
    ("h", "OTH"), ("hA", "S1"), ("hADdf", "S3"), ("hADdFf", "SF"), ("hr", "RSTRH"), ("hf", "SHR"),
    ("Dd", "OTH"), ("DdF", "SH"), ("Ddf", "SHR"), ("DdFf", "SF"), ("DdR", "OTH"), ("Ddr", "RSTRH"),
  ]

  @Test func connectionsHaveTheStatesOfZeek() throws {
    var capture = CaptureBuilder()
    for (index, state) in Self.states.enumerated() {
      Self.write(state.0, clientPort: UInt16(40_000 + index), to: &capture)
    }
    let lines = try Self.lines(of: "conn", capture)
    #expect(lines.count == Self.states.count)
    for (line, state) in zip(lines, Self.states) {
      #expect(line["conn_state"] as? String == state.1, "\(state.0)")
    }
  }

  private static func write(_ letters: String, clientPort: UInt16, to capture: inout CaptureBuilder) {
    let flow = capture.tcp(
      client: EndPoint("10.0.0.5", clientPort), server: EndPoint("203.0.113.10", 443))
    for letter in letters {
      let side: Side = letter.isUppercase ? .client : .server
      switch letter.lowercased() {
      case "s": capture.syn(flow)
      case "h": capture.synAck(flow)
      case "a": capture.ack(flow, side)
      case "d": capture.send(flow, side, Array("data of no protocol\r\n".utf8))
      case "f": capture.fin(flow, side)
      case "o": capture.rst(flow, .client, ack: false, offset: letters.count == 2 ? -1 : -1000)
      case "_": capture.wait(milliseconds: 6000)
      default: capture.rst(flow, side)
      }
    }
    capture.wait(milliseconds: 5000)
  }

  // MARK: ssl.log

  @Test func messagesOfTLS12() throws {
    var capture = CaptureBuilder()
    let flow = Self.open(&capture)
    let hello = ClientHello.schannel(
      .server2016, version: .tls12, name: "sws.update.microsoft.com", random: capture.random())
    capture.send(flow, .client, hello.record)
    capture.send(flow, .server, capture.serverFlight(ticket: true))
    capture.send(flow, .client, capture.clientKeyFlight())
    capture.send(flow, .server, capture.serverFinishedFlight(ticket: true))
    let line = try #require(Self.lines(of: "ssl", capture).first)
    #expect(line["version"] as? String == "TLSv12")
    #expect(line["curve"] as? String == "secp384r1")
    #expect(line["ssl_history"] as? String == "CsxknGIti")
    #expect((line["client_cert_chain_fps"] as? [String])?.isEmpty == true)
  }

  @Test func messagesOfAClientCertificate() throws {
    var capture = CaptureBuilder()
    let flow = Self.open(&capture)
    let chain = TestCertificates.synchronizationChain
    Self.send(ClientHello(cipherSuites: [0xC030]).message, .client, flow, &capture)
    let flight = [
      ServerHello(cipherSuite: 0xC030).message, HandshakeMessage.certificate(chain),
      HandshakeMessage.bytes(type: 22, [1, 0, 0, 4, 1, 2, 3, 4]),
      HandshakeMessage.serverKeyExchange(group: 29, using: &capture.randomness),
      HandshakeMessage.bytes(type: 13, [1, 1, 0, 2, 4, 1, 0, 0]), HandshakeMessage.serverHelloDone,
    ]
    capture.send(flow, .server, TLSRecord.handshake(flight))
    let answer = [
      HandshakeMessage.certificate(chain),
      HandshakeMessage.clientKeyExchange(group: 29, using: &capture.randomness),
      HandshakeMessage.bytes(type: 15, [4, 1, 0, 4, 1, 2, 3, 4]),
    ]
    capture.send(flow, .client, TLSRecord.handshake(answer) + TLSRecord.changeCipherSpec())
    let line = try #require(Self.lines(of: "ssl", capture).first)
    #expect(line["ssl_history"] as? String == "CsxukrnXGYI")
    #expect(line["curve"] as? String == "x25519")
    #expect((line["client_cert_chain_fps"] as? [String])?.count == 2)
  }

  /// A ticket without a session id: nothing is repeated, and the client sends no key exchange.
  @Test(arguments: [true, false])
  func sessionsAreResumedByTickets(_ isResumed: Bool) throws {
    var capture = CaptureBuilder()
    let flow = Self.open(&capture)
    let ticket = TLSExtension.sessionTicket([UInt8](repeating: 9, count: 160))
    Self.send(ClientHello(cipherSuites: [0xC030], extensions: [ticket]).message, .client, flow, &capture)
    Self.send(ServerHello(cipherSuite: 0xC030).message, .server, flow, &capture)
    if isResumed {
      capture.send(flow, .server, capture.serverFinishedFlight())
    } else {
      Self.send(HandshakeMessage.serverHelloDone, .server, flow, &capture)
    }
    let exchange = HandshakeMessage.clientKeyExchange(using: &capture.randomness)
    let answer = TLSRecord.changeCipherSpec() + TLSRecord.encryptedFinished(using: &capture.randomness)
    capture.send(flow, .client, isResumed ? answer : TLSRecord.handshake([exchange]) + answer)
    let line = try #require(Self.lines(of: "ssl", capture).first)
    #expect(line["resumed"] as? Bool == isResumed)
    #expect(line["ssl_history"] as? String == (isResumed ? "CsiI" : "CsnGI"))
  }

  /// The message begins as that of an elliptic curve; the suite says that it is none.
  @Test func finiteFieldsHaveNoCurve() throws {
    var capture = CaptureBuilder()
    let flow = Self.open(&capture)
    Self.send(ClientHello(cipherSuites: [0x009E]).message, .client, flow, &capture)
    Self.send(ServerHello(cipherSuite: 0x009E).message, .server, flow, &capture)
    let prime = [UInt8](repeating: 0x17, count: 768)
    Self.send(HandshakeMessage.bytes(type: 12, [3, 0] + prime + [0, 1, 2]), .server, flow, &capture)
    let line = try #require(Self.lines(of: "ssl", capture).first)
    #expect(line["ssl_history"] as? String == "Csk")
    #expect(line["curve"] == nil)
  }

  @Test(arguments: [
    (0x0300, "SSLv3"), (0x0301, "TLSv10"), (0x0302, "TLSv11"), (0x0303, "TLSv12"), (0x7F17, "TLSv13-draft23"),
    (0x0304, "TLSv13"), (0x7E02, "unknown-32258"), (0xFB1A, "unknown-64282"), (0x0305, "unknown-773"),
  ])
  func versionsHaveTheNamesOfZeek(_ number: UInt16, _ name: String) throws {
    var capture = CaptureBuilder()
    let flow = Self.open(&capture)
    Self.send(ClientHello(cipherSuites: [0x002F, 0x1301]).message, .client, flow, &capture)
    // Versions of TLS 1.3 and later are selected by the extension (RFC 8446, section 4.2.1).
    let version = TLSVersion(rawValue: number)
    let hello =
      number <= 0x0303
      ? ServerHello(cipherSuite: 0x002F, version: version)
      : ServerHello(cipherSuite: 0x1301, extensions: [.selectedVersion(version)])
    Self.send(hello.message, .server, flow, &capture)
    let line = try #require(Self.lines(of: "ssl", capture).first)
    #expect(line["version"] as? String == name)
  }

  private static func open(_ capture: inout CaptureBuilder) -> TCPFlow {
    let flow = capture.tcp(client: EndPoint("10.0.0.5", 50_000), server: EndPoint("203.0.113.10", 443))
    capture.handshake(flow)
    return flow
  }

  private static func send(
    _ message: [UInt8], _ side: Side, _ flow: TCPFlow, _ capture: inout CaptureBuilder
  ) {
    capture.send(flow, side, TLSRecord.handshake([message]))
  }
}
