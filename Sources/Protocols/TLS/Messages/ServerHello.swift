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
  package var sslv2CipherKinds: [SSLv2CipherKind]
  package var extensions: [HelloExtension]
  /// The group of key_share (RFC 8446, section 4.2.8).
  package var group: NamedGroup?
  package var alpn: String?
  package var sessionIDLength: Int
  /// The session id itself: one that repeats the client's resumes its session, but for TLS 1.3.
  package var sessionID: [UInt8]
  /// A pre-shared key was selected, or an SSL 2.0 server found the session. Whether a session
  /// id repeats the client's shows only in the pair, and is noted by who sees both.
  package var resumesSession: Bool
  /// The random is the one that RFC 8446, section 4.1.3 reserves for a HelloRetryRequest.
  package var isHelloRetryRequest: Bool
  /// False when its end was not captured or a length in it points beyond its end.
  package var isComplete: Bool
  /// What is wrong with a hello that was captured whole, in words and in wire order; empty for a sound one.
  package var faults: [String]

  package init(recordVersion: ProtocolVersion, legacyVersion: ProtocolVersion?, cipherSuite: CipherSuite?) {
    self.recordVersion = recordVersion
    self.legacyVersion = legacyVersion
    self.cipherSuite = cipherSuite
    sslv2CipherKinds = []
    selectedVersion = nil
    extensions = []
    group = nil
    alpn = nil
    sessionIDLength = 0
    sessionID = []
    resumesSession = false
    isHelloRetryRequest = false
    isComplete = true
    faults = []
  }

  /// The version that was negotiated, as far as what was captured proves it; nil where it does not.
  ///
  /// TLS 1.3 writes TLS 1.2 in front and the truth into an extension (RFC 8446, section 4.2.1): a hello that says
  /// TLS 1.2 and was cut before its extensions end may be of either.
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
