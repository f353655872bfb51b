import Testing

@testable import CaptureFiles

@Suite struct PcapngTests {
  @Test func bothByteOrdersReadTheSame() throws {
    for order in [ByteOrder.big, .little] {
      var file = PcapngBytes(order)
      file.section()
      file.interface(
        linkType: 113, snapLength: 100,
        options: [(2, Array("eth:4\0".utf8)), (3, Array("Ethernet".utf8)), (9, [9])])
      file.enhanced(frame(1, count: 61), ticks: 1_700_000_000_000_000_123, original: 1500)
      file.statistics(dropped: 0)
      file.statistics(dropped: 3)
      let reading = try read(file.file.bytes)
      #expect(reading.format == "pcapng")
      #expect(reading.compression == nil)
      #expect(reading.timeDigits == 9)
      #expect(
        reading.frames == [
          ReadFrame(
            header: FrameHeader(
              number: 1, time: 1_700_000_000_000_000_123, capturedLength: 61, originalLength: 1500,
              linkType: 113, interface: 0, processID: -1),
            bytes: frame(1, count: 61))
        ])
      #expect(
        reading.interfaces == [
          CaptureInterface(
            name: "eth:4", description: "Ethernet", linkType: 113, snapLength: 100, timeDigits: 9, packets: 1,
            dropped: 3)
        ])
      #expect(reading.kinds == [.dropped])
      #expect(reading.notes.first == .dropped(frames: 3, interface: "eth:4"))
    }
  }

  @Test func sectionsHaveInterfacesAndByteOrdersOfTheirOwn() throws {
    var file = PcapngBytes()
    file.section(.little)
    file.interface()
    file.enhanced(frame(1, count: 10))
    file.section(.big)
    file.interface(linkType: 101)
    file.interface(linkType: 12, options: [(9, [3])])
    file.enhanced(frame(2, count: 11), interface: 1, ticks: 1_700_000_000_007)
    file.enhanced(frame(3, count: 12), interface: 0)
    let reading = try read(file.file.bytes)
    #expect(reading.frames.map(\.bytes) == [frame(1, count: 10), frame(2, count: 11), frame(3, count: 12)])
    #expect(reading.frames.map(\.header.interface) == [0, 2, 1])
    #expect(reading.frames.map(\.header.linkType) == [1, 101, 101])
    #expect(reading.interfaces.map(\.packets) == [1, 1, 1])
    #expect(reading.times.dropFirst().first == 1_700_000_000_007_000_000)
    #expect(reading.timeDigits == 6)
  }

  @Test func simpleAndObsoletePacketBlocks() throws {
    var file = PcapngBytes()
    file.section()
    file.interface(snapLength: 20)
    file.simple(frame(1, count: 20), original: 60)
    file.obsolete(frame(2, count: 33))
    file.simple(frame(3, count: 7))
    let reading = try read(file.file.bytes)
    #expect(reading.frames.map(\.bytes) == [frame(1, count: 20), frame(2, count: 33), frame(3, count: 7)])
    #expect(reading.frames.map(\.header.originalLength) == [60, 33, 7])
    // A simple packet block has no time: the last known one stands for it.
    #expect(reading.times == [0, 1_700_000_000_000_005_000, 1_700_000_000_000_005_000])
  }

  @Test func processIDsComeFromCommentsAndOptions() throws {
    let cases: [([(UInt16, [UInt8])], Int32)] = [
      ([(1, Array("PID=4711 TID=12".utf8))], 4711),
      ([(2, [1, 0, 0, 0]), (1, Array("PID=0".utf8))], 0),
      ([(8, [0x67, 0x12, 0, 0, 1, 0, 0, 0])], 0x1267),
      ([(1, Array("a comment".utf8)), (1, Array("PID=7".utf8))], 7),
      ([(1, Array("PID=".utf8))], -1),
      ([(1, Array("PID=99999999999".utf8))], -1),
      ([(1, Array("PID=x".utf8))], -1),
      ([(1, Array("TPID=5".utf8))], -1),
      ([(8, [1, 2])], -1),
      ([], -1),
    ]
    for (options, processID) in cases {
      var file = PcapngBytes()
      file.section()
      file.interface()
      file.enhanced(frame(1, count: 5), options: options)
      #expect(try read(file.file.bytes).frames.first?.header.processID == processID)
    }
  }

  @Test func otherBlocksAreSteppedOverAndNumberedAsInWireshark() throws {
    for (type, isNumbered) in [
      (4 as UInt32, false), (10, false), (0x8000_0001, false), (0x1234_5678, false), (9, true), (0xBAD, true),
      (0x4000_0BAD, true), (0x204, true),
    ] {
      var file = PcapngBytes()
      file.section()
      file.interface()
      file.enhanced(frame(1, count: 5))
      // Longer than what is kept in memory.
      file.block(type) { $0.bytes += [UInt8](repeating: 7, count: type == 4 ? 17 << 20 : 50) }
      file.enhanced(frame(2, count: 5))
      let reading = try read(file.file.bytes)
      #expect(reading.numbers == [1, isNumbered ? 3 : 2], "\(type)")
      #expect(reading.notes.isEmpty)
    }
  }

  @Test func aFrameLargerThanTheBufferIsLentWhole() throws {
    for count in [262_000, 270_000, 600_000, 2_200_000] {
      var file = PcapngBytes()
      file.section()
      file.interface()
      file.enhanced(frame(1, count: 77))
      file.enhanced(frame(2, count: count))
      file.enhanced(frame(3, count: 77))
      let reading = try read(file.file.bytes)
      #expect(reading.frames.map(\.bytes.count) == [77, count, 77])
      #expect(reading.frames.dropFirst().first?.bytes == frame(2, count: count))
      #expect(reading.frames.last?.bytes == frame(3, count: 77))
    }
  }

  @Test func everyPrefix() throws {
    for order in [ByteOrder.big, .little] {
      var file = PcapngBytes(order)
      var ends: [(length: Int, frames: Int)] = []
      file.section()
      ends.append((file.file.bytes.count, 0))
      file.interface(options: [(2, Array("lan".utf8))])
      ends.append((file.file.bytes.count, 0))
      for seed in 1...3 {
        file.enhanced(frame(seed, count: 9 * seed), options: [(1, Array("PID=1".utf8))])
        ends.append((file.file.bytes.count, seed))
      }
      let whole = file.file.bytes
      for length in 0...whole.count {
        let bytes = Array(whole[..<length])
        let complete = ends.last { $0.length <= length }
        if let complete, complete.length == length {
          let reading = try read(bytes)
          #expect(reading.frames.count == complete.frames)
          #expect(reading.notes.isEmpty)
        } else if let complete, complete.frames > 0 {
          let reading = try read(bytes)
          #expect(reading.frames.count == complete.frames)
          #expect(reading.kinds == [.truncated])
          #expect(reading.stop?.error.offset == UInt64(complete.length) && reading.stop?.part == .file)
        } else {
          let kind = try fault(bytes)?.kind
          #expect(kind == (length < 4 ? .notACapture : .damagedFromStart), "\(length)")
        }
      }
    }
  }

  @Test func everyPaceGivesTheSameFrames() {
    var file = PcapngBytes()
    file.section()
    file.interface()
    for seed in 1...60 { file.enhanced(frame(seed, count: 100 + seed)) }
    for step in [1, 2, 3, 5, 17, 100, 4095, 4096, 4097, 100_000] {
      let (frames, damage) = readAll(PcapngReader(ReadWindow(Dripping(file.file.bytes, step: step))))
      #expect(damage == nil)
      #expect(frames.map(\.bytes) == (1...60).map { frame($0, count: 100 + $0) })
    }
  }
}
