/// What a report says of one X.509 certificate (RFC 5280).
package struct CertificateSummary: Hashable, Sendable {
  /// The distinguished name in the text form of RFC 4514; for a certificate that cannot be read, empty.
  package var subject: String
  package var issuer: String
  /// The serial number in lower-case hexadecimal.
  package var serial: String
  /// Seconds since 1970 (UTC).
  package var notBefore: Int64
  package var notAfter: Int64
  /// DNS names and IP addresses of the subject alternative name extension, in order.
  package var subjectAlternativeNames: [String]
  /// SHA-256 of the certificate's bytes in lower-case hexadecimal.
  package var sha256: String
  /// The key's kind and size, such as `RSA 2048` or `EC P-256`.
  package var key: String
  /// The signature algorithm, such as `sha256WithRSAEncryption`.
  package var signature: String
  /// What could not be read, in words; nil for a sound certificate.
  package var fault: String?

  package init(
    subject: String, issuer: String, serial: String, notBefore: Int64, notAfter: Int64,
    subjectAlternativeNames: [String], sha256: String, key: String, signature: String, fault: String?
  ) {
    self.subject = subject
    self.issuer = issuer
    self.serial = serial
    self.notBefore = notBefore
    self.notAfter = notAfter
    self.subjectAlternativeNames = subjectAlternativeNames
    self.sha256 = sha256
    self.key = key
    self.signature = signature
    self.fault = fault
  }
}
