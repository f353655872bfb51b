import Testing

@testable import CaptureFiles

/// Whole captures, read with changed bytes: a reader gives frames, notes or a fault, and nothing else.
@Suite struct ChangedBytesTests {
  private static let frames = 5

  private func classic(_ order: ByteOrder) -> [UInt8] {
    var file = PcapBytes(order)
    for seed in 1...Self.frames { file.record(frame(seed, count: 30 + seed)) }
    return file.file.bytes
  }

  private func blocks(_ order: ByteOrder) -> [UInt8] {
    var file = PcapngBytes(order)
    file.section()
    file.interface(options: [(9, [9])])
    for seed in 1...Self.frames { file.enhanced(frame(seed, count: 30 + seed)) }
    file.statistics(dropped: 2)
    return file.file.bytes
  }

  private var captures: [[UInt8]] {
    [ByteOrder.big, .little].flatMap { [classic($0), blocks($0)] }
  }

  /// One 32-bit field at a time takes values that lie; a lie behind frames that are whole never costs those.
  @Test func everyFieldMayLie() throws {
    let lies: [UInt32] = [0, 1, 0x8000_0000, .max]
    for capture in captures {
      let whole = try read(capture)
      for place in stride(from: 0, to: capture.count - 3, by: 4) {
        for lie in lies {
          var bytes = capture
          for index in 0..<4 { bytes[place + index] = UInt8(truncatingIfNeeded: lie >> (8 * UInt32(index))) }
          expectNoLoss(bytes, of: whole, damagedAt: place)
        }
      }
    }
  }

  /// The same behind gzip, whose own bytes change.
  @Test func everyByteOfAGzipFileMayLie() throws {
    let packed = gzip(classic(.little), piece: 64)
    for place in packed.indices {
      for lie in [0x00, 0xFF] as [UInt8] {
        var bytes = packed
        bytes[place] = lie
        guard let reading = try? read(bytes) else { continue }
        #expect(reading.frames.count <= Self.frames)
      }
    }
  }

  /// A cut, compressed or not, keeps every frame that is whole before it.
  @Test func everyPrefixOfAPackedCapture() throws {
    for capture in captures {
      let packed = gzip(capture, piece: 16)
      var last = 0
      for length in packed.indices {
        guard let reading = try? read(Array(packed[..<length])) else {
          #expect(last == 0)
          continue
        }
        #expect(reading.kinds.contains(.truncated))
        #expect(reading.frames.count >= last)
        last = reading.frames.count
      }
      #expect(last == Self.frames)
    }
  }

  private func expectNoLoss(_ bytes: [UInt8], of whole: Reading, damagedAt place: Int) {
    let certain = whole.frames.prefix { ends($0.header.number, in: whole.format) <= place }
    do {
      let reading = try read(bytes)
      #expect(reading.frames.count <= Self.frames)
      #expect(reading.frames.prefix(certain.count).map(\.bytes) == certain.map(\.bytes), "at \(place)")
    } catch let fault as CaptureFault {
      #expect(certain.isEmpty, "at \(place): \(fault)")
      #expect([.notACapture, .damagedFromStart].contains(fault.kind))
    } catch {
      Issue.record(error)
    }
  }

  /// Where a frame's record or block ends. In front of the first one stand the file header of 24 bytes, or a
  /// section header of 28 and an interface description of 32.
  private func ends(_ number: UInt32, in format: String) -> Int {
    (1...Int(number)).reduce(format == "pcap" ? 24 : 28 + 32) { end, seed in
      end + (format == "pcap" ? 16 + 30 + seed : 32 + (30 + seed + 3) / 4 * 4)
    }
  }
}
