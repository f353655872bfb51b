import Diagnosis
import ProtocolParsing

/// Certificates that were read before, so that each is parsed once in a capture.
///
/// A server sends the same chain to every client, and reading X.509 costs more than all the rest
/// of a flow. Two certificates are the same when all their bytes are.
struct CertificateCache: Sendable {
  private struct Entry: Sendable {
    let bytes: [UInt8]
    let index: UInt32
  }

  private var entries: [UInt64: [Entry]] = [:]
  private var keptBytes = 0

  /// How many bytes of certificates are kept to compare with: some ten thousand certificates. Those
  /// beyond are read each time they come.
  static let byteLimit = 16 << 20

  /// The store's index of a chain, each certificate read if it is new.
  mutating func chain(of list: CertificateList, in message: Span<UInt8>, store: inout EvidenceStore) -> UInt32 {
    var chain: [UInt32] = []
    chain.reserveCapacity(list.certificates.count)
    for range in list.certificates {
      chain.append(index(of: message.extracting(range), store: &store))
    }
    return store.add(chain: chain)
  }

  private mutating func index(of der: Span<UInt8>, store: inout EvidenceStore) -> UInt32 {
    let key = Self.key(der)
    for entry in entries[key] ?? [] where Self.isEqual(entry.bytes.span, der) { return entry.index }
    let index = store.add(CertificateSummary(der: der))
    guard keptBytes + der.count <= Self.byteLimit else { return index }
    keptBytes += der.count
    entries[key, default: []].append(Entry(bytes: (0..<der.count).map { der[$0] }, index: index))
    return index
  }

  /// A number that tells most certificates apart: the length and the end of the signature.
  private static func key(_ der: Span<UInt8>) -> UInt64 {
    var key = UInt64(der.count)
    for index in max(0, der.count - 24)..<der.count { key = key &* 0x100_0000_01b3 ^ UInt64(der[index]) }
    return key
  }

  private static func isEqual(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    // No early end: without a branch in it the loop is vectorised.
    var difference: UInt8 = 0
    for index in 0..<one.count { difference |= one[index] ^ other[index] }
    return difference == 0
  }
}
