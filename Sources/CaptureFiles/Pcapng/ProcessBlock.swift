import Bytes

/// A process information block of macOS, as Wireshark reads it (wiretap/pcapng.c, BLOCK_TYPE_LEGACY_DPIB).
///
///      +---------------------------------------------------------------+
///    8 |                          Process ID                           |
///      +---------------------------------------------------------------+
///   12 |                 options; 2 is the program's name              |
///      +---------------------------------------------------------------+
struct ProcessBlock {
  let process: Int32
  private(set) var name: String?

  /// A longer path is truncated.
  static let longestName = 1024

  private static let nameOption: UInt16 = 2

  /// - Throws: `.truncated` when the process id does not fit.
  init(_ bytes: Span<UInt8>, body: Range<Int>, order: ByteOrder) throws(ParseFault) {
    var cursor = ByteCursor(body)
    process = Int32(bitPattern: order.value(try cursor.readUInt32(bytes, "Process ID")))
    var options = BlockOptions(cursor.rest, order: order)
    while let (code, value) = options.next(bytes) {
      guard code == Self.nameOption else { continue }
      name = String(decoding: value.prefix(Self.longestName).map { bytes[$0] }, as: UTF8.self)
    }
  }

  static func write(_ name: String, of process: Int32, to buffer: inout [UInt8]) {
    var block = PcapngBlock(.processInformation, in: &buffer)
    block.add(process, &buffer)
    block.add(option: nameOption, Array(name.utf8.prefix(longestName)), &buffer)
    block.end(&buffer)
  }
}
