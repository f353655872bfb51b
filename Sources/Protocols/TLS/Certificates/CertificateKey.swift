import SwiftASN1

/// The public key of a certificate (RFC 5280, section 4.1.2.7).
enum CertificateKey {
  /// The kind of a key and its size: `RSA 2048`, `EC P-256`, `Ed25519`, `DSA`; else the number of its kind.
  ///
  ///     SubjectPublicKeyInfo  SEQUENCE
  ///       algorithm             AlgorithmIdentifier
  ///       subjectPublicKey      BIT STRING
  static func name(_ node: ASN1Node) throws -> String {
    var fields = try node.children()
    let identifier = try AlgorithmIdentifier(fields.next())
    let bits = try ASN1BitString(derEncoded: &fields.nodes)
    switch identifier.algorithm {
    case [1, 2, 840, 113549, 1, 1, 1], [1, 2, 840, 113549, 1, 1, 10]: return "RSA \(try modulusSize(bits))"
    case [1, 2, 840, 10045, 2, 1]: return try curve(identifier.parameters)
    case [1, 2, 840, 10040, 4, 1]: return "DSA"
    case [1, 3, 101, 112]: return "Ed25519"
    case [1, 3, 101, 113]: return "Ed448"
    case let other: return String(describing: other)
    }
  }

  /// How many bits the modulus has (RFC 8017, appendix A.1.1): the first of two integers.
  private static func modulusSize(_ bits: ASN1BitString) throws -> Int {
    var fields = try DER.parse(bits.bytes).children()
    let modulus = try ArraySlice<UInt8>(derEncoded: &fields.nodes).drop { $0 == 0 }
    guard let first = modulus.first else { return 0 }
    return modulus.count * 8 - first.leadingZeroBitCount
  }

  /// The named curve (RFC 5480, section 2.1.1.1).
  private static func curve(_ parameters: ASN1Node?) throws -> String {
    guard let parameters, parameters.identifier == .objectIdentifier else { return "EC" }
    switch try ASN1ObjectIdentifier(derEncoded: parameters, withIdentifier: .objectIdentifier) {
    case [1, 2, 840, 10045, 3, 1, 7]: return "EC P-256"
    case [1, 3, 132, 0, 34]: return "EC P-384"
    case [1, 3, 132, 0, 35]: return "EC P-521"
    case [1, 3, 132, 0, 10]: return "EC secp256k1"
    case let other: return "EC \(other)"
    }
  }
}

/// What a certificate is signed with.
enum CertificateSignature {
  /// The name as RFC 3279, 4055, 5758 and 8410 write it; of an unknown algorithm its number.
  static func name(_ algorithm: ASN1ObjectIdentifier) -> String {
    names[algorithm] ?? String(describing: algorithm)
  }

  private static let names: [ASN1ObjectIdentifier: String] = [
    [1, 2, 840, 113549, 1, 1, 2]: "md2WithRSAEncryption",
    [1, 2, 840, 113549, 1, 1, 4]: "md5WithRSAEncryption",
    [1, 2, 840, 113549, 1, 1, 5]: "sha1WithRSAEncryption",
    [1, 2, 840, 113549, 1, 1, 10]: "rsassaPss",
    [1, 2, 840, 113549, 1, 1, 11]: "sha256WithRSAEncryption",
    [1, 2, 840, 113549, 1, 1, 12]: "sha384WithRSAEncryption",
    [1, 2, 840, 113549, 1, 1, 13]: "sha512WithRSAEncryption",
    [1, 2, 840, 113549, 1, 1, 14]: "sha224WithRSAEncryption",
    [1, 2, 840, 10040, 4, 3]: "dsaWithSHA1",
    [2, 16, 840, 1, 101, 3, 4, 3, 2]: "dsaWithSHA256",
    [1, 2, 840, 10045, 4, 1]: "ecdsaWithSHA1",
    [1, 2, 840, 10045, 4, 3, 2]: "ecdsaWithSHA256",
    [1, 2, 840, 10045, 4, 3, 3]: "ecdsaWithSHA384",
    [1, 2, 840, 10045, 4, 3, 4]: "ecdsaWithSHA512",
    [1, 3, 101, 112]: "ed25519",
    [1, 3, 101, 113]: "ed448",
  ]
}

/// What a key or a signature is made with (RFC 5280, section 4.1.1.2): a name and parameters of any kind.
struct AlgorithmIdentifier {
  var algorithm: ASN1ObjectIdentifier
  var parameters: ASN1Node?

  init(_ node: ASN1Node) throws {
    var fields = try node.children()
    algorithm = try ASN1ObjectIdentifier(derEncoded: &fields.nodes)
    parameters = fields.nodes.next()
  }
}
