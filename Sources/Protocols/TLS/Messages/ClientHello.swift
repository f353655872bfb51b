/// The client's opening offer (RFC 8446, section 4.1.2; same layout since RFC 5246, 7.4.1.2), also
/// when it came in SSL 2.0 format (RFC 5246, appendix E.2).
///
/// Lists keep wire order, unknown code points and GREASE included, because order is evidence.
/// ``clientVersion`` is what the client wrote, never what it meant: see ``highestVersion``.
package struct ClientHello: Hashable, Sendable {
  /// The version of the record that held the hello; it says nothing about the offer.
  package var recordVersion: ProtocolVersion
  /// Nil when it was not captured.
  package var clientVersion: ProtocolVersion?
  package var sessionIDLength: Int
  /// The session id itself, at most 32 bytes (RFC 5246, section 7.4.1.2): compared with the server's.
  package var sessionID: [UInt8]
  package var cipherSuites: [CipherSuite]
  /// The three-byte cipher kinds of a hello in SSL 2.0 format that are no TLS cipher suites.
  package var sslv2CipherKinds: [SSLv2CipherKind]
  package var compressionMethods: [UInt8]
  /// Every extension in wire order, with the length of its data.
  package var extensions: [HelloExtension]
  /// The host name of the server_name extension (RFC 6066, section 3), as sent.
  package var serverName: String?
  package var supportedVersions: [ProtocolVersion]
  package var supportedGroups: [NamedGroup]
  package var ecPointFormats: [UInt8]
  package var signatureAlgorithms: [SignatureScheme]
  /// Protocol names (RFC 7301, section 3.1); each byte is the character of the same number.
  package var alpn: [String]
  /// The client asks to resume: a session id (up to TLS 1.2), a session ticket or a pre-shared key.
  package var offersResumption: Bool
  package var isSSLv2Format: Bool
  /// False when its end was not captured or a length in it points beyond its end: what is missing from
  /// the lists proves nothing.
  package var isComplete: Bool
  /// True when the cipher suite list was read to its end.
  package var hasAllCipherSuites: Bool
  /// What is wrong with a hello that was captured whole, in words and in wire order; empty for a sound one.
  package var faults: [String]

  package init(recordVersion: ProtocolVersion, clientVersion: ProtocolVersion?) {
    self.recordVersion = recordVersion
    self.clientVersion = clientVersion
    sessionIDLength = 0
    sessionID = []
    cipherSuites = []
    sslv2CipherKinds = []
    compressionMethods = []
    extensions = []
    serverName = nil
    supportedVersions = []
    supportedGroups = []
    ecPointFormats = []
    signatureAlgorithms = []
    alpn = []
    offersResumption = false
    isSSLv2Format = false
    isComplete = true
    hasAllCipherSuites = true
    faults = []
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

  /// The highest version offered, as far as what was captured proves it; nil where it does not.
  ///
  /// A hello that says TLS 1.2 and was cut before the end of its supported_versions may offer more (RFC 8446,
  /// section 4.1.2).
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

/// One extension of a hello: its type and how many bytes of data it held.
package struct HelloExtension: Hashable, Sendable {
  package var type: ExtensionType
  package var length: Int

  package init(type: ExtensionType, length: Int) {
    self.type = type
    self.length = length
  }
}
