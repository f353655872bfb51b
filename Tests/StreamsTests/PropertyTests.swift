import Streams
import Testing

@testable import Packets

/// Random captures of random conversations. A failure names the seed that brings it back.
@Suite struct PropertyTests {
  @Test func whatWasSentComesOut() {
    for seed in 0..<1500 {
      var random = SplitMix(seed: UInt64(seed))
      let (segments, said) = conversation(&random)
      let recorder = Recorder.events(of: segments, ends: false)
      for speaker in Speaker.allCases {
        #expect(recorder.said(speaker) == said[speaker.rawValue], "seed \(seed)")
        #expect(recorder.lost(speaker) == 0, "seed \(seed)")
        #expect(recorder.end(speaker).bytes == said[speaker.rawValue].count, "seed \(seed)")
        #expect(recorder.kinds(speaker).filter { $0 == .fin }.count == 1, "seed \(seed)")
      }
      #expect(recorder.table.count == 1, "seed \(seed)")
      #expect(!recorder.table[0].sawConflictingOverlap, "seed \(seed)")
    }
  }

  @Test func lossIsAGapOfItsLength() {
    for seed in 0..<1500 {
      var random = SplitMix(seed: UInt64(seed) &+ 1_000_000)
      var (segments, said) = conversation(&random)
      segments.removeAll { !$0.bytes.isEmpty && Int.random(in: 0..<5, using: &random) == 0 }
      // Patient, so that only what no segment holds is lost.
      var budget = ReassemblyBudget()
      budget.segmentsPastHole = .max
      var recorder = Recorder(budget: budget)
      recorder.capture(segments)
      recorder.finish()
      for speaker in Speaker.allCases {
        let start = segments.first { $0.speaker == speaker }?.segment.sequence ?? 0
        let held = captured(segments, speaker, from: start &+ 1, count: said[speaker.rawValue].count)
        let expected = zip(said[speaker.rawValue], held).filter(\.1).map(\.0)
        #expect(recorder.said(speaker) == expected, "seed \(seed)")
        #expect(recorder.lost(speaker) == held.filter { !$0 }.count, "seed \(seed)")
        #expect(recorder.end(speaker).bytes == expected.count, "seed \(seed)")
        #expect(recorder.kinds(speaker).filter { $0 == .fin }.count == 1, "seed \(seed)")
      }
    }
  }

  @Test func hostileSegmentsNeverTrap() {
    var budget = ReassemblyBudget()
    budget.bytesPerSide = 2000
    budget.segmentsPerSide = 4
    budget.bytesPerCapture = 9000
    let ends = (0..<6).map { EndPoint(address: Conversation.client.address, port: $0) }
    var random = SplitMix(seed: 99)
    var recorder = Recorder(budget: budget)
    recorder.stopsAfter = .outOfWindowReset
    for _ in 0..<60_000 {
      let bytes = [UInt8](repeating: 1, count: Int.random(in: 0..<40, using: &random))
      let near = [0, 1, 10, 20, 50, .max, .max - 20, 0x7fff_ffff, 0x8000_0000, 0x4000_0000] as [UInt32]
      let sequence = (near.randomElement(using: &random) ?? 0) &+ UInt32.random(in: 0..<60, using: &random)
      let flags = TCPFlags(
        rawValue: Bool.random(using: &random) ? 0x10 : UInt8.random(in: 0...0x1f, using: &random))
      let segment = TCPSegment(
        source: ends.randomElement(using: &random) ?? ends[0],
        destination: ends.randomElement(using: &random) ?? ends[0], sequence: sequence,
        acknowledgement: (near.randomElement(using: &random) ?? 0)
          &+ UInt32.random(in: 0..<60, using: &random),
        flags: flags, window: UInt16.random(in: 0 ... .max, using: &random),
        windowScale: Bool.random(using: &random) ? UInt8.random(in: 0...255, using: &random) : nil,
        hopLimit: 64, payload: 0..<bytes.count,
        payloadLength: Bool.random(using: &random) ? bytes.count : Int.random(in: 0...70_000, using: &random))
      let time = Int64.random(in: .min ... .max, using: &random)
      recorder.capture(Captured(speaker: .client, segment: segment, bytes: bytes, time: time))
      #expect(recorder.table.keptBytes <= budget.bytesPerCapture)
    }
    recorder.finish()
    #expect(recorder.table.keptBytes == 0)
  }

  /// Both sides talk in random pieces, some said twice. The capture shuffles and doubles
  /// them; no segment comes behind more than seven later ones.
  private func conversation(_ random: inout SplitMix) -> (segments: [Captured], said: [[UInt8]]) {
    var talk = Conversation(
      clientStart: .max &- UInt32.random(in: 0..<200, using: &random),
      serverStart: UInt32.random(in: 0 ... .max, using: &random))
    talk.open()
    let starts = talk.next
    var said: [[UInt8]] = [[], []]
    for _ in 0..<Int.random(in: 1...30, using: &random) {
      let speaker: Speaker = Bool.random(using: &random) ? .client : .server
      let count = Int.random(in: 1...40, using: &random)
      let bytes = (0..<count).map { _ in UInt8.random(in: 0...255, using: &random) }
      said[speaker.rawValue] += bytes
      talk.say(speaker, bytes)
      if Int.random(in: 0..<3, using: &random) == 0 {
        let all = said[speaker.rawValue]
        let low = Int.random(in: 0..<all.count, using: &random)
        let high = Int.random(in: low + 1...all.count, using: &random)
        talk.insert(
          speaker, .ack, Array(all[low..<high]), sequence: starts[speaker.rawValue] &+ UInt32(low))
      }
    }
    talk.send(.client, [.fin, .ack])
    talk.send(.server, [.fin, .ack])
    return (captured(talk.segments, &random), said)
  }

  /// The handshake stays in front: how far a start can be out of order is another test's subject.
  private func captured(_ segments: [Captured], _ random: inout SplitMix) -> [Captured] {
    let delays = segments.indices.map { $0 < 3 ? $0 : $0 + Int.random(in: 0..<8, using: &random) }
    let order = segments.indices.sorted { (delays[$0], $0) < (delays[$1], $1) }
    return order.flatMap { index in
      [Captured](repeating: segments[index], count: Int.random(in: 0..<8, using: &random) == 0 ? 2 : 1)
    }
  }

  /// Which bytes of a speaker some segment holds.
  private func captured(
    _ segments: [Captured], _ speaker: Speaker, from start: UInt32, count: Int
  ) -> [Bool] {
    var held = [Bool](repeating: false, count: count)
    for segment in segments where segment.speaker == speaker {
      let low = Int(segment.segment.sequence &- start)
      for offset in segment.bytes.indices { held[low + offset] = true }
    }
    return held
  }
}

/// A small generator with a seed (SplitMix64, Steele, Lea and Flood 2014).
struct SplitMix: RandomNumberGenerator {
  private var state: UInt64

  init(seed: UInt64) {
    state = seed
  }

  mutating func next() -> UInt64 {
    state &+= 0x9e37_79b9_7f4a_7c15
    var mixed = state
    mixed = (mixed ^ (mixed &>> 30)) &* 0xbf58_476d_1ce4_e5b9
    mixed = (mixed ^ (mixed &>> 27)) &* 0x94d0_49bb_1331_11eb
    return mixed ^ (mixed &>> 31)
  }
}
