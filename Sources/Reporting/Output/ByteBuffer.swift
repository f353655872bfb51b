/// UTF-8 bytes of a report on their way out.
///
/// A report may hold hundreds of thousands of flows: numbers and texts go in here without a string in between.
package struct ByteBuffer: Hashable, Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package var count: Int { bytes.count }

  /// What was written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func add(_ text: String) {
    bytes.append(contentsOf: text.utf8)
  }

  mutating func add(byte: UInt8) {
    bytes.append(byte)
  }

  mutating func add(_ other: ByteBuffer) {
    bytes.append(contentsOf: other.bytes)
  }

  package mutating func add(_ other: [UInt8]) {
    bytes.append(contentsOf: other)
  }

  /// A number in decimal digits.
  mutating func add(_ number: some FixedWidthInteger) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    add(digits: UInt64(clamping: number.magnitude))
  }

  /// A number with as many zeros in front as `width` asks for.
  mutating func add(_ number: UInt64, width: Int) {
    var limit: UInt64 = 10
    for _ in 1..<max(1, min(width, 19)) {
      if number < limit { bytes.append(UInt8(ascii: "0")) }
      limit = limit &* 10
    }
    add(digits: number)
  }

  /// Empties the buffer and keeps its room.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
  }

  private mutating func add(digits number: UInt64) {
    if number < 10 { return bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number)) }
    let start = bytes.count
    var rest = number
    while rest > 0 {
      bytes.append(UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10))
      rest /= 10
    }
    var low = start
    var high = bytes.count - 1
    while low < high {
      bytes.swapAt(low, high)
      low += 1
      high -= 1
    }
  }
}

extension ByteBuffer {
  /// Takes back spaces at the end.
  mutating func dropTrailingSpaces() {
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
  }
}
