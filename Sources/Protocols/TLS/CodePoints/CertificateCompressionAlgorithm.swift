/// How a `compressed_certificate` message is packed (RFC 8879, section 3; IANA "TLS Certificate Compression
/// Algorithm IDs").
package struct CertificateCompressionAlgorithm: CodePoint {
  /// The two bytes on the wire; any number is a valid value.
  package let rawValue: UInt16

  /// The code point of that number, known or not.
  package init(rawValue: UInt16) { self.rawValue = rawValue }

  package static let assignments: [(number: UInt16, name: String)] = [
    (1, "zlib"),
    (2, "brotli"),
    (3, "zstd"),
  ]
}
