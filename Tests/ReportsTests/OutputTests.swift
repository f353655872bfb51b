import Diagnosis
import Foundation
import Testing

@testable import Reports

@Suite struct OutputTests {
  private static func folder() throws -> URL {
    let index = FileManager.default.temporaryDirectory.appendingPathComponent(UUID().uuidString)
    try FileManager.default.createDirectory(at: index, withIntermediateDirectories: true)
    return index
  }

  @Test func fullDiskIsAFault() throws {
    let file = try OutputFile(path: "/dev/full")
    var output = ReportOutput(descriptor: file.descriptor)
    output.buffer.add("text")
    #expect(throws: OutputFault.system("No space left on device")) { try output.flush() }
  }

  @Test func fileAppearsWhole() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    let index = folder.appendingPathComponent("report.txt").path
    try Data("old".utf8).write(to: URL(fileURLWithPath: index))
    var file = try OutputFile(path: index)
    var output = ReportOutput(descriptor: file.descriptor)
    output.buffer.add(String(repeating: "new", count: 100_000))
    try output.flush()
    #expect(try String(contentsOfFile: index, encoding: .utf8) == "old")
    try file.finish()
    #expect(try String(contentsOfFile: index, encoding: .utf8).count == 300_000)
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path) == ["report.txt"])
  }

  @Test func unfinishedFileLeavesNothing() throws {
    let folder = try Self.folder()
    defer { try? FileManager.default.removeItem(at: folder) }
    do {
      let file = try OutputFile(path: folder.appendingPathComponent("report.txt").path)
      var output = ReportOutput(descriptor: file.descriptor)
      output.buffer.add("half")
      try output.flush()
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: folder.path).isEmpty)
  }

  @Test func noFileWhereNoneCanBe() {
    #expect(throws: OutputFault.self) { _ = try OutputFile(path: "/nowhere/at/all.txt") }
    #expect(throws: OutputFault.system("Is a directory")) { _ = try OutputFile(path: "/tmp") }
  }

  @Test func interruptionEndsTheWriting() throws {
    let file = try OutputFile(path: "/dev/null")
    var output = ReportOutput(descriptor: file.descriptor) { true }
    output.buffer.add("text")
    #expect(throws: OutputFault.interrupted) { try output.flush() }
  }

  @Test func formatsAreFoundByNameAndEnding() {
    #expect(ReportFormat.named("json")?.name == "json")
    #expect(ReportFormat.named("xml") == nil)
    #expect(ReportFormat.forFile("/tmp/a.b/report.JSON")?.name == "json")
    #expect(ReportFormat.forFile("/tmp/a.json/report")?.name == nil)
    #expect(ReportFormat.forFile("report.txt")?.name == "text")
  }

  @Test func times() {
    func text(_ nanoseconds: Int64, _ digits: Int) -> String {
      var buffer = ByteBuffer()
      let time = UTCTime(nanoseconds: nanoseconds)
      buffer.addDateTime(time)
      buffer.addFraction(time.nanosecond, digits: digits)
      return buffer.text
    }
    #expect(text(0, 0) == "1970-01-01T00:00:00")
    #expect(text(-1, 9) == "1969-12-31T23:59:59.999999999")
    #expect(text(951_782_400_000_000_000, 3) == "2000-02-29T00:00:00.000")
    #expect(text(1_595_236_442_201_999_999, 3) == "2020-07-20T09:14:02.201")
    #expect(text(.max, 9) == "2262-04-11T23:47:16.854775807")
    var century = ByteBuffer()
    century.addDateTime(UTCTime(seconds: .max))
    #expect(century.text == "9999-12-31T23:59:59")
    let formatter = ISO8601DateFormatter()
    for day in stride(from: -20_000, to: 80_000, by: 37) {
      let seconds = Int64(day) * 86_400 + 4711
      var buffer = ByteBuffer()
      buffer.addDateTime(UTCTime(seconds: seconds))
      #expect(buffer.text + "Z" == formatter.string(from: Date(timeIntervalSince1970: Double(seconds))))
    }
  }

  @Test func numbers() {
    var buffer = ByteBuffer()
    for number: Int64 in [0, 7, 10, -1, .max, .min] {
      buffer.add(number)
      buffer.add(" ")
    }
    #expect(buffer.text == "0 7 10 -1 9223372036854775807 -9223372036854775808 ")
    buffer.removeAll()
    for number: UInt64 in [0, 999, 1000, 1_000_000, 1_002_003] {
      buffer.addGrouped(number)
      buffer.add(" ")
    }
    #expect(buffer.text == "0 999 1,000 1,000,000 1,002,003 ")
    buffer.removeAll()
    buffer.addDecimal(21_500_000, scale: 6, digits: 3)
    buffer.add(" ")
    buffer.addDecimal(-5, scale: 9, digits: 9)
    #expect(buffer.text == "21.500 -0.000000005")
  }

  @Test func safeText() {
    #expect(SafeText.shown("plain") == "plain")
    #expect(SafeText.shown("a\u{1b}[31m\u{202e}b\n") == #"a\u{1b}[31m\u{202e}b\u{a}"#)
    #expect(SafeText.shown(String(repeating: "x", count: 300), limit: 4) == "xxxx…[300]")
    #expect(DisplayWidth.columns(of: "漢字ab") == 6)
    #expect(DisplayWidth.columns(of: "e\u{301}") == 1)
  }
}
