import Bytes

extension PcapngReader {
  /// Passes on every block as it is, with a comment more in the blocks of some frames. A file that is truncated or damaged
  /// after its first frame is copied up to there.
  /// - Parameter write: gets the next bytes; false ends the copying.
  /// - Returns: true when all was written.
  /// - Throws: why no frame could be read, or `.stopped`.
  mutating func copy(
    adding comments: FrameComments, write: ([UInt8]) -> Bool
  ) throws(ReadError) -> Bool {
    var buffer: [UInt8] = []
    buffer.reserveCapacity(2 * CaptureCopy.blockSize)
    do throws(ReadError) {
      while let block = try nextBlock() {
        try copy(block, comments, &buffer)
        guard buffer.count >= CaptureCopy.blockSize else { continue }
        if !write(buffer) { return false }
        buffer.removeAll(keepingCapacity: true)
      }
    } catch {
      if frames == 0 { throw error }
    }
    if let error = window.error, error.reason == .stopped { throw error }
    return write(buffer)
  }

  private mutating func copy(
    _ block: BlockHeader, _ comments: FrameComments, _ buffer: inout [UInt8]
  ) throws(ReadError) {
    guard block.type.holdsFrame else { return try copyOther(block, &buffer) }
    let (header, _) = try readPacket(block)
    if let comment = comments[header.number] {
      try add(comment, to: block, header, &buffer)
    } else {
      window.withBytes(block.paddedLength) { buffer.append($0) }
    }
    window.drop(block.paddedLength)
  }

  /// Copies a block without a packet, which may be one that a reader skips.
  private mutating func copyOther(_ block: BlockHeader, _ buffer: inout [UInt8]) throws(ReadError) {
    guard window.holds(block.paddedLength) else { throw error(.endsInside(element(block))) }
    let start = buffer.count
    window.withBytes(block.paddedLength) { buffer.append($0) }
    do throws(ReadError) {
      try readOther(block)
    } catch {
      buffer.removeSubrange(start...)
      throw error
    }
    if block.type == .sectionHeader {
      // The section becomes longer: its length is no longer stated (section 4.1).
      for index in start + 16..<start + 24 { buffer[index] = 0xFF }
    }
  }

  /// Writes a packet's block with a comment behind its other options, unless it has the comment.
  private func add(
    _ comment: [UInt8], to block: BlockHeader, _ header: FrameHeader, _ buffer: inout [UInt8]
  ) throws(ReadError) {
    let order = block.order
    try parse(block) { bytes, body throws(ParseFault) in
      let packet = try PacketBlock(
        block.type, bytes, body: body, order: order, snapLength: states[firstInterface].snapLength)
      guard let options = packet.options(without: comment, bytes, order) else { return buffer.append(bytes) }
      let start = buffer.count
      if block.type == .simplePacket {
        // It has no options, and its time is that of the frame before.
        let ticks = states[firstInterface].scale.ticks(nanoseconds: header.time)
        buffer.appendEnhancedPacket(packet, ticks: ticks, bytes, order)
      } else {
        buffer.append(bytes.extracting(0..<packet.options.lowerBound))
      }
      buffer.pad(from: start)
      buffer.append(bytes.extracting(options))
      buffer.pad(from: start)
      buffer.append(comment: comment, order)
      let length = UInt32(buffer.count - start + 4)
      buffer.append(length, order)
      buffer.replace(at: start + 4, with: length, order)
    }
  }
}

extension PacketBlock {
  /// The well-formed options without their end; nil when the comment is among them.
  fileprivate func options(
    without comment: [UInt8], _ bytes: Span<UInt8>, _ order: ByteOrder
  ) -> Range<Int>? {
    var read = BlockOptions(options, order: order)
    while let (code, value) = read.next(bytes) {
      let isComment = FrameRemarks.Option(rawValue: code) == .comment
      if isComment, value.count == comment.count, value.elementsEqual(comment, by: { bytes[$0] == $1 }) {
        return nil
      }
    }
    return options.lowerBound..<read.end
  }
}

extension [UInt8] {
  /// The start of an Enhanced Packet Block of a section's first interface; its length is still missing.
  fileprivate mutating func appendEnhancedPacket(
    _ packet: PacketBlock, ticks: UInt64, _ bytes: Span<UInt8>, _ order: ByteOrder
  ) {
    append(BlockType.enhancedPacket.rawValue, order)
    append(0 as UInt32, order)
    append(0 as UInt32, order)
    append(UInt32(truncatingIfNeeded: ticks >> 32), order)
    append(UInt32(truncatingIfNeeded: ticks), order)
    append(UInt32(clamping: packet.frame.count), order)
    append(UInt32(clamping: packet.original), order)
    append(bytes.extracting(packet.frame))
  }

  /// A comment as the last option (section 3.5).
  fileprivate mutating func append(comment: [UInt8], _ order: ByteOrder) {
    append(FrameRemarks.Option.comment.rawValue, order)
    append(UInt16(clamping: comment.count), order)
    self += comment
    append(contentsOf: repeatElement(0, count: -comment.count & 3))
    append(0 as UInt32, order)
  }

  fileprivate mutating func pad(from start: Int) {
    append(contentsOf: repeatElement(0, count: (start - count) & 3))
  }

  fileprivate mutating func append<Number: FixedWidthInteger>(_ number: Number, _ order: ByteOrder) {
    appendLittleEndian(order == .little ? number : number.byteSwapped)
  }

  fileprivate mutating func replace(at offset: Int, with number: UInt32, _ order: ByteOrder) {
    replaceLittleEndian(at: offset, with: order == .little ? number : number.byteSwapped)
  }
}
