/// UTF-8 bytes of a report on their way out.
///
/// A report may hold hundreds of thousands of flows: numbers and texts go in here without a string in between.
package struct ByteBuffer: Hashable, Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  /// A text of the program's own and another behind it.
  init(_ literal: StaticString, _ rest: ByteBuffer = ByteBuffer()) {
    add(literal: literal)
    add(rest)
  }

  package var count: Int { bytes.count }

  /// What was written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func add(_ text: String) {
    let isDone: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe add($0) }
    if isDone == nil { bytes.append(contentsOf: text.utf8) }
  }

  /// A text that stands in the program: one copy, where a `String` is read through a generic view (of 150,000 flows
  /// as JSON, a fifth of the time).
  @inline(__always)
  mutating func add(literal: StaticString) {
    unsafe add(literal.utf8Start, literal.utf8CodeUnitCount)
  }

  mutating func add(byte: UInt8) {
    bytes.append(byte)
  }

  mutating func add(_ other: ByteBuffer) {
    add(other.bytes)
  }

  static func + (left: ByteBuffer, right: ByteBuffer) -> ByteBuffer {
    var both = left
    both.add(right)
    return both
  }

  package mutating func add(_ other: [UInt8]) {
    unsafe other.withUnsafeBufferPointer { unsafe add($0) }
  }

  @inline(__always)
  mutating func add(_ other: UnsafeBufferPointer<UInt8>) {
    if let start = other.baseAddress { unsafe add(start, other.count) }
  }

  /// One copy. `append(contentsOf:)` goes through a sequence, which took a twelfth of writing 150,000 flows as JSON.
  /// Never inlined: the compiler (6.3.1) stumbles over a closure that holds the place of a literal.
  @inline(never)
  private mutating func add(_ start: UnsafePointer<UInt8>, _ length: Int) {
    write(atMost: length) { unsafe $0.put(start, length) }
  }

  /// A number in decimal digits.
  mutating func add(_ number: some FixedWidthInteger) {
    write(atMost: Self.numberRoom) { $0.put(number) }
  }

  /// A number with as many zeros in front as `width` asks for, 20 at most.
  mutating func add(_ number: UInt64, width: Int) {
    write(atMost: Self.numberRoom) { $0.put(number, width: min(width, 20)) }
  }

  /// Twenty digits and a sign.
  private static let numberRoom = 24

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
}

extension ByteBuffer {
  /// Takes back spaces at the end.
  mutating func dropTrailingSpaces() {
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
  }
}
