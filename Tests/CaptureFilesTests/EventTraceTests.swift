import Testing

@testable import CaptureFiles

/// Event traces, buffer by buffer.
struct TraceBytes {
  private var buffers: [[UInt8]] = []
  private let has64Bits: Bool
  private let clock: UInt32

  /// 30 November 2026, 08:00:00, as Windows counts, and what the clock was then.
  static let start: UInt64 = 134_405_064_000_000_000 - 72_000_000_000
  static let first: Int64 = 5_000_000
  static let startNanoseconds: Int64 = 1_796_025_600_000_000_000

  /// {2ED6006E-4729-4609-B423-3EE7BCD678EF}, as it is written.
  static let packetCapture: [UInt8] = [
    0x6E, 0x00, 0xD6, 0x2E, 0x29, 0x47, 0x09, 0x46, 0xB4, 0x23, 0x3E, 0xE7, 0xBC, 0xD6, 0x78, 0xEF,
  ]
  /// {4D4F80D9-C8BD-4D73-BB5B-19C90402C5AC}.
  static let packetMonitor: [UInt8] = [
    0xD9, 0x80, 0x4F, 0x4D, 0xBD, 0xC8, 0x73, 0x4D, 0xBB, 0x5B, 0x19, 0xC9, 0x04, 0x02, 0xC5, 0xAC,
  ]
  /// {D84521F7-2235-4237-A7C0-14E3A9676286}.
  static let remoteAccess: [UInt8] = [
    0xF7, 0x21, 0x45, 0xD8, 0x35, 0x22, 0x37, 0x42, 0xA7, 0xC0, 0x14, 0xE3, 0xA9, 0x67, 0x62, 0x86,
  ]
  /// {C22D1B14-C242-49DE-9F17-1D76B8B9C458}.
  static let filteringPlatform: [UInt8] = [
    0x14, 0x1B, 0x2D, 0xC2, 0x42, 0xC2, 0xDE, 0x49, 0x9F, 0x17, 0x1D, 0x76, 0xB8, 0xB9, 0xC4, 0x58,
  ]

  init(has64Bits: Bool = true, clock: UInt32 = 1, frequency: UInt64 = 1_000_000, lost: UInt32 = 0) {
    (self.has64Bits, self.clock) = (has64Bits, clock)
    var header = CaptureBytes(.little)
    header.bytes = [2, 0, has64Bits ? 2 : 1, 0xC0]
    let size = 32 + (has64Bits ? 280 : 272)
    header.add(UInt16(size))
    header.bytes += [UInt8](repeating: 0, count: 10)
    header.add(Self.first)
    header.bytes += [UInt8](repeating: 0, count: 8)
    header.add(Self.unusedSize)
    header.bytes += [UInt8](repeating: 0, count: 40)
    header.add(UInt32(has64Bits ? 8 : 4))
    header.add(lost)
    header.add(UInt32(3))
    header.bytes += [UInt8](repeating: 0, count: (has64Bits ? 16 : 8) + 172 + 4 + 8)
    header.add(frequency)
    header.add(Self.start)
    header.add(clock)
    header.add(UInt32(0))
    add([header.bytes], size: 1024)
  }

  /// Events, in a buffer that is filled up to its size, or packed.
  mutating func add(_ events: [[UInt8]], size: Int = 4096, isPacked: Bool = false) {
    let content = events.flatMap { $0 + [UInt8](repeating: 0, count: -$0.count & 7) }
    let packed = isPacked ? Self.packed(content) : content
    let padding = isPacked ? 0 : max(0, size - 72 - content.count)
    var buffer = CaptureBytes(.little)
    buffer.add(UInt32(72 + packed.count + padding))
    buffer.bytes += [UInt8](repeating: 0, count: 44)
    buffer.add(UInt32(72 + content.count))
    buffer.add(UInt16(isPacked ? 0x60 : 0x20))
    buffer.bytes += [UInt8](repeating: 0, count: 18)
    buffers.append(buffer.bytes + packed + [UInt8](repeating: 0xFF, count: padding))
  }

  /// Of buffers that a file of fixed size has before they are used.
  static let unusedSize: UInt32 = 4096

  /// A buffer that was never filled.
  mutating func addUnused() { buffers.append([UInt8](repeating: 0, count: Int(Self.unusedSize))) }

  var file: [UInt8] { buffers.flatMap { $0 } }

  /// An event of a provider, so many microseconds after the start.
  static func event(
    _ provider: [UInt8], _ id: UInt16, at microseconds: Int64, keyword: UInt64 = 0, thread: UInt32 = 8,
    process: UInt32 = 4711, extended: [UInt8]? = nil, clock: (Int64) -> Int64 = { first + $0 },
    _ data: [UInt8]
  ) -> [UInt8] {
    var event = CaptureBytes(.little)
    event.add(UInt16(0))
    event.bytes += [0x13, 0xC0]
    event.add(UInt16(extended == nil ? 0 : 1))
    event.add(UInt16(0))
    event.add(thread)
    event.add(process)
    event.add(clock(microseconds))
    event.bytes += provider
    event.add(id)
    event.bytes += [UInt8](repeating: 0, count: 6)
    event.add(keyword)
    event.bytes += [UInt8](repeating: 0, count: 24)
    event.bytes += extended ?? []
    event.bytes += data
    event.bytes.replaceSubrange(
      0..<2, with: [UInt8(event.bytes.count & 0xFF), UInt8(event.bytes.count >> 8)])
    return event.bytes
  }

  /// A packet as `netsh trace` writes it.
  static func captured(
    _ packet: [UInt8], at microseconds: Int64, isFirst: Bool = true, isLast: Bool = true, kind: UInt64 = 0,
    thread: UInt32 = 8, extended: [UInt8]? = nil, size: Int? = nil
  ) -> [UInt8] {
    var data = CaptureBytes(.little)
    data.add(UInt32(14))
    data.add(UInt32(14))
    data.add(UInt32(size ?? packet.count))
    let ends: UInt64 = (isFirst ? 0x4000_0000 : 0) | (isLast ? 0x8000_0000 : 0)
    return event(
      packetCapture, 1001, at: microseconds, keyword: ends | kind, thread: thread,
      extended: extended, data.bytes + packet)
  }

  /// A packet as `pktmon` writes it.
  static func monitored(
    _ packet: [UInt8], at microseconds: Int64, type: UInt16 = 1, original: Int? = nil, dropReason: UInt32 = 0
  ) -> [UInt8] {
    var data = CaptureBytes(.little)
    data.add(UInt64(99))
    for field in [1, 1, 1, type, 59, 1, 0] as [UInt16] { data.add(field) }
    data.add(dropReason)
    data.add(UInt32(0))
    data.add(UInt16(original ?? packet.count))
    data.add(UInt16(packet.count))
    return event(
      packetMonitor, dropReason == 0 ? 160 : 170, at: microseconds,
      data.bytes + packet)
  }

  /// Packed with literals, and matches of the byte before where it repeats.
  static func packed(_ content: [UInt8]) -> [UInt8] {
    var output: [UInt8] = []
    var tokens: [(isMatch: Bool, bytes: [UInt8])] = []
    var place = 0
    func flush() {
      guard !tokens.isEmpty else { return }
      var flags: UInt32 = 0
      for (index, token) in tokens.enumerated() where token.isMatch { flags |= 1 << UInt32(31 - index) }
      var number = CaptureBytes(.little)
      number.add(flags)
      output += number.bytes
      for token in tokens { output += token.bytes }
      tokens = []
    }
    while place < content.count {
      let run = place == 0 ? 0 : content[place...].prefix(9).prefix { $0 == content[place - 1] }.count
      if run >= 3 {
        tokens.append((true, [UInt8(run - 3), 0]))
        place += run
      } else {
        tokens.append((false, [content[place]]))
        place += 1
      }
      if tokens.count == 32 { flush() }
    }
    flush()
    return output
  }
}

@Suite struct EventTraceTests {
  private let packets = (1...4).map { frame($0, count: 20 + $0) }

  @Test func everyHeaderAndClock() throws {
    for has64Bits in [false, true] {
      var trace = TraceBytes(has64Bits: has64Bits)
      trace.add([TraceBytes.captured(packets[0], at: 1500), TraceBytes.monitored(packets[1], at: 2000)])
      let reading = try read(trace.file)
      #expect(reading.format == "etl" && reading.notes.isEmpty)
      #expect(reading.frames.map(\.bytes) == Array(packets[..<2]))
      #expect(reading.times == [1_500_000, 2_000_000].map { TraceBytes.startNanoseconds + $0 })
      #expect(reading.frames.map(\.header.processID) == [4711, 4711])
      #expect(reading.interfaces.map(\.name) == ["14", "59"])
      #expect(reading.timeDigits == 7)
    }
    // Times of Windows, and the clock of a processor at 3 MHz.
    var system = TraceBytes(clock: 2)
    system.add([
      TraceBytes.event(
        TraceBytes.packetCapture, 1001, at: 7, keyword: 0xC000_0000,
        clock: { Int64(TraceBytes.start) + $0 * 10 }, [UInt8](repeating: 0, count: 12))
    ])
    #expect(try read(system.file).times == [TraceBytes.startNanoseconds + 7000])
    var ticks = TraceBytes(clock: 3)
    ticks.add([TraceBytes.captured(packets[0], at: 3_000_000)])
    #expect(try read(ticks.file).times == [TraceBytes.startNanoseconds + 1_000_000_000])
  }

  @Test func everyKindOfPacket() throws {
    var trace = TraceBytes()
    trace.add([
      TraceBytes.captured(packets[0], at: 1), TraceBytes.captured(packets[0], at: 2, kind: 0x10000),
      TraceBytes.captured(packets[0], at: 3, kind: 0x200), TraceBytes.monitored(packets[0], at: 4),
      TraceBytes.monitored(packets[0], at: 5, type: 2), TraceBytes.monitored(packets[0], at: 6, type: 3),
      TraceBytes.monitored(packets[0], at: 7, original: 1500),
    ])
    let reading = try read(trace.file)
    #expect(reading.frames.map(\.header.linkType) == [1, 105, 101, 1, 105, 101, 1])
    #expect(reading.frames.map(\.header.originalLength) == [21, 21, 21, 21, 21, 21, 1500])
  }

  /// Buffers of two processors follow each other; their packets are mixed.
  @Test func packetsAreInOrderOfTime() throws {
    var trace = TraceBytes()
    trace.add([10, 30, 50].map { TraceBytes.captured(packets[0], at: $0) })
    trace.add([5, 20, 30, 60].map { TraceBytes.captured(packets[1], at: $0) }, isPacked: true)
    let reading = try read(trace.file)
    #expect(reading.times.map { ($0 - TraceBytes.startNanoseconds) / 1000 } == [5, 10, 20, 30, 30, 50, 60])
    #expect(reading.frames.map(\.bytes.count) == [22, 21, 22, 21, 22, 21, 22])
    #expect(reading.numbers == Array(1...7))
  }

  /// Large packets of Windows 8 and earlier are in several events of one thread.
  @Test func partsOfPackets() throws {
    var trace = TraceBytes()
    trace.add([
      TraceBytes.captured(packets[0], at: 1, isLast: false),
      TraceBytes.captured(packets[3], at: 2, thread: 9),
      TraceBytes.captured(packets[1], at: 3, isFirst: false, isLast: false),
    ])
    trace.add([
      TraceBytes.captured(packets[2], at: 4, isFirst: false),
      // The end of one whose start was not captured.
      TraceBytes.captured(packets[2], at: 5, isFirst: false, thread: 10),
    ])
    let reading = try read(trace.file)
    // The time of a packet is that of its last part.
    #expect(reading.frames.map(\.bytes) == [packets[3], packets[0] + packets[1] + packets[2]])
    #expect(reading.frames.map(\.header.originalLength) == [24, 66])
    #expect(reading.times.map { ($0 - TraceBytes.startNanoseconds) / 1000 } == [2, 4])
    #expect(reading.notes == [.unreadableEvents(1)])
  }

  /// A circular trace that reached its size: the newest buffers replace the oldest, and others were made
  /// with the file. Each second there is one of two processors.
  @Test func circularTraces() throws {
    let order = [5, 6, 7, 0, 1, 2, 3, 4]
    for isPacked in [false, true] {
      var trace = TraceBytes()
      var whole = TraceBytes()
      for place in 0..<8 {
        let (here, there) = (Self.buffer(order[place], packets), Self.buffer(place, packets))
        trace.add(here, isPacked: isPacked)
        if place == 4 { trace.addUnused() }
        whole.add(there, isPacked: isPacked)
      }
      trace.addUnused()
      let reading = try read(trace.file)
      #expect(reading.notes.isEmpty && reading.frames.count == 32)
      #expect(reading.times == reading.times.sorted())
      let frames = try read(whole.file).frames
      #expect(reading.frames == frames)
    }
  }

  /// A second of one processor; the next one begins before it ends.
  private static func buffer(_ place: Int, _ packets: [[UInt8]]) -> [[UInt8]] {
    (0..<4).map { TraceBytes.captured(packets[$0], at: Int64(place * 100 + $0 * 60)) }
  }

  /// What cannot be read in order of time, as it comes from a pipe, is so where it is more than is held back.
  @Test func circularTracesFromAPipe() throws {
    var trace = TraceBytes()
    for place in [2, 3, 0, 1] { trace.add(Self.buffer(place, packets)) }
    let reader = try EventTraceReader(ReadWindow(Dripping(trace.file, step: 1000)))
    let (frames, error) = readAll(reader)
    let times = try read(trace.file).times
    #expect(error == nil && frames.map(\.header.time) == times)
    // Each buffer takes 16 MiB unpacked, of which 64 are held.
    var large = TraceBytes()
    for place in [4, 5, 6, 7, 8, 0, 1] {
      let filler = TraceBytes.event(
        [UInt8](repeating: 7, count: 16), 1, at: 0, [UInt8](repeating: 7, count: 60_000))
      large.add(Self.buffer(place, packets) + [[UInt8]](repeating: filler, count: 279), isPacked: true)
    }
    var box = try EventTraceReader(ReadWindow(Dripping(large.file, step: 100_000)))
    var passed: [Int64] = []
    _ = try box.forEachFrame { header, _ in
      passed.append(header.time)
      return true
    }
    let unordered = zip(passed, passed.dropFirst()).filter { $0 > $1 }
    #expect(passed.count == 28 && !unordered.isEmpty)
    #expect(box.remarks.contains { if case .unorderedPackets = $0 { true } else { false } })
    let ordered = try read(large.file)
    #expect(ordered.times == passed.sorted() && ordered.notes.isEmpty)
  }

  /// Hyper-V's switch, a VPN server's tunnels, and the filtering platform's messages, whole and in parts.
  @Test func otherProviders() throws {
    let text: (String) -> [UInt8] = { $0.utf16.flatMap { [UInt8($0 & 0xFF), UInt8($0 >> 8)] } + [0, 0] }
    let port = text("port") + text("vNIC") + text("Internal")
    let interfaces: [UInt8] = [14, 0, 0, 0, 14, 0, 0, 0]
    let sized = [21, 0, 0, 0] + packets[0]
    let both: UInt64 = 0xC000_0000
    let switched =
      interfaces + [3, 0, 0, 0] + port + [1, 0, 0, 0, 9, 0, 0, 0] + port + sized + [0, 0, 0, 0]
    let message4 = [10, 0, 0, 5, 203, 0, 113, 10, 6, 4, 0] + packets[0][..<4]
    let flow = [UInt8](repeating: 9, count: 8)
    let message6 = packets[0][..<16] + packets[1][..<16] + [17] + flow + [5, 0] + packets[2][..<5]
    let part: ([UInt8]) -> [UInt8] = { [0x6B, 0xEA, 1, 0, 0, 0, UInt8($0.count), 0, 0, 0] + $0 }
    var trace = TraceBytes()
    trace.add([
      TraceBytes.event(TraceBytes.packetCapture, 1003, at: 1, keyword: both, switched),
      TraceBytes.event(TraceBytes.packetCapture, 1002, at: 2, keyword: both, interfaces + sized),
      TraceBytes.event(TraceBytes.remoteAccess, 5001, at: 3, text("domain") + text("user") + sized),
      TraceBytes.event(TraceBytes.filteringPlatform, 60_011, at: 4, keyword: both, message4),
      TraceBytes.event(TraceBytes.filteringPlatform, 60_022, at: 5, keyword: both, Array(message6)),
      TraceBytes.event(
        TraceBytes.filteringPlatform, 2000, at: 6, keyword: 0x4000_0000, part(Array(message4[..<9]))),
      TraceBytes.event(
        TraceBytes.filteringPlatform, 2000, at: 7, keyword: 0x8000_0000, part(Array(message4[9...]))),
      // A port that takes more than there is, a message of another kind, and one that is longer than its event.
      TraceBytes.event(
        TraceBytes.packetCapture, 1003, at: 8, keyword: both,
        interfaces + [3, 0, 0, 0] + port + [9, 9, 9, 9]),
      TraceBytes.event(TraceBytes.filteringPlatform, 2000, at: 9, keyword: both, [1] + part(message4)),
      TraceBytes.event(TraceBytes.filteringPlatform, 60_011, at: 10, keyword: both, message4.dropLast()),
      TraceBytes.event(TraceBytes.filteringPlatform, 60_031, at: 11, keyword: both, message4),
    ])
    let reading = try read(trace.file)
    let packet4 = [0x45, 0, 0, 24, 0, 0, 0, 0, 128, 6, 0, 0] + message4[..<8] + packets[0][..<4]
    let packet6 = [0x60, 0, 0, 0, 0, 5, 17, 128] + packets[0][..<16] + packets[1][..<16] + packets[2][..<5]
    #expect(
      reading.frames.map(\.bytes)
        == [packets[0], packets[0], Array(packet4), Array(packet6), Array(packet4)])
    #expect(reading.interfaces.map(\.name) == ["vmswitch 3", "ras", "wfp"])
    #expect(reading.frames.map(\.header.originalLength) == [21, 21, 24, 45, 24])
    #expect(reading.notes == [.unreadableEvents(3)])
  }

  /// Windows decrypts wireless frames before it captures them.
  @Test func decryptedWirelessFrames() throws {
    var trace = TraceBytes()
    let marked: [UInt8] = [0x88, 0x41] + packets[0]
    trace.add([
      TraceBytes.captured(marked, at: 1, kind: 0x10000), TraceBytes.captured(marked, at: 2),
      TraceBytes.monitored(marked, at: 3, type: 2), TraceBytes.captured([0x88], at: 4, kind: 0x10000),
    ])
    #expect(
      try read(trace.file).frames.map { $0.bytes.prefix(2) } == [
        [0x88, 1], [0x88, 0x41], [0x88, 0x41], [0x88],
      ])
  }

  @Test func otherEventsAndExtendedData() throws {
    var trace = TraceBytes(lost: 3)
    let extended: [UInt8] =
      [0, 0, 1, 0, 1, 0, 5, 0, 1, 2, 3, 4, 5, 0, 0, 0] + [0, 0, 2, 0, 0, 0, 8, 0] + packets[0][..<8]
    trace.add([
      TraceBytes.event([UInt8](repeating: 7, count: 16), 1001, at: 1, packets[0]),
      TraceBytes.captured(packets[0], at: 2, extended: extended),
      TraceBytes.monitored(packets[0], at: 3, dropReason: 12),
      TraceBytes.monitored(packets[0], at: 4, dropReason: 12),
      // A fragment that is longer than its event, and extended data that is.
      TraceBytes.captured(packets[0], at: 5, size: 2000),
      TraceBytes.captured([], at: 6, extended: [0, 0, 1, 0, 1, 0, 0xFF, 0xFF]),
    ])
    let reading = try read(trace.file)
    #expect(reading.frames.map(\.bytes) == [packets[0]])
    #expect(
      reading.notes == [
        .eventsLost(3), .droppedByWindows(packets: 2, reasons: [12]), .unreadableEvents(2),
      ])
    var empty = TraceBytes()
    empty.add([TraceBytes.event([UInt8](repeating: 7, count: 16), 1, at: 1, [])])
    #expect(try read(empty.file).notes == [.noPacketEvents(events: 2)])
  }

  /// What precedes a cut is read, packed or not, and the note says that the file ends early.
  @Test func everyCut() throws {
    for isPacked in [false, true] {
      var trace = TraceBytes()
      for place in 0..<3 {
        trace.add([TraceBytes.captured(packets[place], at: Int64(place))], size: 256, isPacked: isPacked)
      }
      let file = trace.file
      var last = 0
      for cut in 400..<file.count {
        guard let reading = try? read(Array(file[..<cut])) else {
          #expect(last == 0, "\(cut)")
          continue
        }
        #expect(reading.frames.count >= last && reading.frames.count <= 3, "\(cut)")
        for (frame, packet) in zip(reading.frames, packets) { #expect(frame.bytes == packet) }
        last = reading.frames.count
      }
      #expect(last >= 2)
    }
  }

  @Test func everyByteMayLie() throws {
    var trace = TraceBytes()
    trace.add(packets.map { TraceBytes.captured($0, at: 1) }, size: 512)
    trace.add(packets.map { TraceBytes.monitored($0, at: 2) }, isPacked: true)
    let file = trace.file
    for place in file.indices {
      for lie in [0x00, 0x7F, 0xFF] as [UInt8] {
        var bytes = file
        bytes[place] = lie
        if let reading = try? read(bytes) { #expect(reading.frames.count <= 20, "\(place)") }
      }
    }
  }

  @Test func everySplit() throws {
    var trace = TraceBytes()
    trace.add(packets.map { TraceBytes.captured($0, at: 1) }, size: 512)
    trace.add(packets.map { TraceBytes.monitored($0, at: 2) }, isPacked: true)
    let expected = try read(trace.file).frames
    #expect(expected.count == 8)
    for step in [1, 2, 3, 7, 64, 71, 72, 73, 1000] {
      let (frames, error) = readAll(try EventTraceReader(ReadWindow(Dripping(trace.file, step: step))))
      #expect(frames == expected && error == nil, "\(step)")
    }
  }
}

/// Plain LZ77: texts of the specification and every form of a length.
@Suite struct LZXPressTests {
  private func unpacked(_ bytes: [UInt8], _ size: Int) -> (bytes: [UInt8], isWhole: Bool) {
    var output = [UInt8](repeating: 0, count: size)
    var span = output.mutableSpan
    let count = LZXPress(bytes.span, size: size, into: &span).count
    return (Array(output[..<count]), count == size)
  }

  /// [MS-XCA], section 3.1: the letters from a to z, and "abc" a hundred times.
  @Test func examplesOfTheSpecification() {
    let letters = Array("abcdefghijklmnopqrstuvwxyz".utf8)
    #expect(unpacked([0x3F, 0, 0, 0] + letters, 26) == (letters, true))
    let repeated: [UInt8] = [0xFF, 0xFF, 0xFF, 0x1F, 0x61, 0x62, 0x63, 0x17, 0x00, 0x0F, 0xFF, 0x26, 0x01]
    #expect(unpacked(repeated, 300) == (Array(String(repeating: "abc", count: 100).utf8), true))
  }

  /// A literal, and matches of the byte before it, each with its length in the form that is due.
  @Test func everyFormOfALength() {
    let forms: [(bytes: [UInt8], length: Int)] = [
      ([0x00, 0], 3), ([0x06, 0], 9), ([0x07, 0, 0x00], 10), ([0x07, 0, 0x0E], 24), ([0x07, 0, 0x0F, 0], 25),
      ([0x07, 0, 0x0F, 254], 279), ([0x07, 0, 0x0F, 255, 0x00, 0x01], 259),
      ([0x07, 0, 0x0F, 255, 0, 0, 0x00, 0x00, 0x01, 0x00], 65_539),
    ]
    for form in forms {
      let (bytes, isWhole) = unpacked([0, 0, 0, 0x40, 0x61] + form.bytes, form.length + 1)
      #expect(bytes == [UInt8](repeating: 0x61, count: form.length + 1) && isWhole, "\(form)")
      // One byte short, one more wanted, and one less: none is whole but the last, whose match is too long.
      for cut in 1...form.bytes.count {
        #expect(!unpacked([0, 0, 0, 0x40, 0x61] + form.bytes.dropLast(cut), form.length + 1).isWhole)
      }
      #expect(!unpacked([0, 0, 0, 0x40, 0x61] + form.bytes, form.length).isWhole)
    }
    // Two long matches share a byte: 10 bytes by its low half, 12 by its high half.
    #expect(unpacked([0, 0, 0, 0x60, 0x61, 7, 0, 0x20, 7, 0], 23).isWhole)
    // A match before anything was written, and one from before the beginning.
    #expect(unpacked([0, 0, 0, 0x80, 0, 0], 3) == ([], false))
    #expect(unpacked([0, 0, 0, 0x40, 0x61, 8, 0], 4) == ([0x61], false))
  }
}
