import Diagnosis
import Foundation
import ServerFileBuilding
import Testing

@testable import ServerFiles

/// Every reader with every sample, cut and changed: none crashes, loops or needs memory beyond its limits.
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

  /// The samples of all kinds, and parts of logs.
  private static func samples() -> [(kind: ServerFileKind, bytes: [UInt8])] {
    BuiltLanguage.allCases.flatMap { language in
      FormatRegistryTests.samples(language).sorted { $0.key.rawValue < $1.key.rawValue }.map { kind, text in
        (kind, BuiltText.bytes(text, language == .japanese ? .shiftJIS : .utf8))
      }
    }
  }

  private func read(_ bytes: [UInt8], in folder: EvidenceFolder) throws -> ServerFileReading {
    ServerFileReader().read([try folder.write(bytes)])
  }

  /// Each sample cut at every length, in steps that reach every byte of the small ones.
  @Test func everyCutIsSurvived() throws {
    let folder = try EvidenceFolder()
    for (kind, bytes) in Self.samples() {
      for length in stride(from: 0, to: bytes.count, by: max(1, bytes.count / 150)) {
        let reading = try read(Array(bytes.prefix(length)), in: folder)
        #expect(reading.understood.count + reading.refused.count == 1, "\(kind) \(length)")
      }
    }
  }

  @Test func randomChangesAreSurvived() throws {
    let folder = try EvidenceFolder()
    var numbers = Numbers(state: Self.seed)
    let samples = Self.samples()
    for change in 0..<Self.changes {
      let sample = samples[change % samples.count]
      let reading = try read(Self.changed(sample.bytes, &numbers), in: folder)
      #expect(reading.understood.count + reading.refused.count == 1, "\(sample.kind) \(change)")
    }
  }

  /// Some bytes replaced, removed or repeated.
  private static func changed(_ bytes: [UInt8], _ numbers: inout Numbers) -> [UInt8] {
    // A part of a sample is enough to begin with, and keeps the test short.
    var bytes = Array(bytes.prefix(900))
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
  @Test(arguments: ["> ", "SoftwareDistribution.log:1:", "&gt; ", "\u{1B}[7m"])
  func aLineWithoutEndIsRead(_ prefix: String) throws {
    let folder = try EvidenceFolder()
    let start =
      prefix
      + "2020-08-03 09:12:04.124 UTC\tWarning\tw3wp.126\tA.B\t--&gt; SCHANNEL Protocol 'TLS 1.0' disabled "
    let bytes = Array((start + String(repeating: "x", count: 3 * TextLines.lineLimit)).utf8)
    let reading = try read(bytes, in: folder)
    #expect(reading.understood.count + reading.refused.count == 1)
  }
}
