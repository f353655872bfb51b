/// A pcapng block on its way into a buffer (draft-ietf-opsawg-pcapng, section 3.1).
///
///      +---------------------------------------------------------------+
///    0 |                          Block Type                           |
///      +---------------------------------------------------------------+
///    4 |           Block Total Length, known when the block ends       |
///      +---------------------------------------------------------------+
///    8 |              body and options, filled up to 4 bytes           |
///      +---------------------------------------------------------------+
///      |                      Block Total Length                       |
///      +---------------------------------------------------------------+
struct PcapngBlock {
  private let start: Int
  private var hasOptions = false

  init(_ type: BlockType, in buffer: inout [UInt8]) {
    start = buffer.count
    buffer.appendLittleEndian(type.rawValue)
    buffer.appendLittleEndian(0 as UInt32)
  }

  func add<Number: FixedWidthInteger>(_ number: Number, _ buffer: inout [UInt8]) {
    buffer.appendLittleEndian(number)
  }

  /// A time stamp: its upper half stands first in either byte order (section 4.3).
  func add(time ticks: UInt64, _ buffer: inout [UInt8]) {
    buffer.appendLittleEndian(UInt32(truncatingIfNeeded: ticks >> 32))
    buffer.appendLittleEndian(UInt32(truncatingIfNeeded: ticks))
  }

  /// Fills up to a multiple of four bytes.
  func pad(_ buffer: inout [UInt8]) {
    while (buffer.count - start) % 4 != 0 { buffer.append(0) }
  }

  /// An option (section 3.5). Its length is 16 bits: what is longer was not read from one.
  mutating func add(option code: UInt16, _ value: [UInt8], _ buffer: inout [UInt8]) {
    hasOptions = true
    let kept = value.prefix(Int(UInt16.max))
    buffer.appendLittleEndian(code)
    buffer.appendLittleEndian(UInt16(kept.count))
    buffer += kept
    pad(&buffer)
  }

  mutating func add<Number: FixedWidthInteger>(
    option code: UInt16, number: Number, _ buffer: inout [UInt8]
  ) {
    var value: [UInt8] = []
    value.appendLittleEndian(number)
    add(option: code, value, &buffer)
  }

  /// The options of a frame.
  mutating func add(_ remarks: FrameRemarks, _ buffer: inout [UInt8]) {
    typealias Option = FrameRemarks.Option
    for comment in remarks.comments { add(option: Option.comment.rawValue, comment, &buffer) }
    if let flags = remarks.flags { add(option: Option.flags.rawValue, number: flags, &buffer) }
    if let count = remarks.dropCount { add(option: Option.dropCount.rawValue, number: count, &buffer) }
    if let packetID = remarks.packetID { add(option: Option.packetID.rawValue, number: packetID, &buffer) }
    if let queue = remarks.queue { add(option: Option.queue.rawValue, number: queue, &buffer) }
    if let process = remarks.process {
      let both = UInt64(process.thread) << 32 | UInt64(process.process)
      add(option: Option.process.rawValue, number: both, &buffer)
    }
  }

  /// Ends the options, if there are any, and the block.
  func end(_ buffer: inout [UInt8]) {
    if hasOptions { buffer.appendLittleEndian(0 as UInt32) }
    let length = UInt32(buffer.count - start + 4)
    buffer.replaceLittleEndian(at: start + 4, with: length)
    buffer.appendLittleEndian(length)
  }
}
