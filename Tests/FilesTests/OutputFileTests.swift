import Foundation
import Testing

@testable import Files

@Suite struct OutputFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func finishedFileReplacesTheOlderOne() throws {
    try folder.write("old", to: "report")
    var file = try OutputFile(replacing: folder.file("report"))
    try file.descriptor.write(Array("new".utf8))
    #expect(try folder.text("report") == "old")
    try file.finish()
    #expect(try folder.text("report") == "new")
    #expect(folder.names == ["report"])
  }

  @Test func unfinishedFileLeavesNothingBehind() throws {
    try folder.write("old", to: "report")
    for name in ["report", "other"] {
      let file = try OutputFile(replacing: folder.file(name))
      try file.descriptor.write(Array("half".utf8))
      #expect(folder.names.count == 2)
    }
    #expect(folder.names == ["report"])
    #expect(try folder.text("report") == "old")
  }

  @Test func failedRenameLeavesNothingBehind() throws {
    var file = try OutputFile(replacing: folder.file("report"))
    try FileManager.default.createDirectory(
      atPath: "\(folder.path)/report", withIntermediateDirectories: false)
    let error = #expect(throws: FileError.self) { try file.finish() }
    #expect(error?.action == .rename)
    #expect(error?.text == "Is a directory")
    #expect(folder.names == ["report"])
  }

  @Test func stoppedWritingLeavesNothingBehind() throws {
    func write() throws(FileError) {
      let file = try OutputFile(replacing: folder.file("report"))
      try file.descriptor.write([1], shouldStop: { true })
    }
    let error = #expect(throws: FileError.self) { try write() }
    #expect(error?.isInterrupted == true)
    #expect(folder.names.isEmpty)
  }

  @Test func linkStaysALink() throws {
    try folder.write("old", to: "target")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/link", withDestinationPath: "\(folder.path)/target")
    try OutputFile.write(Array("new".utf8), to: folder.file("link"))
    #expect(try folder.text("target") == "new")
    #expect(folder.names == ["link", "target"])
    #expect(folder.file("link").isSameFile(as: folder.file("target")))
  }

  @Test func newFileNeverReplacesAnother() throws {
    #expect(try OutputFile.writeNew(Array("first".utf8), to: folder.file("file")))
    #expect(try !OutputFile.writeNew(Array("second".utf8), to: folder.file("file")))
    #expect(try folder.text("file") == "first")
    #expect(folder.names == ["file"])
  }

  @Test func devicesAreWrittenDirectly() throws {
    try OutputFile.write([1, 2, 3], to: PathName("/dev/null"))
    #expect(PathName("/dev/null").kind == .other)
    let error = #expect(throws: FileError.self) { try OutputFile.write([1], to: PathName("/dev/full")) }
    #expect(error?.isDiskFull == true)
    #expect(error?.text == "No space left on device")
  }

  @Test func directoryIsNotAFile() throws {
    let error = #expect(throws: FileError.self) { try OutputFile.write([1], to: PathName(folder.path)) }
    #expect(error?.text == "Is a directory")
    try Directory.make(PathName(folder.path))
    try Directory.make(folder.file("made"))
    #expect(folder.file("made").kind == .directory)
  }
}
