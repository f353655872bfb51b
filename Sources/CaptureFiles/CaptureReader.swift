import Files

/// An open capture file.
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
  package let format: String
  package let compression: String?
  let file: any CaptureSource
  let source: any ByteSource
  let filter: FrameFilter?
  var frameReader: any FrameReader
  var stopNote: CaptureNote?
  var isFinished = false

  /// Opens a capture and reads what precedes its first frame.
  ///
  /// - Parameters:
  ///   - path: a file, or `-` for standard input; both may be pipes.
  ///   - member: of a zip archive, see ``ArchiveMember/index``; nil for a capture that is no member or the only one.
  ///   - filter: a libpcap filter expression; frames that do not match are only numbered.
  ///   - shouldStop: asked now and then while data is read; true ends the capture there, as if the file could not be
  ///     read further.
  /// - Throws: any kind of ``CaptureFault``.
  package init(
    path: String, member: Int? = nil, filter: String? = nil, shouldStop: (@Sendable () -> Bool)? = nil
  ) throws(CaptureFault) {
    try self.init(.file(path), member: member, filter: filter, shouldStop: shouldStop)
  }

  /// The same for any input.
  package init(
    _ input: CaptureInput, member: Int? = nil, filter: String? = nil,
    shouldStop: (@Sendable () -> Bool)? = nil
  ) throws(CaptureFault) {
    let shouldStop = shouldStop ?? { Interruption.isRequested }
    let file = try input.open(shouldStop: shouldStop)
    let content = try CaptureContent.ofFile(file, member: member, shouldStop: shouldStop)
    let (source, compression, format) = (content.source, content.compression, content.format?.name)
    let frameReader = try content.open()
    if let filter {
      self.filter = try FrameFilter(filter, linkTypes: frameReader.interfaces.map(\.linkType))
    } else {
      self.filter = nil
    }
    (self.file, self.source, self.frameReader) = (file, source, frameReader)
    (self.compression, self.format) = (compression, format ?? "")
  }

  /// Passes frame after frame to `body` until it returns false; the next call continues after the last frame.
  /// The bytes are valid during the call.
  ///
  /// A truncated or damaged capture ends there, with a note.
  /// - Returns: true at the end of the capture, false when `body` stopped.
  /// - Throws: `.damagedFromStart` or `.unreadable` when no frame could be read.
  @discardableResult
  package mutating func forEachFrame(
    _ body: (FrameHeader, Span<UInt8>) -> Bool
  ) throws(CaptureFault) -> Bool {
    if isFinished { return true }
    do {
      guard try forEachAcceptedFrame(body) else { return false }
    } catch {
      try end(error)
      return true
    }
    try end(nil)
    return true
  }

  /// Passes chosen frames with their options to `body`, and ends after the last of them. The filter is
  /// ignored.
  /// - Parameter shouldStop: asked regularly, also between chosen frames.
  /// - Returns: false when `body` or `shouldStop` ended it.
  package mutating func forEachRecord(
    of chosen: FrameRuns, shouldStop: () -> Bool, _ body: (FrameRecord, Span<UInt8>) -> Bool
  ) throws(CaptureFault) -> Bool {
    var cursor = FrameCursor(chosen)
    let last = chosen.last ?? 0
    var wasStopped = false
    var error: ReadError?
    do {
      _ = try frameReader.forEachRecord { number in
        if number & (Self.framesPerQuestion - 1) == 0, shouldStop() { wasStopped = true }
        if wasStopped || number > last { return .end }
        return cursor.holds(number) ? .record : .none
      } _: { record, bytes in
        wasStopped = !body(record, bytes)
        return !wasStopped
      }
    } catch let readError {
      error = readError
    }
    try end(error)
    return !wasStopped
  }

  private static let framesPerQuestion: UInt32 = 4096
}
