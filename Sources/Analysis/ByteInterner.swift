/// Byte strings that were met before, each with the number it stands for.
///
/// What many flows repeat (an offer, a chain of certificates) is read once and found here afterwards. Two
/// strings are the same when all their bytes are; the hash only says where to look.
struct ByteInterner: Sendable {
  private struct Entry: Sendable {
    let bytes: [UInt8]
    let number: UInt32
  }

  private var entries: [Entry] = []
  private var places: [UInt64: Int32] = [:]
  private var keptBytes = 0
  /// So that nobody can prepare strings which hash alike.
  private let seed = UInt64.random(in: .min ... .max)
  private let byteLimit: Int

  /// Keeps at most `byteLimit` bytes; strings beyond are not known again.
  init(byteLimit: Int) {
    self.byteLimit = byteLimit
  }

  /// The number of a string that was added; nil when it was not.
  func number(of bytes: Span<UInt8>) -> UInt32? {
    guard let place = places[hash(bytes)] else { return nil }
    let entry = entries[Int(place)]
    return Self.isEqual(entry.bytes.span, bytes) ? entry.number : nil
  }

  /// Remembers a string that is not known yet.
  mutating func add(_ bytes: [UInt8], number: UInt32) {
    guard keptBytes + bytes.count <= byteLimit else { return }
    keptBytes += bytes.count
    places[hash(bytes.span)] = Int32(entries.count)
    entries.append(Entry(bytes: bytes, number: number))
  }

  /// How much of a long string is hashed, from its start and from its end: offers are shorter, and chains of
  /// certificates differ in the serial number of the first and in the signature of the last.
  private static let hashedPart = 128

  private func hash(_ bytes: Span<UInt8>) -> UInt64 {
    var hash = seed ^ UInt64(bytes.count)
    if bytes.count <= 2 * Self.hashedPart {
      Self.mix(bytes, into: &hash)
    } else {
      Self.mix(bytes.extracting(first: Self.hashedPart), into: &hash)
      Self.mix(bytes.extracting(last: Self.hashedPart), into: &hash)
    }
    return hash ^ hash &>> 32
  }

  private static func mix(_ bytes: Span<UInt8>, into hash: inout UInt64) {
    // Measured: eight checked loads a word took a twelfth of reading a capture of handshakes.
    unsafe bytes.withUnsafeBytes { raw in
      var place = 0
      while place &+ 8 <= raw.count {
        let word = unsafe raw.loadUnaligned(fromByteOffset: place, as: UInt64.self)
        hash = (hash ^ word) &* 0x9e37_79b9_7f4a_7c15
        hash ^= hash &>> 29
        place &+= 8
      }
      while place < raw.count {
        let byte = unsafe raw[place]
        hash = (hash ^ UInt64(byte)) &* 0x9e37_79b9_7f4a_7c15
        place &+= 1
      }
    }
  }

  private static func isEqual(_ one: Span<UInt8>, _ other: Span<UInt8>) -> Bool {
    guard one.count == other.count else { return false }
    // No early end: without a branch in it the loop is vectorised.
    var difference: UInt8 = 0
    for index in 0..<one.count { difference |= one[index] ^ other[index] }
    return difference == 0
  }
}
