import Bytes

/// An Interface Description Block (draft-ietf-opsawg-pcapng, section 4.2).
///
///      0                   1                   2                   3
///      0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
///      +---------------------------------------------------------------+
///    0 |                    Block Type = 0x00000001                    |
///      +---------------------------------------------------------------+
///    4 |                      Block Total Length                       |
///      +-------------------------------+-------------------------------+
///    8 |            LinkType           |           Reserved            |
///      +-------------------------------+-------------------------------+
///   12 |                            SnapLen                            |
///      +---------------------------------------------------------------+
///   16 |                            options                            |
///      +---------------------------------------------------------------+
struct InterfaceBlock {
  /// Longer names are truncated.
  static let longestName = 256

  var linkType: UInt32
  var snapLength: UInt32
  var name: String?
  var description: String?
  /// `if_tsresol` and `if_tsoffset`, from which ``scale`` is made.
  private(set) var timeResolution: UInt8 = 6
  private(set) var timeOffset: Int64 = 0
  var scale: TimeScale

  /// - Throws: `.truncated` when the fixed fields do not fit.
  init(_ bytes: Span<UInt8>, body: Range<Int>, order: ByteOrder) throws(ParseFault) {
    var cursor = ByteCursor(body)
    let number = order.value(try cursor.readUInt16(bytes, "LinkType"))
    _ = try cursor.readUInt16(bytes, "Reserved")
    linkType = LinkTypeNumbers.linkType(inFile: UInt32(number))
    snapLength = order.value(try cursor.readUInt32(bytes, "SnapLen"))
    scale = .microseconds
    readOptions(bytes, cursor.rest, order)
  }

  private mutating func readOptions(_ bytes: Span<UInt8>, _ range: Range<Int>, _ order: ByteOrder) {
    var options = BlockOptions(range, order: order)
    while let (code, value) = options.next(bytes) {
      switch code {
      case 2: name = Self.text(bytes.extracting(value))
      case 3: description = Self.text(bytes.extracting(value))
      case 9 where value.count >= 1: timeResolution = bytes[value.lowerBound]
      case 14:
        if let offset: Int64 = order.number(bytes, at: value) { timeOffset = offset }
      default: break
      }
    }
    scale = TimeScale(resolution: timeResolution, offset: timeOffset)
  }

  /// UTF-8 up to a zero byte, which some programs append.
  private static func text(_ bytes: Span<UInt8>) -> String? {
    var kept: [UInt8] = []
    for index in 0..<min(bytes.count, longestName) {
      if bytes[index] == 0 { break }
      kept.append(bytes[index])
    }
    return kept.isEmpty ? nil : String(decoding: kept, as: UTF8.self)
  }
}

/// The counts of an Interface Statistics Block (section 4.6) that tell of lost frames.
///
///      +---------------------------------------------------------------+
///    8 |                         Interface ID                          |
///      +---------------------------------------------------------------+
///   12 |                   Timestamp (High, then Low)                  |
///      +---------------------------------------------------------------+
///   20 |                            options                            |
///      +---------------------------------------------------------------+
struct StatisticsBlock {
  let interface: Int
  /// Frames lost since the capture began, by the interface and by the system; nil when neither is stated.
  private(set) var dropped: UInt64?

  /// - Throws: `.truncated` when the fixed fields do not fit.
  init(_ bytes: Span<UInt8>, body: Range<Int>, order: ByteOrder) throws(ParseFault) {
    var cursor = ByteCursor(body)
    interface = Int(order.value(try cursor.readUInt32(bytes, "Interface ID")))
    _ = try cursor.readUInt64(bytes, "Timestamp")
    var options = BlockOptions(cursor.rest, order: order)
    while let (code, value) = options.next(bytes) {
      // 5: isb_ifdrop, 7: isb_osdrop
      guard code == 5 || code == 7, let count: UInt64 = order.number(bytes, at: value) else { continue }
      let (sum, overflow) = (dropped ?? 0).addingReportingOverflow(count)
      dropped = overflow ? .max : sum
    }
  }
}
