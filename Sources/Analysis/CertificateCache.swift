import Diagnosis
import Protocols

/// Certificates of the capture, each parsed once: reading X.509 costs more than the rest of a flow.
struct CertificateCache: Sendable {
  private var messages = ByteInterner(byteLimit: CertificateCache.byteLimit)
  private var certificates = ByteInterner(byteLimit: CertificateCache.byteLimit)

  /// How many bytes are kept for comparison: some thousand chains.
  static let byteLimit = 8 << 20

  /// Reads a Certificate message; `isTooLong` as in ``TLSEvent``.
  /// - Returns: The index of its chain in the store.
  mutating func chain(
    in message: Span<UInt8>, isComplete: Bool, isTooLong: Bool, store: inout EvidenceStore
  ) -> UInt32 {
    if isComplete, let known = messages.number(of: message) { return known }
    let list = CertificateList(reading: message, isTLS13: false, isComplete: isComplete)
    var chain = CertificateChain([], list.extent(isTooLong: isTooLong))
    for range in list.certificates {
      chain.certificates.append(index(of: message.extracting(range), store: &store))
    }
    let number = store.add(chain: chain)
    if isComplete { messages.add(message.copy(), number: number) }
    return number
  }

  private mutating func index(of der: Span<UInt8>, store: inout EvidenceStore) -> UInt32 {
    if let known = certificates.number(of: der) { return known }
    let index = store.add(CertificateSummary(der: der))
    certificates.add(der.copy(), number: index)
    return index
  }
}

extension CertificateList {
  fileprivate func extent(isTooLong: Bool) -> CertificateChain.Extent {
    if hasMore { return .longer }
    if isComplete { return .whole }
    if isTooLong { return .tooLong }
    return faults.isEmpty ? .truncated : .malformed
  }
}
