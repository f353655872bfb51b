import Bytes
import Crypto
import SwiftASN1
import X509

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
  /// Why it could not be read; nil for a sound certificate.
  package var fault: Fault?

  package enum Fault: Hashable, Sendable {
    case tooLong(limit: Int)
    /// Not DER, or not the structure of a certificate: the code of SwiftASN1, where it has one.
    case malformed(code: String?)
  }

  package init(
    subject: String, issuer: String, serial: String, notBefore: Int64, notAfter: Int64,
    subjectAlternativeNames: [String], sha256: String, key: String, signature: String, fault: Fault?
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

extension CertificateSummary {
  /// The largest certificate that is read. Real ones have one to four KiB, and reading builds a tree of each.
  package static let maximumSize = 64 << 10

  /// Reads a certificate in DER (RFC 5280, section 4.1).
  ///
  ///     Certificate        SEQUENCE
  ///       tbsCertificate     SEQUENCE
  ///         version            [0] INTEGER, absent in version 1
  ///         serialNumber       INTEGER
  ///         signature          AlgorithmIdentifier
  ///         issuer             Name
  ///         validity           SEQUENCE of two times
  ///         subject            Name
  ///         subjectPublicKeyInfo
  ///         issuerUniqueID     [1], subjectUniqueID [2], extensions [3]: each may be absent
  ///       signatureAlgorithm   AlgorithmIdentifier
  ///       signature            BIT STRING
  ///
  /// Never fails: what precedes a fault is kept, and `fault` says what is wrong. Takes tens of
  /// microseconds: call it once for each distinct certificate.
  ///
  /// The tree is SwiftASN1's and the names are X509's, but X509's `Certificate` is not used: it refuses RSA keys
  /// below 2048 bits and kinds of keys it cannot verify with, which inspecting proxies do present.
  package init(der: Span<UInt8>) {
    self.init(
      subject: "", issuer: "", serial: "", notBefore: 0, notAfter: 0, subjectAlternativeNames: [],
      sha256: "", key: "", signature: "", fault: nil)
    let bytes = [UInt8](copying: der, ByteCursor(der))
    sha256 = hexadecimal(SHA256.hash(data: bytes))
    guard bytes.count <= Self.maximumSize else {
      fault = .tooLong(limit: Self.maximumSize)
      return
    }
    do {
      try read(try DER.parse(bytes))
    } catch let error as ASN1Error {
      fault = .malformed(code: "\(error.code)")
    } catch {
      fault = .malformed(code: nil)
    }
  }

  private mutating func read(_ root: ASN1Node) throws {
    var whole = try root.children()
    var fields = try whole.next().children()
    _ = try DER.optionalExplicitlyTagged(&fields.nodes, tagNumber: 0, tagClass: .contextSpecific) { $0 }
    serial = hexadecimal(try ArraySlice<UInt8>(derEncoded: &fields.nodes))
    signature = CertificateSignature.name(try AlgorithmIdentifier(fields.next()).algorithm)
    issuer = DirectoryText.text(try DistinguishedName(derEncoded: fields.next()))
    var validity = try fields.next().children()
    notBefore = try CertificateTime.seconds(validity.next())
    notAfter = try CertificateTime.seconds(validity.next())
    subject = DirectoryText.text(try DistinguishedName(derEncoded: fields.next()))
    key = try CertificateKey.name(fields.next())
    while let node = fields.nodes.next() { try readExtensions(node) }
  }

  /// The extensions are in [3]; the two unique identifiers of version 2 are skipped.
  private mutating func readExtensions(_ node: ASN1Node) throws {
    guard node.identifier == ASN1Identifier(tagWithNumber: 3, tagClass: .contextSpecific) else { return }
    var wrapped = try node.children()
    var list = try wrapped.next().children()
    while let node = list.nodes.next() {
      let part = try Certificate.Extension(derEncoded: node)
      guard part.oid == .X509ExtensionID.subjectAlternativeName else { continue }
      var names = try DER.parse(part.value).children()
      while let name = names.nodes.next() {
        if let text = CertificateName.text(name) { subjectAlternativeNames.append(text) }
      }
    }
  }
}
