import Testing

@testable import CaptureFiles

/// Network Monitor files, frame by frame.
struct NetworkMonitorBytes {
  private(set) var file = CaptureBytes(.little)
  private(set) var offsets: [UInt32] = []
  private let isVersion1: Bool
  private let minor: UInt8

  /// 30 November 2026, 08:00:00.250.
  static let start: Int64 = 1_796_025_600_250_000_000

  init(minor: UInt8 = 3, isVersion1: Bool = false, network: UInt16 = 1) {
    (self.minor, self.isVersion1) = (minor, isVersion1)
    file.bytes += Array((isVersion1 ? "RTSS" : "GMBU").utf8) + [minor, isVersion1 ? 1 : 2]
    file.add(network)
    for field in [2026, 11, 1, 30, 8, 0, 0, 250] as [UInt16] { file.add(field) }
    for _ in 0..<12 { file.add(UInt32(0)) }
  }

  mutating func frame(
    _ bytes: [UInt8], network: UInt16 = 1, after microseconds: Int64 = 5000,
    time: UInt64 = 134_405_064_000_000_000,
    original: Int? = nil, captured: Int? = nil
  ) {
    offsets.append(UInt32(file.bytes.count))
    let (original, captured) = (original ?? bytes.count, captured ?? bytes.count)
    if isVersion1 {
      file.add(UInt32(microseconds / 1000))
      file.add(UInt16(original))
      file.add(UInt16(captured))
    } else {
      file.add(microseconds)
      file.add(UInt32(original))
      file.add(UInt32(captured))
    }
    file.bytes += bytes
    if isVersion1 || minor == 0 { return }
    file.add(network)
    if minor >= 2 { file.add(UInt32.max) }
    if minor >= 3 {
      file.add(time)
      file.bytes.append(0xFF)
    }
  }

  /// The file with its frame table, or with another.
  func finished(table: [UInt32]? = nil) -> [UInt8] {
    var file = file
    let place = UInt32(file.bytes.count)
    for offset in table ?? offsets { file.add(offset) }
    var field = CaptureBytes(.little)
    field.add(place)
    field.add(UInt32(4 * (table ?? offsets).count))
    file.bytes.replaceSubrange(24..<32, with: field.bytes)
    return file.bytes + Array("comments".utf8)
  }
}

@Suite struct NetworkMonitorTests {
  private static let versions: [(minor: UInt8, isVersion1: Bool, digits: Int)] = [
    (0, true, 3), (0, false, 6), (1, false, 6), (2, false, 6), (3, false, 7), (4, false, 7),
  ]

  @Test func everyVersion() throws {
    for version in Self.versions {
      var file = NetworkMonitorBytes(minor: version.minor, isVersion1: version.isVersion1)
      file.frame(frame(1, count: 60))
      file.frame(frame(2, count: 0), after: 1_000_000, time: 134_405_064_010_000_001, original: 70)
      let reading = try read(file.finished())
      #expect(reading.format == "netmon" && reading.notes.isEmpty, "\(version)")
      #expect(reading.frames.map(\.bytes) == [frame(1, count: 60), []])
      #expect(reading.frames.map(\.header.originalLength) == [60, 70])
      #expect(reading.frames.map(\.header.linkType) == [1, 1])
      #expect(reading.timeDigits == version.digits)
      let second = version.digits == 7 ? 1_796_032_801_000_000_100 : NetworkMonitorBytes.start + 1_000_000_000
      let first = version.digits == 7 ? 1_796_032_800_000_000_000 : NetworkMonitorBytes.start + 5_000_000
      #expect(reading.times == [first, second], "\(version)")
    }
  }

  @Test func everyFrameHasItsNetwork() throws {
    var file = NetworkMonitorBytes()
    let networks: [(UInt16, UInt32)] = [
      (1, 1), (9, 101), (8, 101), (0xE000 | 101, 101), (0xE000 | 12, 101), (0xFFFF, 0xFFFF_FFFF),
      (0xFFE0, 0xFFFF_FFE0), (1, 1),
    ]
    for (network, _) in networks { file.frame(frame(1, count: 40), network: network) }
    let reading = try read(file.finished())
    #expect(reading.frames.map(\.header.linkType) == networks.map(\.1))
    #expect(reading.interfaces.map(\.linkType) == [1, 101, 0xFFFF_FFFF, 0xFFFF_FFE0])
    #expect(reading.interfaces.map(\.packets) == [2, 4, 1, 1])
    #expect(reading.frames.map(\.header.interface) == [0, 1, 1, 1, 1, 2, 3, 0])
  }

  /// An 802.11 frame follows what the radio measured.
  @Test func wirelessFrames() throws {
    var file = NetworkMonitorBytes()
    file.frame([2, 32, 0] + [UInt8](repeating: 7, count: 29) + frame(1, count: 40), network: 6)
    file.frame([2, 0xFF, 0xFF, 1], network: 6, original: 900)
    file.frame([2], network: 6)
    let reading = try read(file.finished())
    #expect(reading.frames.map(\.bytes) == [frame(1, count: 40), [], [2]])
    #expect(reading.frames.map(\.header.originalLength) == [40, 896, 1])
    #expect(reading.frames.map(\.header.linkType) == [105, 105, 105])
  }

  /// Every cut keeps the frames that are whole before it, and says where it ends.
  @Test func everyCut() throws {
    for version in Self.versions {
      var file = NetworkMonitorBytes(minor: version.minor, isVersion1: version.isVersion1)
      for seed in 1...3 { file.frame(frame(seed, count: 20)) }
      let bytes = file.finished()
      let size = (Int(file.offsets[1]) - Int(file.offsets[0]))
      for cut in 4..<bytes.count - 8 {
        let cutBytes = Array(bytes[..<cut])
        let whole = min((cut - 72) / size, 3)
        guard cut >= 72 + size else {
          #expect(try fault(cutBytes) != nil, "\(version) \(cut)")
          continue
        }
        let reading = try read(cutBytes)
        #expect(reading.frames.count == whole && reading.kinds == [.truncated], "\(version) \(cut)")
        let place = whole == 3 ? reading.stop?.error.offset : UInt64(72 + whole * size)
        #expect(reading.stop?.error.offset == place, "\(version) \(cut)")
      }
    }
  }

  /// A table that names other places is a damaged file, or one in another order: what was read is kept.
  @Test func tablesThatLie() throws {
    var file = NetworkMonitorBytes()
    for seed in 1...3 { file.frame(frame(seed, count: 20)) }
    let offsets = file.offsets
    let tables: [[UInt32]] = [
      [], Array(offsets.dropLast()), offsets + [offsets[2]], offsets.reversed(), [offsets[0], 0, offsets[2]],
    ]
    for table in tables {
      let reading = try read(file.finished(table: table))
      #expect(reading.numbers == [1, 2, 3] && reading.stop?.error.reason == .frameTableDiffers, "\(table)")
    }
  }

  @Test func lengthsThatLie() throws {
    for captured in [21, 262_145, Int(UInt32.max)] {
      var file = NetworkMonitorBytes()
      file.frame(frame(1, count: 20))
      file.frame(frame(2, count: 20), captured: captured)
      let reading = try read(file.finished())
      #expect(reading.numbers.prefix(1) == [1] && reading.stop != nil, "\(captured)")
    }
  }

  /// A pipe gives a few bytes at a time.
  @Test func everySplit() throws {
    var file = NetworkMonitorBytes()
    for seed in 1...3 { file.frame(frame(seed, count: 20)) }
    let bytes = file.finished()
    let expected = try read(bytes).frames
    for step in 1...40 {
      let (frames, error) = readAll(try NetworkMonitorReader(ReadWindow(Dripping(bytes, step: step))))
      #expect(frames == expected && error == nil, "\(step)")
    }
  }
}
