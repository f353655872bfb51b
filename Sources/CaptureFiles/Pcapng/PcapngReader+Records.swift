import Bytes

extension PcapngReader {
  /// Lends frames with what their blocks say of them until `body` returns false; true at the end of the data.
  ///
  /// A walk of its own: most walks want no options, and reading them would cost each frame.
  mutating func forEachRecord(
    _ interest: (UInt32) -> FrameInterest, _ body: (FrameRecord, Span<UInt8>) -> Bool
  ) throws(ReadError) -> Bool {
    while let block = try nextBlock() {
      guard block.type.holdsFrame else {
        try readOther(block)
        continue
      }
      let (header, frame) = try readPacket(block)
      let goOn: Bool
      switch interest(header.number) {
      case .none: goOn = true
      case .end: goOn = false
      case .record:
        let record = try readRecord(block, header)
        goOn = window.withBytes(frame) { body(record, $0) }
      }
      window.drop(block.paddedLength)
      if !goOn { return false }
    }
    return true
  }

  /// What the block of a frame, which is in memory, says beside the frame's header.
  private func readRecord(_ block: BlockHeader, _ header: FrameHeader) throws(ReadError) -> FrameRecord {
    try parse(block) { bytes, body throws(ParseFault) in
      let packet = try PacketBlock(
        block.type, bytes, body: body, order: block.order, snapLength: states[firstInterface].snapLength)
      let remarks = FrameRemarks(packet.options, of: bytes, order: block.order)
      return FrameRecord(header, ticks: packet.ticks, remarks: remarks)
    }
  }
}
