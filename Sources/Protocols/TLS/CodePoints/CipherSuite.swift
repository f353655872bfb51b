/// A cipher suite of SSL 3.0 to TLS 1.3 (RFC 8446, appendix B.4; RFC 5246, appendix A.5).
package struct CipherSuite: CodePoint {
  package let rawValue: UInt16
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let aes128GCMSHA256 = Self(rawValue: 0x1301)
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
}

extension CipherSuite {
  /// IANA registry "TLS Cipher Suites", all 356 assigned entries as of September 2026.
  package static let assignments: [(number: UInt16, name: String)] =
    registry.filter(\.isAssigned).map { ($0.number, $0.name) }

  /// Numbers of old drafts and vendors' documents that are still found in captures.
  package static let unregistered: [(number: UInt16, name: String)] =
    registry.filter { !$0.isAssigned }.map { ($0.number, $0.name) }

  /// The lines of `cipher_suites.csv`: value, name, and where it comes from. The tests find a faulty one.
  /// Split by bytes: by characters it took a millisecond at every start.
  private static let registry = PackageResources.cipher_suites_csv
    .split(separator: UInt8(ascii: "\n")).dropFirst().map { line in
      let fields = line.split(separator: UInt8(ascii: ","))
      return (
        number: fields[0].dropFirst(2).reduce(0) { $0 << 4 | UInt16(hexDigit: $1) },
        name: String(decoding: fields[1], as: UTF8.self), isAssigned: fields[2].elementsEqual("IANA".utf8)
      )
    }
}

extension UInt16 {
  /// The value of a digit or a letter in upper case.
  fileprivate init(hexDigit byte: UInt8) { self = UInt16(byte < 0x40 ? byte & 15 : (byte & 15) + 9) }
}

/// A cipher of an SSL 2.0 hello: three bytes (draft-hickman-netscape-ssl-00).
///
///     0        1        2        3
///     +--------+--------+--------+
///     |  kind  |   key length    |    SSL 2.0 cipher kind, such as 0x010080
///     +--------+--------+--------+
///     |   0    |  cipher suite   |    suite of SSL 3.0 and later (RFC 5246, appendix E.2)
///     +--------+--------+--------+
package struct SSLv2CipherKind: CodePoint {
  package let rawValue: UInt32
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let width = 6

  /// The suite of SSL 3.0 or later with these bytes, or nil for a kind of SSL 2.0.
  package var cipherSuite: CipherSuite? {
    UInt16(exactly: rawValue).map(CipherSuite.init(rawValue:))
  }

  package var isGREASE: Bool { cipherSuite?.isGREASE ?? false }

  /// The kinds of the draft; those with SHA or a 64-bit RC4 key come from SSLeay.
  package static let assignments: [(number: UInt32, name: String)] = [
    (0x010080, "SSL_CK_RC4_128_WITH_MD5"),
    (0x020080, "SSL_CK_RC4_128_EXPORT40_WITH_MD5"),
    (0x030080, "SSL_CK_RC2_128_CBC_WITH_MD5"),
    (0x040080, "SSL_CK_RC2_128_CBC_EXPORT40_WITH_MD5"),
    (0x050080, "SSL_CK_IDEA_128_CBC_WITH_MD5"),
    (0x060040, "SSL_CK_DES_64_CBC_WITH_MD5"),
    (0x060140, "SSL_CK_DES_64_CBC_WITH_SHA"),
    (0x0700c0, "SSL_CK_DES_192_EDE3_CBC_WITH_MD5"),
    (0x0701c0, "SSL_CK_DES_192_EDE3_CBC_WITH_SHA"),
    (0x080080, "SSL_CK_RC4_64_WITH_MD5"),
  ]

  /// The name of the kind, or of its suite.
  package static func name(of number: UInt32) -> String? {
    if let suite = SSLv2CipherKind(rawValue: number).cipherSuite { return suite.name }
    return assignments.first { $0.number == number }?.name
  }
}
