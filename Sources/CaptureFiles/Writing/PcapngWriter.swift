extension WritingFormat {
  /// The format of Wireshark (draft-ietf-opsawg-pcapng): any number of interfaces, and remarks on each frame.
  static let pcapng = WritingFormat(name: "pcapng", endings: ["pcapng"]) { PcapngWriter($0) }
}

/// Writes a pcapng file of one section, the least significant byte of its numbers first.
///
///     section header | interface, its frames, another interface, frames of both ... | statistics
///
/// An interface is described before the first of its frames, and only if it has one. It keeps the unit of its times,
/// and each frame the time stamp that it had: no digit is lost, whatever the unit.
struct PcapngWriter: CaptureWriter {
  private let outline: CaptureOutline
  private var hasBegun = false
  /// The places in the outline of the interfaces that were described, in the order of the file.
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

  /// For each interface that says how many frames it lost, a block of statistics.
  func end(_ buffer: inout [UInt8]) {
    for (number, place) in described.enumerated() {
      guard let dropped = outline.interfaces[place].dropped else { continue }
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
  }

  /// The number in the file of a frame's interface, which is described if it was not.
  private mutating func interface(
    of header: FrameHeader, _ buffer: inout [UInt8]
  ) throws(CaptureFault) -> Int {
    let place = Int(header.interface)
    if let number = numbers[place] { return number }
    guard outline.interfaces.indices.contains(place), let linkType = UInt16(exactly: header.linkType) else {
      throw CaptureFault(
        .doesNotFit, "frame \(header.number) has link type \(header.linkType), which pcapng cannot say",
        advice: "give --output a name that ends in .pcap")
    }
    describe(outline.interfaces[place], linkType, &buffer)
    numbers[place] = described.count
    described.append(place)
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
