import Testing

@testable import CaptureFiles

/// Blocks that lie. The measure is tshark 4.0, which shows the frames before the lie.
@Suite struct PcapngDamageTests {
  /// A file with one good frame, then `lie`, then another good frame.
  private func file(_ lie: (inout PcapngBytes) -> Void) -> [UInt8] {
    var file = PcapngBytes()
    file.section()
    file.interface()
    file.enhanced(frame(1, count: 60))
    lie(&file)
    file.enhanced(frame(2, count: 60))
    return file.file.bytes
  }

  @Test func liesEndTheWalkWithANote() throws {
    let lies: [(String, (inout PcapngBytes) -> Void)] = [
      ("second length", { $0.enhanced(frame(9, count: 60), second: 40) }),
      ("interface", { $0.enhanced(frame(9, count: 60), interface: 1) }),
      ("captured", { $0.enhanced(frame(9, count: 60), captured: 61) }),
      ("captured beyond 2^31", { $0.enhanced(frame(9, count: 60), captured: .max) }),
      ("length 0", { $0.file.bytes += [UInt8](repeating: 0, count: 64) }),
      ("length 8", { $0.block(6, first: 8) { _ in } }),
      ("length 12", { $0.block(6) { _ in } }),
      ("packet of a gigabyte", { $0.block(6, first: 1 << 30) { $0.add(UInt32(0)) } }),
      ("packet of 17 MiB", { $0.block(6) { $0.bytes += [UInt8](repeating: 0, count: 17 << 20) } }),
      ("byte-order magic", { $0.block(0x0A0D_0D0A) { $0.add(UInt64(0)) } }),
      ("version", { $0.section(major: 2) }),
      ("section header too short", { $0.block(0x0A0D_0D0A) { $0.add(UInt32(0x1A2B_3C4D)) } }),
      ("section without interfaces", { $0.section() }),
      ("interface too short", { $0.block(1) { $0.add(UInt32(1)) } }),
      ("simple packet too long", { $0.simple(frame(9, count: 20), original: 100) }),
      ("simple packet empty", { $0.block(3) { _ in } }),
      ("statistics too short", { $0.block(5) { _ in } }),
    ]
    for (name, lie) in lies {
      let reading = try read(file(lie))
      #expect(reading.frames.map(\.bytes) == [frame(1, count: 60)], "\(name)")
      #expect(reading.kinds == [.damaged], "\(name)")
    }
  }

  @Test func odditiesAreSurvived() throws {
    let oddities: [(String, (inout PcapngBytes) -> Void)] = [
      ("option beyond the block", { $0.enhanced(frame(9, count: 60), options: [(1, [])]) }),
      ("statistics of no interface", { $0.statistics(interface: 9, dropped: 5) }),
      ("empty block", { $0.block(0x77) { _ in } }),
    ]
    for (name, oddity) in oddities {
      let reading = try read(file(oddity))
      #expect(reading.frames.last?.bytes == frame(2, count: 60), "\(name)")
      #expect(reading.notes.isEmpty, "\(name)")
    }
  }

  /// Either length may be the true one or the one filled up, as tshark takes them.
  @Test func aLengthThatIsNoMultipleOfFourIsFilledUp() throws {
    let pairs: [(first: UInt32, second: UInt32, isRead: Bool)] = [
      (93, 93, true), (96, 93, true), (93, 96, true), (96, 96, true), (94, 95, true), (96, 92, false),
      (93, 97, false), (96, .max, false),
    ]
    for (first, second, isRead) in pairs {
      let bytes = file {
        $0.file.add(UInt32(6))
        $0.file.add(first)
        $0.file.add(UInt32(0))
        $0.file.packet(frame(9, count: 61), 0, nil, nil)
        $0.file.add(second)
      }
      let reading = try read(bytes)
      #expect(reading.frames.map(\.bytes.count) == (isRead ? [60, 61, 60] : [60]), "\(first), \(second)")
      #expect(reading.notes.isEmpty == isRead)
    }
  }

  @Test func aBrokenOptionLeavesItsFrame() throws {
    let bytes = file {
      $0.block(6) {
        $0.add(UInt32(0))
        $0.packet(frame(9, count: 60), 0, nil, nil)
        $0.add(UInt16(1))
        $0.add(UInt16(1000))
      }
    }
    #expect(try read(bytes).frames.map(\.bytes.count) == [60, 60, 60])
  }

  @Test func damageBeforeTheFirstFrameIsAFault() throws {
    var file = PcapngBytes()
    file.section()
    file.enhanced(frame(1, count: 60))
    let fault = try fault(file.file.bytes)
    #expect(fault?.kind == .damagedFromStart)
    guard case .stopped(let error, in: .file)? = fault else {
      Issue.record("\(String(describing: fault))")
      return
    }
    #expect(error.reason == .unknownInterface(0, of: .frame(1)))
  }

  /// Bytes changed here and there never trap, and never make more frames than the file has space for.
  @Test func changedBytesNeverTrap() {
    var file = PcapngBytes()
    file.section()
    file.interface(options: [(2, Array("lan".utf8)), (9, [6]), (14, [UInt8](repeating: 1, count: 8))])
    for seed in 1...3 { file.enhanced(frame(seed, count: 20), options: [(1, Array("PID=1".utf8))]) }
    file.obsolete(frame(4, count: 20))
    file.simple(frame(5, count: 20))
    file.statistics(dropped: 1)
    file.section(.big)
    file.interface()
    file.enhanced(frame(6, count: 20))
    var random = Repeatable(state: 1)
    for _ in 0..<2000 {
      var bytes = file.file.bytes
      for _ in 0..<Int.random(in: 1...6, using: &random) {
        bytes[Int.random(in: 0..<bytes.count, using: &random)] =
          [0, 1, 0x7F, 0x80, 0xFF].randomElement(using: &random) ?? 0
      }
      let (frames, _) = readAll(PcapngReader(ReadWindow(Dripping(bytes, step: 100_000))))
      #expect(frames.count <= 12)
    }
  }

  /// Numbers that look random and are the same in every run (the constants of MMIX).
  private struct Repeatable: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 32
    }
  }
}
