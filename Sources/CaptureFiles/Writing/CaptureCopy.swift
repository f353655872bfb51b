package struct CaptureCopy: Sendable {
  /// The capture; it is read from its start, so standard input cannot be one.
  package var path: String
  /// Of a zip archive; see ``CaptureReader``.
  package var member: Int?
  package var frames: FrameRuns
  package var outline: CaptureOutline
  package var format: WritingFormat
  /// Added to the frames as they are in the new file.
  package var comments = FrameComments()

  /// What is written in place of a frame: as many bytes, and perhaps other options.
  package typealias Rewriting = (inout FrameRecord, Span<UInt8>) -> [UInt8]

  package init(path: String, frames: FrameRuns, outline: CaptureOutline, format: WritingFormat) {
    self.path = path
    self.frames = frames
    self.outline = outline
    self.format = format
  }

  static let blockSize = 65_536

  /// Reads the capture a second time and writes the new file, block by block.
  /// - Parameters:
  /// - shouldStop: asked regularly.
  /// - rewrite: changes each frame; nil copies them.
  /// - see: gets each written frame, with its number in the source.
  /// - write: gets the next bytes; false ends the copying.
  /// - Returns: true when all was written.
  /// - Throws: ``CaptureFault`` when the source cannot be read, or `.doesNotFit`.
  package func run(
    shouldStop: () -> Bool, rewrite: Rewriting? = nil, see: (FrameHeader, Span<UInt8>) -> Void,
    write: ([UInt8]) -> Bool
  ) throws(CaptureFault) -> Bool {
    try run(format.writer(outline), shouldStop, rewrite, see, write)
  }

  // Generic, so that a frame is not handed to an existential.
  private func run(
    _ start: some CaptureWriter, _ shouldStop: () -> Bool, _ rewrite: Rewriting?,
    _ see: (FrameHeader, Span<UInt8>) -> Void, _ write: ([UInt8]) -> Bool
  ) throws(CaptureFault) -> Bool {
    var writer = start
    var buffer: [UInt8] = []
    buffer.reserveCapacity(2 * Self.blockSize)
    var fault: CaptureFault?
    var reader = try CaptureReader(path: path, member: member)
    let isWhole = try reader.forEachRecord(of: frames, shouldStop: shouldStop) { record, bytes in
      var record = record
      do throws(CaptureFault) {
        if let rewrite {
          let rewritten = rewrite(&record, bytes)
          comments.add(to: &record)
          try writer.add(record, rewritten.span, to: &buffer)
          see(record.header, rewritten.span)
        } else {
          comments.add(to: &record)
          try writer.add(record, bytes, to: &buffer)
          see(record.header, bytes)
        }
      } catch {
        fault = error
        return false
      }
      return buffer.count < Self.blockSize || Self.empty(&buffer, write)
    }
    if let fault { throw fault }
    guard isWhole else { return false }
    writer.end(&buffer)
    return Self.empty(&buffer, write)
  }

  private static func empty(_ buffer: inout [UInt8], _ write: ([UInt8]) -> Bool) -> Bool {
    defer { buffer.removeAll(keepingCapacity: true) }
    return write(buffer)
  }
}
