extension NamedGroup {
  /// The curve of a ServerKeyExchange of ECDHE, the four bytes of its handshake header included; 0 when it names none.
  ///
  ///     header        4
  ///     curve_type    1     3: named_curve (RFC 8422, section 5.4)
  ///     namedcurve    2
  ///     public        1 + 1..255
  ///
  /// The message does not tell the key exchange: with finite-field Diffie-Hellman a prime of 6,144 bits begins with the
  /// same byte.
  package static func curve(inServerKeyExchange message: Span<UInt8>) -> UInt16 {
    guard message.count >= 7, message[4] == namedCurve else { return 0 }
    return UInt16(message[5]) << 8 | UInt16(message[6])
  }

  private static let namedCurve: UInt8 = 3
}
