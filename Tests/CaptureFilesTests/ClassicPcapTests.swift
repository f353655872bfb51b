import Testing

@testable import CaptureFiles

@Suite struct ClassicPcapTests {
  @Test func everyByteOrderAndResolutionReadsTheSame() throws {
    for order in [ByteOrder.big, .little] {
      for (magic, unit, digits) in [(0xA1B2_C3D4 as UInt32, 1000 as Int64, 6), (0xA1B2_3C4D, 1, 9)] {
        var file = PcapBytes(order, magic: magic, snapLength: 100, network: 101)
        file.record(frame(1, count: 60), fraction: 999_999)
        file.record(frame(2, count: 0), seconds: 4_000_000_000, original: 70)
        let reading = try read(file.file.bytes)
        #expect(reading.format == "pcap")
        #expect(reading.timeDigits == digits)
        #expect(reading.frames.map(\.bytes) == [frame(1, count: 60), []])
        #expect(
          reading.times == [1_700_000_000_000_000_000 + 999_999 * unit, 4_000_000_000_000_000_000 + 5 * unit])
        #expect(reading.frames.map(\.header.originalLength) == [60, 70])
        #expect(reading.frames.map(\.header.linkType) == [101, 101])
        #expect(reading.frames.map(\.header.processID) == [-1, -1])
        #expect(
          reading.interfaces == [
            CaptureInterface(linkType: 101, snapLength: 100, timeDigits: digits, packets: 2)
          ])
        #expect(reading.notes.isEmpty)
      }
    }
  }

  @Test func aRecordLongerThanTheSnapLengthIsWhole() throws {
    var file = PcapBytes(snapLength: 20)
    file.record(frame(1, count: 60))
    file.record(frame(2, count: 20), original: 60)
    file.record(frame(3, count: 60), original: 10)
    let reading = try read(file.file.bytes)
    #expect(reading.frames.map(\.bytes.count) == [60, 20, 60])
    #expect(reading.frames.map(\.header.originalLength) == [60, 60, 10])
    #expect(reading.interfaces.first?.snapLength == 20)
  }

  /// Kernels that were patched before 2000 wrote a magic number of their own and eight bytes more a record:
  /// the interface's index, the protocol, the kind of packet and one byte to fill up.
  @Test func thePatchedFormatIsReadInBothByteOrders() throws {
    for order in [ByteOrder.big, .little] {
      var file = PcapBytes(order, magic: 0xA1B2_CD34)
      var ends = [24]
      for seed in 1...3 {
        file.record([2, 0, 0, 0, 8, 0, 4, 0] + frame(seed, count: 20), captured: 20, original: 70)
        ends.append(file.file.bytes.count)
      }
      let reading = try read(file.file.bytes)
      #expect(reading.frames.map(\.bytes) == (1...3).map { frame($0, count: 20) })
      #expect(reading.frames.map(\.header.originalLength) == [70, 70, 70])
      #expect(reading.timeDigits == 6)
      for cut in (ends[1] + 1)..<ends[2] {
        let reading = try read(Array(file.file.bytes[..<cut]))
        #expect(reading.numbers == [1])
        #expect(reading.stop?.error.offset == UInt64(ends[1]) && reading.stop?.part == .file)
      }
    }
  }

  @Test func linkTypesAreThoseOfTheList() throws {
    for (network, linkType) in [
      (0, 0), (12, 101), (14, 101), (101, 101), (113, 113), (276, 276), (0x1400_0001, 1),
    ] {
      var file = PcapBytes(network: UInt32(network))
      file.record(frame(1, count: 60))
      #expect(try read(file.file.bytes).frames.first?.header.linkType == UInt32(linkType))
    }
  }

  @Test func anImplausibleRecordEndsTheWalkWithANote() throws {
    var file = PcapBytes()
    file.record(frame(1, count: 60))
    file.record(frame(2, count: 60), captured: 0x0042_0000)
    file.record(frame(3, count: 60))
    let reading = try read(file.file.bytes)
    #expect(reading.numbers == [1])
    #expect(reading.kinds == [.damaged])
    guard case .tooLong(.frame(2), _)? = reading.stop?.error.reason else {
      Issue.record("\(reading.notes)")
      return
    }
    #expect(reading.stop?.error.offset == 100)
  }

  @Test func theLongestFrameIsReadAndALongerOneIsDamage() throws {
    for excess in [0, 1] {
      var file = PcapBytes()
      file.record(frame(1, count: 60))
      file.record(frame(2, count: PcapReader.longestFrame + excess))
      let reading = try read(file.file.bytes)
      #expect(reading.frames.map(\.bytes.count) == (excess == 0 ? [60, 262_144] : [60]))
      #expect(reading.kinds == (excess == 0 ? [] : [.damaged]))
    }
  }

  /// Before version 2.3 the original length stood first; of 2.3 there are files of both kinds.
  @Test func oldVersionsHaveTheLengthsTheOtherWayRound() throws {
    for (minor, first, second) in [(2, 70, 60), (3, 70, 60), (3, 60, 70), (4, 60, 70)] {
      var file = PcapBytes(minorVersion: UInt16(minor))
      file.record(frame(1, count: 60), captured: UInt32(first), original: UInt32(second))
      let reading = try read(file.file.bytes)
      #expect(reading.frames.map(\.bytes) == [frame(1, count: 60)], "version 2.\(minor)")
      #expect(reading.frames.map(\.header.originalLength) == [70], "version 2.\(minor)")
    }
  }

  @Test func theFirstRecordDamagedIsAFault() throws {
    var file = PcapBytes()
    file.record(frame(2, count: 60), captured: 0xFFFF_FFFF)
    #expect(try fault(file.file.bytes)?.kind == .damagedFromStart)
  }

  @Test func aVersionThatLibpcapRefusesIsAFaultWithItsWords() throws {
    var file = PcapBytes()
    file.file.bytes[4] = 1
    let fault = try fault(file.file.bytes)
    #expect(fault?.kind == .damagedFromStart)
    guard case .unusableFileHeader(let words)? = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(!words.isEmpty)
  }

  /// What is left of a capture: nothing, a fault, or the frames before the cut and a note.
  @Test func everyPrefix() throws {
    for order in [ByteOrder.big, .little] {
      var file = PcapBytes(order)
      for seed in 1...3 { file.record(frame(seed, count: 10 * seed)) }
      let whole = file.file.bytes
      let ends = [24, 50, 86, 132]
      #expect(whole.count == ends[3])
      for length in 0..<whole.count {
        let bytes = Array(whole[..<length])
        let complete = ends.lastIndex { $0 <= length }
        if let complete, ends[complete] == length {
          let reading = try read(bytes)
          #expect(reading.frames.count == complete)
          #expect(reading.notes.isEmpty)
        } else if let complete, complete > 0 {
          let reading = try read(bytes)
          #expect(reading.frames.count == complete)
          #expect(reading.kinds == [.truncated])
          let reason = ReadError.Reason.endsInside(.frame(UInt64(complete + 1)))
          #expect(reading.stop?.error == ReadError(reason, at: UInt64(ends[complete])))
        } else {
          let kind = try fault(bytes)?.kind
          #expect(kind == (length < 4 ? .notACapture : .damagedFromStart), "\(length)")
        }
      }
    }
  }

  @Test func everyPaceGivesTheSameFrames() {
    var file = PcapBytes()
    for seed in 1...60 { file.record(frame(seed, count: 100 + seed)) }
    for step in [1, 2, 3, 5, 17, 100, 4095, 4096, 4097, 100_000] {
      let input = ReadWindow(Dripping(file.file.bytes, step: step))
      guard let reader = try? PcapReader(input) else {
        Issue.record("step \(step)")
        continue
      }
      let (frames, damage) = readAll(reader)
      #expect(damage == nil)
      #expect(frames.map(\.bytes) == (1...60).map { frame($0, count: 100 + $0) })
    }
  }
}
