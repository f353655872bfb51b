import Foundation
import Testing

@testable import Files

@Suite struct DirectoryTests {
  private let folder: TemporaryFolder

  init() throws {
    folder = try TemporaryFolder()
  }

  @Test func namesOfAnyBytesAreListedInOrder() throws {
    let names = [[0xE9], Array("two\nlines".utf8), Array(" ".utf8), Array("...".utf8), [0x1B, 0xFF]]
    for name in names {
      #expect(try OutputFile.writeNew([], to: PathName(folder.path).appending(name)))
    }
    let listing = try Directory.names(in: PathName(folder.path), limit: 5)
    #expect(
      listing.names == [[0x1B, 0xFF], Array(" ".utf8), Array("...".utf8), Array("two\nlines".utf8), [0xE9]])
    #expect(listing.isComplete)
    #expect(PathName(bytes: [0x61, 0xE9, 0xC3, 0xA9]).shown == "a\\xE9é")
  }

  @Test func listingEndsAtTheLimit() throws {
    for name in ["a", "b", "c"] { try folder.write("", to: name) }
    let listing = try Directory.names(in: PathName(folder.path), limit: 2)
    #expect(listing.names.count == 2)
    #expect(!listing.isComplete)
  }

  @Test func whatIsNoDirectoryIsNotListed() throws {
    try folder.write("", to: "file")
    let error = #expect(throws: FileError.self) { try Directory.names(in: folder.file("file"), limit: 1) }
    #expect(error?.action == .list)
    #expect(error?.text == "Not a directory")
  }

  @Test func statusFollowsLinks() throws {
    try folder.write("content", to: "file")
    try FileManager.default.createSymbolicLink(
      atPath: "\(folder.path)/link", withDestinationPath: "\(folder.path)/file")
    let (file, link) = (try FileStatus(of: folder.file("file")), try FileStatus(of: folder.file("link")))
    #expect(file == link)
    #expect(file.size == 7)
    #expect(file.modified > 0)
    #expect(try folder.file("link").resolved().bytes.suffix(5) == Array("/file".utf8))
  }
}
