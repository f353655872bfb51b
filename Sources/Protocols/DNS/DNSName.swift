import Bytes

/// Domain names on the wire (RFC 1035, sections 3.1 and 4.1.4).
///
///     0        1                 0        1        2
///     +--------+----//---+       +--------+--------+
///     | length | label   | ...   |11  offset of    |
///     +--------+----//---+       |  the rest       |
///                                +--------+--------+
enum DNSName {
  /// The longest name, lengths included (RFC 1035, section 2.3.4).
  static let maximumLength = 255

  /// Reads a name and moves the cursor after it.
  ///
  /// Lower case, without final dot, unusual bytes as `\DDD` (RFC 1035, section 5.1); the root is empty. Every
  /// pointer must point before the previous one, so chains end.
  static func read(_ bytes: Span<UInt8>, _ cursor: inout ByteCursor) throws(ParseFault) -> String {
    var text = Text()
    var length = 1
    var lowest = cursor.offset
    var reader = cursor
    var hasJumped = false
    while true {
      let start = reader.offset
      let count = Int(try reader.readUInt8(bytes, "label length"))
      if count >= 0xc0 {
        let target = (count & 0x3f) << 8 | Int(try reader.readUInt8(bytes, "pointer"))
        guard target < lowest else { throw ParseFault(.invalid, offset: start, field: "pointer") }
        if !hasJumped { cursor = reader }
        hasJumped = true
        lowest = target
        reader = ByteCursor(target..<bytes.count)
        continue
      }
      if count == 0 { break }
      length += count + 1
      guard count < 64, length <= maximumLength else {
        throw ParseFault(.invalid, offset: start, field: "label length")
      }
      let label = try reader.readRange(count, "label")
      if text.count > 0 { text.append(UInt8(ascii: ".")) }
      for index in label { append(bytes[index], to: &text) }
    }
    if !hasJumped { cursor = reader }
    return text.string
  }

  private static func append(_ byte: UInt8, to text: inout Text) {
    switch byte {
    // First, because nearly all of a name is small letters.
    case 0x61...0x7a: text.append(byte)
    case 0x41...0x5a: text.append(byte | 0x20)
    case UInt8(ascii: "."), UInt8(ascii: "\\"): appendEscape(byte, to: &text)
    case 0x21...0x7e: text.append(byte)
    default: appendEscape(byte, to: &text)
    }
  }

  private static func appendEscape(_ byte: UInt8, to text: inout Text) {
    text.append(UInt8(ascii: "\\"))
    text.append(0x30 + byte / 100)
    text.append(0x30 + byte / 10 % 10)
    text.append(0x30 + byte % 10)
  }

  /// A name while it is read. In place: an array that grows cost a third of reading a message.
  private struct Text: ~Copyable {
    /// The longest name without escapes fits. Room for any would be a kilobyte of zeros for each name.
    private var bytes = InlineArray<256, UInt8>(repeating: 0)
    private(set) var count = 0
    /// What does not fit: four bytes at most for each of a name, see ``appendEscape(_:to:)``.
    private var rest: [UInt8] = []

    mutating func append(_ byte: UInt8) {
      if count < bytes.count {
        bytes[count] = byte
      } else {
        rest.append(byte)
      }
      count &+= 1
    }

    /// Of ASCII bytes.
    var string: String {
      guard let text = try? UTF8Span(validating: bytes.span.extracting(first: count)) else { return "" }
      let start = String(copying: text)
      return rest.isEmpty ? start : start + String(decoding: rest, as: UTF8.self)
    }
  }
}
