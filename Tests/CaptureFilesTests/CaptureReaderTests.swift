import Foundation
import Testing

@testable import CaptureFiles

@Suite struct CaptureReaderTests {
  private func captures() -> [[UInt8]] {
    var classic = PcapBytes()
    var next = PcapngBytes()
    next.section()
    next.interface()
    for seed in 1...5 {
      classic.record(frame(seed, count: 40))
      next.enhanced(frame(seed, count: 40))
    }
    let plain = [classic.file.bytes, next.file.bytes]
    return plain + Packing.all.flatMap { packing in plain.map { packing.pack($0) } }
  }

  @Test func aWalkGoesOnWhereItWasStopped() throws {
    for bytes in captures() {
      try withFile(bytes) { path in
        var reader = try CaptureReader(path: path)
        var numbers: [UInt32] = []
        var pauses = 0
        while !(try reader.forEachFrame { header, _ in
          numbers.append(header.number); return header.number % 2 == 0
        }) {
          pauses += 1
          #expect(reader.frameReader.frames == UInt32(numbers.count))
          #expect(reader.bytesRead > 0)
        }
        #expect(numbers == [1, 2, 3, 4, 5])
        #expect(pauses == 3)
        #expect(reader.fileSize == UInt64(bytes.count))
        #expect(reader.bytesRead == UInt64(bytes.count))
        // Once at the end it stays there.
        #expect(
          try reader.forEachFrame { _, _ in
            Issue.record("a frame behind the end"); return true
          })
      }
    }
  }

  @Test func aPipeIsReadLikeAFile() throws {
    for bytes in captures() {
      let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
      #expect(unsafe mkfifo(path, 0o600) == 0)
      defer { try? FileManager.default.removeItem(atPath: path) }
      Thread.detachNewThread {
        guard let pipe = FileHandle(forWritingAtPath: path) else { return }
        for start in stride(from: 0, to: bytes.count, by: 50) {
          try? pipe.write(contentsOf: bytes[start..<min(start + 50, bytes.count)])
        }
        try? pipe.close()
      }
      let reading = try read(path: path)
      #expect(reading.frames.map(\.bytes) == (1...5).map { frame($0, count: 40) })
      #expect(reading.notes.isEmpty)
    }
  }

  /// A format that has a file is in the registry, and the other way round.
  @Test func registryHoldsWhatTheFolderHolds() throws {
    let module = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/CaptureFiles")
    let formats = try FileManager.default.contentsOfDirectory(
      atPath: module.appending(path: "Formats").path())
    let readers = formats.filter { $0.hasSuffix("Reader.swift") }.sorted()
    #expect(
      readers == [
        "ERFReader.swift", "EventTraceReader.swift", "NetworkMonitorReader.swift", "PcapReader.swift",
        "PcapngReader.swift", "SnoopReader.swift",
      ])
    #expect(CaptureFormat.all.count == readers.count)
    #expect(CaptureFormat.all.map(\.name) == ["pcap", "pcapng", "netmon", "etl", "snoop", "erf"])
    #expect(Compression.all.map(\.name) == ["gzip", "zstd", "lz4"])
  }

  private func withFile(_ bytes: [UInt8], _ body: (String) throws -> Void) throws {
    let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(filePath: path))
    try body(path)
  }
}
