extension CaptureReader {
  /// Lends frames through the filter, if there is one.
  mutating func lend(_ body: (FrameHeader, Span<UInt8>) -> Bool) throws(Damage) -> Bool {
    guard let filter else { return try lender.forEachFrame(body) }
    return try lender.forEachFrame { header, bytes in filter.accepts(header, bytes) ? body(header, bytes) : true }
  }

  mutating func finish(_ note: CaptureNote, kind: Damage.Kind) throws(CaptureFault) {
    isFinished = true
    guard lender.frames == 0 else {
      ownNotes.append(note)
      return
    }
    throw CaptureFault(
      kind == .unreadable ? .unreadable : .damagedFromStart, note.message, advice: "copy the file again, or capture again")
  }

  static func fault(_ input: CaptureInput, compression: String?) -> CaptureFault {
    input.start.isEmpty
      ? CaptureFault(.notACapture, "is empty", advice: "capture again")
      : CaptureFault(.notACapture, "is not a capture", advice: "give a pcap or pcapng file")
  }

  package var interfaces: [CaptureInterface] { lender.interfaces }
  package var notes: [CaptureNote] { ownNotes }
  package var bytesRead: UInt64 { file.bytesRead }
  package var timeDigits: Int { lender.interfaces.map(\.timeDigits).max() ?? 6 }
}
