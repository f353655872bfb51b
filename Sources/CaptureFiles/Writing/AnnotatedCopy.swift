/// A whole capture as pcapng, with a comment more on some of its frames.
///
/// A pcapng file is copied block by block: names, decryption secrets, and what is not known here, stay as they are.
/// Frames of other formats are written as they are read.
package struct AnnotatedCopy: Sendable {
  /// The capture; it is read from its start, so standard input cannot be one.
  package var path: String
  /// Of a zip archive; see ``CaptureReader``.
  package var member: Int?
  package var comments: FrameComments
  /// Of the capture; a pcapng file describes itself.
  package var outline: CaptureOutline

  package init(path: String, comments: FrameComments, outline: CaptureOutline) {
    (self.path, self.comments, self.outline) = (path, comments, outline)
  }

  /// Reads the capture and writes the new file, block by block. A capture that is truncated or damaged is written up to
  /// there.
  /// - Parameters:
  /// - shouldStop: asked regularly.
  /// - write: gets the next bytes; false ends the copying.
  /// - Returns: true when all was written.
  /// - Throws: ``CaptureFault`` when the capture cannot be read, or `.doesNotFit`.
  package func run(
    shouldStop: @escaping @Sendable () -> Bool, write: ([UInt8]) -> Bool
  ) throws(CaptureFault) -> Bool {
    let file = try FileSource(path: path, shouldStop: shouldStop)
    guard file.isRegular else { throw .isPipe }
    let content = try CaptureContent.ofFile(file, member: member, shouldStop: shouldStop)
    if shouldStop() { return false }
    guard content.format?.name == CaptureFormat.pcapng.name else {
      return try copyFrames(shouldStop: shouldStop, write: write)
    }
    let (source, isCompressed) = (content.source, content.compression != nil)
    var blocks = content.openBlocks()
    do throws(ReadError) {
      let isWhole = try blocks.copy(adding: comments, write: write)
      guard let error = source.error, error.kind == .unreadable else { return isWhole }
      throw error
    } catch {
      if shouldStop() { return false }
      throw .stopped(source.error ?? error, in: isCompressed ? .uncompressedData : .file)
    }
  }

  private func copyFrames(
    shouldStop: () -> Bool, write: ([UInt8]) -> Bool
  ) throws(CaptureFault) -> Bool {
    var outline = outline
    outline.describesAllInterfaces = true
    var copy = CaptureCopy(path: path, frames: .all, outline: outline, format: .pcapng)
    copy.comments = comments
    copy.member = member
    return try copy.run(shouldStop: shouldStop, see: { _, _ in }, write: write)
  }
}

extension FrameRuns {
  /// Every frame that a capture can have.
  static let all = FrameRuns(1...UInt32.max)
}
