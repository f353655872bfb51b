import CaptureBuilding
import CaptureFiles
import Files
import Foundation
import Testing

@testable import Scan

/// What a disk may hold beside whole captures.
@Suite struct OddFileTests {
  @Test func linksThatLeadInACircle() async throws {
    let folder = try ScanFolder()
    try folder.add(shipped: "walkthroughs/success", as: "a/b/t.pcap")
    let files = FileManager.default
    try files.createSymbolicLink(atPath: folder.traces + "/a/b/up", withDestinationPath: "../..")
    try files.createSymbolicLink(atPath: folder.traces + "/one", withDestinationPath: "two")
    try files.createSymbolicLink(atPath: folder.traces + "/two", withDestinationPath: "one")
    try files.createSymbolicLink(atPath: folder.traces + "/gone", withDestinationPath: "nowhere")
    let said = Said()
    for _ in 0..<2 {
      let outcome = try await folder.scan(telling: said)
      // They are notes: nothing failed.
      #expect(outcome.analysed + outcome.unchanged == 1 && outcome.skipped == 3 && outcome.failed == 0)
    }
    #expect(said.messages.isEmpty)
    let query = "SELECT message, reason FROM files WHERE state = 'skipped' ORDER BY path"
    let loop = "is a symbolic link that forms a loop,link"
    #expect(try folder.rows(query) == ["is a broken symbolic link,link", loop, loop])
    // A link that is mended is a file like others.
    try folder.add(shipped: "walkthroughs/proxy-success", as: "nowhere")
    #expect(try await folder.scan().analysed == 1)
    #expect(try folder.rows(query) == [loop, loop])
  }

  /// Inside the folder a link is followed, beyond it only where that is asked for.
  @Test func linksThatLeadOut() async throws {
    let folder = try ScanFolder()
    let files = FileManager.default
    try folder.add(shipped: "walkthroughs/success", as: "sub/a.pcap")
    let beyond = folder.url.appending(path: "in-other")
    try files.createDirectory(at: beyond, withIntermediateDirectories: true)
    try files.copyItem(
      atPath: ShippedCaptures.path("walkthroughs/proxy-success/trace.pcap"),
      toPath: beyond.appending(path: "b.pcap").path())
    try files.createSymbolicLink(atPath: folder.traces + "/inside.pcap", withDestinationPath: "sub/a.pcap")
    try files.createSymbolicLink(
      atPath: folder.traces + "/file.pcap", withDestinationPath: beyond.path() + "/b.pcap")
    try files.createSymbolicLink(atPath: folder.traces + "/folder", withDestinationPath: beyond.path())
    try files.createSymbolicLink(atPath: folder.traces + "/up", withDestinationPath: "..")
    let outcome = try await folder.scan()
    #expect(outcome.analysed == 1 && outcome.known == 1 && outcome.skipped == 3 && outcome.failed == 0)
    #expect(
      try folder.rows("SELECT DISTINCT message, reason FROM files WHERE state = 'skipped'") == [
        "is a symbolic link that leads out of the folder,link"
      ])
    let followed = try await folder.scan { $0.followsLinks = true }
    #expect(followed.analysed == 1 && followed.failed == 0)
    #expect(try folder.rows("SELECT path FROM files WHERE state = 'skipped'").isEmpty)
    // What the user names is meant, also when it is a link.
    let link = folder.url.appending(path: "link").path()
    try files.createSymbolicLink(atPath: link, withDestinationPath: beyond.path())
    let named = try await folder.scan(into: folder.output + "/other.sqlite") { $0.roots = [link] }
    #expect(named.analysed == 1 && named.skipped == 0)
  }

  /// Windows' names in another encoding come as bytes that are no UTF-8.
  @Test func namesOfAnyBytes() async throws {
    let folder = try ScanFolder()
    try folder.add(shipped: "walkthroughs/success", as: "good.pcap")
    try folder.shell(#"cp good.pcap "$(printf 'caf\351\\x.pcap')""#)
    let outcome = try await folder.scan()
    #expect(outcome.analysed == 1 && outcome.known == 1 && outcome.failed == 0)
    let paths = try folder.rows("SELECT path FROM capture_list")
    #expect(paths.first?.hasSuffix("/caf\\xE9\\x.pcap") == true && paths.count == 2)
    #expect(try await folder.scan().unchanged == 2)
  }

  @Test(
    arguments: [
      ([0x41], "A"), ([0xE9], "\\xE9"), (Array("日本".utf8), "日本"), ([0xE6, 0x97], "\\xE6\\x97"),
      (Array("ä".utf8) + [0xFF] + Array("x".utf8), "ä\\xFFx"), ([], ""),
    ] as [([UInt8], String)])
  func bytesAreShown(_ bytes: [UInt8], _ shown: String) {
    #expect(PathName(bytes: bytes).shown == shown)
  }

  @Test func damagedAndForeignFiles() async throws {
    let folder = try ScanFolder()
    let capture = Array(
      try Data(contentsOf: URL(filePath: ShippedCaptures.path("walkthroughs/success/trace.pcap"))))
    try folder.add(Array(capture.prefix(30)), as: "cut.pcap")
    try folder.add(Array(capture.prefix(5000)), as: "short.pcap")
    try folder.add([], as: "empty.pcap")
    try folder.add(Array("PK\u{3}\u{4}".utf8) + Array(repeating: 0, count: 100), as: "traces.zip")
    let said = Said()
    let outcome = try await folder.scan(telling: said)
    #expect(
      outcome.analysed == 1 && outcome.skipped == 2 && outcome.failed == 1
        && outcome.failures == [.capture(.damagedFromStart)])
    #expect(said.messages.count == 1 && said.messages[0].contains("/cut.pcap: damaged before"))
    #expect(try folder.rows("SELECT code FROM note_list") == ["truncated_file"])
    #expect(
      try folder.rows("SELECT message FROM skipped_files").map { $0.contains("not a capture") } == [
        true, true,
      ])
  }

  /// A capture that cannot be read is not passed over: it is named, with what to do.
  @Test func archivesAndCapturesOfOtherPrograms() async throws {
    let folder = try ScanFolder()
    let capture = Array(
      try Data(contentsOf: URL(filePath: ShippedCaptures.path("walkthroughs/success/trace.pcap"))))
    let text = Array("text".utf8)
    try folder.add(PackedFile.zip([("a.txt", text), ("a.pcap", capture)]), as: "one.zip")
    try folder.add(PackedFile.zip([("a.pcap", capture), ("b.pcap", capture)]), as: "two.zip")
    try folder.add(PackedFile.zip([("a.txt", text)]), as: "none.zip")
    try folder.add(PackedFile.zip([("raw/1_c.txt", text)]), as: "session.saz")
    try folder.add(Array("MSCF".utf8) + Array(repeating: 0, count: 60), as: "wsus.cab")
    try folder.add(Array("iptrace 2.0".utf8) + Array(repeating: 0, count: 60), as: "aix.trc")
    let said = Said()
    let outcome = try await folder.scan(telling: said)
    #expect(outcome.analysed == 2 && outcome.known == 1 && outcome.skipped == 3 && outcome.failed == 1)
    #expect(outcome.failures == [.capture(.unsupported)])
    let messages = said.messages.sorted()
    #expect(messages.count == 1 && messages[0].contains("/aix.trc: not a capture: looks like an AIX iptrace"))
    let skipped = try folder.rows("SELECT message FROM skipped_files ORDER BY message")
    #expect(skipped.map { $0.contains("a.txt") } == [false, false, true])
    #expect(skipped[0].contains("Fiddler") && skipped[1].contains("cabinet file"))
  }

  /// What lies in a folder may be anything; what the user names has to be a capture.
  @Test func aNamedFileHasToBeACapture() async throws {
    let folder = try ScanFolder()
    try folder.add(Array("text\n".utf8), as: "notes.txt")
    try folder.add(shipped: "walkthroughs/success", as: "good.pcap")
    let said = Said()
    let outcome = try await folder.scan(telling: said) {
      $0.roots = [folder.traces + "/notes.txt", folder.traces + "/good.pcap", "/nowhere/at/all"]
    }
    #expect(
      outcome.analysed == 1 && outcome.failed == 2
        && outcome.failures == [.capture(.unreadable), .capture(.notACapture)])
    #expect(said.messages[0] == "/nowhere/at/all: no such file or folder; check the path and the permissions")
    #expect(said.messages[1].contains("notes.txt: not a capture: looks like text"))
  }

  /// A pipe would let the scan wait for ever; the scan's own output is no input.
  @Test func pipesAndTheOutputArePassedOver() async throws {
    let folder = try ScanFolder()
    try folder.shell("mkfifo pipe")
    try folder.add(shipped: "walkthroughs/success", as: "a.pcap")
    let parent = folder.url.path()
    let outcome = try await folder.scan { $0.roots = [parent] }
    #expect(outcome.analysed == 1 && outcome.skipped == 0 && outcome.failed == 0)
    // Nor is a catalog that lies among the captures.
    let other = try await folder.scan(into: folder.traces + "/catalog.sqlite") { $0.roots = [folder.traces] }
    #expect(other.analysed == 1 && other.skipped == 0)
  }

  @Test(.enabled(if: getuid() != 0)) func lockedFoldersDoNotStopTheOthers() async throws {
    let folder = try ScanFolder()
    try folder.add(shipped: "walkthroughs/success", as: "locked/a.pcap")
    try folder.add(shipped: "walkthroughs/success", as: "b.pcap")
    try folder.shell("chmod 0 locked")
    defer { try? folder.shell("chmod 700 locked") }
    let outcome = try await folder.scan()
    #expect(outcome.analysed == 1 && outcome.failed == 1 && outcome.failures == [.capture(.unreadable)])
  }

  /// A file that somebody still writes is left for the next look when folders are watched.
  @Test func whatIsStillWrittenIsLeft() async throws {
    let folder = try ScanFolder()
    try folder.add(shipped: "walkthroughs/success", as: "new.pcap")
    let outcome = try await folder.scan { $0.minimumAge = 60 }
    #expect(outcome.tooRecent == 1 && outcome.analysed == 0)
    #expect(try await folder.scan { $0.minimumAge = 1e-6 }.analysed == 1)
  }
}
