import Foundation
import Testing

@testable import Files

@Suite struct ReadFilesTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func everyNameOfAFileIsOne() throws {
    try folder.write("a", to: "file")
    try folder.write("a", to: "other")
    try FileManager.default.linkItem(atPath: "\(folder.path)/file", toPath: "\(folder.path)/hard")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/soft", withDestinationPath: "\(folder.path)/hard")
    let files = ReadFiles(isKept: true)
    files.add(argument: "\(folder.path)/file")
    for (name, isRead) in [("file", true), ("hard", true), ("soft", true), ("other", false), ("none", false)]
    {
      #expect(files.contains(folder.file(name)) == isRead, "\(name)")
    }
    files.remove(try FileStatus(of: folder.file("soft")).identity)
    #expect(!files.contains(folder.file("file")))
  }

  /// A folder, a device and what is not there are nothing that a file could replace.
  @Test func onlyRegularFiles() {
    let files = ReadFiles(isKept: true)
    for path in [folder.path, "/dev/null", "\(folder.path)/none"] {
      files.add(argument: path)
      #expect(!files.contains(PathName(path)))
    }
  }

  /// Programs that run more than one command, as tests do, may write what they have read.
  @Test func nothingIsKeptUnlessAsked() throws {
    try folder.write("a", to: "file")
    #expect(try InputFile(folder.file("file")).readAll(limit: 10) == [97])
    try OutputFile.write([98], to: folder.file("file"))
    #expect(try folder.text("file") == "b")
  }
}

@Suite struct DraftTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test(
    arguments: [
      ("report.txt.wsuscap-4711-7f3a91c2.part", true), (".wsuscap-1-0.part", true),
      ("a.wsuscap-1-2.part.wsuscap-3-f.part", true), ("report.txt.wsuscap-4711-7f3a91c2", false),
      ("report.wsuscap-4711.part", false), ("report.wsuscap-x-1.part", false), ("film.part", false),
      ("report.wsuscap-1-g.part", false), ("report.4711-7f3a91c2.part", false), ("wsuscap-1-2-3.part", false),
      ("", false),
    ])
  func names(_ name: String, _ isDraft: Bool) {
    #expect(Drafts.isDraft(name) == isDraft)
  }

  @Test func longNamesHaveDraftsToo() throws {
    for length in [1, 200, 201, 255] {
      let name = String(repeating: "x", count: length)
      #expect(Drafts.isDraft(String(Drafts.name(for: PathName("/a/\(name)")).shown.dropFirst(3))))
      try OutputFile.write([65], to: folder.file(name))
      #expect(try folder.text(name) == "A")
    }
  }

  /// What a killed run left goes; what a living one writes, and what others left, stays.
  @Test func leftDraftsAreRemoved() throws {
    let left = "report.wsuscap-1-a.part"
    for name in [left, "other.wsuscap-2-b.part", "film.part"] { try folder.write("half", to: name) }
    let living = try InputFile(folder.file("other.wsuscap-2-b.part"))
    #expect(Self.lock(living.descriptorPath))
    try OutputFile.write([65], to: folder.file("report"))
    #expect(folder.names == ["film.part", "other.wsuscap-2-b.part", "report"])
  }

  /// Locks a file as a living run does, for as long as this process lives.
  private static func lock(_ path: String) -> Bool {
    guard let handle = FileHandle(forReadingAtPath: path) else { return false }
    return flock(dup(handle.fileDescriptor), LOCK_EX | LOCK_NB) == 0
  }

  @Test func newFilesLeaveNothing() throws {
    #expect(try OutputFile.writeNew([65], to: folder.file("file")))
    #expect(try !OutputFile.writeNew([66], to: folder.file("file")))
    // A link that leads nowhere is a name that is taken.
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/gone", withDestinationPath: "\(folder.path)/nowhere")
    #expect(try !OutputFile.writeNew([66], to: folder.file("gone")))
    #expect(folder.names == ["file", "gone"])
  }
}

@Suite struct PathNameTests {
  @Test(
    arguments: [
      ("/a", "/a", true), ("/a/b", "/a", true), ("/ab", "/a", false), ("/b/a", "/a", false),
      ("/a", "/", true),
      ("/a", "/a/b", false),
    ])
  func inside(_ path: String, _ folder: String, _ isInside: Bool) {
    #expect(PathName(path).isInside(PathName(folder)) == isInside)
  }
}
