import Analysis
import CaptureBuilding
import Foundation
import PolicyFiles

/// A capture that names somebody in every place from which a report could quote.
///
/// Each name has the word `kowalski` or `ostrich` in it.
struct SecretCapture {
  static let words = ["kowalski", "ostrich", "a293YWxza2k6"]

  private var builder = CaptureBuilder()
  private static let host = "sws.update.microsoft.com"
  private static let client: Address = "10.0.0.5"

  static func result() throws -> CaptureResult {
    var capture = SecretCapture()
    capture.addConversations()
    let folder = FileManager.default.temporaryDirectory.appending(path: "kowalski-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "ostrich.pcapng")
    try Data(section + capture.builder.pcapng().dropFirst(28)).write(to: file)
    var result = try CaptureAnalyzer.analyze(path: file.path(), options: AnalysisOptions(policy: .builtIn))
    result.description.sha256 = String(repeating: "5", count: 64)
    return result
  }

  /// A section header with `shb_hardware`, `shb_os`, `shb_userappl` and a comment in place of the builder's.
  private static var section: [UInt8] {
    var body: [UInt8] = [0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0] + [UInt8](repeating: 0xFF, count: 8)
    for code: UInt8 in 1...4 { body += [code, 0, 8, 0] + Array("kowalski".utf8) }
    return PcapngFile.block(type: 0x0A0D_0D0A, body: body + [0, 0, 0, 0])
  }

  private init() {
    builder.interfaces[0].name = "Kowalski LAN"
  }

  private mutating func addConversations() {
    addTunnel()
    addHello()
    addInspected()
    addClearText()
    addWSUS()
    addQuestions()
    builder.comment(1, "PID=4711 TID=12 kowalski ostrich.exe")
  }

  private mutating func flow(_ number: UInt16, _ server: EndPoint) -> TCPFlow {
    builder.tcp(client: EndPoint(Self.client, 50_000 + number), server: server)
  }

  /// Headers of a request that name its client.
  private static let headers = [
    ("User-Agent", "kowalski"), ("Cookie", "kowalski=1"),
    ("Proxy-Authorization", "Basic a293YWxza2k6SHVudGVy"),
    ("X-Forwarded-For", "ostrich"),
  ]

  private mutating func addTunnel() {
    let flow = flow(0, EndPoint("10.0.0.8", 8080))
    builder.handshake(flow)
    let request = HTTPMessage.connect("kowalski.ostrich.example:443", more: Self.headers)
    builder.send(flow, .client, request)
    let fields = [
      ("Via", "1.1 kowalski"), ("Server", "ostrich"), ("Proxy-Authenticate", "Basic realm=\"ostrich\""),
    ]
    builder.send(
      flow, .server, HTTPMessage.refusal(407, "Blocked by kowalski", fields: fields, keepsConnection: false))
    builder.close(flow, from: .server)
  }

  private func hello(_ name: String) -> ClientHello {
    ClientHello(
      version: .tls12, cipherSuites: [0xC030, 0xC014, 0x0035],
      extensions: [
        .serverName(name), .supportedGroups([23, 24]), .pointFormats,
        .applicationProtocols(["h2", "kowalski/1", "ostrich/2"]),
      ])
  }

  private mutating func addHello() {
    let flow = flow(1, EndPoint("203.0.113.10", 443))
    builder.handshake(flow)
    builder.send(flow, .client, hello("kowalski.ostrich.example").record)
    builder.rst(flow, .server)
  }

  /// A server that chooses a protocol of its own and has a certificate of its own.
  private mutating func addInspected() {
    let flow = flow(2, EndPoint("203.0.113.11", 443))
    builder.handshake(flow)
    builder.send(flow, .client, hello(Self.host).record)
    let answer = ServerHello(cipherSuite: 0xC030, extensions: [.applicationProtocols(["kowalski/1"])])
    let certificate = NamedCertificate.der(
      subject: Array("Kowalski".utf8), issuer: Array("Ostrich CA".utf8),
      alternativeName: Array("kowalski.example".utf8))
    let flight = [
      answer.message, HandshakeMessage.certificate([certificate]),
      HandshakeMessage.serverKeyExchange(using: &builder.randomness), HandshakeMessage.serverHelloDone,
    ]
    builder.send(flow, .server, TLSRecord.handshake(flight))
    builder.send(flow, .client, builder.clientKeyFlight())
    builder.send(flow, .server, builder.serverFinishedFlight())
    builder.closeTLS(flow, from: .client)
  }

  private mutating func addClearText() {
    let mail = flow(3, EndPoint("203.0.113.12", 443))
    builder.handshake(mail)
    builder.send(mail, .server, Array("220 kowalski.ostrich.example ESMTP\r\n".utf8))
    builder.send(mail, .client, Array("EHLO kowalski\r\n".utf8))
    builder.close(mail, from: .server)
    let page = flow(4, EndPoint("203.0.113.13", 443))
    builder.handshake(page)
    builder.send(page, .client, hello(Self.host).record)
    builder.send(page, .server, Array("HTTP/1.1 400 Asked by kowalski\r\nServer: ostrich\r\n\r\n".utf8))
    builder.close(page, from: .server)
  }

  private mutating func addWSUS() {
    let flow = flow(5, EndPoint("10.0.0.9", 8530))
    builder.handshake(flow)
    let content = "<computerName>kowalski</computerName><dnsName>ostrich.example</dnsName>"
    builder.send(
      flow, .client, WSUSMessage.call(.client, "RegisterComputer", fields: Self.headers, content: content))
    builder.send(flow, .server, WSUSMessage.fault("kowalski", exception: "Ostrich"))
    builder.close(flow, from: .client)
  }

  private mutating func addQuestions() {
    let resolver = EndPoint("10.0.0.2", 53)
    let asker = EndPoint(Self.client, 53_124)
    for (id, name) in [(UInt16(7), "wpad.kowalski.example"), (8, Self.host), (9, "proxy.ostrich.example")] {
      builder.udp(DNSMessage.query(id: id, name: name), from: asker, to: resolver)
      builder.udp(DNSMessage.answer(id: id, name: name, addresses: [], code: 3), from: resolver, to: asker)
    }
    builder.udp(
      DNSMessage.answer(
        id: 10, name: "kowalski.example", aliases: ["a.ostrich.example"], addresses: ["203.0.113.14"]),
      from: resolver, to: asker)
    let flow = flow(6, EndPoint("203.0.113.14", 443))
    builder.syn(flow)
    builder.rst(flow, .server)
  }
}
