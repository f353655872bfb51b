import Bytes

/// The client's offer (RFC 8446, section 4.1.2; RFC 5246, section 7.4.1.2), also in SSL 2.0 format (RFC 5246,
/// appendix E.2).
///
/// Lists keep wire order, unknown code points and GREASE, because order is evidence. ``clientVersion`` is the
/// field as sent: see ``highestVersion``.
package struct ClientHello: Hashable, Sendable {
  /// The version of the hello's record; it says nothing about the offer.
  package var recordVersion: ProtocolVersion
  /// Nil when it was not captured.
  package var clientVersion: ProtocolVersion?
  package var sessionIDLength = 0
  /// The session id itself, at most 32 bytes (RFC 5246, section 7.4.1.2): compared with the server's.
  package var sessionID: [UInt8] = []
  package var cipherSuites: [CipherSuite] = []
  /// The three-byte cipher kinds of an SSL 2.0 hello that are not TLS cipher suites.
  package var sslv2CipherKinds: [SSLv2CipherKind] = []
  package var compressionMethods: [UInt8] = []
  /// Every extension in wire order, with the length of its data.
  package var extensions: [HelloExtension] = []
  /// The host name of the server_name extension (RFC 6066, section 3), as sent.
  package var serverName: String?
  package var supportedVersions: [ProtocolVersion] = []
  package var supportedGroups: [NamedGroup] = []
  package var ecPointFormats: [UInt8] = []
  package var signatureAlgorithms: [SignatureScheme] = []
  /// Protocol names (RFC 7301, section 3.1); each byte is the character of the same number.
  package var alpn: [String] = []
  /// The client asks to resume: a session id (up to TLS 1.2), a session ticket or a pre-shared key.
  package var offersResumption = false
  package var isSSLv2Format = false
  /// False when its end was not captured or a length in it points beyond its end: what is missing from
  /// the lists proves nothing.
  package var isComplete = true
  /// True when the cipher suite list was read to its end.
  package var hasAllCipherSuites = true
  /// What is wrong with a hello that was captured whole, in words and in wire order; empty for a sound one.
  package var faults: [String] = []
  /// What of the message belongs to this one connection.
  package var layout = HelloLayout()

  package init(recordVersion: ProtocolVersion, clientVersion: ProtocolVersion?) {
    self.recordVersion = recordVersion
    self.clientVersion = clientVersion
  }

  /// The highest version that shows: the largest entry of supported_versions that is not GREASE, when
  /// that extension is there (RFC 8446, section 4.2.1), else ``clientVersion``; nil when none was captured.
  package var highestVersion: ProtocolVersion? {
    var highest: ProtocolVersion?
    for version in supportedVersions where !version.isGREASE {
      // Of versions that count alike, as drafts do, the first stays.
      if let known = highest, !(known < version) { continue }
      highest = version
    }
    return highest ?? clientVersion
  }

  /// The highest version offered, as far as the captured bytes prove it.
  ///
  /// A hello of TLS 1.2 that is truncated within supported_versions may offer more (RFC 8446, section 4.1.2).
  package var provenHighestVersion: ProtocolVersion? {
    guard let highestVersion else { return nil }
    if isComplete || isSSLv2Format || highestVersion >= .tls13 || hasAllSupportedVersions {
      return highestVersion
    }
    return supportedVersions.isEmpty && highestVersion < .tls12 ? highestVersion : nil
  }

  /// supported_versions is there and was read to its end: a one-byte length and two bytes a version.
  private var hasAllSupportedVersions: Bool {
    extensions.contains { $0.type == .supportedVersions && $0.length == 1 + 2 * supportedVersions.count }
  }

  /// Whether ``offersResumption`` tells: true when it says so, or the hello was captured whole.
  package var isResumptionKnown: Bool { offersResumption || isComplete }
}

extension ClientHello {
  /// Reads a ClientHello, the four bytes of its handshake header included (RFC 8446, section 4.1.2).
  ///
  ///     header                  4
  ///     client_version          2
  ///     random                 32
  ///     session_id              1 + 0..32
  ///     cipher_suites           2 + 2..65534
  ///     compression_methods     1 + 1..255
  ///     extensions              2 + 0..65535, absent in old clients
  ///
  /// Never fails: what cannot be read is missing, and ``isComplete`` says so. `isComplete` is false when
  /// the caller knows that bytes are missing.
  package init(reading message: Span<UInt8>, recordVersion: ProtocolVersion, isComplete: Bool) {
    self.init(recordVersion: recordVersion, clientVersion: nil)
    self.isComplete = isComplete
    hasAllCipherSuites = false
    do throws(ParseFault) {
      try readFields(message)
    } catch {
      note(error)
    }
    noteResumption()
  }

  private mutating func readFields(_ bytes: Span<UInt8>) throws(ParseFault) {
    var (_, body) = try readHandshakeBody(bytes)
    clientVersion = ProtocolVersion(rawValue: try body.readUInt16(bytes, "client_version"))
    skipVarying(try body.readRegion(32, "random"))
    let session = try readVector8(bytes, of: &body, "session_id")
    skipVarying(session)
    layout.sessionID = session.rest
    sessionID = [UInt8](copying: bytes, session)
    sessionIDLength = session.remaining
    try readCipherSuites(bytes, &body)
    let compression = try readVector8(bytes, of: &body, "compression_methods")
    compressionMethods = [UInt8](copying: bytes, compression)
    if body.isAtEnd { return }
    let list = try readVector16(bytes, of: &body, "extensions")
    try readExtensions(bytes, list)
    try body.finish("client_hello")
  }

  private mutating func readCipherSuites(_ bytes: Span<UInt8>, _ body: inout ByteCursor) throws(ParseFault) {
    let length = Int(try body.readUInt16(bytes, "cipher_suites"))
    let list = readVector(length, of: &body, "cipher_suites")
    hasAllCipherSuites = list.remaining == length
    do throws(ParseFault) {
      try cipherSuites.append(reading: bytes, list, "cipher_suites")
    } catch {
      hasAllCipherSuites = false
      note(error)
    }
  }

  /// A session id asks for its session up to TLS 1.2; in TLS 1.3 it is there for middleboxes only
  /// (RFC 8446, appendix D.4), so it counts only when TLS 1.3 is surely not offered.
  private mutating func noteResumption() {
    if sessionIDLength > 0, let provenHighestVersion, provenHighestVersion < .tls13 {
      offersResumption = true
    }
  }
}
