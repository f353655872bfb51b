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

  /// A short text from an offset on.
  mutating func add(_ other: [UInt8], from start: Int) {
    add(upTo: other.count - start) { text in
      for index in start..<other.count { text.append(other[index]) }
    }
  }

  /// A text in quotation marks.
  mutating func add(quoted text: UnsafeBufferPointer<UInt8>) {
    add(upTo: text.count + 2) { quoted in
      quoted.append(UInt8(ascii: "\""))
      for index in text.indices { unsafe quoted.append(text[index]) }
      quoted.append(UInt8(ascii: "\""))
    }
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

// MARK: Numbers, addresses, times

extension ByteBuffer {
  /// Adds what `write` appends, `count` bytes at most: one check of the capacity for all of them.
  private mutating func add(upTo count: Int, _ write: (inout OutputSpan<UInt8>) -> Void) {
    bytes.append(addingCapacity: count, initializingWith: write)
  }

  /// A number in decimal digits.
  mutating func add(_ number: some FixedWidthInteger) {
    if number < 0 { add(byte: UInt8(ascii: "-")) }
    add(UInt64(truncatingIfNeeded: number.magnitude), width: 1)
  }

  /// A number with as many zeros in front as `width` asks for, 20 at most.
  mutating func add(_ number: UInt64, width: Int) {
    add(upTo: 20) { $0.append(number, width: min(width, 20)) }
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

  fileprivate static func power(_ exponent: Int) -> UInt64 {
    (0..<exponent).reduce(1) { product, _ in product * 10 }
  }

  /// Dotted decimal, or the canonical form of RFC 5952.
  mutating func add(_ address: IPAddress) {
    if address.isIPv4 { add(upTo: 15) { $0.append(v4: address.low) } } else { add(address.description) }
  }

  /// Base 64 (RFC 4648, section 4), padded.
  mutating func addBase64(_ data: [UInt8]) {
    add(upTo: (data.count + 2) / 3 * 4) { text in
      for start in stride(from: 0, to: data.count, by: 3) {
        let count = min(3, data.count - start)
        let bits = data[start..<start + count].reduce(0) { $0 << 8 | Int($1) } << (8 * (3 - count))
        for index in 0..<4 {
          let digit = Self.base64Digits[bits >> (18 - 6 * index) & 63]
          text.append(index <= count ? digit : UInt8(ascii: "="))
        }
      }
    }
  }

  private static let base64Digits = Array(
    "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789+/".utf8)

  /// `2020-07-20T09:14:31.201Z` with so many fraction digits, truncated and not rounded (RFC 3339, section
  /// 5.6).
  mutating func addTimestamp(_ time: UTCTime, digits: Int) {
    add(upTo: 48) {
      $0.append(dateAndTimeOf: time)
      $0.append(fraction: time.nanosecond, digits: digits)
      $0.append(UInt8(ascii: "Z"))
    }
  }

  /// `2020-07-20T09:14:31`, without the fraction and the zone.
  mutating func addDateTime(_ time: UTCTime) {
    add(upTo: 48) { $0.append(dateAndTimeOf: time) }
  }

  /// `09:14:31`.
  mutating func addClock(_ time: UTCTime) {
    add(upTo: 8) { $0.append(clockOf: time) }
  }

  /// `.201`: so many digits of a second's fraction; nothing for 0 digits.
  mutating func addFraction(_ nanosecond: Int, digits: Int) {
    add(upTo: 10) { $0.append(fraction: nanosecond, digits: digits) }
  }
}

extension OutputSpan<UInt8> {
  fileprivate mutating func append(_ number: UInt64, width: Int) {
    if number >= 100 || width > 2 {
      append(number / 100, width: width - 2)
      append(pair: Int(truncatingIfNeeded: number % 100))
    } else if number >= 10 || width > 1 {
      append(pair: Int(truncatingIfNeeded: number))
    } else {
      append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number))
    }
  }

  /// A number below 100 as two digits.
  @inline(__always)
  private mutating func append(pair number: Int) {
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number / 10))
    append(UInt8(ascii: "0") + UInt8(truncatingIfNeeded: number % 10))
  }

  fileprivate mutating func append(v4 address: UInt64) {
    for shift in stride(from: UInt64(24), through: 0, by: -8) {
      append(address >> shift & 0xff, width: 1)
      if shift > 0 { append(UInt8(ascii: ".")) }
    }
  }

  fileprivate mutating func append(dateAndTimeOf time: UTCTime) {
    let (year, month, day) = time.date.yearMonthDay
    append(UInt64(clamping: year), width: 4)
    append(UInt8(ascii: "-"))
    append(pair: month)
    append(UInt8(ascii: "-"))
    append(pair: day)
    append(UInt8(ascii: "T"))
    append(clockOf: time)
  }

  fileprivate mutating func append(clockOf time: UTCTime) {
    append(pair: time.hour)
    append(UInt8(ascii: ":"))
    append(pair: time.minute)
    append(UInt8(ascii: ":"))
    append(pair: time.second)
  }

  fileprivate mutating func append(fraction nanosecond: Int, digits: Int) {
    let digits = max(0, min(9, digits))
    if digits == 0 { return }
    append(UInt8(ascii: "."))
    append(UInt64(clamping: nanosecond) / ByteBuffer.power(9 - digits), width: digits)
  }
}
