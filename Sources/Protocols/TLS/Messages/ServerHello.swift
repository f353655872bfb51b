import Bytes

/// The server's choice (RFC 8446, section 4.1.3; RFC 5246, section 7.4.1.3), also an SSL 2.0 SERVER-HELLO.
package struct ServerHello: Hashable, Sendable {
  package var recordVersion: ProtocolVersion
  /// The version field as sent; TLS 1.3 writes TLS 1.2 here. Nil when it was not captured.
  package var legacyVersion: ProtocolVersion?
  /// What supported_versions selects (RFC 8446, section 4.2.1); nil before TLS 1.3.
  package var selectedVersion: ProtocolVersion?
  /// Nil when it was not captured, and in messages that name none: an SSL 2.0 SERVER-HELLO, and the
  /// HelloRetryRequest of early drafts.
  package var cipherSuite: CipherSuite?
  /// The cipher kinds of an SSL 2.0 SERVER-HELLO: those that both ends know.
  package var sslv2CipherKinds: [SSLv2CipherKind] = []
  package var extensions: [HelloExtension] = []
  /// The group of key_share (RFC 8446, section 4.2.8).
  package var group: NamedGroup?
  package var alpn: String?
  package var sessionIDLength = 0
  /// The session id itself: one that repeats the client's resumes its session, but for TLS 1.3.
  package var sessionID: [UInt8] = []
  /// A pre-shared key was selected, or an SSL 2.0 server found the session. Whether a session
  /// id repeats the client's shows only in the pair, and is noted by who sees both.
  package var resumesSession = false
  /// The random is the one that RFC 8446, section 4.1.3 reserves for a HelloRetryRequest.
  package var isHelloRetryRequest = false
  /// False when its end was not captured or a length in it points beyond its end.
  package var isComplete = true
  /// What is wrong with a hello that was captured whole, in words and in wire order; empty for a sound one.
  package var faults: [String] = []
  /// What of the message belongs to this one connection.
  package var layout = HelloLayout()

  package init(recordVersion: ProtocolVersion, legacyVersion: ProtocolVersion?, cipherSuite: CipherSuite?) {
    self.recordVersion = recordVersion
    self.legacyVersion = legacyVersion
    self.cipherSuite = cipherSuite
  }

  /// The negotiated version, as far as the captured bytes prove it.
  ///
  /// TLS 1.3 has TLS 1.2 in this field and the real version in an extension (RFC 8446, section 4.2.1): a
  /// hello truncated before its extensions end may be either.
  package var version: ProtocolVersion? {
    if let selectedVersion { return selectedVersion }
    guard let legacyVersion, isComplete || legacyVersion < .tls12 else { return nil }
    return legacyVersion
  }

  /// The oldest version that may have been negotiated: ``version`` where that is proven.
  package var oldestVersion: ProtocolVersion? { selectedVersion ?? legacyVersion }

  /// Whether ``resumesSession`` tells: true when it says so, or the hello was captured whole.
  package var isResumptionKnown: Bool { resumesSession || isComplete }
}

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
    let random = try body.readRegion(32, "random")
    isHelloRetryRequest = Self.isRetryRandom(bytes, random.rest)
    if !isHelloRetryRequest { skipVarying(random) }
    if !hasDraftLayout {
      let session = try readVector8(bytes, of: &body, "session_id")
      skipVarying(session)
      layout.sessionID = session.rest
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

  /// Whether it has the layout of drafts of TLS 1.3 before 22.
  var isOfDraft: Bool { legacyVersion.map(Self.hasDraftLayout) ?? false }

  /// Drafts up to 21 write their own number, 0x7f00 to 0x7f15, or that of TLS 1.3, where TLS 1.3 writes TLS 1.2.
  private static func hasDraftLayout(_ version: ProtocolVersion) -> Bool {
    version == .tls13 || (0x7f00...0x7f15).contains(version.rawValue)
  }

  /// Whether a message has the random of a HelloRetryRequest after its header and version.
  package static func isHelloRetryRequest(_ message: Span<UInt8>) -> Bool {
    message.count >= 38 && isRetryRandom(message, 6..<38)
  }

  private static func isRetryRandom(_ bytes: Span<UInt8>, _ random: Range<Int>) -> Bool {
    for (offset, byte) in zip(random, retryRandom) where bytes[offset] != byte { return false }
    return true
  }

  /// SHA-256 of "HelloRetryRequest" (RFC 8446, section 4.1.3).
  private static let retryRandom: [UInt8] = [
    0xcf, 0x21, 0xad, 0x74, 0xe5, 0x9a, 0x61, 0x11, 0xbe, 0x1d, 0x8c, 0x02, 0x1e, 0x65, 0xb8, 0x91,
    0xc2, 0xa2, 0x11, 0x16, 0x7a, 0xbb, 0x8c, 0x5e, 0x07, 0x9e, 0x09, 0xe2, 0xc8, 0xa8, 0x33, 0x9c,
  ]
}
