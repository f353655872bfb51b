import CaptureBuilding
import Foundation
import Testing

@testable import Scan

/// What the catalog says of captures without a result: why, and what kind of capture they are.
@Suite struct SkippedCaptureTests {
  private static let states = "SELECT state, reason, format FROM files"

  private func rows(
    _ bytes: [UInt8], as name: String, _ change: (inout ScanOptions) -> Void = { _ in }
  ) async throws -> [String] {
    let folder = try ScanFolder()
    try folder.add(bytes, as: name)
    try await folder.scan(change)
    return try folder.rows(Self.states)
  }

  private static func file(_ name: String) throws -> [UInt8] {
    Array(try Data(contentsOf: URL(filePath: ShippedCaptures.path(name))))
  }

  @Test func reasons() async throws {
    let pcap = try Self.file("walkthroughs/success/trace.pcap")
    let monitor = try Self.file("formats/network-monitor.cap")
    #expect(try await rows([], as: "a.pcap") == ["skipped,empty,"])
    #expect(try await rows([], as: "a.cap.gz") == ["skipped,empty,"])
    #expect(try await rows([], as: "a.txt") == ["skipped,not_a_capture,"])
    #expect(try await rows(Array("text\n".utf8), as: "a.pcap") == ["skipped,not_a_capture,"])
    #expect(try await rows(Array(pcap.prefix(30)), as: "a") == ["failed,damaged,pcap"])
    #expect(try await rows(pcap, as: "a") { $0.timeLimit = 1e-9 } == ["failed,time_limit,pcap"])
    #expect(try await rows(pcap, as: "a") { $0.minimumAge = 60 } == ["skipped,still_written,pcap"])
    #expect(
      try await rows(monitor, as: "a") { $0.minimumAge = 60 } == [
        "skipped,still_written,netmon"
      ])
    #expect(
      try await rows(Array("iptrace 2.0".utf8) + [UInt8](repeating: 0, count: 60), as: "a") == [
        "failed,unsupported,"
      ])
    #expect(try await rows(pcap, as: "a") == ["analysed,,"])
  }

  /// What was still written is looked at again, also when it did not change any more; an earlier result stays meanwhile.
  @Test func whatWasStillWrittenIsAnalysedLater() async throws {
    let folder = try ScanFolder()
    try folder.add(shipped: "walkthroughs/success", as: "a.pcap")
    for _ in 0..<2 { #expect(try await folder.scan { $0.minimumAge = 60 }.tooRecent == 1) }
    #expect(try await folder.scan { $0.minimumAge = 1e-6 }.analysed == 1)
    #expect(try folder.rows(Self.states) == ["analysed,,"])
    try folder.add(shipped: "walkthroughs/proxy-success", as: "a.pcap")
    #expect(try await folder.scan { $0.minimumAge = 60 }.tooRecent == 1)
    #expect(try folder.rows(Self.states) == ["analysed,,"])
  }
}
