/// One capture file, opened, whose frames are lent one after the other.
///
/// Format and compression are recognised by content, never by the file's name. Memory does not grow
/// with the file. The reader belongs to one task.
///
///     var reader = try CaptureReader(path: "trace.pcapng")
///     try reader.forEachFrame { header, bytes in
///       decode(header, bytes)
///       return true
///     }
package struct CaptureReader: ~Copyable {
  /// The format's name in the report: `pcap` or `pcapng`.
  package let format: String
  /// The compression that is undone on the way: `gzip`.
  package let compression: String?
  private let file: FileSource
  private let input: CaptureInput
  private let filter: FrameFilter?
  private var lender: any FrameLender & ~Copyable
  private var ownNotes: [CaptureNote] = []
  private var isFinished = false

  /// Opens a capture and reads what stands before its first frame.
  ///
  /// - Parameters:
  ///   - path: a file, or `-` for standard input; both may be pipes.
  ///   - filter: a libpcap filter expression; frames that do not match are not lent, but numbered.
  /// - Throws: any kind of ``CaptureFault``.
  package init(path: String, filter: String? = nil) throws(CaptureFault) {
    file = try FileSource(path: path)
    let raw = CaptureInput(file)
    let packing = Compression.book.first { $0.recognises(raw.start.span) }
    input = packing.map { CaptureInput($0.undo(raw)) } ?? raw
    compression = packing?.name
    guard let format = CaptureFormat.book.first(where: { [input] in $0.recognises(input.start.span) }) else {
      throw Self.fault(input, compression: packing?.name)
    }
    self.format = format.name
    lender = try format.open(input)
    self.filter =
      if let filter { try FrameFilter(filter, linkTypes: lender.interfaces.map(\.linkType)) } else { nil }
  }

  /// Lends frame after frame, in the order of the file, until `body` returns false.
  ///
  /// The bytes are those that were captured and die with the call. Stop from time to time to look
  /// at ``bytesRead`` or whether the user wants an end: the next call goes on behind the last frame.
  ///
  /// A capture that is cut off or damaged ends there, with a note, when it held a frame before.
  /// - Returns: true at the end of the capture, false when `body` stopped.
  /// - Throws: `.damagedFromStart` or `.unreadable` when not one frame could be read.
  @discardableResult
  package mutating func forEachFrame(
    _ body: (FrameHeader, Span<UInt8>) -> Bool
  ) throws(CaptureFault) -> Bool {
    if isFinished { return true }
    do {
      guard try lend(body) else { return false }
    } catch {
      try finish(input.trouble.map { Self.clause($0, compression) } ?? Self.clause(error, in: compression))
      return true
    }
    return true
  }
}
