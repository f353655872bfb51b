import Foundation
import Testing

@testable import CaptureFiles

/// Writes a capture for as long as it takes to copy frames of it into another format.
func copied(
  _ source: [UInt8], _ frames: [UInt32]? = nil, as name: String, shouldStop: () -> Bool = { false },
  write: ([UInt8]) -> Bool = { _ in true }
) throws -> [UInt8]? {
  let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
  defer { try? FileManager.default.removeItem(atPath: path) }
  try Data(source).write(to: URL(filePath: path))
  let reading = try read(path: path)
  let outline = CaptureOutline(
    interfaces: reading.interfaces, longestFrame: reading.frames.map(\.bytes.count).max() ?? 0,
    end: reading.times.max() ?? 0, application: "test 1")
  let copy = CaptureCopy(
    path: path, frames: FrameRuns(frames ?? reading.numbers), outline: outline,
    format: try #require(WritingFormat.all.first { $0.name == name }))
  var written: [UInt8] = []
  var seen: [UInt32] = []
  let isWhole = try copy.run(
    shouldStop: shouldStop, see: { header, _ in seen.append(header.number) },
    write: {
      written += $0
      return write($0)
    })
  if isWhole { #expect(seen == frames ?? reading.numbers) }
  return isWhole ? written : nil
}

/// The files that are expected, written by hand.
private func pcapngStart(_ body: (inout PcapngBytes) -> Void) -> [UInt8] {
  var file = PcapngBytes()
  file.block(0x0A0D_0D0A) {
    $0.add(UInt32(0x1A2B_3C4D))
    $0.add(UInt16(1))
    $0.add(UInt16(0))
    $0.add(Int64(-1))
    $0.options([(4, Array("test 1".utf8))])
  }
  body(&file)
  return file.file.bytes
}

@Suite struct ClassicPcapWriterTests {
  @Test func everyOrderAndResolutionBecomesLittleEndian() throws {
    for order in [ByteOrder.big, .little] {
      for magic in [0xA1B2_C3D4, 0xA1B2_3C4D] as [UInt32] {
        var source = PcapBytes(order, magic: magic, snapLength: 100)
        var expected = PcapBytes(magic: magic, snapLength: 100)
        for seed in 0..<5 {
          source.record(frame(seed, count: 20 * seed), fraction: UInt32(999 - seed), original: 1500)
          guard [1, 2, 4].contains(seed) else { continue }
          expected.record(frame(seed, count: 20 * seed), fraction: UInt32(999 - seed), original: 1500)
        }
        #expect(try copied(source.file.bytes, [2, 3, 5], as: "pcap") == expected.file.bytes)
      }
    }
  }

  @Test func timesOfOtherUnits() throws {
    for (resolution, ticks, magic, fraction) in [
      (3, 1_700_000_000_123, 0xA1B2_C3D4, 123_000), (9, 1_700_000_000_123_456_789, 0xA1B2_3C4D, 123_456_789),
      (7, 17_000_000_001_234_567, 0xA1B2_3C4D, 123_456_700),
    ] as [(UInt8, UInt64, UInt32, UInt32)] {
      var source = PcapngBytes()
      source.section()
      source.interface(snapLength: 96, options: [(9, [resolution])])
      source.enhanced(frame(1, count: 60), ticks: ticks)
      var expected = PcapBytes(magic: magic, snapLength: 96)
      expected.record(frame(1, count: 60), fraction: fraction)
      #expect(try copied(source.file.bytes, as: "pcap") == expected.file.bytes)
    }
  }

  /// The greatest of the link type's interfaces; no limit, and a limit that is not kept, make it longer.
  @Test func snapLengths() throws {
    for (snapLengths, expected) in [([96, 128], 128), ([0, 96], 262_144), ([20], 60)] as [([UInt32], UInt32)]
    {
      var source = PcapngBytes()
      source.section()
      for snapLength in snapLengths { source.interface(snapLength: snapLength) }
      source.interface(linkType: 101, snapLength: 9000)
      for index in snapLengths.indices { source.enhanced(frame(1, count: 60), interface: UInt32(index)) }
      let written = try #require(try copied(source.file.bytes, as: "pcap"))
      #expect(try read(written).interfaces.first?.snapLength == expected, "\(snapLengths)")
    }
  }

  @Test func whatDoesNotFitIsRefused() throws {
    func refusal(_ body: (inout PcapngBytes) -> Void) throws -> CaptureFault? {
      var source = PcapngBytes()
      source.section()
      body(&source)
      do {
        _ = try copied(source.file.bytes, as: "pcap")
        return nil
      } catch let fault as CaptureFault {
        return fault
      }
    }
    let types = try refusal {
      $0.interface()
      $0.interface(linkType: 101)
      $0.enhanced(frame(1, count: 60))
      $0.enhanced(frame(2, count: 60), interface: 1)
    }
    #expect(types == .doesNotFit(.linkTypesInPcap(1, 101)))
    let early = try refusal {
      $0.interface(options: [(14, [0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF])])
      $0.enhanced(frame(1, count: 60), ticks: 999_999)
    }
    #expect(early == .doesNotFit(.timeInPcap(frame: 1)))
    let late = try refusal {
      $0.interface()
      $0.enhanced(frame(1, count: 60), ticks: 1 << 32 * 1_000_000)
    }
    #expect(late == .doesNotFit(.timeInPcap(frame: 1)))
    let last = try refusal {
      $0.interface()
      $0.enhanced(frame(1, count: 60), ticks: (1 << 32 - 1) * 1_000_000)
    }
    #expect(last == nil)
    let long = try refusal {
      $0.interface()
      $0.enhanced(frame(1, count: 262_145))
    }
    #expect(long == .doesNotFit(.lengthInPcap(frame: 1)))
  }
}

@Suite struct PcapngWriterTests {
  @Test func interfacesKeepWhatTheyAre() throws {
    for order in [ByteOrder.big, .little] {
      var source = PcapngBytes(order)
      source.section()
      source.interface(linkType: 1, snapLength: 0, options: [(2, Array("unused".utf8))])
      source.interface(linkType: 101, snapLength: 96, options: [(2, Array("tun0".utf8)), (9, [9])])
      var offset = CaptureBytes(order)
      offset.add(Int64(-3600))
      source.interface(
        linkType: 113, snapLength: 65_535,
        options: [(3, Array("All".utf8)), (9, [0xA0]), (14, offset.bytes), (11, [0, 1, 2])])
      source.enhanced(frame(0, count: 30), interface: 2, ticks: 7)
      source.enhanced(frame(1, count: 31), interface: 1, ticks: 1_700_000_000_000_000_123, original: 1500)
      source.enhanced(frame(2, count: 32), interface: 2, ticks: 1_700_000_000 << 32 | 12_345_678)
      source.enhanced(frame(3, count: 33), interface: 1, ticks: 1_700_000_000_000_000_124)
      source.statistics(interface: 1, dropped: 5)
      source.statistics(interface: 0, dropped: 9)
      let expected = pcapngStart {
        $0.interface(linkType: 101, snapLength: 96, options: [(2, Array("tun0".utf8)), (9, [9])])
        $0.enhanced(frame(1, count: 31), ticks: 1_700_000_000_000_000_123, original: 1500)
        $0.interface(
          linkType: 113, snapLength: 65_535,
          options: [
            (3, Array("All".utf8)), (9, [0xA0]), (14, [0xF0, 0xF1, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF, 0xFF]),
          ])
        $0.enhanced(frame(2, count: 32), interface: 1, ticks: 1_700_000_000 << 32 | 12_345_678)
        $0.enhanced(frame(3, count: 33), ticks: 1_700_000_000_000_000_124)
        $0.block(5) {
          $0.add(UInt32(0))
          $0.add(UInt32(1_700_000_000_000_000_124 as UInt64 >> 32))
          $0.add(UInt32(truncatingIfNeeded: 1_700_000_000_000_000_124 as UInt64))
          $0.options([(5, [5, 0, 0, 0, 0, 0, 0, 0])])
        }
      }
      #expect(try copied(source.file.bytes, [2, 3, 4], as: "pcapng") == expected)
    }
  }

  @Test func framesKeepTheirRemarks() throws {
    for order in [ByteOrder.big, .little] {
      func number<Number: FixedWidthInteger>(_ numbers: Number...) -> [UInt8] {
        var bytes = CaptureBytes(order)
        for number in numbers { bytes.add(number) }
        return bytes.bytes
      }
      var source = PcapngBytes(order)
      source.section()
      source.interface()
      source.enhanced(
        frame(1, count: 61),
        options: [
          (1, Array("PID=4711".utf8)), (2, number(0x0102_0304 as UInt32)), (3, [2, 1, 2, 3, 4]),
          (4, number(5 as UInt64)), (1, Array("another".utf8)), (5, number(6 as UInt64)),
          (6, number(7 as UInt32)), (7, [1, 2]), (8, number(8 as UInt32, 9)), (2988, [0, 0, 0, 1, 7]),
        ])
      source.enhanced(
        frame(2, count: 4), options: [(2, [1]), (4, [1]), (5, []), (6, [1, 2, 3, 4, 5]), (8, [1, 2])])
      source.enhanced(frame(3, count: 4), options: [(8, number(10 as UInt32))])
      let expected = pcapngStart {
        $0.interface()
        $0.enhanced(
          frame(1, count: 61),
          options: [
            (1, Array("PID=4711".utf8)), (1, Array("another".utf8)), (2, [4, 3, 2, 1]),
            (4, [5, 0, 0, 0, 0, 0, 0, 0]), (5, [6, 0, 0, 0, 0, 0, 0, 0]), (6, [7, 0, 0, 0]),
            (8, [8, 0, 0, 0, 9, 0, 0, 0]),
          ])
        $0.enhanced(frame(2, count: 4))
        $0.enhanced(frame(3, count: 4), options: [(8, [10, 0, 0, 0, 0, 0, 0, 0])])
      }
      #expect(try copied(source.file.bytes, as: "pcapng") == expected)
    }
  }

  /// A frame without a time gets the one that it has by its place: the last that is known.
  @Test func otherBlocksBecomeEnhancedOnes() throws {
    var source = PcapngBytes(.big)
    source.section()
    source.interface(snapLength: 40)
    source.interface(linkType: 101)
    source.obsolete(frame(1, count: 30), interface: 1, ticks: 1_700_000_000_000_009)
    source.simple(frame(2, count: 40), original: 90)
    let expected = pcapngStart {
      $0.interface(snapLength: 40)
      $0.enhanced(frame(2, count: 40), ticks: 1_700_000_000_000_009, original: 90)
    }
    #expect(try copied(source.file.bytes, [2], as: "pcapng") == expected)
    let obsolete = pcapngStart {
      $0.interface(linkType: 101)
      $0.enhanced(frame(1, count: 30), ticks: 1_700_000_000_000_009)
    }
    #expect(try copied(source.file.bytes, [1], as: "pcapng") == obsolete)
  }

  @Test func sectionsBecomeOne() throws {
    var source = PcapngBytes(.little)
    source.section()
    source.interface(options: [(2, Array("a".utf8))])
    source.enhanced(frame(1, count: 10))
    source.section(.big)
    source.interface(linkType: 101, options: [(2, Array("b".utf8)), (9, [9])])
    source.enhanced(frame(2, count: 11), ticks: 5)
    source.block(0x0000_0BAD) { $0.add(UInt32(1)) }
    source.enhanced(frame(3, count: 12), ticks: 6)
    let expected = pcapngStart {
      $0.interface(options: [(2, Array("a".utf8))])
      $0.enhanced(frame(1, count: 10))
      $0.interface(linkType: 101, options: [(2, Array("b".utf8)), (9, [9])])
      $0.enhanced(frame(3, count: 12), interface: 1, ticks: 6)
    }
    // The custom block counts as frame 3.
    #expect(try copied(source.file.bytes, [1, 4], as: "pcapng") == expected)
  }

  @Test func linkTypesBeyondSixteenBitsAreRefused() throws {
    var source = PcapBytes(network: 65_536)
    source.record(frame(1, count: 20))
    #expect(throws: CaptureFault.self) { try copied(source.file.bytes, as: "pcapng") }
    #expect(try copied(source.file.bytes, as: "pcap") == source.file.bytes)
  }
}

@Suite struct CaptureCopyTests {
  private static let linkTypes: [UInt32] = [
    0, 1, 9, 50, 101, 104, 108, 113, 147, 192, 228, 229, 239, 276, 65_535,
  ]

  /// What is written says the same as what it was made from: every link type, both units, both formats.
  @Test func whatIsWrittenReadsTheSame() throws {
    for linkType in Self.linkTypes {
      for (magic, resolution) in [(0xA1B2_C3D4, 6), (0xA1B2_3C4D, 9)] as [(UInt32, UInt8)] {
        var classic = PcapBytes(magic: magic, snapLength: 70, network: linkType)
        var next = PcapngBytes(.big)
        next.section()
        next.interface(linkType: UInt16(linkType), snapLength: 70, options: [(9, [resolution])])
        for seed in 0..<9 {
          classic.record(frame(seed, count: seed * 8), fraction: UInt32(seed * 1001), original: 80)
          let unit: UInt64 = resolution == 6 ? 1_000_000 : 1_000_000_000
          next.enhanced(
            frame(seed, count: seed * 8), ticks: 1_700_000_000 * unit + UInt64(seed * 1001), original: 80)
        }
        for source in [classic.file.bytes, next.file.bytes, gzip(next.file.bytes)] {
          for format in ["pcap", "pcapng"] {
            let written = try #require(try copied(source, [1, 4, 5, 9], as: format))
            let (before, after) = (try read(source), try read(written))
            #expect(after.format == format)
            #expect(after.notes.isEmpty)
            #expect(after.timeDigits == before.timeDigits)
            let chosen = [0, 3, 4, 8].map { before.frames[$0] }
            #expect(after.frames.map(\.bytes) == chosen.map(\.bytes))
            #expect(after.times == chosen.map(\.header.time))
            #expect(after.frames.map(\.header.originalLength) == chosen.map(\.header.originalLength))
            #expect(after.frames.map(\.header.linkType) == chosen.map(\.header.linkType))
            #expect(after.interfaces.map(\.snapLength) == before.interfaces.map(\.snapLength))
          }
        }
      }
    }
  }

  @Test func framesBehindACutAreNotThere() throws {
    var source = PcapngBytes()
    source.section()
    source.interface()
    for seed in 0..<3 { source.enhanced(frame(seed, count: 50)) }
    for length in 0..<source.file.bytes.count {
      let cut = Array(source.file.bytes[..<length])
      guard let before = try? read(cut), !before.frames.isEmpty else { continue }
      let written = try #require(try copied(cut, as: "pcapng"))
      #expect(try read(written).frames.map(\.bytes) == before.frames.map(\.bytes))
    }
  }

  @Test func itCanBeStopped() throws {
    var source = PcapBytes()
    for seed in 0..<20_000 { source.record(frame(seed, count: 10)) }
    var calls = 0
    #expect(
      try copied(
        source.file.bytes, as: "pcap",
        write: { _ in
          calls += 1
          return false
        }) == nil)
    #expect(calls == 1)
    // Also where no frame is copied.
    #expect(try copied(source.file.bytes, [1, 20_000], as: "pcap", shouldStop: { true }) == nil)
    #expect(try copied(source.file.bytes, as: "pcap") == source.file.bytes)
  }

  @Test func endingsChooseTheFormat() {
    for (path, name) in [
      ("a.pcap", "pcap"), ("/b.pcapng/a.CAP", "pcap"), ("a.pcapng", "pcapng"), ("a.pcap/b", "pcapng"),
      ("ticket", "pcapng"), ("a.dump", "pcapng"), ("-", "pcapng"), ("", "pcapng"),
    ] {
      #expect(WritingFormat.forFile(path).name == name, "\(path)")
    }
  }

  /// Each file of `Writing` that makes a format has its line in the registry.
  @Test func registryHoldsEveryFormat() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/CaptureFiles/Writing")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path())
    let writers = files.filter { $0.hasSuffix("Writer.swift") }
    #expect(writers.sorted() == ["PcapWriter.swift", "PcapngWriter.swift"])
    #expect(WritingFormat.all.map(\.name) == ["pcapng", "pcap"])
  }
}
