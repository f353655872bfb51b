/// Byte strings by number, each stored once. Equality compares all bytes; the hash only finds candidates.
struct ByteInterner: Sendable {
  private var entries: [Int: (bytes: [UInt8], number: UInt32)] = [:]
  private var keptBytes = 0
  private let byteLimit: Int

  /// Keeps at most `byteLimit` bytes; strings beyond are not known again.
  init(byteLimit: Int) {
    self.byteLimit = byteLimit
  }

  func number(of bytes: Span<UInt8>) -> UInt32? {
    guard let entry = entries[hash(bytes)], entry.bytes.span.hasSameBytes(as: bytes) else { return nil }
    return entry.number
  }

  mutating func add(_ bytes: [UInt8], number: UInt32) {
    guard keptBytes + bytes.count <= byteLimit else { return }
    keptBytes += bytes.count
    entries[hash(bytes.span)] = (bytes, number)
  }

  /// Chains of certificates differ in the serial number of the first, which 48 bytes contain, and in the signature of the
  /// last. 128 bytes took one percent of the time of a capture of handshakes.
  private static let hashedPart = 48

  private func hash(_ bytes: Span<UInt8>) -> Int {
    var hasher = Hasher()
    hasher.combine(bytes.count)
    // A loop over the bytes is several times slower.
    unsafe bytes.extracting(first: Self.hashedPart).withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    unsafe bytes.extracting(last: Self.hashedPart).withUnsafeBytes { unsafe hasher.combine(bytes: $0) }
    return hasher.finalize()
  }
}

extension Span<UInt8> {
  func hasSameBytes(as other: Span<UInt8>) -> Bool {
    guard count == other.count else { return false }
    // Without an early exit the loop is vectorised.
    var difference: UInt8 = 0
    for index in 0..<count { difference |= self[index] ^ other[index] }
    return difference == 0
  }

  func copy() -> [UInt8] {
    (0..<count).map { self[$0] }
  }
}
