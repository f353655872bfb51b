/// A cipher of an SSL 2.0 hello: three bytes (draft-hickman-netscape-ssl-00).
///
///     0        1        2        3
///     +--------+--------+--------+
///     |  kind  |   key length    |    SSL 2.0 cipher kind, such as 0x010080
///     +--------+--------+--------+
///     |   0    |  cipher suite   |    suite of SSL 3.0 and later (RFC 5246, appendix E.2)
///     +--------+--------+--------+
package struct SSLv2CipherKind: CodePoint {
  /// The three bytes as a number, 0 to 0xffffff.
  package let rawValue: UInt32

  /// The kind of that number, known or not.
  package init(rawValue: UInt32) { self.rawValue = rawValue }

  package static let width = 6

  /// The suite of SSL 3.0 or later that these bytes stand for, or nil for a kind of SSL 2.0.
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

  /// The name of the kind, or of the suite behind it.
  package static func name(of number: UInt32) -> String? {
    if let suite = SSLv2CipherKind(rawValue: number).cipherSuite { return suite.name }
    return assignments.first { $0.number == number }?.name
  }
}
