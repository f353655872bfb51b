import Diagnosis
import Foundation
import Testing

@testable import ServerFiles

/// Symbolic links in folders of evidence.
@Suite struct FolderLinkTests {
  private let url = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")

  private func make(_ body: (_ folder: String) throws -> Void) throws {
    let files = FileManager.default
    let folder = url.appending(path: "from-the-server")
    try files.createDirectory(at: folder.appending(path: "sub"), withIntermediateDirectories: true)
    try files.createDirectory(at: url.appending(path: "beyond"), withIntermediateDirectories: true)
    defer { try? files.removeItem(at: url) }
    for place in ["from-the-server/sub/a.txt", "beyond/b.txt"] {
      try Data("https://wsus-\(place.count).contoso.com:8531\n".utf8).write(to: url.appending(path: place))
    }
    for (name, target) in [
      ("inside.txt", "sub/a.txt"), ("file.txt", "../beyond/b.txt"), ("folder", "../beyond"), ("up", ".."),
      ("gone", "nowhere"), ("circle", "circle"),
    ] {
      try files.createSymbolicLink(
        atPath: folder.appending(path: name).path(), withDestinationPath: target)
    }
    try body(folder.path())
  }

  private func codes(_ reading: ServerFileReading) -> [String] {
    reading.refused.map { "\($0.path.split(separator: "/").last ?? ""): \($0.reason.code)" }.sorted()
  }

  @Test func linksOutOfTheFolderAreNotFollowed() throws {
    try make { folder in
      let reading = ServerFileReader().read([folder])
      #expect(reading.understood.count == 1)
      #expect(
        codes(reading) == [
          "a.txt: already_read", "circle: unreadable", "file.txt: link_outside", "folder: link_outside",
          "gone: not_found", "up: link_outside",
        ])
      // Nothing of that is an error of the user's.
      #expect(reading.refused.allSatisfy { !$0.isNamed })
    }
  }

  @Test func theyAreWhereThatIsAskedFor() throws {
    try make { folder in
      let reading = ServerFileReader(followsLinks: true).read([folder])
      #expect(reading.understood.count == 2)
      #expect(!codes(reading).contains { $0.hasSuffix("link_outside") })
    }
  }

  /// What the user names is meant, also when it is a link.
  @Test func aFolderThatIsNamedByALink() throws {
    try make { folder in
      let link = url.appending(path: "link").path()
      try FileManager.default.createSymbolicLink(atPath: link, withDestinationPath: folder)
      #expect(ServerFileReader().read([link]).understood.count == 1)
    }
  }
}
