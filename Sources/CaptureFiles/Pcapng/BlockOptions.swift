import Bytes

/// The options at the end of a pcapng block (draft-ietf-opsawg-pcapng, section 3.5).
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +-------------------------------+-------------------------------+
///      |          Option Code          |         Option Length         |
///      +-------------------------------+-------------------------------+
///      |        Option Value, filled up to a multiple of 4 bytes       |
///      +---------------------------------------------------------------+
///
/// An option that does not fit ends the walk: the block before it is still good.
struct BlockOptions {
  private var cursor: ByteCursor
  private let order: ByteOrder

  init(_ range: Range<Int>, order: ByteOrder) {
    cursor = ByteCursor(range)
    self.order = order
  }

  /// The next option and where its value stands; nil behind the last.
  mutating func next(_ bytes: Span<UInt8>) -> (code: UInt16, value: Range<Int>)? {
    guard let code = try? cursor.readUInt16(bytes, "Option Code"), code != 0,
      let length = try? cursor.readUInt16(bytes, "Option Length")
    else { return nil }
    let count = Int(order.value(length))
    guard let value = try? cursor.readRange(count, "Option Value") else { return nil }
    _ = cursor.readClampedRegion(-count & 3)
    return (order.value(code), value)
  }
}
