import CaptureBuilding
import Diagnosis
import PolicyFiles
import Protocols
import Testing

@testable import Anonymization

/// What TCP and DNS carry: names are others, what is not read is zero.
@Suite struct AnonymizedStreamTests {
  private static let client: EndPoint = .init("192.168.7.5", 50_231)
  private static let server: EndPoint = .init("198.51.100.77", 8080)
  private static let name = "wsus01.contoso.com"

  private static func hello(_ name: String) -> [UInt8] {
    ClientHello.schannel(.server2016, version: .tls12, name: name).record
  }

  /// One side's bytes in segments of a size, without its handshake.
  private static func sent(_ bytes: [UInt8], by side: Side = .client, size: Int? = nil) throws -> [UInt8] {
    var capture = CaptureBuilder(link: .raw)
    let flow = capture.tcp(client: client, server: server)
    capture.handshake(flow)
    let frames = capture.send(flow, side, bytes, segmentSize: size)
    let after = try AnonymizedFrames(capture).after
    return after[(frames.lowerBound - 1)...].flatMap { $0.dropFirst(40) }
  }

  @Test func namesAcrossSegments() throws {
    let bytes = Self.hello(Self.name)
    let whole = try Self.sent(bytes)
    #expect(whole.count == bytes.count && !whole.contains(Array("contoso".utf8)))
    #expect(zip(whole, bytes).count { $0 != $1 } <= "wsus01contoso".utf8.count + 3)
    for size in 1...40 { #expect(try Self.sent(bytes, size: size) == whole, "\(size)") }
  }

  @Test func namesOfThePolicyStay() throws {
    let bytes = Self.hello("sws.update.microsoft.com")
    #expect(try Self.sent(bytes) == bytes)
    let other = try Self.sent(Self.hello("pc7.update.microsoft.com.contoso.com"))
    #expect(!other.contains(Array("contoso".utf8)) && !other.contains(Array("pc7".utf8)))
  }

  /// A segment is lost: what is behind the hole is not taken for something else.
  @Test func holes() throws {
    var capture = CaptureBuilder(link: .raw)
    let flow = capture.tcp(client: Self.client, server: Self.server)
    capture.handshake(flow)
    let bytes = Self.hello(Self.name)
    let frames = capture.send(flow, .client, bytes + Self.hello(Self.name), segmentSize: 30)
    let whole = try AnonymizedFrames(capture).after
    for missing in frames {
      var lossy = capture
      lossy.keepOnly(Array(0..<capture.frameCount).filter { $0 != missing - 1 })
      let after = try AnonymizedFrames(lossy)
      #expect(!after.contains("contoso") && !after.contains("wsus01"), "\(missing)")
      // The first hello says how long it is, so that the second is found.
      if (1..<bytes.count / 30).contains(missing - frames.lowerBound) {
        #expect(after.after.last == whole.last, "\(missing)")
      }
    }
  }

  /// A retransmission has the same bytes; the byte of a keep-alive is not the stream's.
  @Test func copies() throws {
    var capture = CaptureBuilder(link: .raw)
    let flow = capture.tcp(client: Self.client, server: Self.server)
    capture.handshake(flow)
    let frame = capture.send(flow, .client, Self.hello(Self.name)).lowerBound
    capture.retransmit(frame)
    capture.segment(flow, .client, payload: [0x77], offset: -1)
    let after = try AnonymizedFrames(capture).after
    #expect(after[frame - 1].dropFirst(40) == after[frame].dropFirst(40))
    #expect(after[frame + 1].last == 0)
  }

  @Test func otherProtocols() throws {
    let secret = Array("220 mail.contoso.com ESMTP\r\n".utf8)
    #expect(try Self.sent(secret).allSatisfy { $0 == 0 })
    // TLS that begins in a later segment is read.
    var capture = CaptureBuilder(link: .raw)
    let flow = capture.tcp(client: Self.client, server: Self.server)
    capture.handshake(flow)
    capture.send(flow, .client, secret)
    let hello = Self.hello("sws.update.microsoft.com")
    let frame = capture.send(flow, .client, hello).lowerBound
    #expect(try Array(AnonymizedFrames(capture).after[frame - 1].dropFirst(40)) == hello)
  }

  @Test func applicationDataIsZero() throws {
    let data = TLSRecord.bytes(type: 23, version: .tls12, Array("HTTP in NULL".utf8))
    #expect(try Self.sent(data) == data.prefix(5) + [UInt8](repeating: 0, count: 12))
    let alert = TLSRecord.alert(40)
    #expect(try Self.sent(alert) == alert)
  }

  // MARK: HTTP

  @Test func requestsForTunnels() throws {
    let credentials = HTTPMessage.basic(user: "contoso\\admin", password: "secret")
    let request = HTTPMessage.connect(
      Self.name + ":8531", authorization: credentials,
      more: [("X-Contoso-Site", "Redmond"), ("Cookie", "id=77")])
    let after = String(decoding: try Self.sent(request), as: UTF8.self)
    #expect(after.utf8.count == request.count)
    for secret in [
      "contoso", "Contoso", "wsus01", "Redmond", "77", credentials.dropFirst(6).prefix(8).description,
    ] {
      #expect(!after.contains(secret), "\(secret)")
    }
    #expect(after.hasPrefix("CONNECT ") && after.contains(":8531 HTTP/1.1\r\nHost: "))
    #expect(
      after.contains("Proxy-Authorization: Basic xx")
        && after.contains("Proxy-Connection: Keep-Alive\r\n\r\n"))
    let update = HTTPMessage.connect("sws.update.microsoft.com:443")
    #expect(try Self.sent(update) == update)
  }

  @Test func answers() throws {
    let challenge = [
      ("Proxy-Authenticate", "Negotiate, NTLM TlRMTVNTUAAC"),
      ("Proxy-Authenticate", "Basic realm=\"contoso\""),
      ("Via", "1.1 proxy.contoso.com"),
    ]
    let answer = HTTPMessage.refusal(407, "Proxy Authentication Required", fields: challenge)
    let bytes = try Self.sent(answer + HTTPMessage.connectionEstablished(), by: .server)
    let after = String(decoding: bytes, as: UTF8.self)
    #expect(after.hasPrefix("HTTP/1.1 407 Proxy Authentication Required\r\n"))
    #expect(after.contains("Proxy-Authenticate: Negotiate, NTLM xxxxxxxxxxxx\r\n"))
    #expect(after.contains("Proxy-Authenticate: Basic xxxxx=\"xxxxxxx\"\r\n"))
    #expect(!after.contains("contoso") && !after.contains("<html>"))
    #expect(after.contains("HTTP/1.1 200 Connection established\r\n"))
  }

  @Test func paths() throws {
    let request = Array("GET http://wsus01.contoso.com:8530/Content/secret.cab HTTP/1.1\r\n\r\n".utf8)
    let after = String(decoding: try Self.sent(request), as: UTF8.self)
    #expect(after.contains("http://") && after.contains(":8530/xxxxxxx/xxxxxx.xxx HTTP/1.1"))
    #expect(!after.contains("contoso"))
  }

  @Test func headsThatDoNotEnd() throws {
    let request = HTTPMessage.connect(Self.name + ":443", more: [("User-Agent", "Contoso")])
    for count in request.indices.dropFirst() {
      let after = String(decoding: try Self.sent(Array(request[..<count])), as: UTF8.self)
      #expect(!after.lowercased().contains("conto") && !after.contains("wsus"), "\(count)")
    }
  }

  @Test func proxyProtocol() throws {
    let line = Array("PROXY TCP4 192.168.7.5 198.51.100.77 50231 443\r\n".utf8)
    let hello = Self.hello("sws.update.microsoft.com")
    let after = try Self.sent(line + hello)
    #expect(!after.contains(Array("192.168".utf8)) && Array(after.suffix(hello.count)) == hello)
    let signature: [UInt8] = [
      0x0d, 0x0a, 0x0d, 0x0a, 0, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a, 0x21, 0x11, 0, 14,
    ]
    let header =
      signature + Self.client.address.bytes + Self.server.address.bytes + [0xc4, 0x37, 1, 0xbb, 0x77, 0x77]
    let binary = try Self.sent(header + hello)
    #expect(!binary.contains(Self.client.address.bytes) && !binary.contains(Self.server.address.bytes))
    #expect(
      Array(binary[24..<30]) == [0xc4, 0x37, 1, 0xbb, 0, 0] && Array(binary.suffix(hello.count)) == hello)
  }

  // MARK: Certificates

  @Test func certificates() throws {
    let der = NamedCertificate.der(
      subject: Array("proxy.contoso.com".utf8), issuer: Array("Contoso Root CA".utf8),
      alternativeName: Array("proxy.contoso.com".utf8))
    var pseudonyms = PacketPseudonyms(policy: .builtIn, key: "key")
    let after = Certificate.rewritten(der, &pseudonyms)
    #expect(after.count == der.count && !after.contains(Array("ontoso".utf8)))
    let (old, new) = (CertificateSummary(der: der.span), CertificateSummary(der: after.span))
    #expect(new.fault == nil && new.key == old.key && new.signature == old.signature)
    #expect(new.notBefore == old.notBefore && new.notAfter == old.notAfter)
    #expect(new.subject.utf8.count == old.subject.utf8.count && new.subject != old.subject)
    #expect("CN=" + new.subjectAlternativeNames[0] == new.subject)
    // The public chain of an update endpoint stays.
    for genuine in TestCertificates.synchronizationChain.prefix(1) {
      #expect(Certificate.rewritten(genuine, &pseudonyms) == genuine)
    }
    // Bytes that are wrong anywhere are as many as before.
    for index in der.indices {
      #expect(Certificate.rewritten(Array(der[..<index]), &pseudonyms).count == index)
      let wrong = der.enumerated().map { $0.offset == index ? $0.element ^ 0x3f : $0.element }
      #expect(Certificate.rewritten(wrong, &pseudonyms).count == wrong.count)
    }
  }

  // MARK: DNS

  @Test func namesOfDNS() throws {
    var capture = CaptureBuilder(link: .raw)
    let server: EndPoint = .init("192.168.7.1", 53)
    let answer = DNSMessage.answer(
      id: 7, name: Self.name, aliases: ["alias.contoso.com", "sws.update.microsoft.com"],
      addresses: ["198.51.100.77"])
    capture.udp(DNSMessage.query(id: 7, name: Self.name), from: Self.client, to: server)
    capture.udp(answer, from: server, to: Self.client)
    let flow = capture.tcp(client: .init("198.51.100.77", 50_000), server: server)
    capture.handshake(flow)
    capture.send(flow, .server, DNSMessage.overTCP(answer), segmentSize: 10)
    let frames = try AnonymizedFrames(capture)
    #expect(!frames.contains("contoso") && !frames.contains("alias") && !frames.contains("wsus01"))
    #expect(frames.after[1].contains([3] + Array("sws".utf8) + [6] + Array("update".utf8)))
    #expect(!frames.contains([198, 51, 100, 77]))
    // The answer's address is the one of the packets.
    let address = Array(frames.after[2][12..<16])
    #expect(frames.after[1].suffix(4) == address[...])
    let overTCP = frames.after.dropFirst(5).flatMap { $0.dropFirst(40) }
    #expect(Array(overTCP.dropFirst(2)) == Array(frames.after[1].dropFirst(28)))
  }

  @Test func everyCutOfDNS() {
    let answer = DNSMessage.answer(
      id: 7, name: Self.name, aliases: ["alias.contoso.com"], addresses: ["10.0.0.1"])
    var pseudonyms = PacketPseudonyms(policy: .builtIn, key: "key")
    for index in answer.indices {
      #expect(DNSRewriting.rewritten(Array(answer[..<index]), &pseudonyms).count == index)
      let wrong = answer.enumerated().map { $0.offset == index ? $0.element ^ 0xff : $0.element }
      #expect(DNSRewriting.rewritten(wrong, &pseudonyms).count == wrong.count)
    }
  }
}
