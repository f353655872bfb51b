import Bytes

/// The common fields of the three packet blocks. Ranges count from the start of the block.
struct PacketBlock {
  var interface: Int
  var ticks: UInt64?
  var original: Int
  var frame: Range<Int>
  var options: Range<Int>
}

extension PacketBlock {
  /// Reads any of the three; `snapLength` is that of the section's first interface.
  ///
  /// An Enhanced Packet Block (section 4.3).
  ///
  ///      0                   1                   2                   3
  ///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
  ///      +---------------------------------------------------------------+
  ///    0 |                    Block Type = 0x00000006                    |
  ///      +---------------------------------------------------------------+
  ///    4 |                      Block Total Length                       |
  ///      +---------------------------------------------------------------+
  ///    8 |                         Interface ID                          |
  ///      +---------------------------------------------------------------+
  ///   12 |                        Timestamp (High)                       |
  ///      +---------------------------------------------------------------+
  ///   16 |                        Timestamp (Low)                        |
  ///      +---------------------------------------------------------------+
  ///   20 |                    Captured Packet Length                     |
  ///      +---------------------------------------------------------------+
  ///   24 |                    Original Packet Length                     |
  ///      +---------------------------------------------------------------+
  ///   28 |      Packet Data, filled up to a multiple of 4; options       |
  ///      +---------------------------------------------------------------+
  ///
  /// A Packet Block (appendix A), which numbers interfaces with 16 bits and counts drops beside them.
  ///
  ///      +-------------------------------+-------------------------------+
  ///    8 |         Interface ID          |          Drops Count          |
  ///      +-------------------------------+-------------------------------+
  ///   12 |           from here on as in an Enhanced Packet Block         |
  ///      +---------------------------------------------------------------+
  ///
  /// - Throws: `.truncated` when the block is too short for its packet.
  @inline(__always)
  init(
    _ type: BlockType, _ bytes: Span<UInt8>, body: Range<Int>, order: ByteOrder, snapLength: UInt32
  ) throws(ParseFault) {
    var cursor = ByteCursor(body)
    switch type {
    case .enhancedPacket:
      let interface = Int(order.value(try cursor.readUInt32(bytes, "Interface ID")))
      try self.init(bytes, &cursor, order, interface: interface)
    case .packet:
      let interface = Int(order.value(try cursor.readUInt16(bytes, "Interface ID")))
      _ = try cursor.readUInt16(bytes, "Drops Count")
      try self.init(bytes, &cursor, order, interface: interface)
    default: try self.init(simple: bytes, &cursor, order, snapLength: snapLength)
    }
  }

  /// A Simple Packet Block (section 4.4): a frame of the section's first interface, without a time.
  ///
  ///      +---------------------------------------------------------------+
  ///    8 |                    Original Packet Length                     |
  ///      +---------------------------------------------------------------+
  ///   12 |           Packet Data, filled up to a multiple of 4           |
  ///      +---------------------------------------------------------------+
  ///
  /// How much was captured follows from the snap length, 0 for no limit.
  private init(
    simple bytes: Span<UInt8>, _ cursor: inout ByteCursor, _ order: ByteOrder, snapLength: UInt32
  ) throws(ParseFault) {
    let length = order.value(try cursor.readUInt32(bytes, "Original Packet Length"))
    interface = 0
    ticks = nil
    original = Int(length)
    frame = try cursor.readRange(Int(snapLength == 0 ? length : min(length, snapLength)), "Packet Data")
    options = cursor.end..<cursor.end
  }

  /// What the other two have after the interface.
  @inline(__always)
  private init(
    _ bytes: Span<UInt8>, _ cursor: inout ByteCursor, _ order: ByteOrder, interface: Int
  ) throws(ParseFault) {
    self.interface = interface
    let high = order.value(try cursor.readUInt32(bytes, "Timestamp (High)"))
    let low = order.value(try cursor.readUInt32(bytes, "Timestamp (Low)"))
    ticks = UInt64(high) &<< 32 | UInt64(low)
    let captured = Int(order.value(try cursor.readUInt32(bytes, "Captured Packet Length")))
    original = Int(order.value(try cursor.readUInt32(bytes, "Original Packet Length")))
    frame = try cursor.readRange(captured, "Packet Data")
    _ = cursor.readClampedRegion(-captured & 3)
    options = cursor.rest
  }

  /// The process that the block's options name; -1 for none.
  ///
  /// `epb_processid_threadid` is two numbers of four bytes. etl2pcapng adds a comment `PID=4711 TID=…`; older
  /// versions write only that.
  func processID(_ bytes: Span<UInt8>, order: ByteOrder) -> Int32 {
    var options = BlockOptions(options, order: order)
    while let (code, value) = options.next(bytes) {
      if code == 8, let number: Int32 = order.number(bytes, at: value) { return number }
      if code == 1, let number = Self.processID(inComment: bytes.extracting(value)) { return number }
    }
    return -1
  }

  private static func processID(inComment comment: Span<UInt8>) -> Int32? {
    guard comment.count > 4, comment[0] == 0x50, comment[1] == 0x49, comment[2] == 0x44, comment[3] == 0x3D
    else { return nil }
    var number: Int32 = 0
    var index = 4
    while index < comment.count, comment[index] &- 0x30 < 10 {
      let (tens, overflow) = number.multipliedReportingOverflow(by: 10)
      let (sum, carry) = tens.addingReportingOverflow(Int32(comment[index] &- 0x30))
      if overflow || carry { return nil }
      number = sum
      index += 1
    }
    return index > 4 ? number : nil
  }
}
