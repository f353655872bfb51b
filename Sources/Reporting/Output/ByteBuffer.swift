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

  /// A text that stands in the program: one copy, where a `String` is read through a generic view (of 150,000 flows
  /// as JSON, a fifth of the time).
  @inline(__always)
  mutating func add(literal: StaticString) {
    unsafe bytes.append(
      contentsOf: UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
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

  mutating func add(_ other: UnsafeBufferPointer<UInt8>) {
    unsafe bytes.append(contentsOf: other)
  }

  /// A number in decimal digits.
  mutating func add(_ number: some FixedWidthInteger) {
    if number < 0 { bytes.append(UInt8(ascii: "-")) }
    add(digits: UInt64(clamping: number.magnitude))
  }

  /// A number with as many zeros in front as `width` asks for.
  mutating func add(_ number: UInt64, width: Int) {
    if width <= 8, number < Self.eightDigits { return add(packed: number, width: width) }
    var limit: UInt64 = 10
    for _ in 1..<max(1, min(width, 19)) {
      if number < limit { bytes.append(UInt8(ascii: "0")) }
      limit = limit &* 10
    }
    add(digits: number)
  }

  /// Adds what `body` puts into room for so many bytes. Room is made in advance for many such calls: an array that
  /// is asked for exactly what is needed would be moved each time.
  @inline(__always)
  mutating func append(atMost room: Int, _ body: (inout OutputSpan<UInt8>) -> Void) {
    if bytes.capacity - bytes.count < room {
      bytes.reserveCapacity(max(bytes.capacity * 2, bytes.count + room))
    }
    bytes.append(addingCapacity: room, initializingWith: body)
  }

  /// Takes back what was added behind a count.
  mutating func cut(to count: Int) {
    bytes.removeLast(bytes.count - count)
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
    let (high, low) = number.quotientAndRemainder(dividingBy: Self.eightDigits)
    guard high > 0 else { return add(packed: low, width: 0) }
    add(digits: high)
    add(packed: low, width: 8)
  }

  private static let eightDigits: UInt64 = 100_000_000

  /// At most eight digits, with zeros in front up to a width: put together in one word, the first in its lowest byte.
  private mutating func add(packed number: UInt64, width: Int) {
    var (rest, digits, count) = (number, UInt64(0), 0)
    while rest > 0 || count < width {
      digits = digits &<< 8 | (rest % 10 &+ UInt64(UInt8(ascii: "0")))
      rest /= 10
      count += 1
    }
    for _ in 0..<count {
      bytes.append(UInt8(truncatingIfNeeded: digits))
      digits &>>= 8
    }
  }
}

extension ByteBuffer {
  /// Takes back spaces at the end.
  mutating func dropTrailingSpaces() {
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
  }
}
