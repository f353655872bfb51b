import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles
import Testing

@testable import Analysis

/// Packets that a capture lost weaken what two captures say together and never turn it into another certain conclusion.
@Suite struct ComparisonMetamorphicTests {
  /// Variants of each capture.
  private static let variants: UInt64 = 40
  /// Of a hundred packets.
  private static let loss = 5

  static let folders: [String] = {
    let root = ShippedCaptures.path("both-ends")
    let names = (try? FileManager.default.contentsOfDirectory(atPath: root)) ?? []
    return names.filter { FileManager.default.fileExists(atPath: "\(root)/\($0)/client.pcap") }.sorted()
  }()

  @Test(arguments: folders)
  func lossesOnlyWeaken(_ folder: String) async throws {
    let files = try ["client", "server"].map { name in
      let path = ShippedCaptures.path("both-ends/\(folder)/\(name).pcap")
      return try PcapRecords([UInt8](Data(contentsOf: URL(filePath: path))))
    }
    let whole = try await BothEnds.compare(files[0].bytes, files[1].bytes, .bothEnds)
    for seed in 0..<Self.variants {
      for lossy in [[0], [1], [0, 1]] {
        var variant = files
        var random = Randomness(seed: seed &* 4 &+ UInt64(lossy.reduce(lossy.count, +)) &+ Self.seed(folder))
        for place in lossy { variant[place].records.removeAll { _ in random.number(0...99) < Self.loss } }
        let found = try await BothEnds.compare(variant[0].bytes, variant[1].bytes, .bothEnds)
        let isTurned = Self.isTurned(whole, found)
        #expect(
          !isTurned,
          "seed \(seed), \(lossy.map { ["client", "server"][$0] }): \(whole.short) became \(found.short) \(found.subject)"
        )
      }
    }
  }

  /// Whether another certain conclusion blames what is between the captures, or no longer does.
  private static func isTurned(_ before: CaptureComparison, _ found: CaptureComparison) -> Bool {
    guard before.conclusionCode != found.conclusionCode, found.isCertain else { return false }
    return found.blamesTheWay || before.blamesTheWay && before.isCertain
  }

  /// The same in every run (FNV-1a).
  private static func seed(_ name: String) -> UInt64 {
    name.utf8.reduce(0xcbf2_9ce4_8422_2325) { ($0 ^ UInt64($1)) &* 0x100_0000_01b3 }
  }
}

extension CaptureComparison {
  fileprivate var isCertain: Bool {
    guard case .ends(let ends) = content else { return false }
    return ends.conclusion?.confidence == .certain
  }

  fileprivate var blamesTheWay: Bool {
    [.resetInjected, .lostBetween, .closedByProxy].contains(conclusionCode)
  }
}

/// The records of a classic capture file with numbers in little-endian order: header of 24 bytes, then of 16 each record,
/// whose third number is the count of its bytes.
private struct PcapRecords {
  private let header: [UInt8]
  var records: [[UInt8]] = []

  init(_ file: [UInt8]) throws {
    header = Array(file.prefix(24))
    var rest = file.dropFirst(24)
    while rest.count >= 16 {
      let length = rest.dropFirst(8).prefix(4).reversed().reduce(0) { $0 << 8 | Int($1) }
      try #require(rest.count >= 16 + length)
      records.append(Array(rest.prefix(16 + length)))
      rest = rest.dropFirst(16 + length)
    }
  }

  var bytes: [UInt8] { header + records.flatMap { $0 } }
}
