import Diagnosis
import Foundation
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// Every reader with every sample, cut and changed: none crashes, loops or needs memory beyond its limits.
///
/// `WSUSCAP_ALL_CHANGES=1` makes 10,000 changes to each sample instead of 10,000 to all of them.
@Suite struct HostileFileTests {
  private static let changes = 10_000
  /// Any number; a failure can be repeated with it.
  private static let seed: UInt64 = 0x5DEE_CE66

  /// A generator whose numbers are the same in every run.
  private struct Numbers: RandomNumberGenerator {
    var state: UInt64

    mutating func next() -> UInt64 {
      state = state &* 6_364_136_223_846_793_005 &+ 1_442_695_040_888_963_407
      return state ^ state >> 29
    }
  }

  private func read(_ bytes: [UInt8], _ folder: EvidenceFolder) throws -> ServerFileReading {
    ServerFileReader().read([try folder.write(bytes)])
  }

  /// Each sample cut at every byte. A part says nothing that the whole does not say, but for the entry that the cut
  /// divides, whose cause may be in the missing rest.
  @Test(arguments: FileSample.all.indices)
  func everyCut(_ index: Int) throws {
    let sample = FileSample.all[index]
    let folder = try EvidenceFolder()
    let whole = try read(sample.bytes, folder).understood.flatMap(\.statements).map(\.text)
    #expect(!whole.isEmpty, "\(sample.name)")
    for length in 0..<sample.bytes.count {
      let reading = try read(Array(sample.bytes.prefix(length)), folder)
      #expect(reading.understood.count + reading.refused.count == 1, "\(sample.name) \(length)")
      let divided = sample.startOfEntry(dividedAt: length)
      for statement in reading.understood.flatMap(\.statements) where statement.line < divided {
        let isKnown = whole.contains { $0.hasPrefix(statement.text) }
        #expect(isKnown, "\(sample.name) \(length): \(statement.text)")
      }
    }
  }

  /// Some bytes of a sample replaced, removed or repeated, anywhere in it.
  @Test(arguments: FileSample.all.indices)
  func randomChanges(_ index: Int) throws {
    let sample = FileSample.all[index]
    let folder = try EvidenceFolder()
    var numbers = Numbers(state: Self.seed &+ UInt64(index))
    let areAll = ProcessInfo.processInfo.environment["WSUSCAP_ALL_CHANGES"] != nil
    for change in 0..<(areAll ? Self.changes : Self.changes / FileSample.all.count + 1) {
      let reading = try read(Self.changed(sample.bytes, &numbers), folder)
      #expect(reading.understood.count + reading.refused.count == 1, "\(sample.name) \(change)")
    }
  }

  private static func changed(_ bytes: [UInt8], _ numbers: inout Numbers) -> [UInt8] {
    var bytes = bytes
    for _ in 0..<Int.random(in: 1...6, using: &numbers) where !bytes.isEmpty {
      let start = Int.random(in: 0..<bytes.count, using: &numbers)
      let end = min(bytes.count, start + Int.random(in: 1...12, using: &numbers))
      switch Int.random(in: 0..<3, using: &numbers) {
      case 0: bytes[start] = UInt8.random(in: 0...255, using: &numbers)
      case 1: bytes.removeSubrange(start..<end)
      default: bytes.insert(contentsOf: bytes[start..<end], at: start)
      }
    }
    return bytes
  }

  /// A search, a quotation or a source of a page that never ends a line.
  @Test(arguments: ["> ", "SoftwareDistribution.log:1:", "&gt; ", "\u{1B}[7m", "    ", "- ", "\""])
  func aLineWithoutEndIsRead(_ prefix: String) throws {
    let start =
      prefix
      + "2020-08-03 09:12:04.124 UTC\tWarning\tw3wp.126\tA.B\t--&gt; SCHANNEL Protocol 'TLS 1.0' disabled "
    let bytes = Array((start + String(repeating: "x", count: 3 * TextLines.lineLimit)).utf8)
    let reading = try read(bytes, try EvidenceFolder())
    #expect(reading.understood.count + reading.refused.count == 1)
  }
}
