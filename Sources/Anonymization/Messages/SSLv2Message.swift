extension RewrittenBytes {
  /// A hello in the format of SSL 2.0 (RFC 5246, appendix E.2), which lists numbers only.
  ///
  /// ```
  /// 0                   2      3         5                7                  9
  /// | 0x80, length (15) | type | version | suites, length | session, length | challenge, length | ...
  /// ```
  ///
  /// A server's has a certificate, behind flags and the three lengths.
  mutating func rewriteSSLv2(_ range: Range<Int>, _ pseudonyms: inout PacketPseudonyms) -> Int? {
    let start = range.lowerBound
    guard range.count >= 13, let header = number(at: start, bytes: 2), header & 0x8000 != 0 else {
      return nil
    }
    let body = start + 2..<start + 2 + header & 0x7fff
    switch number(at: body.lowerBound, bytes: 1) {
    case 1: return rewriteClientHello(body)
    case 4: return rewriteServerHello(body, &pseudonyms)
    default: return nil
    }
  }

  private mutating func rewriteClientHello(_ body: Range<Int>) -> Int? {
    let lengths = [3, 5, 7].map { number(at: body.lowerBound + $0, bytes: 2) ?? 0 }
    guard lengths.reduce(9, +) == body.count, lengths[0] % 3 == 0, lengths[0] > 0 else { return nil }
    keep(body.lowerBound - 2..<body.upperBound)
    return body.upperBound
  }

  private mutating func rewriteServerHello(_ body: Range<Int>, _ pseudonyms: inout PacketPseudonyms) -> Int? {
    let start = body.lowerBound
    let lengths = [5, 7, 9].map { number(at: start + $0, bytes: 2) ?? 0 }
    guard lengths.reduce(11, +) == body.count, number(at: start + 3, bytes: 2) == 2 else { return nil }
    keep(start - 2..<body.upperBound)
    let certificate = start + 11..<start + 11 + lengths[0]
    let rewritten =
      certificate.upperBound <= count
      ? Certificate.rewritten(content(certificate), &pseudonyms)
      : [UInt8](repeating: 0, count: certificate.count)
    write(rewritten, at: certificate.lowerBound)
    return body.upperBound
  }
}
