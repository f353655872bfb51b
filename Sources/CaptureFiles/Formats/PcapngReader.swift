import Bytes

extension CaptureFormat {
  /// The format of Wireshark (draft-ietf-opsawg-pcapng).
  ///
  /// libpcap refuses interfaces that differ in link type or snap length and does not report names, comments
  /// and counts.
  static let pcapng = CaptureFormat(
    name: "pcapng",
    recognises: { bytes in
      var cursor = ByteCursor(bytes)
      let type = try? cursor.readUInt32(bytes, "Block Type")
      return type.map(BlockType.init) == .sectionHeader
    },
    open: { window throws(CaptureFault) in FrameReaderBox(PcapngReader(window)) })
}

/// Reads a pcapng file: sections, each with its own byte order and its own list of interfaces.
///
///     section header, interfaces, frames ..., statistics | section header, interfaces, frames ...
struct PcapngReader: FrameReader, ~Copyable {
  /// The longest block that is brought into memory whole: Wireshark writes none above 16 MiB.
  static let longestHeldBlock = 16 * 1024 * 1024
  /// The longest block that is skipped. Wireshark calls a longer one damaged as well: 128 MiB for its largest packet,
  /// and something for the fields around it.
  static let longestBlock = 129 * 1024 * 1024
  /// Far more than merged captures have; each costs memory as long as the capture is read.
  static let mostInterfaces = 65_536
  /// More than a machine runs; the names of others are not kept.
  static let mostProcesses = 65_536

  var frames: UInt32 = 0
  var window: ReadWindow
  var order = ByteOrder.little
  var states: [InterfaceState] = []
  var descriptions: [CaptureInterface] = []
  var processNames = ProcessNames()
  var firstInterface = 0
  var lastTime: Int64 = 0
  private var earlyError: ReadError?

  struct InterfaceState {
    let linkType: UInt32
    let snapLength: UInt32
    let scale: TimeScale
    var packets = 0
  }

  init(_ window: consuming ReadWindow) {
    self.window = window
    earlyError = readUpToFrame()
  }

  /// Reads nothing yet: for a copy, which needs every block.
  init(blocksOf window: consuming ReadWindow) {
    self.window = window
  }

  var interfaces: [CaptureInterface] {
    zip(descriptions, states).map { description, state in
      var interface = description
      interface.packets = state.packets
      return interface
    }
  }

  private mutating func readUpToFrame() -> ReadError? {
    do {
      while let block = try nextBlock(), !block.type.holdsFrame { try readOther(block) }
      return nil
    } catch {
      return error
    }
  }

  mutating func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    if let earlyError { throw earlyError }
    while let block = try nextBlock() {
      guard block.type.holdsFrame else {
        try readOther(block)
        continue
      }
      let (header, frame) = try readPacket(block)
      let continues = window.withBytes(frame) { body(header, $0) }
      window.drop(block.paddedLength)
      if !continues { return false }
    }
    return true
  }

  /// A separate loop: most passes read no options.
  mutating func forEachRecord(
    _ interest: (UInt32) -> FrameInterest, _ body: (FrameRecord, Span<UInt8>) -> Bool
  ) throws(ReadError) -> Bool {
    if let earlyError { throw earlyError }
    while let block = try nextBlock() {
      guard block.type.holdsFrame else {
        try readOther(block)
        continue
      }
      let (header, frame) = try readPacket(block)
      let continues: Bool
      switch interest(header.number) {
      case .none: continues = true
      case .end: continues = false
      case .record:
        let record = try readRecord(block, header)
        continues = window.withBytes(frame) { body(record, $0) }
      }
      window.drop(block.paddedLength)
      if !continues { return false }
    }
    return true
  }

  private func readRecord(_ block: BlockHeader, _ header: FrameHeader) throws(ReadError) -> FrameRecord {
    try parse(block) { bytes, body throws(ParseFault) in
      let packet = try PacketBlock(
        block.type, bytes, body: body, order: block.order, snapLength: states[firstInterface].snapLength)
      let remarks = FrameRemarks(packet.options, of: bytes, order: block.order)
      return FrameRecord(header, ticks: packet.ticks, remarks: remarks)
    }
  }

  // MARK: Blocks of any kind

  mutating func nextBlock() throws(ReadError) -> BlockHeader? {
    guard window.holds(BlockHeader.size) else {
      if window.available == 0 { return nil }
      throw error(.endsInside(.blockHeader))
    }
    let order = order
    guard let block = window.withBytes(BlockHeader.size, { try? BlockHeader($0, order: order) }) else {
      throw error(.noByteOrder)
    }
    guard block.length >= BlockHeader.size, block.paddedLength <= Self.longestBlock else {
      throw error(.tooLong(.block, length: Int(block.length)))
    }
    return block
  }

  mutating func hold(_ block: BlockHeader) throws(ReadError) {
    let size = block.paddedLength
    guard size <= Self.longestHeldBlock else {
      throw error(.tooLong(element(block), length: Int(block.length)))
    }
    guard window.holds(size) else { throw error(.endsInside(element(block))) }
    try checkSecondLength(block, at: size &- 4)
  }

  mutating func skip(_ block: BlockHeader) throws(ReadError) {
    // Made first: the error's position is where the block starts.
    let endsEarly = error(.endsInside(element(block)))
    guard window.skip(block.paddedLength - 4), window.holds(4) else { throw endsEarly }
    try checkSecondLength(block, at: 0)
    window.drop(4)
  }

  /// A block's length is repeated at its end; otherwise the next block cannot be found. As in Wireshark the
  /// padded lengths are compared.
  private func checkSecondLength(_ block: BlockHeader, at offset: Int) throws(ReadError) {
    let second = window.withBytes(offset..<(offset &+ 4)) { bytes in
      var cursor = ByteCursor(bytes)
      return (try? cursor.readUInt32(bytes, "Block Total Length")) ?? 0
    }
    guard BlockHeader.padded(block.order.value(second)) == block.paddedLength else {
      throw error(.differentLengths(element(block)))
    }
  }

  func error(_ reason: ReadError.Reason) -> ReadError {
    ReadError(reason, at: window.position)
  }

  func element(_ block: BlockHeader) -> CaptureElement {
    switch block.type {
    case let type where type.holdsFrame: .frame(UInt64(frames) + 1)
    case .sectionHeader: .sectionHeader
    case .interfaceDescription: .interfaceDescription
    case .interfaceStatistics: .interfaceStatistics
    default: .otherBlock(type: block.type.rawValue)
    }
  }
}
