import CaptureBuilding
import Foundation
import Testing

@testable import wsuscap

/// What is said of a mistake: what is wrong, and what there is instead.
@Suite struct MessageTests {
  private static let capture = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap")

  private static func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  @Test(arguments: [
    (
      ["x.pcap", "--format", "yaml"],
      "the value 'yaml' is invalid for '--format <format>'; specify text, json, ndjson, csv, markdown or html"
    ),
    (
      ["evidence", "x", "--format", "yaml"],
      "the value 'yaml' is invalid for '--format <format>'; specify text and json"
    ),
    (
      ["x.pcap", "--color", "red"],
      "the value 'red' is invalid for '--color <color>'; specify auto, always or never"
    ),
    (["x.pcap", "--bogus"], "unknown option '--bogus'; see wsuscap --help"),
    (
      ["explain", "7"],
      "7: there is no such issue; specify 1, 2, 3, 4 or 5, or a verdict or finding that wsuscap explain lists"
    ),
    (
      ["explain", "sucess"],
      "sucess: there is no such verdict, finding or issue; did you mean success? wsuscap explain lists all"
    ),
    (["scna", "traces"], "scna: is neither a command nor a file; did you mean wsuscap scan?"),
    (["analyse", "x.pcap"], "analyse: is neither a command nor a file; did you mean wsuscap analyze?"),
    (
      ["extrct", "x.pcap", "--flow", "1"],
      "extrct: is neither a command nor a file; did you mean wsuscap extract?"
    ),
    (["query", "--csv-bom"], "--csv-bom is only for CSV; specify --format csv, or omit it"),
    (["x.pcap", "--csv-bom"], "--csv-bom is only for CSV; specify --format csv, or omit it"),
    (["x.pcap", "--csv-bom", "-o", "x.json"], "--csv-bom is only for CSV; specify --format csv, or omit it"),
  ])
  func usage(_ arguments: [String], _ message: String) throws {
    let run = try ExitStatusTests.run(arguments)
    #expect(run.status == 64)
    #expect(run.output.isEmpty)
    #expect(run.messages == "wsuscap: \(message)\n")
  }

  @Test(arguments: ["docx", "PDF", "xlsx", "pcapng", "gz"])
  func reportsAreNoDocuments(_ ending: String) throws {
    try Self.withFolder { folder in
      let file = "\(folder)/report.\(ending)"
      let run = try ExitStatusTests.run([Self.capture, "-o", file])
      #expect(run.status == 64)
      #expect(
        run.messages == """
          wsuscap: \(file): reports are not written as .\(ending.lowercased()); specify a file that ends in .txt, .json, \
          .ndjson, .csv, .md or .html, or a --format

          """)
      #expect(!FileManager.default.fileExists(atPath: file))
      let asked = try ExitStatusTests.run([Self.capture, "-o", file, "--format", "json"])
      #expect(asked.status == 0 && FileManager.default.fileExists(atPath: file))
    }
  }

  @Test(arguments: ["report", "report.log", "report.2026-01-31"])
  func anyOtherNameIsText(_ name: String) throws {
    try Self.withFolder { folder in
      let run = try ExitStatusTests.run([Self.capture, "-o", "\(folder)/\(name)"])
      #expect(run.status == 0 && run.messages.isEmpty)
      #expect(try String(contentsOfFile: "\(folder)/\(name)", encoding: .utf8).contains("FAILS"))
    }
  }

  @Test func folders() throws {
    try Self.withFolder { folder in
      for arguments in [[folder], ["analyze", folder]] {
        let run = try ExitStatusTests.run(arguments)
        #expect(run.status == 66)
        #expect(
          run.messages
            == "wsuscap: \(folder): is a folder; specify a capture, or analyse the folder with wsuscap scan\n"
        )
      }
    }
  }

  /// Nothing is analysed for files that have no place.
  @Test func filesOfTheResolutionNeedAFolder() throws {
    try Self.withFolder { folder in
      let file = "\(folder)/notes.txt"
      try Data("mine".utf8).write(to: URL(filePath: file))
      let run = try ExitStatusTests.run([Self.capture, "--write-fix", file])
      #expect(run.status == 64 && run.output.isEmpty)
      #expect(
        run.messages
          == "wsuscap: \(file): is not a folder; specify a folder for the files with --write-fix\n")
      let below = try ExitStatusTests.run([Self.capture, "--write-fix", "\(file)/fixes"])
      #expect(below.status == 74 && below.messages.hasSuffix("; specify another path with --write-fix\n"))
      #expect(try String(contentsOfFile: file, encoding: .utf8) == "mine")
    }
  }

  // MARK: Commands

  private static let commands = ["analyze", "scan", "query", "catalog", "extract", "evidence", "help"]

  @Test(arguments: [
    ("scna", "scan"), ("scans", "scan"), ("Scan", "scan"), ("analyse", "analyze"), ("analyze_", "analyze"),
    ("extrat", "extract"), ("qeury", "query"), ("hlep", "help"),
  ])
  func mistypedCommands(_ word: String, _ command: String) {
    #expect(CommandSuggestion(word, commands: Self.commands) { _ in false }?.command == command)
    // A capture may have any name.
    #expect(CommandSuggestion(word, commands: Self.commands) { _ in true } == nil)
  }

  @Test func everyCommandIsSuggested() throws {
    let help = try ExitStatusTests.run(["--help"]).output
    let behind = try #require(help.components(separatedBy: "SUBCOMMANDS:\n").last)
    let list = behind.components(separatedBy: "\n\n")[0]
    let commands = list.split(separator: "\n").filter { $0.hasPrefix("  ") && !$0.hasPrefix("   ") }
      .compactMap { $0.split(separator: " ").first }
    #expect(commands.count > 8)
    for command in commands {
      let run = try ExitStatusTests.run([command + "x"])
      #expect(run.status == 64 && run.messages.contains("did you mean wsuscap \(command)?"), "\(command)")
    }
  }

  @Test(arguments: ["scan", "trace.pcap", "trace", "--format", "-", "", "s", "scan.pcap", "../scan"])
  func otherFirstWords(_ word: String) {
    #expect(CommandSuggestion(word, commands: Self.commands) { _ in false } == nil)
  }

  @Test func aFileWinsOverACommandOfASimilarName() throws {
    try Self.withFolder { folder in
      try FileManager.default.copyItem(atPath: Self.capture, toPath: "\(folder)/scna")
      let run = try ExitStatusTests.run(["scna"], folder: URL(filePath: folder))
      #expect(run.status == 0 && run.messages.isEmpty && run.output.contains("FAILS"))
    }
  }

  // MARK: Colours and marks

  @Test func coloursAreAskedForOrFollowTheTerminal() throws {
    let escape = "\u{1b}["
    for (choice, isColored) in [("always", true), ("auto", false), ("never", false)] {
      let run = try ExitStatusTests.run(
        [Self.capture, "--color", choice], environment: ["NO_COLOR": "1", "TERM": "xterm"])
      #expect(run.output.contains(escape) == isColored, "\(choice)")
    }
  }

  @Test(arguments: [
    (["TERM": "xterm"], true), (["TERM": "xterm", "NO_COLOR": "1"], false),
    (["TERM": "xterm", "NO_COLOR": ""], true), (["TERM": "dumb"], false), ([:], false),
  ])
  func terminalsAreColouredUnlessTheEnvironmentForbidsIt(_ environment: [String: String], _ isColored: Bool) {
    #expect(Terminal.allowsColor { environment[$0] ?? "" } == isColored)
  }

  @Test func tablesBeginWithAMarkWhenAsked() throws {
    let plain = try ExitStatusTests.run([Self.capture, "--format", "csv"])
    let marked = try ExitStatusTests.run([Self.capture, Self.capture, "--format", "csv", "--csv-bom"])
    #expect(plain.status == 0 && plain.output.hasPrefix("capture,"))
    #expect(marked.status == 0)
    #expect(marked.output.unicodeScalars.starts(with: "\u{feff}capture,".unicodeScalars))
    #expect(marked.output.unicodeScalars.count { $0 == "\u{feff}" } == 1)
    let views = try ExitStatusTests.run(["query", "--format", "csv", "--csv-bom"])
    #expect(views.status == 0)
    #expect(views.output.unicodeScalars.starts(with: "\u{feff}view,".unicodeScalars))
  }

  // MARK: Queries

  @Test(arguments: [
    ("SELECT * FORM flows", "near \"FORM\": syntax error", "SELECT * FORM flows", 9),
    // The same word is also where it may be.
    ("SELECT id FROM flows FROM", "near \"FROM\": syntax error", "SELECT id FROM flows FROM", 21),
    ("SELECT 'FROM' FROM FROM", "near \"FROM\": syntax error", "SELECT 'FROM' FROM FROM", 19),
    ("SELECT 日本\n FORM x y", "near \"x\": syntax error", "SELECT 日本  FORM x y", 18),
    ("SELECT 'open", "unrecognized token: \"'open\"", "SELECT 'open", 7),
    ("SELECT * FROM", "incomplete input", "SELECT * FROM", 13),
  ])
  func errorsOfSyntaxHaveTheirPlace(_ query: String, _ message: String, _ line: String, _ column: Int) throws
  {
    try Self.withCatalog { catalog in
      let run = try ExitStatusTests.run(["query", query, "--catalog", catalog])
      #expect(run.status == 64 && run.output.isEmpty)
      let mark = String(repeating: " ", count: column) + "^--- error here"
      #expect(run.messages == "wsuscap: \(catalog): \(message)\n  \(line)\n  \(mark)\n")
    }
  }

  @Test func otherErrorsOfAQuery() throws {
    try Self.withCatalog { catalog in
      let run = try ExitStatusTests.run(["query", "SELECT none FROM flows", "--catalog", catalog])
      #expect(run.status == 64)
      #expect(
        run.messages
          == "wsuscap: \(catalog): the query is not valid: no such column: none; wsuscap query lists the views\n"
      )
    }
  }

  private static func withCatalog(_ body: (String) throws -> Void) throws {
    try withFolder { folder in
      let scan = try ExitStatusTests.run(["scan", capture, "-o", folder + "/out"])
      #expect(scan.status == 0)
      try body(folder + "/out/catalog.sqlite")
    }
  }
}
