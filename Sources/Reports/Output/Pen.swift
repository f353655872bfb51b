import Packets

/// Writes into room that a buffer has made before, without another look at the buffer.
///
/// Of a flow in JSON most pieces have some ten bytes: asking an array for room and whether it is shared costs more than
/// the copy (1.4 against 0.5 microseconds for the walkthrough of a flow). What does not fit traps.
@safe struct Pen {
  private(set) var count = 0
  private let room: UnsafeMutableBufferPointer<UInt8>

  fileprivate init(_ room: UnsafeMutableBufferPointer<UInt8>) {
    unsafe self.room = room
  }

  /// A text that stands in the program.
  @inline(__always)
  mutating func put(_ literal: StaticString) {
    unsafe put(literal.utf8Start, literal.utf8CodeUnitCount)
  }

  @inline(__always)
  mutating func put(_ bytes: ByteBuffer) {
    unsafe bytes.bytes.withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress { unsafe put(start, bytes.count) }
    }
  }

  /// Some bytes out of those of a buffer.
  @inline(__always)
  mutating func put(_ bytes: ByteBuffer, _ places: Range<Int>) {
    unsafe bytes.bytes.span.extracting(places).withUnsafeBufferPointer { bytes in
      if let start = bytes.baseAddress { unsafe put(start, bytes.count) }
    }
  }

  @inline(__always)
  mutating func put(byte: UInt8) {
    unsafe precondition(count < room.count)
    unsafe room[count] = byte
    count &+= 1
  }

  /// A number in decimal digits.
  @inline(__always)
  mutating func put(_ number: some FixedWidthInteger) {
    if number < 0 { put(byte: UInt8(ascii: "-")) }
    put(UInt64(truncatingIfNeeded: number.magnitude), width: 1)
  }

  /// A number with zeros in front up to a width of at most 20. It takes room for eight bytes, if it needs less.
  @inline(__always)
  mutating func put(_ number: UInt64, width: Int) {
    if number < 10, width <= 1 { return put(byte: UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: number)) }
    guard number < Digits.limit, width <= 8 else { return put(long: number, width: width) }
    put(short: number, width: width)
  }

  /// Eight characters, the first in the lowest byte.
  @inline(__always)
  mutating func put(word: UInt64) {
    unsafe precondition(count &+ 8 <= room.count)
    unsafe UnsafeMutableRawBufferPointer(room).storeBytes(
      of: word.littleEndian, toByteOffset: count, as: UInt64.self)
    count &+= 8
  }

  /// Four characters, the first in the lowest byte.
  @inline(__always)
  mutating func put(half: UInt32) {
    unsafe precondition(count &+ 4 <= room.count)
    unsafe UnsafeMutableRawBufferPointer(room).storeBytes(
      of: half.littleEndian, toByteOffset: count, as: UInt32.self)
    count &+= 4
  }

  /// The first digits, one to nine, of a nanosecond within its second. It takes room for nine.
  @inline(__always)
  mutating func put(nanosecond: UInt64, digits: Int) {
    let start = count
    put(word: Digits.eight(nanosecond / 10) | Digits.zeros)
    if digits == 9 {
      put(byte: UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: nanosecond % 10))
    } else {
      count = start &+ digits
    }
  }

  private mutating func put(short number: UInt64, width: Int) {
    let digits = Digits.eight(number)
    // Of zero one digit stays.
    let zeros = min(digits.trailingZeroBitCount &>> 3, 8 &- max(1, width))
    unsafe precondition(count &+ 8 <= room.count)
    let word = (digits | Digits.zeros) &>> UInt64(truncatingIfNeeded: 8 &* zeros)
    unsafe UnsafeMutableRawBufferPointer(room).storeBytes(
      of: word.littleEndian, toByteOffset: count, as: UInt64.self)
    count &+= 8 &- zeros
  }

  private mutating func put(long number: UInt64, width: Int) {
    var limit: UInt64 = 10
    var digits = 1
    while digits < 20, number >= limit {
      digits += 1
      let (next, isTooLarge) = limit.multipliedReportingOverflow(by: 10)
      if isTooLarge { break }
      limit = next
    }
    let all = max(digits, width)
    unsafe precondition(count &+ all <= room.count)
    var rest = number
    var place = count &+ all
    while place > count {
      place &-= 1
      unsafe room[place] = UInt8(ascii: "0") &+ UInt8(truncatingIfNeeded: rest % 10)
      rest /= 10
    }
    count &+= all
  }

  @inline(__always)
  mutating func put(_ start: UnsafePointer<UInt8>, _ length: Int) {
    unsafe precondition(count &+ length <= room.count)
    if let place = unsafe room.baseAddress { unsafe (place + count).update(from: start, count: length) }
    count &+= length
  }

  /// An address: at most ``addressRoom`` bytes.
  mutating func put(_ address: IPAddress) {
    guard address.isIPv4 else {
      for byte in address.description.utf8 { put(byte: byte) }
      return
    }
    put(octet: address.low &>> 24)
    put(octet: address.low &>> 16)
    put(octet: address.low &>> 8)
    put(octet: address.low)
    // The point behind the last.
    count &-= 1
  }

  /// The lowest byte of a number in decimal digits and a point, in room for four.
  @inline(__always)
  private mutating func put(octet: UInt64) {
    let octet = UInt32(truncatingIfNeeded: octet & 0xff)
    // x * 41 >> 12 is x / 100 for x below 256, and x * 103 >> 10 is x / 10 for x below 100.
    let hundreds = (octet &* 41) &>> 12
    let rest = octet &- hundreds &* 100
    let tens = (rest &* 103) &>> 10
    let digits = hundreds | tens &<< 8 | (rest &- tens &* 10) &<< 16
    let zeros: UInt32 = octet >= 100 ? 0 : octet >= 10 ? 1 : 2
    let start = count
    put(half: (digits | 0x2e30_3030) &>> (8 &* zeros))
    count = start &+ 4 &- Int(zeros)
  }

  /// Eight groups of four digits with colons between; dotted decimal takes room for sixteen.
  static let addressRoom = 40
}

extension ByteBuffer {
  /// Makes room and writes into it. Nothing is kept of room that was not needed.
  @inline(__always)
  mutating func write(atMost room: Int, _ body: (inout Pen) -> Void) {
    append(atMost: room) { span in
      unsafe span.withUnsafeMutableBufferPointer { free, initialized in
        var pen = unsafe Pen(free)
        body(&pen)
        initialized = pen.count
      }
    }
  }
}
