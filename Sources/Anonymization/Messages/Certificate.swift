import Diagnosis
import Protocols
import Redaction

/// Rewrites a certificate (RFC 5280, section 4.1). Every length stays, and so does what a report tells of it but names,
/// serial number and fingerprint. Its signature is then wrong, as the names that it signs are others.
///
/// One that an issuer of the policy gave to hosts of the policy stays as it is.
enum Certificate {
  static func rewritten(_ der: [UInt8], _ pseudonyms: inout PacketPseudonyms) -> [UInt8] {
    let summary = CertificateSummary(der: der.span)
    if isPublic(summary, pseudonyms) { return der }
    var certificate = DERRewriting(der)
    certificate.kept = publicNames(of: summary, in: certificate, pseudonyms)
    certificate.rewrite(&pseudonyms)
    return certificate.bytes.bytes
  }

  private static func isPublic(_ summary: CertificateSummary, _ pseudonyms: PacketPseudonyms) -> Bool {
    let names = summary.subjectAlternativeNames
    return summary.fault == nil && pseudonyms.names.contains(issuer: summary.issuer) && !names.isEmpty
      && names.allSatisfy { pseudonyms.names.contains(host: HostName.normalized($0)) }
  }

  /// Issuer and subject, where they are certification authorities of the policy: the third and the fifth field behind
  /// the version.
  private static func publicNames(
    of summary: CertificateSummary, in der: DERRewriting, _ pseudonyms: PacketPseudonyms
  ) -> [Range<Int>] {
    let fields = der.elements(
      der.element(der.element(0..<der.bytes.count)?.content ?? 0..<0)?.content ?? 0..<0)
    let named = fields.first?.tag == 0xa0 ? fields.dropFirst() : fields[...]
    let names = [(2, summary.issuer), (4, summary.subject)]
    return names.filter { $0.0 < named.count && pseudonyms.names.contains(issuer: $0.1) }
      .map { named[named.startIndex + $0.0].content }
  }
}

/// Rewrites DER (ITU-T X.690): tags, lengths, numbers of objects, times and truth values stay.
struct DERRewriting {
  private(set) var bytes: RewrittenBytes
  /// Parts that are not changed.
  var kept: [Range<Int>] = []
  /// Deeper than any certificate.
  private static let depthLimit = 32

  init(_ der: [UInt8]) {
    bytes = RewrittenBytes(der)
  }

  struct Element {
    var tag: UInt8
    var header: Range<Int>
    var content: Range<Int>
  }

  /// The element at the start of a range; nil when its length does not fit or is not of DER.
  func element(_ range: Range<Int>) -> Element? {
    guard range.count >= 2, let tag = bytes.number(at: range.lowerBound, bytes: 1), tag & 0x1f != 0x1f,
      let first = bytes.number(at: range.lowerBound + 1, bytes: 1)
    else { return nil }
    let width = first < 0x80 ? 0 : first & 0x7f
    guard width <= 3, first != 0x80, range.count >= 2 + width else { return nil }
    let start = range.lowerBound + 2 + width
    let length = width == 0 ? first : bytes.number(at: range.lowerBound + 2, bytes: width) ?? 0
    guard length <= range.upperBound - start else { return nil }
    return Element(tag: UInt8(tag), header: range.lowerBound..<start, content: start..<start + length)
  }

  /// Those that follow each other in a range, as far as they can be read.
  func elements(_ range: Range<Int>) -> [Element] {
    var elements: [Element] = []
    var rest = range
    while let next = element(rest) {
      elements.append(next)
      rest = next.content.upperBound..<range.upperBound
    }
    return elements
  }

  mutating func rewrite(_ pseudonyms: inout PacketPseudonyms) {
    rewrite(0..<bytes.count, depth: 0, &pseudonyms)
  }

  private mutating func rewrite(_ range: Range<Int>, depth: Int, _ pseudonyms: inout PacketPseudonyms) {
    guard depth < Self.depthLimit else { return }
    if kept.contains(range) { return bytes.keep(range) }
    for element in elements(range) {
      bytes.keep(element.header)
      if element.tag & 0x20 != 0 {
        rewrite(element.content, depth: depth + 1, &pseudonyms)
      } else {
        rewriteContent(element, depth: depth + 1, &pseudonyms)
      }
    }
  }

  private mutating func rewriteContent(_ element: Element, depth: Int, _ pseudonyms: inout PacketPseudonyms) {
    let content = element.content
    switch element.tag {
    // BOOLEAN, NULL, OBJECT IDENTIFIER, ENUMERATED, UTCTime, GeneralizedTime.
    case 0x01, 0x05, 0x06, 0x0a, 0x17, 0x18: bytes.keep(content)
    case 0x02: rewriteInteger(content, pseudonyms)
    case 0x03: rewriteNested(content, behind: 1, [0x30], depth: depth, &pseudonyms)
    case 0x04: rewriteNested(content, behind: 0, [0x30, 0x03, 0x04], depth: depth, &pseudonyms)
    case 0x87 where AddressBytes.address(bytes.content(content)) != nil:
      bytes.replaceAddress(content, &pseudonyms)
    default: bytes.write(text(bytes.content(content), &pseudonyms), at: content.lowerBound)
    }
  }

  /// Serial numbers and the parts of keys keep their length and sign; versions and exponents stay.
  private mutating func rewriteInteger(_ content: Range<Int>, _ pseudonyms: PacketPseudonyms) {
    let original = bytes.content(content)
    guard original.count > 3 else { return bytes.keep(content) }
    var number = pseudonyms.opaque(original)
    number[0] = original[0]
    if original[0] == 0 { number[1] |= 0x80 }
    bytes.write(number, at: content.lowerBound)
  }

  /// A string of bits or bytes that may hold another element, such as a key or an extension.
  private mutating func rewriteNested(
    _ content: Range<Int>, behind count: Int, _ tags: [UInt8], depth: Int,
    _ pseudonyms: inout PacketPseudonyms
  ) {
    let inner = content.dropFirst(count)
    bytes.keep(content.prefix(count))
    if let element = element(inner), element.content.upperBound == inner.upperBound,
      tags.contains(element.tag)
    {
      rewrite(inner, depth: depth, &pseudonyms)
    } else if content.count <= 3 {
      // Which uses of a key are allowed.
      bytes.keep(inner)
    } else {
      bytes.write(pseudonyms.opaque(bytes.content(inner)), at: inner.lowerBound)
    }
  }

  /// Names, addresses of mail and URIs; what is not text becomes other bytes.
  private func text(_ text: [UInt8], _ pseudonyms: inout PacketPseudonyms) -> [UInt8] {
    if text.count == 1 { return text }
    // The two bytes of each character in a BMPString.
    if text.count % 2 == 0, stride(from: 0, to: text.count, by: 2).allSatisfy({ text[$0] == 0 }) {
      let short = stride(from: 1, to: text.count, by: 2).map { text[$0] }
      return pseudonyms.name(short).flatMap { [0, $0] }
    }
    if text.contains(where: { $0 < 0x20 }) { return pseudonyms.opaque(text) }
    let parts = text.split(separator: UInt8(ascii: "/"), omittingEmptySubsequences: false)
    if parts.count > 2, parts[1].isEmpty, parts[0].last == UInt8(ascii: ":") {
      let rest = parts.dropFirst(2).map { pseudonyms.name(Array($0)) }
      return Array(([Array(parts[0]), []] + rest).joined(separator: [UInt8(ascii: "/")]))
    }
    return pseudonyms.name(text)
  }
}
