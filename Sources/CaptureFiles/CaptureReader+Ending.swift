// What can be asked of a reader, and what it says where the data stops.

extension CaptureReader {
  /// The most digits of a second that any interface's times have, 0 to 9; finer times are cut to nanoseconds.
  package var timeDigits: Int { lender.interfaces.map(\.timeDigits).max() ?? 6 }

  /// The interfaces met so far, with their counts.
  package var interfaces: [CaptureInterface] { lender.interfaces }

  /// How many frames were read so far, those that the filter left out included.
  package var framesRead: UInt32 { lender.frames }

  /// How many bytes of the file were read so far, as they stand on the disk.
  package var bytesRead: UInt64 { file.bytesRead }

  /// How far the reading is, to be asked while frames are lent.
  package var gauge: ReadingGauge { ReadingGauge(file: file) }

  /// The file's size in bytes; 0 when it has none (a pipe).
  package var fileSize: UInt64 { file.size }

  /// Whether the capture can be read a second time: false for a pipe.
  package var canBeReadAgain: Bool { file.isRegular }

  /// What whoever reads the report should know; complete once the end was reached.
  package var notes: [CaptureNote] {
    var notes = stopNote.map { [$0] } ?? []
    notes += lender.interfaces.compactMap(Self.dropNote)
    notes += (filter?.refusals ?? []).map { refusal in
      CaptureNote(
        code: CaptureNote.filterNotApplied,
        message: "the filter has no meaning for frames of link type \(refusal.linkType), which were left out "
          + "(libpcap: \(refusal.reason))")
    }
    return notes
  }

  private static func dropNote(_ interface: CaptureInterface) -> CaptureNote? {
    guard let dropped = interface.dropped, dropped > 0 else { return nil }
    let place = interface.name.map { " on interface \($0)" } ?? ""
    let frames = dropped == 1 ? "1 frame" : "\(dropped) frames"
    return CaptureNote(
      code: CaptureNote.droppedPackets,
      message: "the capturing machine lost \(frames)\(place): what looks like a gap may be one of them",
      loss: CaptureNote.Loss(frames: UInt64(dropped), interface: interface.name))
  }
}

extension CaptureReader {
  /// Lends frames through the filter, if there is one.
  func lend(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(ReadError) -> Bool {
    guard let filter else { return try lender.forEachFrame(body) }
    return try lender.forEachFrame { header, bytes in
      filter.accepts(header, bytes) ? body(header, bytes) : true
    }
  }

  /// Ends the walk, at the proper end or for damage.
  mutating func end(_ damage: ReadError?) throws(CaptureFault) {
    isFinished = true
    // Data ends early where its source did: then the source knows why.
    if let trouble = input.trouble {
      try stop(trouble, in: compression == nil ? "file" : "compressed file")
    } else if let damage {
      try stop(damage, in: compression == nil ? "file" : "uncompressed data")
    }
  }

  /// Keeps the reason as a note when there are frames to report on, else makes it the fault.
  private mutating func stop(_ damage: ReadError, in data: String) throws(CaptureFault) {
    guard lender.frames > 0 else { throw Self.fault(damage, in: data) }
    let count = lender.frames == 1 ? "the 1 frame" : "the \(lender.frames) frames"
    stopNote = CaptureNote(
      code: damage.noteCode, message: "\(damage.sentence(in: data)); \(count) before it could be read")
  }

  /// Why nothing in the book of formats recognises the data.
  static func unrecognised(_ input: CaptureInput, compression: String?) -> CaptureFault {
    if let trouble = input.trouble {
      return fault(trouble, in: compression == nil ? "file" : "compressed file")
    }
    return ForeignFile.fault(input, compression: compression)
  }

  private static func fault(_ damage: ReadError, in data: String) -> CaptureFault {
    let reason = damage.sentence(in: data)
    if damage.kind == .unreadable {
      return CaptureFault(.unreadable, reason, advice: "check the disk, or copy the file again")
    }
    return CaptureFault(
      .damagedFromStart, "damaged before the end of its first frame: \(reason)",
      advice: "copy the file again, or capture again")
  }
}

/// How far the reading of a capture is.
package struct ReadingGauge {
  let file: FileSource

  /// Bytes of the file that were read, as they stand on the disk.
  package var bytesRead: UInt64 { file.bytesRead }
  /// The file's size in bytes; 0 when it has none (a pipe).
  package var fileSize: UInt64 { file.size }
}
