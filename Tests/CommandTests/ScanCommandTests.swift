import CaptureBuilding
import Foundation
import Testing

/// `wsuscap scan`, `query` and `catalog import` as a user runs them.
@Suite struct ScanCommandTests {
  private static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(
      at: folder.appending(path: "in/east"), withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private static func copy(_ name: String, to place: URL) throws {
    try FileManager.default.copyItem(
      atPath: ShippedCaptures.path("walkthroughs/\(name)/trace.pcap"), toPath: place.path())
  }

  /// Copies whose clients differ, so that each is another capture.
  private static func fill(_ folder: URL, count: Int) throws {
    let bytes = Array(
      try Data(
        contentsOf: URL(
          filePath: ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap"))))
    let places = bytes.indices.filter { bytes[$0...].starts(with: [10, 0, 0, 5]) }
    for number in 0..<count {
      var copy = bytes
      for place in places { copy[place + 2] = UInt8(number + 1) }
      try Data(copy).write(to: folder.appending(path: "in/t\(number).pcap"))
    }
  }

  @Test func fromFolderToAnswer() throws {
    try Self.withFolder { folder in
      try Self.copy("issue-1-import-version-reject", to: folder.appending(path: "in/east/a.pcap"))
      try Self.copy("success", to: folder.appending(path: "in/b.pcap"))
      let (input, output) = (folder.appending(path: "in").path(), folder.appending(path: "out").path())
      let run = try ExitStatusTests.run(["scan", input, "--output", output])
      #expect(run.status == 0)
      #expect(run.messages == "wsuscap: 2 captures analysed\n")
      #expect(
        run.output.hasPrefix("2 captures: 1 WSUS server seen, 1 failed")
          && run.output.contains("sws.update.microsoft.com"))
      #expect(try String(contentsOfFile: output + "/summary.txt", encoding: .utf8) == run.output)
      for file in ["index.html", "summary.json", "catalog.sqlite"] {
        #expect(FileManager.default.fileExists(atPath: output + "/" + file))
      }
      let again = try ExitStatusTests.run([
        "scan", input, "-o", output, "--progress", "always", "--format", "json",
      ])
      #expect(again.status == 0 && again.messages == "wsuscap: nothing new: 2 captures unchanged\n")
      #expect(again.output.hasPrefix("{\"schema\":\"wsuscap.scan/1\""))
      let report = try ExitStatusTests.run(["scan", "--report-only", "-o", output, "--lang", "ja"])
      #expect(report.status == 0 && report.messages.isEmpty && report.output.contains("検出事項"))
      let catalog = output + "/catalog.sqlite"
      let query = try ExitStatusTests.run(
        ["query", "SELECT folder, findings FROM by_folder", "--catalog", catalog, "--format", "csv"])
      #expect(query.output == "folder,findings\r\n.,0\r\neast,1\r\n" && query.messages.isEmpty)
    }
  }

  @Test func usage() throws {
    try Self.withFolder { folder in
      let input = folder.appending(path: "in").path()
      let output = folder.appending(path: "out").path()
      for (arguments, status, word) in [
        (["scan"], 64, "no folder"), (["scan", "-"], 64, "not a folder"),
        (["scan", input, "--jobs", "0"], 64, "--jobs"),
        (["scan", input, "--shard", "4/4"], 64, "4/4"),
        (["scan", input, "--time-limit", "0"], 64, "--time-limit"),
        (["scan", "/nowhere", "-o", output], 66, "no such file"),
        (["scan", input, "-o", "/nowhere/out"], 74, "/nowhere"),
        (["scan", input, "-o", output, "--catalog", "/dev/null/x"], 74, "/dev/null/x"),
        (["scan", "--report-only", "-o", output + "2"], 66, "no such catalog"),
        (["query", "x", "--catalog", output + "/none"], 66, "no such catalog"),
        (["query", "x", "--catalog", output + "/catalog.sqlite"], 64, "no view x"),
        (["query", "DROP TABLE files", "--catalog", output + "/catalog.sqlite"], 64, "only a SELECT"),
        (["catalog", "import"], 64, "no result"),
        (["catalog", "import", "/nowhere", "--catalog", output + "/c"], 66, "no such file"),
        (
          ["catalog", "import", output + "/catalog.sqlite", "--catalog", output + "/catalog.sqlite"], 64,
          "is both an input and the output"
        ),
        (["--files-from", "/nowhere"], 66, "no such file"),
        (["-", "--digest"], 64, "--digest"),
      ] as [([String], Int32, String)] {
        let run = try ExitStatusTests.run(arguments)
        #expect(run.status == status, "\(arguments): \(run.messages)")
        #expect(run.messages.contains(word), "\(arguments): \(run.messages)")
        #expect(run.messages.hasPrefix("wsuscap: "))
      }
      let list = try ExitStatusTests.run(["query", "--format", "csv"])
      #expect(list.status == 0 && list.output.contains("failing_servers,"))
    }
  }

  /// A worker's lines, faults among them, give what a scan gives.
  @Test func filesFromAListAndBackIntoACatalog() throws {
    try Self.withFolder { folder in
      try Self.copy("issue-1-import-version-reject", to: folder.appending(path: "in/east/a.pcap"))
      let input = folder.appending(path: "in").path()
      let list = folder.appending(path: "list")
      let names = ["\(input)/east/a.pcap\r", "", "\(input)/gone.pcap", list.path()]
      try (Data(names.joined(separator: "\n").utf8) + Data([0x0A, 0xE9, 0x0A])).write(to: list)
      let run = try ExitStatusTests.run(["--files-from", list.path(), "--format", "ndjson", "--digest"])
      #expect(run.status == 66)
      #expect(run.output.split(separator: "\n").count { $0.contains("\"error\":{") } == 3)
      #expect(run.messages.contains("line 5 is not UTF-8"))
      let lines = folder.appending(path: "lines.ndjson")
      try Data(run.output.utf8).write(to: lines)
      let catalog = folder.appending(path: "catalog.sqlite").path()
      let taken = try ExitStatusTests.run(
        ["catalog", "import", lines.path(), "--catalog", catalog, "--root", input])
      #expect(taken.status == 0 && taken.messages.contains("1 new capture, 3 failed"))
      let query = try ExitStatusTests.run(
        [
          "query", "SELECT folder, captures, findings FROM by_folder", "--catalog", catalog, "--format",
          "csv",
        ])
      #expect(query.output == "folder,captures,findings\r\neast,1,1\r\n")
      // A scan knows it by its content.
      let scan = try ExitStatusTests.run(
        ["scan", input, "-o", folder.appending(path: "out").path(), "--catalog", catalog])
      #expect(scan.messages.contains("1 copy of a known file"))
    }
  }

  /// A small file may hold, compressed, more without one frame than anybody wants to wait for. Run as a process, because
  /// the tasks of a scan would wait for those of other tests.
  @Test func dataWithoutAnEndIsLeft() throws {
    try Self.withFolder { folder in
      try Self.copy("success", to: folder.appending(path: "in/good.pcap"))
      // A section, an interface, then nothing but blocks of a kind that nobody knows (pcapng, sections 4.1 to 4.3): two
      // hundred megabytes of them.
      var bytes: [UInt8] = [0x0A, 0x0D, 0x0D, 0x0A, 28, 0, 0, 0, 0x4D, 0x3C, 0x2B, 0x1A, 1, 0, 0, 0]
      bytes += [UInt8](repeating: 0xFF, count: 8) + [28, 0, 0, 0]
      bytes += [1, 0, 0, 0, 20, 0, 0, 0, 1, 0, 0, 0, 0, 0, 1, 0, 20, 0, 0, 0]
      try Data(bytes).write(to: folder.appending(path: "start"))
      let block: [UInt8] = [0xAD, 0x0B, 0, 0, 12, 0, 0, 0, 12, 0, 0, 0]
      let blocks = [[UInt8]](repeating: block, count: 100_000).flatMap { $0 }
      try Data(blocks).write(to: folder.appending(path: "blocks"))
      let shell = Process()
      shell.executableURL = URL(filePath: "/bin/sh")
      shell.arguments = [
        "-c", "{ cat start; for i in $(seq 170); do cat blocks; done; } | gzip -1 > in/endless.pcapng.gz",
      ]
      shell.currentDirectoryURL = folder
      try shell.run()
      shell.waitUntilExit()
      let begin = ContinuousClock.now
      let (input, output) = (folder.appending(path: "in").path(), folder.appending(path: "out").path())
      let run = try ExitStatusTests.run(["scan", input, "--output", output, "--time-limit", "0.3"])
      #expect(ContinuousClock.now - begin < .seconds(8))
      #expect(run.status == 65)
      #expect(run.messages.contains("was skipped because it took longer than 0.3 seconds"))
      #expect(run.messages.hasSuffix("1 capture analysed, 1 failed\n"))
    }
  }

  // MARK: Ends

  private static func start(_ arguments: [String]) throws -> Process {
    let process = Process()
    process.executableURL = try #require(
      [Bundle.main.executableURL, URL(filePath: CommandLine.arguments[0])].compactMap {
        $0?.deletingLastPathComponent().appending(path: "wsuscap")
      }.first { FileManager.default.isExecutableFile(atPath: $0.path()) })
    process.arguments = arguments
    process.standardInput = FileHandle.nullDevice
    process.standardOutput = FileHandle.nullDevice
    process.standardError = FileHandle.nullDevice
    try process.run()
    return process
  }

  /// Killed at any moment, the catalog holds whole captures, and the next scan goes on there.
  @Test func killedScansGoOn() throws {
    try Self.withFolder { folder in
      try Self.fill(folder, count: 24)
      let (input, output) = (folder.appending(path: "in").path(), folder.appending(path: "out").path())
      let catalog = output + "/catalog.sqlite"
      let halves = """
        SELECT count(*) FROM stored_captures c WHERE flows <> (SELECT count(*) FROM stored_flows WHERE capture = c.id)
          OR findings <> (SELECT count(*) FROM stored_findings WHERE capture = c.id)
        """
      for delay in [0.05, 0.2, 0.3, 0.4, 0.5] {
        let process = try Self.start(["scan", input, "-o", output])
        Thread.sleep(forTimeInterval: delay)
        kill(process.processIdentifier, SIGKILL)
        process.waitUntilExit()
        let query = try ExitStatusTests.run(["query", halves, "--catalog", catalog, "--format", "csv"])
        // The first may be killed before there is a catalog.
        if query.status == 0 { #expect(query.output == "count(*)\r\n0\r\n") }
      }
      #expect(try ExitStatusTests.run(["scan", input, "-o", output]).status == 0)
      let captures = try ExitStatusTests.run(
        [
          "query", "SELECT count(*), sum(findings), min(flows) FROM captures", "--catalog", catalog,
          "--format", "csv",
        ])
      #expect(captures.output == "count(*),sum(findings),min(flows)\r\n24,24,96\r\n")
    }
  }

  @Test func interruptedScansKeepWhatIsDone() throws {
    try Self.withFolder { folder in
      try Self.copy("success", to: folder.appending(path: "in/a.pcap"))
      let (input, output) = (folder.appending(path: "in").path(), folder.appending(path: "out").path())
      // Watching goes on until the user ends it.
      let process = try Self.start(["scan", input, "-o", output, "--watch"])
      let deadline = Date(timeIntervalSinceNow: 60)
      while !FileManager.default.fileExists(atPath: output + "/index.html"), Date() < deadline {
        Thread.sleep(forTimeInterval: 0.05)
      }
      try Self.copy("issue-2-import-client-fin", to: folder.appending(path: "in/b.pcap"))
      var count = ""
      while count != "count(*)\r\n2\r\n", Date() < deadline {
        Thread.sleep(forTimeInterval: 0.2)
        count = try ExitStatusTests.run(
          [
            "query", "SELECT count(*) FROM captures", "--catalog", output + "/catalog.sqlite", "--format",
            "csv",
          ]
        ).output
      }
      #expect(count == "count(*)\r\n2\r\n")
      kill(process.processIdentifier, SIGINT)
      process.waitUntilExit()
      #expect(process.terminationReason == .exit && process.terminationStatus == 130)
    }
  }
}
