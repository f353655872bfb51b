import Files
import Foundation
import GRDB
import Reports
import Testing

@testable import Catalog

/// A catalog as a file: what is one, what is kept whole, what a query may do.
@Suite struct CatalogFileTests {
  private static func entry(_ digest: String, flows: [StoredFlow]) throws -> CaptureEntry {
    let line = try line(
      """
      {"capture":"/a","file":{"bytes":1,"format":"pcap","packets":1,"tcp_packets":1},
      "policy":{"as_of":"2020-07-28","source":"built-in"}}
      """)
    return CaptureEntry(
      key: AnalysisKey(sha256: digest, conditions: Conditions(policy: "p")),
      capture: try #require(try line.captureRow()), findings: [], flows: flows)
  }

  private static func flow(_ id: Int) throws -> StoredFlow {
    let line = try line(
      """
      {"capture":"/a","id":\(id),"verdict":"success","labels":["success"],"confidence":"certain","reason":"",
      "client":{"ip":"10.0.0.5","port":50000},"server":{"ip":"203.0.113.10","port":443,"name":null},
      "start":"2020-07-28T09:14:03Z","end":"2020-07-28T09:14:04Z","packets":{"client":0,"server":0},
      "bytes":{"client":0,"server":0}}
      """)
    return try #require(try line.flow())
  }

  private static func line(_ text: String) throws -> ResultLine {
    try ResultLine(LineJSONReader.read(text))
  }

  private static func file(_ name: String) -> FileEntry {
    FileEntry(name: PathName(name), folder: ".", state: .analysed)
  }

  @Test func whatFailsHalfWayLeavesNothing() throws {
    let folder = try CatalogFolder()
    let catalog = try Catalog(path: folder.catalogPath)
    try catalog.keep(Self.entry("a", flows: [Self.flow(0)]), for: Self.file("/a"), isForced: false)
    // Two flows with one number: the second cannot be kept.
    #expect(throws: CatalogError.self) {
      try catalog.keep(
        Self.entry("b", flows: [Self.flow(0), Self.flow(0)]), for: Self.file("/b"), isForced: false)
    }
    #expect(try folder.rows("SELECT sha256 FROM captures") == ["a"])
    #expect(try folder.rows("SELECT count(*) FROM stored_flows") == ["1"])
    #expect(try folder.rows("SELECT path FROM files") == ["/a"])
  }

  /// Versions of the file format for writing and reading, at offset 18: 1 without write-ahead log, 2 with it
  /// (sqlite.org/fileformat2.html, section 1.3.3).
  private static func versions(_ path: String) throws -> [UInt8] {
    try [UInt8](Data(contentsOf: URL(filePath: path))[18..<20])
  }

  /// A log beside the file would have to be written to be read: not on a share or as a user who may only read.
  @Test func aClosedCatalogIsOneFile() throws {
    let folder = try CatalogFolder()
    for digest in ["a", "b"] {
      let catalog = try Catalog(path: folder.catalogPath)
      try catalog.keep(Self.entry(digest, flows: []), for: Self.file("/" + digest), isForced: false)
      #expect(try Self.versions(folder.catalogPath) == [2, 2])
      catalog.close()
      #expect(try Self.versions(folder.catalogPath) == [1, 1])
      _ = try folder.rows("SELECT sha256 FROM captures")
      #expect(try FileManager.default.contentsOfDirectory(atPath: folder.output) == ["catalog.sqlite"])
    }
    #expect(try folder.rows("SELECT sha256 FROM captures ORDER BY sha256") == ["a", "b"])
  }

  @Test func aCatalogThatAnotherWritesStaysOpenToIt() throws {
    let folder = try CatalogFolder()
    let first = try Catalog(path: folder.catalogPath)
    let second = try Catalog(path: folder.catalogPath)
    try first.keep(Self.entry("a", flows: []), for: Self.file("/a"), isForced: false)
    let begin = ContinuousClock.now
    first.close()
    #expect(ContinuousClock.now - begin < .seconds(30), "closing does not wait for others")
    try second.keep(Self.entry("b", flows: []), for: Self.file("/b"), isForced: false)
    #expect(try folder.rows("SELECT sha256 FROM captures ORDER BY sha256") == ["a", "b"])
    second.close()
    #expect(try Self.versions(folder.catalogPath) == [1, 1])
  }

  @Test func otherFilesAreRefused() throws {
    let folder = try CatalogFolder()
    let text = folder.output + "/text"
    try Data(String(repeating: "no catalog\n", count: 100).utf8).write(to: URL(filePath: text))
    #expect { _ = try Catalog(path: text) } throws: {
      ($0 as? CatalogError)?.problem == .notACatalog && ($0 as? CatalogError)?.path == text
    }
    let other = folder.output + "/other.sqlite"
    try DatabaseQueue(path: other).write { try $0.execute(sql: "CREATE TABLE t (a)") }
    for open in [{ try Catalog(path: other) }, { try Catalog(reading: other) }] {
      #expect { _ = try open() } throws: {
        ($0 as? CatalogError)?.problem == .otherDatabase
      }
    }
    #expect { _ = try Catalog(reading: folder.output + "/none") } throws: {
      ($0 as? CatalogError)?.kind == .notFound
    }
    #expect { _ = try Catalog(reading: folder.output) } throws: { ($0 as? CatalogError)?.kind == .unreadable }
    #expect { _ = try Catalog(path: "/nowhere/at/all.sqlite") } throws: {
      ($0 as? CatalogError)?.kind == .unwritable
    }
  }

  @Test func aNewerCatalogIsLeftAlone() throws {
    let folder = try CatalogFolder()
    let catalog = try Catalog(path: folder.catalogPath)
    try catalog.queue.write { try $0.execute(sql: "INSERT INTO grdb_migrations VALUES ('999')") }
    catalog.close()
    #expect { _ = try Catalog(path: folder.catalogPath) } throws: {
      ($0 as? CatalogError)?.problem == .newerVersion
    }
  }

  /// Every view can be read, also when there is nothing.
  @Test(arguments: CatalogView.all.map(\.name)) func viewsOfAnEmptyCatalog(_ name: String) throws {
    let folder = try CatalogFolder()
    try Catalog(path: folder.catalogPath).close()
    #expect(try folder.rows(name).isEmpty)
  }

  @Test(arguments: [
    "DELETE FROM files", "VACUUM", "VACUUM INTO '/tmp/wsuscap-never'", "ATTACH '/tmp/wsuscap-never' AS x",
    "PRAGMA journal_mode = DELETE", "WITH a AS (SELECT 1) INSERT INTO files SELECT * FROM files",
    "SELECT 1; DELETE FROM files", "nothing", "SELECT nothing FROM nowhere", "", " ",
    "EXPLAIN SELECT 1; SELECT 2",
  ])
  func onlyOneSelectIsAnswered(_ query: String) throws {
    let folder = try CatalogFolder()
    try Catalog(path: folder.catalogPath).close()
    #expect { _ = try folder.rows(query) } throws: { ($0 as? CatalogError)?.kind == .badQuery }
    #expect(!FileManager.default.fileExists(atPath: "/tmp/wsuscap-never"))
  }

  /// Rows without end, in one step and in many, are ended; what is quick is answered.
  @Test(arguments: [
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT count(*) FROM n",
    "WITH RECURSIVE n(i) AS (SELECT 1 UNION ALL SELECT i + 1 FROM n) SELECT i FROM n WHERE i % 1000000 = 0",
  ])
  func queryThatTakesTooLong(_ query: String) throws {
    let folder = try CatalogFolder()
    try Catalog(path: folder.catalogPath).close()
    #expect { _ = try folder.rows(query, timeout: 0.2) } throws: {
      ($0 as? CatalogError)?.problem == .slowQuery(seconds: 0.2)
    }
    #expect(try folder.rows("SELECT 1", timeout: 60) == ["1"])
  }

  @Test func queryThatNeedsTooMuchMemory() throws {
    let folder = try CatalogFolder()
    try Catalog(path: folder.catalogPath).close()
    #expect { _ = try folder.rows("SELECT hex(zeroblob(140000000))") } throws: {
      ($0 as? CatalogError)?.problem == .largeQuery(limit: Catalog.queryMemory)
    }
    #expect(try folder.rows("SELECT length(hex(zeroblob(1000000)))") == ["2000000"])
  }
}
