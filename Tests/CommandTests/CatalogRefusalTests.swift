import CaptureBuilding
import Foundation
import GRDB
import Testing

/// A catalog that cannot be used is refused by every command in the same words, with 65, and stays as it is.
@Suite struct CatalogRefusalTests {
  private static let capture = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap")

  private static let commands: [[String]] = [
    ["scan", "IN", "-o", "OUT", "--catalog", "CATALOG"],
    ["scan", "IN", "-o", "OUT", "--catalog", "CATALOG", "--redact-key", "k"],
    ["scan", "--report-only", "-o", "OUT", "--catalog", "CATALOG"],
    ["query", "by_verdict", "--catalog", "CATALOG"], ["query", "SELECT 1", "--catalog", "CATALOG"],
    ["catalog", "import", "GOOD", "--catalog", "CATALOG"],
    ["catalog", "import", "LINES", "--catalog", "CATALOG"],
    ["catalog", "import", "CATALOG", "--catalog", "NEW"],
  ]

  /// What SQLite is told to do to a catalog, and the words.
  private static let statements: [(sql: [String], words: String)] = [
    (
      ["INSERT INTO grdb_migrations VALUES ('999')"],
      "was created by a newer version; use that version, or specify another file with --catalog"
    ),
    (["DROP TABLE stored_flows"], "is damaged: no such table: stored_flows"),
    (["DROP TABLE stored_captures"], "is damaged: no such table: stored_captures"),
    (["DROP TABLE files"], "is damaged: no such table: files"),
    (["DROP TABLE finding_flows"], "is damaged: no such table: finding_flows"),
    (["DROP TABLE grdb_migrations"], "is damaged: no such table: grdb_migrations"),
    (["DROP VIEW captures"], "is damaged: no such table: captures"),
    (["DROP VIEW failing_servers"], "is damaged: no such table: failing_servers"),
    (["PRAGMA application_id = 1"], "is a database, but not a catalog"),
    (
      [
        "PRAGMA ignore_check_constraints = ON", "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'tool_version TEXT NOT NULL', 'tool_version TEXT')",
        "REOPEN", "PRAGMA ignore_check_constraints = ON", "UPDATE files SET tool_version = NULL",
        "PRAGMA writable_schema = ON",
        "UPDATE sqlite_schema SET sql = replace(sql, 'tool_version TEXT', 'tool_version TEXT NOT NULL')",
      ], "is damaged: database disk image is malformed"
    ),
  ]

  private struct Folder {
    let url = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")

    init() throws {
      try FileManager.default.createDirectory(
        at: url.appending(path: "in"), withIntermediateDirectories: true)
      try FileManager.default.copyItem(
        atPath: CatalogRefusalTests.capture, toPath: url.appending(path: "in/a.pcap").path())
      let lines = try ExitStatusTests.run([CatalogRefusalTests.capture, "-f", "ndjson"]).output
      try Data(lines.utf8).write(to: url.appending(path: "lines.ndjson"))
      let run = try ExitStatusTests.run([
        "catalog", "import", path("lines.ndjson"), "--catalog", path("good.sqlite"),
      ])
      try #require(run.status == 0, "\(run.messages)")
    }

    func path(_ name: String) -> String { url.appending(path: name).path() }

    func arguments(_ command: [String]) -> [String] {
      command.map {
        switch $0 {
        case "IN": path("in")
        case "OUT": path("out")
        case "CATALOG": path("bad.sqlite")
        case "GOOD": path("good.sqlite")
        case "NEW": path("new-\(UUID().uuidString).sqlite")
        case "LINES": path("lines.ndjson")
        default: $0
        }
      }
    }

    /// Every command refuses `bad.sqlite` in these words, and leaves it as it is.
    func expectRefusal(_ words: String) throws {
      let before = try Data(contentsOf: URL(filePath: path("bad.sqlite")))
      // What is no database at all is read as lines.
      let isDatabase = words != "is not a catalog"
      for command in CatalogRefusalTests.commands where isDatabase || command.last != "NEW" {
        let run = try ExitStatusTests.run(arguments(command))
        #expect(run.status == 65, "\(command): \(run.status) \(run.messages)")
        #expect(run.messages.contains("bad.sqlite: \(words)"), "\(command): \(run.messages)")
        #expect(try Data(contentsOf: URL(filePath: path("bad.sqlite"))) == before, "\(command)")
      }
    }
  }

  private static func change(_ path: String, _ statements: [String]) throws {
    var configuration = Configuration()
    configuration.foreignKeysEnabled = false
    var queue = try DatabaseQueue(path: path, configuration: configuration)
    for sql in statements {
      if sql == "REOPEN" {
        try queue.close()
        queue = try DatabaseQueue(path: path, configuration: configuration)
      } else {
        try queue.writeWithoutTransaction { try $0.execute(sql: sql) }
      }
    }
    try queue.close()
  }

  @Test func catalogsThatAreNotWhole() throws {
    let folder = try Folder()
    defer { try? FileManager.default.removeItem(at: folder.url) }
    for (statements, words) in Self.statements {
      let bad = folder.path("bad.sqlite")
      for ending in ["", "-wal", "-shm"] { try? FileManager.default.removeItem(atPath: bad + ending) }
      try FileManager.default.copyItem(atPath: folder.path("good.sqlite"), toPath: bad)
      try Self.change(bad, statements)
      try folder.expectRefusal(words)
    }
  }

  @Test func damagedBytes() throws {
    let folder = try Folder()
    defer { try? FileManager.default.removeItem(at: folder.url) }
    let good = Array(try Data(contentsOf: URL(filePath: folder.path("good.sqlite"))))
    let bad = URL(filePath: folder.path("bad.sqlite"))
    func garbled(_ range: Range<Int>) -> [UInt8] {
      var bytes = good
      for index in range { bytes[index] = UInt8(truncatingIfNeeded: index &* 31) }
      return bytes
    }
    for (bytes, words) in [
      (Array(good.prefix(good.count / 2)), "is damaged: database disk image is malformed"),
      (garbled(8192..<good.count), "is damaged: database disk image is malformed"),
      (garbled(0..<16), "is not a catalog"),
      (Array("just words, not a database at all".utf8), "is not a catalog"),
    ] {
      try Data(bytes).write(to: bad)
      try folder.expectRefusal(words)
    }
  }

  /// The neighbour: what is whole is taken by all of them.
  @Test func wholeCatalogs() throws {
    let folder = try Folder()
    defer { try? FileManager.default.removeItem(at: folder.url) }
    for command in Self.commands where !command.contains("--redact-key") {
      try? FileManager.default.removeItem(atPath: folder.path("bad.sqlite"))
      try FileManager.default.copyItem(atPath: folder.path("good.sqlite"), toPath: folder.path("bad.sqlite"))
      let run = try ExitStatusTests.run(folder.arguments(command))
      #expect(
        [0, 64].contains(run.status) && !run.messages.contains("damaged"), "\(command): \(run.messages)")
      if command.first != "scan" || command[1] == "IN" {
        #expect(run.status == 0, "\(command): \(run.messages)")
      }
    }
  }
}
