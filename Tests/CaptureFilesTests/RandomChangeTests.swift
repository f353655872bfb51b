import Testing

@testable import CaptureFiles

/// Files of every format and packing with random changes: each gives frames, notes or a fault, and ends.
@Suite struct RandomChangeTests {
  private static let frames = 6

  private static var files: [[UInt8]] {
    var (classic, snoop, erf) = (PcapBytes(), SnoopBytes(), ERFBytes())
    var monitor = NetworkMonitorBytes()
    for seed in 1...frames {
      classic.record(frame(seed, count: 50))
      snoop.record(frame(seed, count: 50))
      erf.record(frame(seed, count: 50), extensions: seed % 3)
      monitor.frame(frame(seed, count: 50))
    }
    var zip = ZipBytes()
    zip.add("a.pcap", classic.file.bytes)
    let packed = Packing.all.map { $0.pack(classic.file.bytes) }
    return [classic.file.bytes, snoop.bytes, erf.bytes, monitor.finished(), zip.finished()] + packed
  }

  @Test(arguments: 1...10) func changedFiles(_ seed: UInt64) throws {
    var random = SplitMix(state: seed)
    for file in Self.files {
      for _ in 0..<30 {
        let changed = random.change(file)
        if let reading = try? read(changed) { #expect(reading.frames.count <= changed.count / 8) }
      }
    }
  }
}

/// Vigna's SplitMix64: the same numbers in every run.
private struct SplitMix {
  var state: UInt64

  mutating func next(below limit: Int) -> Int {
    state &+= 0x9E37_79B9_7F4A_7C15
    var number = (state ^ state >> 30) &* 0xBF58_476D_1CE4_E5B9
    number = (number ^ number >> 27) &* 0x94D0_49BB_1331_11EB
    return Int((number ^ number >> 31) % UInt64(max(limit, 1)))
  }

  /// Flips bits, writes extreme values, and removes, repeats or inserts bytes, as a fuzzer does.
  mutating func change(_ file: [UInt8]) -> [UInt8] {
    var bytes = file
    for _ in 0...next(below: 4) where !bytes.isEmpty {
      let place = next(below: bytes.count)
      let end = min(place + 1 + next(below: 16), bytes.count)
      switch next(below: 6) {
      case 0: bytes[place] ^= 1 << UInt8(next(below: 8))
      case 1: for index in place..<end { bytes[index] = 0xFF }
      case 2: for index in place..<end { bytes[index] = 0 }
      case 3: bytes.removeSubrange(place..<end)
      case 4: bytes.insert(contentsOf: bytes[place..<end], at: next(below: bytes.count))
      default: bytes = Array(bytes[..<place])
      }
    }
    return bytes
  }
}
