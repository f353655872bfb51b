import Packets

/// Bytes that are zero until something is put there that may be shown: what no reader knows stays zero.
struct RewrittenBytes {
  let original: [UInt8]
  private(set) var bytes: [UInt8]

  init(_ original: [UInt8]) {
    self.original = original
    bytes = [UInt8](repeating: 0, count: original.count)
  }

  init(_ original: Span<UInt8>) {
    self.init((0..<original.count).map { original[$0] })
  }

  var count: Int { original.count }

  /// Copies what is in the range and in the bytes.
  mutating func keep(_ range: Range<Int>) {
    for index in range.clamped(to: 0..<count) { bytes[index] = original[index] }
  }

  /// Writes from an offset on, as far as there are bytes.
  mutating func write(_ new: some Sequence<UInt8>, at offset: Int) {
    guard offset >= 0 else { return }
    for (index, byte) in zip(offset..<max(offset, count), new) { bytes[index] = byte }
  }

  mutating func write(_ number: UInt16, at offset: Int) {
    write([UInt8(number >> 8), UInt8(truncatingIfNeeded: number)], at: offset)
  }

  /// What was captured in the range; shorter where it passes the end.
  func content(_ range: Range<Int>) -> [UInt8] { Array(original[range.clamped(to: 0..<count)]) }

  /// The number that was captured there, most significant byte first; nil past the end.
  func number(at offset: Int, bytes width: Int) -> Int? {
    guard offset >= 0, offset + width <= count else { return nil }
    return original[offset..<offset + width].reduce(0) { $0 << 8 | Int($1) }
  }

  /// Replaces an address of six bytes, if it was captured.
  mutating func replaceCard(at offset: Int, _ pseudonyms: inout PacketPseudonyms) {
    let card = content(offset..<offset + 6)
    if card.count == 6 { write(pseudonyms.card(card), at: offset) }
  }

  /// Replaces an address of four or sixteen bytes, if it was captured.
  mutating func replaceAddress(_ range: Range<Int>, _ pseudonyms: inout PacketPseudonyms) {
    guard let address = AddressBytes.address(content(range)), range.upperBound <= count else { return }
    write(pseudonyms.address(address).bytes, at: range.lowerBound)
  }
}
