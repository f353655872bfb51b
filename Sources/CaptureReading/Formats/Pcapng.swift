import ByteReading

extension CaptureFormat {
  /// The format of Wireshark (draft-ietf-opsawg-pcapng).
  ///
  /// Read here and not by libpcap, which refuses interfaces that differ in link type or snap length
  /// and does not hand on names, comments and counts.
  static let pcapng = CaptureFormat(
    name: "pcapng",
    recognises: { bytes in
      guard let header = try? BlockHeader(bytes, order: .big) else { return false }
      return header.type == .sectionHeader
    },
    open: { input throws(CaptureFault) in try Pcapng(input) })
}

/// A pcapng file: sections, each with its own byte order and its own list of interfaces.
final class Pcapng: FrameLender {
  /// The longest block that is brought into memory whole: Wireshark writes none above 16 MiB.
  static let longestHeldBlock = 16 * 1024 * 1024
  /// The longest block that is stepped over. Wireshark takes a longer one for damage as well: 128 MiB
  /// for its largest packet, and something for the fields around it.
  static let longestBlock = 129 * 1024 * 1024
  /// Far more than merged captures have; each costs memory as long as the capture is read.
  static let mostInterfaces = 65_536

  private(set) var interfaces: [CaptureInterface] = []
  private(set) var frames: UInt32 = 0
  private var window: ReadWindow
  private var scales: [TimeScale] = []
  private var order = ByteOrder.little
  /// Where the interfaces of the section begin in ``interfaces``.
  private var firstInterface = 0
  private var lastTime: Int64 = 0
  /// Damage found before the first frame, kept until somebody asks for that frame.
  private var pending: Damage?

  /// Reads up to the first frame, so that the interfaces are known.
  init(_ input: CaptureInput) throws(CaptureFault) {
    window = ReadWindow(input)
    do {
      while let block = try nextBlock(), !block.type.holdsFrame { try readOther(block) }
    } catch {
      pending = error
    }
  }

  func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(Damage) -> Bool {
    if let pending { throw pending }
    while let block = try nextBlock() {
      guard block.type.holdsFrame else {
        try readOther(block)
        continue
      }
      let (header, frame) = try readPacket(block)
      let goOn = window.withBytes(frame) { body(header, $0) }
      window.drop(block.paddedLength)
      if !goOn { return false }
    }
    return true
  }

  // MARK: Blocks

  /// The header of the next block, which stays unread; nil at the end of the file.
  private func nextBlock() throws(Damage) -> BlockHeader? {
    guard window.holds(BlockHeader.size) else {
      if window.available == 0 { return nil }
      throw damage(.cut, "the capture ends inside a block header")
    }
    let order = order
    let block: BlockHeader
    do {
      block = try window.withBytes(BlockHeader.size) { bytes throws(ParseFault) in
        try BlockHeader(bytes, order: order)
      }
    } catch {
      throw damage(.damaged, "a section header has no byte order")
    }
    guard block.length >= BlockHeader.size, block.paddedLength <= Self.longestBlock else {
      throw damage(.damaged, "a block claims to be \(block.length) bytes long")
    }
    return block
  }

  /// Brings the whole block into memory.
  private func hold(_ block: BlockHeader) throws(Damage) {
    let size = block.paddedLength
    guard size <= Self.longestHeldBlock else {
      throw damage(.damaged, "\(name(of: block)) claims to be \(block.length) bytes long")
    }
    guard window.holds(size) else { throw damage(.cut, "the capture ends inside \(name(of: block))") }
    try checkSecondLength(block, at: size - 4)
  }

  /// The length stands behind a block once more. When the two differ, nobody knows where the next one starts.
  private func checkSecondLength(_ block: BlockHeader, at offset: Int) throws(Damage) {
    let second = window.withBytes(offset..<(offset + 4)) { bytes in
      var cursor = ByteCursor(bytes)
      return (try? cursor.readUInt32(bytes, "Block Total Length")) ?? 0
    }
    guard block.order.value(second) == block.length else {
      throw damage(.damaged, "the two lengths of \(name(of: block)) differ")
    }
  }

  /// Reads a block that holds no frame, or steps over it.
  private func readOther(_ block: BlockHeader) throws(Damage) {
    switch block.type {
    case .sectionHeader: try startSection(block)
    case .interfaceDescription: try addInterface(block)
    case .interfaceStatistics: try readStatistics(block)
    default:
      try skip(block)
      if block.type.countsAsFrame { frames &+= 1 }
    }
  }

  private func skip(_ block: BlockHeader) throws(Damage) {
    let whole = window.skip(block.paddedLength - 4) && window.holds(4)
    guard whole else { throw damage(.cut, "the capture ends inside \(name(of: block))") }
    try checkSecondLength(block, at: 0)
    window.drop(4)
  }

  private func startSection(_ block: BlockHeader) throws(Damage) {
    try hold(block)
    order = block.order
    firstInterface = interfaces.count
    let order = order
    let major = window.withBytes(block.paddedLength) { bytes in
      var cursor = ByteCursor(min(12, bytes.count)..<bytes.count)
      return (try? cursor.readUInt16(bytes, "Major Version")).map { order.value($0) }
    }
    guard major == 1 else { throw damage(.damaged, "a section has a version that is not known") }
    window.drop(block.paddedLength)
  }

  private func addInterface(_ block: BlockHeader) throws(Damage) {
    try hold(block)
    guard interfaces.count < Self.mostInterfaces else {
      throw damage(.damaged, "there are more than \(Self.mostInterfaces) interfaces")
    }
    let new = try parse(block) { bytes, body throws(ParseFault) in
      try InterfaceBlock(bytes, body: body, order: block.order)
    }
    window.drop(block.paddedLength)
    scales.append(new.scale)
    interfaces.append(
      CaptureInterface(
        name: new.name, description: new.description, linkType: new.linkType,
        snapLength: new.snapLength, timeDigits: new.scale.digits))
  }

  private func readStatistics(_ block: BlockHeader) throws(Damage) {
    try hold(block)
    let counts = try parse(block) { bytes, body throws(ParseFault) in
      try StatisticsBlock(bytes, body: body, order: block.order)
    }
    window.drop(block.paddedLength)
    // Counts run from the start of the capture, so a later block replaces an earlier one.
    guard let dropped = counts.dropped, counts.interface < interfaces.count - firstInterface else { return }
    interfaces[firstInterface + counts.interface].dropped = dropped
  }

  // MARK: Frames

  /// Reads a block that holds a frame; the frame's place counts from the start of the block.
  private func readPacket(_ block: BlockHeader) throws(Damage) -> (FrameHeader, Range<Int>) {
    try hold(block)
    let snapLength = firstInterface < interfaces.count ? interfaces[firstInterface].snapLength : 0
    let (packet, processID) = try parse(block) { bytes, body throws(ParseFault) in
      let packet = try Self.packet(block, bytes, body, snapLength)
      return (packet, packet.options.isEmpty ? -1 : packet.processID(bytes, order: block.order))
    }
    guard packet.interface < interfaces.count - firstInterface else {
      throw damage(.damaged, "\(name(of: block)) is of interface \(packet.interface), which the capture does not have")
    }
    let index = firstInterface + packet.interface
    if let ticks = packet.ticks { lastTime = scales[index].nanoseconds(ticks: ticks) }
    interfaces[index].packets &+= 1
    frames &+= 1
    let header = FrameHeader(
      number: frames, time: lastTime, capturedLength: packet.frame.count, originalLength: packet.original,
      linkType: interfaces[index].linkType, interface: Int32(truncatingIfNeeded: index), processID: processID)
    return (header, packet.frame)
  }

  private static func packet(
    _ block: BlockHeader, _ bytes: Span<UInt8>, _ body: Range<Int>, _ snapLength: UInt32
  ) throws(ParseFault) -> PacketBlock {
    switch block.type {
    case .enhancedPacket: try PacketBlock(enhanced: bytes, body: body, order: block.order)
    case .packet: try PacketBlock(obsolete: bytes, body: body, order: block.order)
    default: try PacketBlock(simple: bytes, body: body, order: block.order, snapLength: snapLength)
    }
  }

  /// Hands a block that is in memory to `body`, with the place of what stands between its lengths.
  @inline(__always)
  private func parse<Part>(
    _ block: BlockHeader, _ body: (Span<UInt8>, Range<Int>) throws(ParseFault) -> Part
  ) throws(Damage) -> Part {
    let size = block.paddedLength
    do {
      return try window.withBytes(size) { bytes throws(ParseFault) in try body(bytes, 8..<(size - 4)) }
    } catch {
      throw damage(.damaged, "\(name(of: block)) is too short for what it says (\(error))")
    }
  }

  private func damage(_ kind: Damage.Kind, _ what: String) -> Damage {
    Damage(kind, what, at: window.position)
  }

  private func name(of block: BlockHeader) -> String {
    switch block.type {
    case let type where type.holdsFrame: "frame \(UInt64(frames) + 1)"
    case .sectionHeader: "a section header"
    case .interfaceDescription: "an interface description"
    default: "a block of type 0x\(String(block.type.rawValue, radix: 16))"
    }
  }
}
