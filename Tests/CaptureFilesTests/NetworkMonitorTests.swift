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
    original: Int? = nil, captured: Int? = nil, process: UInt32 = .max
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
    if minor >= 2 { file.add(process) }
    if minor >= 3 {
      file.add(time)
      file.bytes.append(0xFF)
    }
  }

  /// Bytes between frames.
  mutating func gap(_ count: Int) { file.bytes += [UInt8](repeating: 0, count: count) }

  /// The file with its frame table, or with another, and with programs.
  func finished(table: [UInt32]? = nil, processes: [(path: String, id: UInt32)] = []) -> [UInt8] {
    var file = file
    if !processes.isEmpty {
      var field = CaptureBytes(.little)
      field.add(UInt32(file.bytes.count))
      field.add(UInt32(processes.count))
      file.bytes.replaceSubrange(48..<56, with: field.bytes)
      file.add(UInt16(2))
      for process in processes {
        file.add(UInt32(process.path.utf16.count * 2 + 2))
        for unit in process.path.utf16 { file.add(unit) }
        file.add(UInt16(0))
        file.add(UInt32(3))
        file.bytes += [1, 2, 3]
        file.add(process.id)
        file.bytes += [UInt8](repeating: 0, count: 44)
      }
    }
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

  /// The table says which frames there are, in which order, as long as it names places of frames.
  @Test func tablesInAnotherOrder() throws {
    var file = NetworkMonitorBytes()
    for seed in 1...4 { file.frame(frame(seed, count: 20)) }
    let orders = [[3, 2, 1, 0], [0, 2, 1, 3], [0, 1, 2], [0, 1, 2, 3, 3], [1, 3], [3, 0, 1, 2]]
    for order in orders {
      let reading = try read(file.finished(table: order.map { file.offsets[$0] }))
      #expect(reading.frames.map(\.bytes) == order.map { frame($0 + 1, count: 20) }, "\(order)")
      #expect(reading.numbers == order.indices.map { UInt32($0 + 1) } && reading.notes.isEmpty, "\(order)")
    }
  }

  /// Frames need not follow each other.
  @Test func placesBetweenFrames() throws {
    var file = NetworkMonitorBytes()
    file.frame(frame(1, count: 20))
    file.gap(100_000)
    file.frame(frame(2, count: 20))
    let bytes = file.finished()
    #expect(try read(bytes).frames.map(\.bytes) == [frame(1, count: 20), frame(2, count: 20)])
  }

  /// A table that names other places is damaged: what was read is kept.
  @Test func tablesThatLie() throws {
    var file = NetworkMonitorBytes()
    for seed in 1...3 { file.frame(frame(seed, count: 20)) }
    let offsets = file.offsets
    let behind = UInt32(file.finished().count)
    for place in [0, 71] as [UInt32] {
      let reading = try read(file.finished(table: [offsets[0], place, offsets[2]]))
      #expect(reading.numbers == [1] && reading.stop?.error.reason == .frameTableDiffers, "\(place)")
    }
    for place in [behind - 4, behind, .max] {
      let reading = try read(file.finished(table: [offsets[0], offsets[1], place]))
      #expect(reading.numbers == [1, 2] && reading.kinds == [.truncated], "\(place)")
    }
    // Without a table the order is that of the file, and a pipe has no other.
    let empty = try read(file.finished(table: []))
    #expect(empty.numbers == [1, 2, 3] && empty.stop?.error.reason == .frameTableDiffers)
    let tables: [[UInt32]] = [
      [], Array(offsets.dropLast()), offsets + [offsets[2]], offsets.reversed(), [offsets[0], 0, offsets[2]],
    ]
    for table in tables {
      let source = Dripping(file.finished(table: table), step: 1000)
      let (frames, error) = readAll(try NetworkMonitorReader(ReadWindow(source)))
      #expect(frames.map(\.header.number) == [1, 2, 3] && error?.reason == .frameTableDiffers, "\(table)")
    }
  }

  @Test func everyFrameHasItsProcess() throws {
    for minor in [1, 2, 3] as [UInt8] {
      var file = NetworkMonitorBytes(minor: minor)
      for process in [0, 2, 3, .max, 1] as [UInt32] { file.frame(frame(1, count: 20), process: process) }
      let bytes = file.finished(processes: [
        (#"C:\Windows\System32\inetsrv\w3wp.exe"#, 4711), ("System", 4), (#"C:\a\svchost.exe"#, 4711),
      ])
      let expected: [Int32] = minor == 1 ? [-1, -1, -1, -1, -1] : [4711, 4711, -1, -1, 4]
      #expect(try read(bytes).frames.map(\.header.processID) == expected, "\(minor)")
      // Cut anywhere, damaged anywhere: an entry is whole or not there.
      let start = Int(file.file.bytes.count)
      for cut in start..<bytes.count { _ = try read(Array(bytes[..<cut])) }
      for place in 48..<56 {
        var changed = bytes
        changed[place] = 0xFF
        #expect(try read(changed).frames.count == 5)
      }
    }
  }

  @Test func namesOfProcesses() {
    var names = ProcessNames()
    names.add(#"C:\Windows\System32\inetsrv\w3wp.exe"#, of: 1)
    names.add("/usr/bin/curl", of: 2)
    names.add("System", of: 4)
    names.add(#"C:\"#, of: 5)
    // One number, two programs: neither is told, whatever follows.
    for path in ["a.exe", #"C:\a.exe"#, "b.exe", "a.exe"] { names.add(path, of: 6) }
    names.add("", of: 7)
    #expect((1...8).map { names[Int32($0)] } == ["w3wp.exe", "curl", nil, "System", "C:", nil, nil, nil])
  }

  /// Packets in events of Windows are packets; the others are counted.
  @Test func storedEvents() throws {
    var file = NetworkMonitorBytes()
    let packet = frame(1, count: 21)
    let halves = [
      TraceBytes.captured(Array(packet[..<9]), at: 0, isLast: false),
      TraceBytes.captured(Array(packet[9...]), at: 0, isFirst: false),
    ]
    let events =
      [TraceBytes.captured(packet, at: 0), TraceBytes.monitored(packet, at: 0, type: 3)] + halves
      + [TraceBytes.event([UInt8](repeating: 7, count: 16), 1, at: 0, packet)]
    for event in events { file.frame(Self.delivered(event), network: 0xFFE0, after: 5) }
    file.frame(Array(Self.delivered(events[0]).dropLast()), network: 0xFFE0)
    file.frame(packet)
    let reading = try read(file.finished())
    let event: UInt32 = 0xFFFF_FFE0
    #expect(reading.frames.map(\.header.linkType) == [1, 101, event, 1, event, event, 1])
    #expect(reading.frames.map { $0.bytes == packet } == [true, true, false, true, false, false, true])
    #expect(reading.frames.map(\.header.processID) == [4711, 4711, -1, 4711, -1, -1, -1])
    #expect(reading.times.prefix(2) == [1_796_032_800_000_000_000, 1_796_032_800_000_000_000])
    #expect(reading.notes == [.otherEvents(3), .unreadableEvents(1)])
  }

  /// An event as a program gets it, at the time of the frames.
  private static func delivered(_ event: [UInt8]) -> [UInt8] {
    var bytes = CaptureBytes(.little)
    bytes.bytes = Array(event[..<16])
    bytes.add(134_405_064_000_000_000 as UInt64)
    bytes.bytes += event[24..<80] + [0, 0, 0, 0, 0, 0]
    bytes.add(UInt16(event.count - 80))
    bytes.bytes += [0] + event[80...]
    return bytes.bytes
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
