import Bytes

/// A walk over the blocks of a pcapng file.
///
///     section header, interfaces, frames ..., statistics | section header, interfaces, frames ...
struct PcapngReader: ~Copyable {
  /// The longest block that is brought into memory whole: Wireshark writes none above 16 MiB.
  static let longestHeldBlock = 16 * 1024 * 1024
  /// The longest block that is stepped over. Wireshark takes a longer one for damage as well: 128 MiB
  /// for its largest packet, and something for the fields around it.
  static let longestBlock = 129 * 1024 * 1024
  /// Far more than merged captures have; each costs memory as long as the capture is read.
  static let mostInterfaces = 65_536

  /// How many frame numbers were given.
  var frames: UInt32 = 0
  var window: ReadWindow
  var order = ByteOrder.little
  /// What a frame needs to know of its interface, over all sections.
  var states: [InterfaceState] = []
  /// The names and counts that go with ``states``.
  var descriptions: [CaptureInterface] = []
  /// Where the interfaces of the section begin.
  var firstInterface = 0
  var lastTime: Int64 = 0

  /// The part of an interface that every frame of it needs.
  struct InterfaceState {
    let linkType: UInt32
    let snapLength: UInt32
    let scale: TimeScale
    var packets = 0
  }

  init(_ input: CaptureInput) {
    window = ReadWindow(input)
  }

  var interfaces: [CaptureInterface] {
    zip(descriptions, states).map { description, state in
      var interface = description
      interface.packets = state.packets
      return interface
    }
  }

  /// Reads what stands before the first frame; the damage that prevents it, if any.
  mutating func readUpToFrame() -> ReadError? {
    do {
      while let block = try nextBlock(), !block.type.holdsFrame { try readOther(block) }
      return nil
    } catch {
      return error
    }
  }

  /// Lends frame after frame until `body` returns false; true at the end of the data.
  mutating func forEachFrame(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
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

  // MARK: Blocks of any kind

  /// The header of the next block, which stays unread; nil at the end of the data.
  mutating func nextBlock() throws(ReadError) -> BlockHeader? {
    guard window.holds(BlockHeader.size) else {
      if window.available == 0 { return nil }
      throw damage(.cut, "the capture ends inside a block header")
    }
    let order = order
    guard let block = window.withBytes(BlockHeader.size, { try? BlockHeader($0, order: order) }) else {
      throw damage(.damaged, "a section header has no byte order")
    }
    guard block.length >= BlockHeader.size, block.paddedLength <= Self.longestBlock else {
      throw damage(.damaged, "a block claims to be \(block.length) bytes long")
    }
    return block
  }

  /// Brings the whole block into memory.
  mutating func hold(_ block: BlockHeader) throws(ReadError) {
    let size = block.paddedLength
    guard size <= Self.longestHeldBlock else {
      throw damage(.damaged, "\(name(of: block)) claims to be \(block.length) bytes long")
    }
    guard window.holds(size) else { throw damage(.cut, "the capture ends inside \(name(of: block))") }
    try checkSecondLength(block, at: size &- 4)
  }

  /// Steps over a block of any length without keeping it.
  mutating func skip(_ block: BlockHeader) throws(ReadError) {
    // The name is made first: the place of the damage is where the block starts.
    let cut = damage(.cut, "the capture ends inside \(name(of: block))")
    guard window.skip(block.paddedLength - 4), window.holds(4) else { throw cut }
    try checkSecondLength(block, at: 0)
    window.drop(4)
  }

  /// The length stands behind a block once more. When the two differ, nobody knows where the next one starts;
  /// as in Wireshark they are the same when they fill up to the same.
  private func checkSecondLength(_ block: BlockHeader, at offset: Int) throws(ReadError) {
    let second = window.withBytes(offset..<(offset &+ 4)) { bytes in
      var cursor = ByteCursor(bytes)
      return (try? cursor.readUInt32(bytes, "Block Total Length")) ?? 0
    }
    guard BlockHeader.padded(block.order.value(second)) == block.paddedLength else {
      throw damage(.damaged, "the two lengths of \(name(of: block)) differ")
    }
  }

  /// ReadError at the first unread byte.
  func damage(_ kind: ReadError.Kind, _ what: String) -> ReadError {
    ReadError(kind, what, at: window.position)
  }

  func name(of block: BlockHeader) -> String {
    switch block.type {
    case let type where type.holdsFrame: "frame \(UInt64(frames) + 1)"
    case .sectionHeader: "a section header"
    case .interfaceDescription: "an interface description"
    case .interfaceStatistics: "an interface's statistics"
    default: "a block of type 0x\(String(block.type.rawValue, radix: 16))"
    }
  }
}
