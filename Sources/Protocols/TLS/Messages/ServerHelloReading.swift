import Bytes

extension ServerHello: LenientMessage {}

extension ServerHello {
  /// Reads a ServerHello, the four bytes of its handshake header included (RFC 8446, section 4.1.3).
  ///
  ///     header                  4
  ///     server_version          2
  ///     random                 32
  ///     session_id              1 + 0..32     absent in drafts of TLS 1.3 before 22
  ///     cipher_suite            2
  ///     compression_method      1             absent likewise
  ///     extensions              2 + 0..65535, absent in old servers
  ///
  /// Also reads the HelloRetryRequest of those drafts, a message of its own (type 6). Never fails: what cannot
  /// be read is missing, and ``isComplete`` says so.
  package init(reading message: Span<UInt8>, recordVersion: ProtocolVersion, isComplete: Bool) {
    self.init(recordVersion: recordVersion, legacyVersion: nil, cipherSuite: nil)
    self.isComplete = isComplete
    do throws(ParseFault) {
      try readFields(message)
    } catch {
      note(error)
    }
  }

  private mutating func readFields(_ bytes: Span<UInt8>) throws(ParseFault) {
    var (type, body) = try readHandshakeBody(bytes)
    let version = ProtocolVersion(rawValue: try body.readUInt16(bytes, "server_version"))
    legacyVersion = version
    if type == .helloRetryRequest {
      try readDraftRetry(version, bytes, &body)
    } else {
      try readChoice(version, bytes, &body)
    }
    if body.isAtEnd { return }
    let list = try readVector16(bytes, of: &body, "extensions")
    try readExtensions(bytes, list)
    try body.finish("server_hello")
  }

  private mutating func readChoice(
    _ version: ProtocolVersion, _ bytes: Span<UInt8>, _ body: inout ByteCursor
  ) throws(ParseFault) {
    let hasDraftLayout = Self.hasDraftLayout(version)
    let random = try body.readRange(32, "random")
    isHelloRetryRequest = Self.isRetryRandom(bytes, random)
    if !hasDraftLayout {
      let session = try readVector8(bytes, of: &body, "session_id")
      sessionID = [UInt8](copying: bytes, session)
      sessionIDLength = session.remaining
    }
    cipherSuite = CipherSuite(rawValue: try body.readUInt16(bytes, "cipher_suite"))
    if !hasDraftLayout { _ = try body.readUInt8(bytes, "compression_method") }
  }

  /// The HelloRetryRequest of drafts before 22; it names a suite since draft 19 (draft-ietf-tls-tls13-19,
  /// section 4.1.4).
  private mutating func readDraftRetry(
    _ version: ProtocolVersion, _ bytes: Span<UInt8>, _ body: inout ByteCursor
  ) throws(ParseFault) {
    isHelloRetryRequest = true
    if version.rawValue >= 0x7f13 {
      cipherSuite = CipherSuite(rawValue: try body.readUInt16(bytes, "cipher_suite"))
    }
  }

  /// Drafts up to 21 write their own number, 0x7f00 to 0x7f15, where TLS 1.3 writes TLS 1.2.
  private static func hasDraftLayout(_ version: ProtocolVersion) -> Bool {
    (0x7f00...0x7f15).contains(version.rawValue)
  }

  private mutating func readExtensions(_ bytes: Span<UInt8>, _ list: ByteCursor) throws(ParseFault) {
    var list = list
    while !list.isAtEnd {
      let type = ExtensionType(rawValue: try list.readUInt16(bytes, "extension_type"))
      let length = Int(try list.readUInt16(bytes, "extension_data"))
      let data = readVector(length, of: &list, "extension_data")
      extensions.append(HelloExtension(type: type, length: length))
      do throws(ParseFault) {
        try readExtension(type, bytes, data)
      } catch {
        note(error)
      }
    }
  }

  private static func isRetryRandom(_ bytes: Span<UInt8>, _ random: Range<Int>) -> Bool {
    for (position, byte) in zip(random, retryRandom) where bytes[position] != byte { return false }
    return true
  }

  /// SHA-256 of the text "HelloRetryRequest" (RFC 8446, section 4.1.3).
  private static let retryRandom: [UInt8] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
  ]
}
