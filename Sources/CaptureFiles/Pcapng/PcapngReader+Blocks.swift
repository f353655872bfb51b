import Bytes

extension PcapngReader {
  /// Reads or skips a block without a packet.
  mutating func readOther(_ block: BlockHeader) throws(ReadError) {
    switch block.type {
    case .sectionHeader: try startSection(block)
    case .interfaceDescription: try addInterface(block)
    case .interfaceStatistics: try readStatistics(block)
    case .processInformation: try readProcess(block)
    default:
      try skip(block)
      if block.type.countsAsFrame { frames &+= 1 }
    }
  }

  /// A Section Header Block (draft-ietf-opsawg-pcapng, section 4.1); its length field is of no use here.
  ///
  ///      +---------------------------------------------------------------+
  ///    8 |                      Byte-Order Magic                         |
  ///      +-------------------------------+-------------------------------+
  ///   12 |         Major Version         |         Minor Version         |
  ///      +-------------------------------+-------------------------------+
  ///   16 |                  Section Length (8 bytes), options            |
  ///      +---------------------------------------------------------------+
  private mutating func startSection(_ block: BlockHeader) throws(ReadError) {
    try hold(block)
    let major = try parse(block) { bytes, body throws(ParseFault) in
      var cursor = ByteCursor(body)
      _ = try cursor.readUInt32(bytes, "Byte-Order Magic")
      let major = block.order.value(try cursor.readUInt16(bytes, "Major Version"))
      _ = try cursor.readUInt16(bytes, "Minor Version")
      _ = try cursor.readUInt64(bytes, "Section Length")
      return major
    }
    guard major == 1 else {
      throw error(.unsupportedVersion(major))
    }
    order = block.order
    firstInterface = states.count
    window.drop(block.paddedLength)
  }

  private mutating func addInterface(_ block: BlockHeader) throws(ReadError) {
    try hold(block)
    guard states.count < Self.mostInterfaces else {
      throw error(.tooManyInterfaces(limit: Self.mostInterfaces))
    }
    let new = try parse(block) { bytes, body throws(ParseFault) in
      try InterfaceBlock(bytes, body: body, order: block.order)
    }
    window.drop(block.paddedLength)
    states.append(InterfaceState(linkType: new.linkType, snapLength: new.snapLength, scale: new.scale))
    descriptions.append(
      CaptureInterface(
        name: new.name, description: new.description, linkType: new.linkType,
        snapLength: new.snapLength, timeDigits: new.scale.digits, timeResolution: new.timeResolution,
        timeOffset: new.timeOffset))
  }

  private mutating func readStatistics(_ block: BlockHeader) throws(ReadError) {
    try hold(block)
    let counts = try parse(block) { bytes, body throws(ParseFault) in
      try StatisticsBlock(bytes, body: body, order: block.order)
    }
    window.drop(block.paddedLength)
    // Counts run from the start of the capture, so a later block replaces an earlier one.
    guard let dropped = counts.dropped, counts.interface < states.count - firstInterface else { return }
    descriptions[firstInterface + counts.interface].dropped = dropped
  }

  private mutating func readProcess(_ block: BlockHeader) throws(ReadError) {
    try hold(block)
    let process = try? parse(block) { bytes, body throws(ParseFault) in
      try ProcessBlock(bytes, body: body, order: block.order)
    }
    window.drop(block.paddedLength)
    guard let process, let name = process.name, processNames.count < Self.mostProcesses else { return }
    processNames.add(name, of: process.process)
  }

  /// Reads a packet block; the frame's range counts from the start of the block.
  @inline(__always)
  mutating func readPacket(_ block: BlockHeader) throws(ReadError) -> (FrameHeader, Range<Int>) {
    try hold(block)
    let snapLength = firstInterface < states.count ? states[firstInterface].snapLength : 0
    let (packet, processID) = try parse(block) { bytes, body throws(ParseFault) in
      let packet = try PacketBlock(block.type, bytes, body: body, order: block.order, snapLength: snapLength)
      return (packet, packet.options.isEmpty ? -1 : packet.processID(bytes, order: block.order))
    }
    guard packet.interface < states.count &- firstInterface else {
      throw error(.unknownInterface(packet.interface, of: element(block)))
    }
    let index = firstInterface &+ packet.interface
    if let ticks = packet.ticks { lastTime = states[index].scale.nanoseconds(ticks: ticks) }
    states[index].packets &+= 1
    frames &+= 1
    let header = FrameHeader(
      number: frames, time: lastTime, capturedLength: packet.frame.count, originalLength: packet.original,
      linkType: states[index].linkType, interface: Int32(truncatingIfNeeded: index), processID: processID)
    return (header, packet.frame)
  }

  @inline(__always)
  func parse<Part>(
    _ block: BlockHeader, _ body: (Span<UInt8>, Range<Int>) throws(ParseFault) -> Part
  ) throws(ReadError) -> Part {
    let size = block.paddedLength
    do {
      return try window.withBytes(size) { bytes throws(ParseFault) in try body(bytes, 8..<(size &- 4)) }
    } catch let fault {
      throw error(.shorterThanLength(element(block), fault: "\(fault)"))
    }
  }
}
