import Testing

@testable import CaptureFiles

/// A capture is the same from a file, in memory and piece by piece.
@Suite struct CaptureInputTests {
  private func frames(_ input: CaptureInput, filter: String? = nil) throws(CaptureFault) -> (
    frames: [ReadFrame], notes: [CaptureNote], bytesRead: UInt64
  ) {
    var reader = try CaptureReader(input, filter: filter)
    var frames: [ReadFrame] = []
    try reader.forEachFrame { header, bytes in
      frames.append(ReadFrame(header: header, bytes: copy(bytes)))
      return true
    }
    return (frames, reader.notes, reader.bytesRead)
  }

  /// A capture in pieces of one size, with empty ones between.
  private func pieces(_ bytes: [UInt8], of size: Int) -> CaptureInput {
    var rest = bytes[...]
    var isEmpty = false
    return .pieces {
      isEmpty.toggle()
      if isEmpty { return [] }
      if rest.isEmpty { return nil }
      defer { rest = rest.dropFirst(size) }
      return Array(rest.prefix(size))
    }
  }

  private func captures() -> [[UInt8]] {
    var classic = PcapBytes()
    var next = PcapngBytes()
    next.section()
    next.interface()
    for seed in 1...5 {
      classic.record(frame(seed, count: 40))
      next.enhanced(frame(seed, count: 40))
    }
    let plain = [classic.file.bytes, next.file.bytes]
    return plain + Packing.all.flatMap { packing in plain.map { packing.pack($0) } }
  }

  @Test func everyInputGivesTheSameFrames() throws {
    for bytes in captures() {
      let expected = try read(bytes)
      let whole = try frames(.bytes(bytes))
      #expect(whole.frames == expected.frames)
      #expect(whole.bytesRead == UInt64(bytes.count))
      for size in [1, 7, 1000] {
        let parts = try frames(pieces(bytes, of: size))
        #expect(parts.frames == expected.frames)
        #expect(parts.notes == expected.notes)
        #expect(parts.bytesRead == UInt64(bytes.count))
      }
    }
  }

  @Test func archivesAreReadFromMemoryButNotPieceByPiece() throws {
    let capture = captures()[0]
    var zip = ZipBytes()
    zip.add("readme.txt", Array("nothing".utf8))
    zip.add("trace.pcap", capture)
    let archive = zip.finished()
    #expect(try frames(.bytes(archive)).frames == read(capture).frames)
    #expect(throws: CaptureFault.archive(.isPipe)) { try frames(pieces(archive, of: 100)) }
  }

  /// Short input, also none, is refused in the words of a file of the same bytes.
  @Test func shortInputIsRefusedLikeAFile() throws {
    let capture = captures()[0]
    for count in [0, 1, 3, 23, 24, 30, 64] {
      let bytes = Array(capture[..<count])
      let expected = try fault(bytes)
      #expect(caught { () throws(CaptureFault) in _ = try frames(.bytes(bytes)) } == expected)
      #expect(caught { () throws(CaptureFault) in _ = try frames(pieces(bytes, of: 5)) } == expected)
    }
  }

  private func caught(_ body: () throws(CaptureFault) -> Void) -> CaptureFault? {
    do throws(CaptureFault) {
      try body()
      return nil
    } catch {
      return error
    }
  }

  private struct LineFailure: Error, CustomStringConvertible {
    var description: String { "the line is down" }
  }

  @Test func aFailureOfThePiecesEndsTheCaptureThere() throws {
    let capture = captures()[0]
    var parts = [Array(capture[..<200]), Array(capture[200...])].makeIterator()
    let reading = try frames(
      .pieces { if let part = parts.next() { return part } else { throw LineFailure() } })
    #expect(reading.frames.count == 5)
    let error = ReadError(.system("the line is down"), at: UInt64(capture.count))
    #expect(reading.notes == [.stopped(error, in: .file, frames: 5)])

    let fault = caught { () throws(CaptureFault) in _ = try frames(.pieces { throw LineFailure() }) }
    #expect(fault == .stopped(ReadError(.system("the line is down"), at: 0), in: .file))
  }

  @Test func aReaderThatWantsNoMoreAsksForNoPiece() throws {
    var asked = 0
    let input = CaptureInput.pieces {
      asked += 1
      return []
    }
    let fault = caught { () throws(CaptureFault) in
      _ = try CaptureReader(input, shouldStop: { true })
    }
    #expect(fault == .stopped(ReadError(.stopped, at: 0), in: .file))
    #expect(asked == 0)
  }
}
