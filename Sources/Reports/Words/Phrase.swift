import Packets
import Protocols

/// One text for people, written with the ease of string interpolation into bytes.
///
/// Numbers go in as digits, addresses in their canonical form. A name from the network goes in as it is, cut
/// at ``nameLimit``: whoever shows the phrase makes it safe for its medium.
struct Phrase: ExpressibleByStringInterpolation, Hashable, Sendable {
  private(set) var buffer: ByteBuffer

  init(stringLiteral value: StaticString) {
    buffer = ByteBuffer()
    buffer.add(literal: value)
  }

  init(stringInterpolation: StringInterpolation) {
    buffer = stringInterpolation.buffer
  }

  /// A text that is at hand.
  init(_ text: String) {
    buffer = ByteBuffer()
    buffer.add(text)
  }

  var text: String { buffer.text }

  var isEmpty: Bool { buffer.count == 0 }

  mutating func append(_ other: Phrase) {
    buffer.add(other.buffer)
  }

  /// Characters that a name from the network may take in a sentence: more than any host name has.
  static let nameLimit = 255

  struct StringInterpolation: StringInterpolationProtocol {
    var buffer = ByteBuffer()

    /// Reserves capacity for a clause in each place: growing buffers took 2.5 % of the JSON report.
    init(literalCapacity: Int, interpolationCount: Int) {
      buffer.reserve(literalCapacity + interpolationCount * 48)
    }

    mutating func appendLiteral(_ literal: StaticString) {
      buffer.add(literal: literal)
    }

    /// A text of the program's own.
    mutating func appendInterpolation(_ text: String) {
      buffer.add(text)
    }

    mutating func appendInterpolation(_ phrase: Phrase) {
      buffer.add(phrase.buffer)
    }

    /// A frame number, a port, an id: plain digits.
    mutating func appendInterpolation(_ number: some FixedWidthInteger) {
      buffer.add(number)
    }

    /// A count, with a comma after each three digits.
    mutating func appendInterpolation(count number: some FixedWidthInteger) {
      buffer.addGrouped(UInt64(clamping: number))
    }

    /// `1 flow`, `2,113 flows`.
    mutating func appendInterpolation(count number: some FixedWidthInteger, _ one: String, _ many: String) {
      appendInterpolation(count: number)
      appendLiteral(" ")
      appendInterpolation(number == 1 ? one : many)
    }

    mutating func appendInterpolation(_ address: IPAddress) {
      buffer.add(address)
    }

    mutating func appendInterpolation(_ version: ProtocolVersion) {
      buffer.add(version.name ?? version.hexadecimal)
    }

    /// A name that came from the network.
    mutating func appendInterpolation(name: String) {
      let characters = name.unicodeScalars
      guard name.utf8.count > Phrase.nameLimit, characters.count > Phrase.nameLimit else {
        return buffer.add(name)
      }
      buffer.add(String(characters.prefix(Phrase.nameLimit)))
      buffer.add(SafeText.cut(of: characters.count))
    }
  }
}

extension ByteBuffer {
  /// `2,113`.
  mutating func addGrouped(_ number: UInt64) {
    guard number >= 1000 else { return add(number) }
    addGrouped(number / 1000)
    add(byte: UInt8(ascii: ","))
    add(number % 1000, width: 3)
  }
}
