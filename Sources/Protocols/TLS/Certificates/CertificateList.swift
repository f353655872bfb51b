import Bytes

/// The ranges of the certificates in a Certificate message, the sender's own first.
///
/// Reading a certificate is expensive: use ``CertificateSummary/init(der:)`` once for each distinct one.
package struct CertificateList: Hashable, Sendable {
  /// The longest chain that is kept. Servers send two to four certificates; OpenSSL verifies at most 100.
  package static let maximumCount = 10

  package var certificates: [Range<Int>]
  /// False when the list is truncated, a length in it is wrong, or it has more than ``maximumCount``.
  package var isComplete: Bool
  /// More than ``maximumCount`` follow.
  package var hasMore = false
  package var faults: [String]

  /// Reads a Certificate message, the four bytes of its handshake header included.
  ///
  ///     header                       4
  ///     request context              1 + 0..255       TLS 1.3 only (RFC 8446, section 4.4.2)
  ///     certificate_list             3 + 0..2^24-1    (RFC 5246, section 7.4.2)
  ///       certificate                3 + 1..2^24-1
  ///       extensions                 2 + 0..65535     TLS 1.3 only
  ///
  /// A certificate whose end is missing is left out: its bytes cannot be compared with anything.
  package init(reading message: Span<UInt8>, isTLS13: Bool, isComplete: Bool) {
    certificates = []
    self.isComplete = isComplete
    faults = []
    do throws(ParseFault) {
      try readFields(message, isTLS13: isTLS13)
    } catch {
      note(error)
    }
  }

  private mutating func readFields(_ bytes: Span<UInt8>, isTLS13: Bool) throws(ParseFault) {
    var (_, body) = try readHandshakeBody(bytes)
    if isTLS13 { _ = try readVector8(bytes, of: &body, "certificate_request_context") }
    let length = try body.readUInt24(bytes, "certificate_list")
    var list = readVector(length, of: &body, "certificate_list")
    while !list.isAtEnd {
      guard certificates.count < Self.maximumCount else {
        isComplete = false
        hasMore = true
        return
      }
      let count = try list.readUInt24(bytes, "cert_data")
      certificates.append(try list.readRange(count, "cert_data"))
      if isTLS13 { _ = try readVector16(bytes, of: &list, "certificate extensions") }
    }
    try body.finish("certificate")
  }
}

extension CertificateList: LenientMessage {}
