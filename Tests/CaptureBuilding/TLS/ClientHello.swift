/// The client's opening offer (RFC 5246, section 7.4.1.2; RFC 8446, section 4.1.2). Every field can be set.
package struct ClientHello: Hashable, Sendable {
  package var version: TLSVersion
  /// The version of the record that carries it, which says nothing of the offer.
  package var recordVersion: TLSVersion
  /// 32 bytes.
  package var random: [UInt8]
  package var sessionID: [UInt8] = []
  package var cipherSuites: [UInt16]
  package var compressionMethods: [UInt8] = [0]
  package var extensions: [TLSExtension]

  /// A hello of any content; the record takes the hello's version.
  package init(
    version: TLSVersion = .tls12, cipherSuites: [UInt16], extensions: [TLSExtension] = [],
    random: [UInt8] = ClientHello.plainRandom
  ) {
    self.version = version
    recordVersion = version
    self.random = random
    self.cipherSuites = cipherSuites
    self.extensions = extensions
  }

  /// Bytes 0 to 31, where a test does not care.
  package static let plainRandom = [UInt8](0..<32)

  /// The handshake message: type 1, length in three bytes, body.
  package var message: [UInt8] {
    var body = version.bytes + random
    body.appendVector(sessionID, width: 1)
    body.appendVector(
      cipherSuites.flatMap { [UInt8($0 >> 8), UInt8(truncatingIfNeeded: $0)] }, width: 2)
    body.appendVector(compressionMethods, width: 1)
    body += TLSExtension.block(extensions)
    return HandshakeMessage.bytes(type: 1, body)
  }

  /// The message in one record.
  package var record: [UInt8] { TLSRecord.handshake([message], version: recordVersion) }

  /// The offer in the form of SSL 2.0 (RFC 5246, appendix E.2): suites of three bytes, no extensions.
  package var sslv2Record: [UInt8] {
    var body: [UInt8] = [1] + version.bytes
    body.append(cipherSuites.count * 3, width: 2)
    body += [0, 0, 0, 16]
    for suite in cipherSuites { body.append(UInt32(suite), width: 3) }
    body += random.suffix(16)
    return [0x80 | UInt8(body.count >> 8), UInt8(truncatingIfNeeded: body.count)] + body
  }
}

/// The frame of every handshake message.
package enum HandshakeMessage {
  /// Type, length in three bytes, body (RFC 5246, section 7.4).
  package static func bytes(type: UInt8, _ body: [UInt8]) -> [UInt8] {
    var message = [type]
    message.appendVector(body, width: 3)
    return message
  }
}
