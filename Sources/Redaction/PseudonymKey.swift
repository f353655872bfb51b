import Crypto

/// The key under which pseudonyms are made from secrets, by HMAC-SHA256 (RFC 2104).
package struct PseudonymKey: Sendable {
  private let key: SymmetricKey

  /// - Parameter key: the user's, of any length; nil for a random one.
  package init(_ key: String?) {
    // Hashed first: HMAC fills a short key with zeros, so that keys which differ in those would be one.
    self.key =
      key.map { SymmetricKey(data: SHA256.hash(data: Array($0.utf8))) } ?? SymmetricKey(size: .bits256)
  }

  /// 32 bytes for a secret of a kind. A zero separates the two, so that no two kinds share a digest.
  package func digest(_ kind: String, _ value: [UInt8]) -> [UInt8] {
    Array(HMAC<SHA256>.authenticationCode(for: Array(kind.utf8) + [0] + value, using: key))
  }
}
