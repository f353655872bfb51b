import Analysis
import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles

/// A capture in which every name is hostile: a refused hello, a refused tunnel, an inspected connection, and a server
/// that is known by its DNS name alone.
struct HostileCapture {
  private var builder = CaptureBuilder()
  private let name: HostileName

  private static let host = "sws.update.microsoft.com"
  private static let client: Address = "10.0.0.5"

  /// Builds, reads and judges it.
  static func result(_ name: HostileName) throws -> CaptureResult {
    var capture = HostileCapture(name)
    capture.addConversations()
    let file = FileManager.default.temporaryDirectory.appending(path: "hostile-\(UUID().uuidString).pcapng")
    try Data(capture.builder.pcapng()).write(to: file)
    defer { try? FileManager.default.removeItem(at: file) }
    var result = try CaptureAnalyzer.analyze(path: file.path(), options: AnalysisOptions(policy: .builtIn))
    // No system takes every name for a file.
    result.description.path = name.text(at: .path)
    return result
  }

  private init(_ name: HostileName) {
    self.name = name
    builder.interfaces[0].name = name.text(at: .interface)
  }

  private mutating func addConversations() {
    addRefusedHello()
    addRefusedTunnel()
    addInspected()
    addUnreached()
    builder.comment(1, name.text(at: .comment))
  }

  private mutating func flow(_ number: UInt16, _ server: EndPoint) -> TCPFlow {
    builder.tcp(client: EndPoint(Self.client, 50_000 + number), server: server)
  }

  private mutating func addRefusedHello() {
    let flow = flow(0, EndPoint("203.0.113.10", 443))
    builder.handshake(flow)
    builder.send(flow, .client, hello(.tls10, name.bytes(at: .serverName)).record)
    builder.rst(flow, .server)
  }

  private func hello(_ version: TLSVersion, _ name: [UInt8]) -> ClientHello {
    var entry: [UInt8] = [0]
    entry.appendVector(name, width: 2)
    var list: [UInt8] = []
    list.appendVector(entry, width: 2)
    let extensions = [TLSExtension(type: 0, body: list), .supportedGroups([23, 24]), .pointFormats]
    return ClientHello(version: version, cipherSuites: [0xC030, 0xC014, 0x0035], extensions: extensions)
  }

  private mutating func addRefusedTunnel() {
    let flow = flow(1, EndPoint("10.0.0.8", 8080))
    builder.handshake(flow)
    let authority = name.bytes(at: .authority)
    let request = Array("CONNECT ".utf8) + authority + Array(" HTTP/1.1\r\nHost: \(Self.host)\r\n\r\n".utf8)
    builder.send(flow, .client, request)
    builder.send(flow, .server, HTTPMessage.refusal(403, "Forbidden", keepsConnection: false))
    builder.close(flow, from: .server)
  }

  private mutating func addInspected() {
    let flow = flow(2, EndPoint("203.0.113.11", 443))
    builder.handshake(flow)
    let certificate = NamedCertificate.der(
      subject: name.bytes(at: .subject), issuer: name.bytes(at: .issuer),
      alternativeName: name.bytes(at: .alternativeName))
    builder.tls12(flow, hello: hello(.tls12, Array(Self.host.utf8)), certificates: [certificate])
    builder.exchange(flow, request: 200, answer: 400)
    builder.closeTLS(flow, from: .client)
  }

  private mutating func addUnreached() {
    let resolver = EndPoint("10.0.0.2", 53)
    let asker = EndPoint(Self.client, 53_124)
    let answer = DNSMessage.answer(id: 7, name: domainName, addresses: ["203.0.113.12"])
    builder.udp(answer, from: resolver, to: asker)
    let flow = flow(3, EndPoint("203.0.113.12", 443))
    builder.syn(flow)
    builder.rst(flow, .server)
  }

  /// As much of the name as one label takes (RFC 1035, section 2.3.4).
  private var domainName: String {
    var label = ""
    for scalar in name.text(at: .addressName).unicodeScalars
    where scalar != "." && label.utf8.count + scalar.utf8.count < 64 {
      label.unicodeScalars.append(scalar)
    }
    return label + ".contoso.com"
  }
}

extension Unicode.Scalar {
  fileprivate var utf8: UTF8.EncodedScalar { UTF8.encode(self) ?? UTF8.EncodedScalar() }
}
