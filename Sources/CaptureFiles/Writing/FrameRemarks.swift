/// The options of a packet block (draft-ietf-opsawg-pcapng, sections 3.5 and 4.3).
///
/// Hashes, verdicts and custom options are left out: their meaning depends on the writer.
package struct FrameRemarks: Hashable, Sendable {
  /// Comments (`opt_comment`), UTF-8 as it was written; etl2pcapng says here which process sent the frame.
  package var comments: [[UInt8]] = []
  /// Direction, kind of reception, link-layer errors (`epb_flags`).
  package var flags: UInt32?
  /// Frames lost since the one before (`epb_dropcount`).
  package var dropCount: UInt64?
  /// Which frames are one packet on several interfaces (`epb_packetid`).
  package var packetID: UInt64?
  /// The interface's queue (`epb_queue`).
  package var queue: UInt32?
  /// The process and its thread (`epb_processid_threadid`).
  package var process: ProcessThread?

  package struct ProcessThread: Hashable, Sendable {
    package var process: UInt32
    package var thread: UInt32

    package init(process: UInt32, thread: UInt32) {
      (self.process, self.thread) = (process, thread)
    }
  }

  package init() {}

  /// - Parameter id: negative where the process is not known.
  init(process id: Int32) {
    if id >= 0 { process = ProcessThread(process: UInt32(id), thread: 0) }
  }

  init(_ range: Range<Int>, of bytes: Span<UInt8>, order: ByteOrder) {
    var options = BlockOptions(range, order: order)
    while let (code, value) = options.next(bytes) {
      // An option of another length than its own says nothing.
      switch (Option(rawValue: code), value.count) {
      case (.comment, _): comments.append(value.map { bytes[$0] })
      case (.flags, 4): flags = order.number(bytes, at: value)
      case (.dropCount, 8): dropCount = order.number(bytes, at: value)
      case (.packetID, 8): packetID = order.number(bytes, at: value)
      case (.queue, 4): queue = order.number(bytes, at: value)
      case (.process, 4...):
        // Perhaps without a thread: see ``PacketBlock/processID(_:order:)``.
        guard let id: UInt32 = order.number(bytes, at: value) else { break }
        process = ProcessThread(process: id, thread: order.number(bytes, at: value.dropFirst(4)) ?? 0)
      default: break
      }
    }
  }

  enum Option: UInt16 {
    case comment = 1
    case flags = 2
    case dropCount = 4
    case packetID = 5
    case queue = 6
    case process = 8
  }
}

package struct FrameRecord: Hashable, Sendable {
  package var header: FrameHeader
  /// The time in the unit of its interface; nil without one, or when the unit is that of
  /// ``FrameHeader/time``.
  package var ticks: UInt64?
  package var remarks: FrameRemarks

  package init(_ header: FrameHeader, ticks: UInt64? = nil, remarks: FrameRemarks = FrameRemarks()) {
    self.header = header
    self.ticks = ticks
    self.remarks = remarks
  }
}
