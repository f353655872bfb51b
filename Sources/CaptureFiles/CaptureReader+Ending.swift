extension CaptureReader {
  /// The most digits of a second that any interface's times have, 0 to 9; finer times are truncated to nanoseconds.
  package var timeDigits: Int { frameReader.interfaces.map(\.timeDigits).max() ?? 6 }

  package var interfaces: [CaptureInterface] { frameReader.interfaces }

  /// Names of programs, by the process ids of ``FrameHeader``; known from the first frame on.
  package var processNames: ProcessNames { frameReader.processNames }

  package var bytesRead: UInt64 { file.bytesRead }

  package var gauge: ReadingGauge { ReadingGauge(file: file) }

  /// 0 when it has none (a pipe).
  package var fileSize: UInt64 { file.size }

  /// Whether the capture can be read a second time: false for a pipe.
  package var canBeReadAgain: Bool { file.seekableSize != nil }

  /// What a reader of the report should know; complete once the end was reached.
  package var notes: [CaptureNote] {
    let dropped = frameReader.interfaces.compactMap { interface -> CaptureNote? in
      guard let frames = interface.dropped, frames > 0 else { return nil }
      return .dropped(frames: frames, interface: interface.name)
    }
    let refusals = (filter?.refusals ?? []).map {
      CaptureNote.filterNotApplied(linkType: $0.linkType, reason: $0.reason)
    }
    return (stopNote.map { [$0] } ?? []) + dropped + frameReader.remarks + refusals
  }
}

extension CaptureReader {
  mutating func forEachAcceptedFrame(
    _ body: (FrameHeader, Span<UInt8>) -> Bool
  ) throws(ReadError) -> Bool {
    guard let filter else { return try frameReader.forEachFrame(body) }
    return try frameReader.forEachFrame { header, bytes in
      filter.accepts(header, bytes) ? body(header, bytes) : true
    }
  }

  mutating func end(_ error: ReadError?) throws(CaptureFault) {
    isFinished = true
    // Data ends early where its source did: then the source knows why.
    if let error = source.error {
      try stop(error, in: compression == nil ? .file : .compressedFile)
    } else if let error {
      try stop(error, in: compression == nil ? .file : .uncompressedData)
    }
  }

  private mutating func stop(_ error: ReadError, in part: CapturePart) throws(CaptureFault) {
    guard frameReader.frames > 0 else { throw .stopped(error, in: part) }
    stopNote = .stopped(error, in: part, frames: frameReader.frames)
  }

  static func unrecognised(
    _ start: [UInt8], _ source: any ByteSource, compression: String?
  ) -> CaptureFault {
    if let error = source.error {
      return .stopped(error, in: compression == nil ? .file : .compressedFile)
    }
    return .notACapture(UnsupportedFormat.content(start), compression: compression)
  }
}

package struct ReadingGauge {
  let file: any CaptureSource

  package var bytesRead: UInt64 { file.bytesRead }
  /// The file's size in bytes; 0 when it has none (a pipe).
  package var fileSize: UInt64 { file.size }
}
