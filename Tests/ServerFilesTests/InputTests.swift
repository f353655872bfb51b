import Diagnosis
import Foundation
import ServerFileBuilding
import Testing

@testable import ServerFiles

@Suite struct InputTests {
  private let source = BuiltText.bytes("https://sws.update.microsoft.com\n")

  @Test func whatIsNoEvidenceSaysWhy() throws {
    let cases: [([UInt8], RefusedFile.Reason)] = [
      ([], .empty), ([0xEF, 0xBB, 0xBF], .empty), (Array("\r\n \n".utf8), .empty), ([0xFF, 0xFE], .empty),
      ([0xD4, 0xC3, 0xB2, 0xA1, 2, 0, 4, 0], .capture), ([0x0A, 0x0D, 0x0D, 0x0A, 0x1C, 0, 0, 0], .capture),
      ([0x50, 0x4B, 3, 4, 20, 0], .archive("zip")), ([0x1F, 0x8B, 8, 0], .archive("gzip")),
      (Array("ElfFile\0".utf8) + [0, 0], .eventLog), ((0...255).map { UInt8($0) }, .binary),
      ([UInt8](repeating: 0, count: 5000), .binary), (Array("hello\n".utf8), .unknownText),
    ]
    for (bytes, reason) in cases {
      let refused = try read(bytes).refused
      #expect(refused.map(\.reason) == [reason])
      #expect(refused.first?.isNamed == true)
    }
  }

  @Test func whatCannotBeReadSaysWhy() throws {
    let folder = try EvidenceFolder()
    let missing = ServerFileReader().read([folder.path + "/none", folder.path + "/none/x"])
    #expect(missing.refused.map(\.reason) == [.notFound, .notFound])
    #expect(missing.refused.allSatisfy { $0.isNamed })
    #expect(ServerFileReader().read(["/dev/null"]).refused.map(\.reason) == [.noRegularFile])
    #expect(ServerFileReader().read([folder.path]).refused.map(\.reason) == [.noEvidenceInside])
  }

  @Test func foldersAreWalkedInOrder() throws {
    let folder = try EvidenceFolder()
    try folder.write(source, "b/2.txt")
    try folder.write(source, "a.txt")
    try folder.write(source, "b/1.txt")
    try folder.write(Array("hello".utf8), "c.txt")
    try folder.write([0x0A, 0x0D, 0x0D, 0x0A], "trace.pcapng")
    let reading = ServerFileReader().read([folder.path])
    let names = reading.understood.flatMap(\.files).map { $0.path.dropFirst(folder.path.count) }
    #expect(names == ["/a.txt", "/b/1.txt", "/b/2.txt"])
    #expect(reading.refused.map(\.reason) == [.unknownText, .capture])
    #expect(reading.refused.allSatisfy { !$0.isNamed })
    #expect(reading.facts.updateSources.count == 3)
  }

  @Test func loopsOfLinksAreHarmless() throws {
    let folder = try EvidenceFolder()
    try folder.write(source, "a/one.txt")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.path + "/a/up", withDestinationPath: folder.path)
    try files.createSymbolicLink(atPath: folder.path + "/self", withDestinationPath: folder.path + "/self")
    try files.createSymbolicLink(atPath: folder.path + "/z", withDestinationPath: folder.path + "/a/one.txt")
    let reading = ServerFileReader().read([folder.path])
    #expect(reading.understood.count == 1)
    #expect(reading.refused.contains { $0.reason == .alreadyRead(as: folder.path + "/a/one.txt") })
    #expect(reading.refused.contains { if case .unreadable = $0.reason { true } else { false } })
  }

  @Test func foldersHaveADepth() throws {
    let folder = try EvidenceFolder()
    let deep = (0...FileEnumerator.depthLimit).map { "d\($0)" }.joined(separator: "/")
    try folder.write(source, deep + "/x.txt")
    try folder.write(source, "y.txt")
    let reading = ServerFileReader().read([folder.path])
    #expect(reading.understood.count == 1)
    #expect(reading.refused.map(\.reason) == [.tooDeep(limit: FileEnumerator.depthLimit)])
  }

  @Test func aPipeInAFolderIsNotWaitedFor() throws {
    let folder = try EvidenceFolder()
    let made = unsafe mkfifo(folder.path + "/pipe", 0o600)
    #expect(made == 0)
    let reading = ServerFileReader().read([folder.path])
    #expect(Set(reading.refused.map(\.reason)) == [.noRegularFile, .noEvidenceInside])
  }

  @Test func aFileIsReadOnce() throws {
    let folder = try EvidenceFolder()
    let file = try folder.write(source)
    let reading = ServerFileReader().read([file, folder.path, file])
    #expect(reading.understood.count == 1)
    #expect(reading.refused.map(\.reason) == [.alreadyRead(as: file), .alreadyRead(as: file)])
  }

  @Test func severalFilesAreTakenTogether() throws {
    let folder = try EvidenceFolder()
    var paths: [String] = []
    for (index, clock) in ["09:00:00.000", "08:00:00.000"].enumerated() {
      var log = SoftwareDistributionLogBuilder()
      log.addFailure(BuiltTime("2020-07-20", clock), "w3wp.3", .timeout)
      log.addEvent(BuiltTime("2020-07-20", clock), id: 384, "Synchronization completed successfully.")
      paths.append(try folder.write(BuiltText.bytes(log.text), "\(index).log"))
    }
    let facts = ServerFileReader().read(paths).facts
    #expect(facts.files.count == 2)
    #expect(facts.failures.map(\.count) == [2])
    #expect(facts.failures.first?.first == utc("2020-07-20T08:00:00.000Z"))
    let times = ["2020-07-20T08:00:00.000Z", "2020-07-20T09:00:00.000Z"].compactMap(utc)
    #expect(facts.failures.first?.times == times)
    #expect(facts.failures.first?.citation.file == paths[0])
    #expect(facts.synchronizations.first?.citation.file == paths[0])
    #expect(facts.synchronizations.first?.count == 2)
  }

  @Test func stoppingKeepsWhatWasRead() throws {
    let folder = try EvidenceFolder()
    let file = try folder.write(source)
    #expect(ServerFileReader(shouldStop: { true }).read([file]).understood.isEmpty)
  }

  @Test func randomBytesAreSurvived() throws {
    var generator = SystemRandomNumberGenerator()
    for (_, text) in FormatRegistryTests.samples(.japanese) {
      for encoding in [BuiltEncoding.utf8, .utf16LittleEndianWithMark, .shiftJIS] {
        var bytes = BuiltText.bytes(text, encoding)
        for _ in 0..<20 {
          bytes[Int.random(in: bytes.indices, using: &generator)] = UInt8.random(
            in: 0...255, using: &generator)
          _ = try read(bytes)
        }
      }
    }
  }
}
