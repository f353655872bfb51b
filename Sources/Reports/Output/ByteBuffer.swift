import Diagnosis
import Packets

/// UTF-8 bytes of a report's output. Numbers and texts are added without a String in between, because a
/// report may list hundreds of thousands of flows.
package struct ByteBuffer: Hashable, Sendable {
  package private(set) var bytes: [UInt8] = []

  package init() {}

  package var count: Int { bytes.count }

  /// What was written, as text.
  package var text: String { String(decoding: bytes, as: UTF8.self) }

  package mutating func add(_ text: String) {
    let wasAdded: Void? = unsafe text.utf8.withContiguousStorageIfAvailable { unsafe add($0) }
    if wasAdded == nil { bytes.append(contentsOf: text.utf8) }
  }

  /// A text of the program.
  mutating func add(literal: StaticString) {
    unsafe add(UnsafeBufferPointer(start: literal.utf8Start, count: literal.utf8CodeUnitCount))
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

  static func + (left: ByteBuffer, right: ByteBuffer) -> ByteBuffer {
    var both = left
    both.add(right)
    return both
  }

  /// Removes what was added after a count.
  mutating func cut(to count: Int) {
    bytes.removeLast(bytes.count - count)
  }

  /// Takes back spaces at the end.
  mutating func dropTrailingSpaces() {
    while bytes.last == UInt8(ascii: " ") { bytes.removeLast() }
  }

  /// Empties the buffer and keeps its capacity.
  mutating func removeAll() {
    bytes.removeAll(keepingCapacity: true)
  }

  mutating func reserve(_ count: Int) {
    bytes.reserveCapacity(count)
  }
}

// MARK: Numbers and addresses

extension ByteBuffer {
  /// A number in decimal digits.
  mutating func add(_ number: some FixedWidthInteger) {
    if number < 0 { add(byte: UInt8(ascii: "-")) }
    add(UInt64(truncatingIfNeeded: number.magnitude), width: 1)
  }

  /// A number with as many zeros in front as `width` asks for, 20 at most.
  mutating func add(_ number: UInt64, width: Int) {
    var digits = InlineArray<20, UInt8>(repeating: UInt8(ascii: "0"))
    var first = digits.count
    var rest = number
    while rest > 0 {
      first -= 1
      digits[first] += UInt8(rest % 10)
      rest /= 10
    }
    first = max(0, min(first, digits.count - width))
    for place in first..<digits.count { bytes.append(digits[place]) }
  }

  /// A span of time in units of 10^`scale` nanoseconds with `digits` decimals, such as `21.5`.
  mutating func addDecimal(_ nanoseconds: Int64, scale: Int, digits: Int) {
    let digits = max(0, min(scale, digits))
    if nanoseconds < 0 { add(byte: UInt8(ascii: "-")) }
    let (whole, rest) = nanoseconds.magnitude.quotientAndRemainder(dividingBy: Self.power(scale))
    add(whole)
    if digits == 0 { return }
    add(byte: UInt8(ascii: "."))
    add(rest / Self.power(scale - digits), width: digits)
  }

  private static func power(_ exponent: Int) -> UInt64 {
    (0..<exponent).reduce(1) { product, _ in product * 10 }
  }

  /// Dotted decimal, or the canonical form of RFC 5952.
  mutating func add(_ address: IPAddress) {
    guard address.isIPv4 else { return add(address.description) }
    for shift in stride(from: UInt64(24), through: 0, by: -8) {
      add(address.low >> shift & 0xff)
      if shift > 0 { add(byte: UInt8(ascii: ".")) }
    }
  }

  /// Base 64 (RFC 4648, section 4), padded.
  mutating func addBase64(_ data: [UInt8]) {
    let alphabet = Array("ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)
    for start in stride(from: 0, to: data.count, by: 3) {
      let group = data[start..<min(start + 3, data.count)]
      let bits = group.reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - group.count))
      for place in 0..<4 {
        add(byte: place <= group.count ? alphabet[bits >> (18 - 6 * place) & 63] : UInt8(ascii: "="))
      }
    }
  }
}

// MARK: Times

extension ByteBuffer {
  /// `2020-07-20T09:14:31.201Z` with so many fraction digits, truncated and not rounded (RFC 3339, section
  /// 5.6).
  mutating func addTimestamp(_ time: UTCTime, digits: Int) {
    addDateTime(time)
    addFraction(time.nanosecond, digits: digits)
    add(byte: UInt8(ascii: "Z"))
  }

  /// `2020-07-20T09:14:31`, without the fraction and the zone.
  mutating func addDateTime(_ time: UTCTime) {
    let (year, month, day) = time.date.yearMonthDay
    add(UInt64(clamping: year), width: 4)
    add(byte: UInt8(ascii: "-"))
    add(UInt64(clamping: month), width: 2)
    add(byte: UInt8(ascii: "-"))
    add(UInt64(clamping: day), width: 2)
    add(byte: UInt8(ascii: "T"))
    addClock(time)
  }

  /// `09:14:31`.
  mutating func addClock(_ time: UTCTime) {
    add(UInt64(clamping: time.hour), width: 2)
    add(byte: UInt8(ascii: ":"))
    add(UInt64(clamping: time.minute), width: 2)
    add(byte: UInt8(ascii: ":"))
    add(UInt64(clamping: time.second), width: 2)
  }

  /// `.201`: so many digits of a second's fraction; nothing for 0 digits.
  mutating func addFraction(_ nanosecond: Int, digits: Int) {
    let digits = max(0, min(9, digits))
    if digits == 0 { return }
    add(byte: UInt8(ascii: "."))
    add(UInt64(clamping: nanosecond) / Self.power(9 - digits), width: digits)
  }
}
