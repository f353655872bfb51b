import Foundation
import SystemPackage
import Testing

@testable import Files

@Suite struct InputFileTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func fileIsReadToItsEnd() throws {
    try folder.write("0123456789", to: "file")
    let file = try InputFile(folder.file("file"))
    #expect(try file.status().kind == .regular)
    #expect(try file.status().size == 10)
    let isTerminal = file.isTerminal
    #expect(!isTerminal)
    var bytes = [UInt8](repeating: 0, count: 4)
    #expect(try file.read(into: &bytes) == 4)
    #expect(bytes == Array("0123".utf8))
    #expect(try String(contentsOfFile: file.descriptorPath, encoding: .utf8).hasSuffix("456789"))
  }

  @Test func readingStopsBehindTheLimit() throws {
    try folder.write("0123456789", to: "file")
    #expect(try InputFile(folder.file("file")).readAll(limit: 10).count == 10)
    #expect(try InputFile(folder.file("file")).readAll(limit: 4) == Array("01234".utf8))
  }

  @Test func pipeIsReadWhatEverItsPace() throws {
    let path = "\(folder.path)/pipe"
    try makePipe(path)
    #expect(PathName(path).kind == .pipe)
    // A thread of its own: a task would wait for one of those that the tests have, and this test has one of them.
    Thread.detachNewThread {
      guard let handle = try? FileHandle(forWritingTo: URL(filePath: path)) else { return }
      for byte in UInt8(0)..<100 {
        try? handle.write(contentsOf: Data([byte]))
        if byte % 10 == 0 { Thread.sleep(forTimeInterval: 0.001) }
      }
      try? handle.close()
    }
    let file = try InputFile(PathName(path))
    #expect(try file.readAll(limit: 1000) == Array(0..<100))
  }

  @Test func openingAPipeNeedNotWait() throws {
    let path = "\(folder.path)/pipe"
    try makePipe(path)
    let file = try InputFile(PathName(path), waits: false)
    #expect(try file.status().kind == .pipe)
  }

  private func makePipe(_ path: String) throws {
    let status = unsafe mkfifo(path, 0o600)
    #expect(status == 0)
  }

  @Test func errorsHaveTheSystemsTexts() throws {
    func error(_ path: PathName) -> FileError? {
      #expect(throws: FileError.self) { _ = try InputFile(path) }
    }
    #expect(error(folder.file("none"))?.text == "No such file or directory")
    #expect(error(folder.file("none"))?.isNotFound == true)
    #expect(error(folder.file("none"))?.action == .open)
    try folder.write("", to: "file")
    #expect(error(folder.file("file/"))?.isNotFound == true)
    let denied = FileError(.open, PathName("file"), .permissionDenied)
    #expect(denied.isPermissionDenied && denied.text == "Permission denied")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/loop", withDestinationPath: "\(folder.path)/loop")
    #expect(error(folder.file("loop"))?.isLinkLoop == true)
  }
}
