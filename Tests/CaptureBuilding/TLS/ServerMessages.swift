/// What a server sends in its flight, message by message.
package struct ServerHello: Hashable, Sendable {
  package var version: TLSVersion = .tls12
  /// 32 bytes.
  package var random: [UInt8] = [UInt8](100..<132)
  package var sessionID: [UInt8] = []
  package var cipherSuite: UInt16
  package var extensions: [TLSExtension] = []

  /// A hello that chooses `cipherSuite` (RFC 5246, section 7.4.1.3).
  package init(
    cipherSuite: UInt16, version: TLSVersion = .tls12, extensions: [TLSExtension] = []
  ) {
    self.cipherSuite = cipherSuite
    self.version = version
    self.extensions = extensions
  }

  /// A TLS 1.3 hello: version 1.2 in the old field, 1.3 in supported_versions, a share of x25519.
  package static func tls13(cipherSuite: UInt16 = 0x1302, sessionID: [UInt8] = []) -> ServerHello {
    var hello = ServerHello(
      cipherSuite: cipherSuite,
      extensions: [.keyShare(29, [UInt8](repeating: 7, count: 32)), .selectedVersion(.tls13)])
    hello.sessionID = sessionID
    return hello
  }

  /// A HelloRetryRequest: a ServerHello with a fixed random (RFC 8446, section 4.1.3) that asks for `group`.
  package static func retry(group: UInt16, cipherSuite: UInt16 = 0x1302) -> ServerHello {
    var body: [UInt8] = []
    body.append(group, width: 2)
    var hello = ServerHello(
      cipherSuite: cipherSuite, extensions: [TLSExtension(type: 51, body: body), .selectedVersion(.tls13)])
    hello.random = [UInt8](hex: "cf21ad74e59a6111be1d8c021e65b891c2a211167abb8c5e079e09e2c8a8339c")
    return hello
  }

  /// The handshake message, type 2.
  package var message: [UInt8] {
    var body = version.bytes + random
    body.appendVector(sessionID, width: 1)
    body.append(cipherSuite, width: 2)
    body.append(0)
    body += TLSExtension.block(extensions)
    return HandshakeMessage.bytes(type: 2, body)
  }
}

/// The other messages of TLS 1.2 (RFC 5246, section 7.4; RFC 8422, section 5.4).
extension HandshakeMessage {
  /// Certificate, type 11: the chain as DER, leaf first.
  package static func certificate(_ chain: [[UInt8]]) -> [UInt8] {
    var list: [UInt8] = []
    for certificate in chain { list.appendVector(certificate, width: 3) }
    var body: [UInt8] = []
    body.appendVector(list, width: 3)
    return bytes(type: 11, body)
  }

  /// ServerKeyExchange of ECDHE_RSA, type 12: a point on `group` (P-384 unless told otherwise), signed with RSA
  /// and SHA-256. Point and signature are random: nobody here computes a secret.
  package static func serverKeyExchange(group: UInt16 = 24, using randomness: inout Randomness) -> [UInt8] {
    var body: [UInt8] = [3]
    body.append(group, width: 2)
    body.appendVector(point(group, &randomness), width: 1)
    body += [0x04, 0x01]
    body.appendVector(randomness.bytes(256), width: 2)
    return bytes(type: 12, body)
  }

  /// ServerHelloDone, type 14.
  package static let serverHelloDone = bytes(type: 14, [])

  /// HelloRequest, type 0.
  package static let helloRequest = bytes(type: 0, [])

  /// ClientKeyExchange of ECDHE, type 16.
  package static func clientKeyExchange(group: UInt16 = 24, using randomness: inout Randomness) -> [UInt8] {
    var body: [UInt8] = []
    body.appendVector(point(group, &randomness), width: 1)
    return bytes(type: 16, body)
  }

  /// ClientKeyExchange of RSA, type 16: the premaster secret under a key of 2048 bits.
  package static func clientKeyExchangeRSA(using randomness: inout Randomness) -> [UInt8] {
    var body: [UInt8] = []
    body.appendVector(randomness.bytes(256), width: 2)
    return bytes(type: 16, body)
  }

  /// NewSessionTicket, type 4 (RFC 5077, section 3.3).
  package static func newSessionTicket(using randomness: inout Randomness) -> [UInt8] {
    var body: [UInt8] = [0, 0, 0x8C, 0xA0]
    body.appendVector(randomness.bytes(160), width: 2)
    return bytes(type: 4, body)
  }

  private static func point(_ group: UInt16, _ randomness: inout Randomness) -> [UInt8] {
    switch group {
    case 29: randomness.bytes(32)
    case 23: [4] + randomness.bytes(64)
    default: [4] + randomness.bytes(96)
    }
  }
}
