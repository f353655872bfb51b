/// A cipher suite of SSL 3.0 to TLS 1.3 (RFC 8446, appendix B.4; RFC 5246, appendix A.5).
///
/// The names are in `CipherSuiteNames.swift`; what they say about the handshake is in `KeyExchangeKind.swift`.
package struct CipherSuite: CodePoint {
  /// The two bytes on the wire; any number is a valid value.
  package let rawValue: UInt16

  /// The code point of that number, known or not.
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let aes128GCMSHA256 = Self(rawValue: 0x1301)
  package static let aes256GCMSHA384 = Self(rawValue: 0x1302)
  package static let chaCha20Poly1305SHA256 = Self(rawValue: 0x1303)
  package static let ecdheRSAWithAES128CBCSHA256 = Self(rawValue: 0xc027)
  package static let ecdheRSAWithAES256CBCSHA384 = Self(rawValue: 0xc028)
  package static let ecdheRSAWithAES128GCMSHA256 = Self(rawValue: 0xc02f)
  package static let ecdheRSAWithAES256GCMSHA384 = Self(rawValue: 0xc030)

  /// Not a suite: the client knows secure renegotiation (RFC 5746, section 3.3).
  package static let emptyRenegotiationInfo = Self(rawValue: 0x00ff)

  /// Not a suite: the client retries with a lower version than it could (RFC 7507, section 4).
  package static let fallback = Self(rawValue: 0x5600)

  /// Whether the value is a message to the server and no suite it could choose.
  package var isSignaling: Bool { self == .emptyRenegotiationInfo || self == .fallback }

  package var isGREASE: Bool { rawValue.isGREASE }
}
