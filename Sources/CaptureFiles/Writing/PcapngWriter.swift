extension WritingFormat {
  /// The format of Wireshark (draft-ietf-opsawg-pcapng): any number of interfaces, and remarks on each frame.
  static let pcapng = WritingFormat(name: "pcapng", endings: ["pcapng"], hasComments: true) {
    PcapngWriter($0)
  }
}

/// Writes a pcapng file of one section, the least significant byte of its numbers first.
///
///     section header | interface, its frames, another interface, frames of both ... | statistics
///
/// An interface is described before the first of its frames, and only if it has one, unless all are asked for. It keeps the unit of its times,
/// and each frame the time stamp that it had: no digit is lost, whatever the unit.
struct PcapngWriter: CaptureWriter {
  private let outline: CaptureOutline
  private var hasBegun = false
  private var described: [Int] = []
  private var numbers: [Int: Int] = [:]
  private var scales: [TimeScale] = []

  init(_ outline: CaptureOutline) {
    self.outline = outline
  }

  mutating func add(
    _ frame: FrameRecord, _ bytes: Span<UInt8>, to buffer: inout [UInt8]
  ) throws(CaptureFault) {
    if !hasBegun { begin(&buffer) }
    let interface = try interface(of: frame.header, &buffer)
    let ticks = frame.ticks ?? scales[interface].ticks(nanoseconds: frame.header.time)
    var block = PcapngBlock(.enhancedPacket, in: &buffer)
    block.add(UInt32(interface), &buffer)
    block.add(time: ticks, &buffer)
    block.add(UInt32(clamping: bytes.count), &buffer)
    block.add(UInt32(clamping: frame.header.originalLength), &buffer)
    buffer.append(bytes)
    block.pad(&buffer)
    block.add(frame.remarks, &buffer)
    block.end(&buffer)
  }

  func end(_ buffer: inout [UInt8]) {
    for (number, index) in described.enumerated() {
      guard let dropped = outline.interfaces[index].dropped else { continue }
      var block = PcapngBlock(.interfaceStatistics, in: &buffer)
      block.add(UInt32(number), &buffer)
      block.add(time: scales[number].ticks(nanoseconds: outline.end), &buffer)
      block.add(option: 5, number: dropped, &buffer)
      block.end(&buffer)
    }
  }

  /// A Section Header Block (section 4.1): byte-order magic, version 1.0, a length that is not stated, and who wrote
  /// it (shb_userappl).
  private mutating func begin(_ buffer: inout [UInt8]) {
    hasBegun = true
    var block = PcapngBlock(.sectionHeader, in: &buffer)
    block.add(0x1A2B_3C4D as UInt32, &buffer)
    block.add(1 as UInt16, &buffer)
    block.add(0 as UInt16, &buffer)
    block.add(UInt64.max, &buffer)
    block.add(option: 4, Array(outline.application.utf8), &buffer)
    block.end(&buffer)
    for (process, name) in outline.processNames.sorted(by: { $0.key < $1.key }) {
      ProcessBlock.write(name, of: process, to: &buffer)
    }
    if outline.describesAllInterfaces { outline.interfaces.indices.forEach { number($0, &buffer) } }
  }

  private mutating func interface(
    of header: FrameHeader, _ buffer: inout [UInt8]
  ) throws(CaptureFault) -> Int {
    let index = Int(header.interface)
    if let number = numbers[index] ?? number(index, &buffer) { return number }
    throw .doesNotFit(.linkTypeInPcapng(header.linkType, frame: header.number))
  }

  /// Describes an interface; nil when pcapng has no number for its link type.
  @discardableResult
  private mutating func number(_ index: Int, _ buffer: inout [UInt8]) -> Int? {
    guard outline.interfaces.indices.contains(index),
      let linkType = UInt16(exactly: outline.interfaces[index].linkType)
    else { return nil }
    describe(outline.interfaces[index], linkType, &buffer)
    numbers[index] = described.count
    described.append(index)
    return described.count - 1
  }

  /// An Interface Description Block (section 4.2) with if_name, if_description, if_tsresol and if_tsoffset.
  private mutating func describe(
    _ interface: CaptureInterface, _ linkType: UInt16, _ buffer: inout [UInt8]
  ) {
    var block = PcapngBlock(.interfaceDescription, in: &buffer)
    block.add(linkType, &buffer)
    block.add(0 as UInt16, &buffer)
    block.add(interface.snapLength, &buffer)
    if let name = interface.name { block.add(option: 2, Array(name.utf8), &buffer) }
    if let description = interface.description { block.add(option: 3, Array(description.utf8), &buffer) }
    if interface.timeResolution != 6 { block.add(option: 9, [interface.timeResolution], &buffer) }
    if interface.timeOffset != 0 { block.add(option: 14, number: interface.timeOffset, &buffer) }
    block.end(&buffer)
    scales.append(TimeScale(resolution: interface.timeResolution, offset: interface.timeOffset))
  }
}

/// A pcapng block that is being written into a buffer (draft-ietf-opsawg-pcapng, section 3.1).
///
///      +---------------------------------------------------------------+
///    0 |                          Block Type                           |
///      +---------------------------------------------------------------+
///    4 |           Block Total Length, known when the block ends       |
///      +---------------------------------------------------------------+
///    8 |              body and options, padded to 4 bytes              |
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

  /// A time stamp: its upper half is first in either byte order (section 4.3).
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
