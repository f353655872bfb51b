import CaptureBuilding
import Foundation
import Testing

/// No command writes over what it reads, whatever name leads there.
@Suite struct OverwriteTests {
  private static let capture = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap")

  /// A folder with one input of each kind, and names for each of them.
  private final class Inputs {
    let url = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")

    init() throws {
      let files = FileManager.default
      try files.createDirectory(at: url.appending(path: "evidence"), withIntermediateDirectories: true)
      try files.createDirectory(at: url.appending(path: "scanned"), withIntermediateDirectories: true)
      for name in ["a.pcap", "b.pcap", "scanned/c.pcap"] {
        try files.copyItem(atPath: OverwriteTests.capture, toPath: path(name))
      }
      let log = URL(filePath: ShippedCaptures.path("evidence/issue-1-english/trace.pcap"))
        .deletingLastPathComponent().appending(path: "SoftwareDistribution.log")
      try files.copyItem(atPath: log.path(), toPath: path("evidence/server.log"))
      try files.copyItem(atPath: log.path(), toPath: path("server.log"))
      try write("just words\n", to: "evidence/notes.txt")
      try write(path("a.pcap") + "\n", to: "list")
      try write(try ExitStatusTests.run(["endpoints"]).output, to: "policy.yaml")
      try write(
        try ExitStatusTests.run([path("a.pcap"), "--format", "ndjson"]).output, to: "lines.ndjson")
      for name in ["one.sqlite", "two.sqlite"] {
        let run = try ExitStatusTests.run([
          "catalog", "import", path("lines.ndjson"), "--catalog", path(name),
        ])
        try #require(run.status == 0)
      }
    }

    deinit { try? FileManager.default.removeItem(at: url) }

    func path(_ name: String) -> String { url.appending(path: name).path() }

    func write(_ text: String, to name: String) throws {
      try Data(text.utf8).write(to: url.appending(path: name))
    }

    /// The file itself, a hard link and a symbolic one.
    func names(of name: String, _ number: Int) throws -> [String] {
      let (hard, soft) = (path("hard\(number)"), path("soft\(number)"))
      try FileManager.default.linkItem(atPath: path(name), toPath: hard)
      try FileManager.default.createSymbolicLink(atPath: soft, withDestinationPath: path(name))
      return [path(name), hard, soft]
    }
  }

  /// An input by its name, and a command that has `OUT` as its output.
  private static let commands: [(input: String, command: [String])] = [
    ("a.pcap", ["IN/a.pcap", "-o", "OUT", "-f", "text"]),
    ("b.pcap", ["IN/a.pcap", "IN/b.pcap", "-o", "OUT", "-f", "json"]),
    ("policy.yaml", ["IN/a.pcap", "--endpoints", "IN/policy.yaml", "-o", "OUT", "-f", "text"]),
    ("list", ["--files-from", "IN/list", "-o", "OUT", "-f", "text"]),
    ("a.pcap", ["--files-from", "IN/list", "-o", "OUT", "-f", "text"]),
    ("server.log", ["IN/a.pcap", "--evidence", "IN/server.log", "-o", "OUT", "-f", "text"]),
    ("evidence/server.log", ["IN/a.pcap", "--evidence", "IN/evidence", "-o", "OUT", "-f", "text"]),
    ("evidence/notes.txt", ["IN/a.pcap", "--evidence", "IN/evidence", "-o", "OUT", "-f", "html"]),
    ("a.pcap", ["IN/a.pcap", "-o", "/dev/null", "--annotate", "OUT"]),
    ("policy.yaml", ["IN/a.pcap", "--endpoints", "IN/policy.yaml", "-o", "/dev/null", "--annotate", "OUT"]),
    (
      "evidence/server.log",
      ["IN/a.pcap", "--evidence", "IN/evidence", "-o", "/dev/null", "--annotate", "OUT"]
    ),
    ("a.pcap", ["compare", "IN/a.pcap", "IN/b.pcap", "-o", "OUT", "-f", "text"]),
    ("b.pcap", ["compare", "IN/a.pcap", "IN/b.pcap", "-o", "OUT", "-f", "text"]),
    (
      "policy.yaml",
      ["compare", "IN/a.pcap", "IN/b.pcap", "--endpoints", "IN/policy.yaml", "-o", "OUT", "-f", "text"]
    ),
    ("a.pcap", ["extract", "IN/a.pcap", "--flow", "0", "-o", "OUT"]),
    ("policy.yaml", ["extract", "IN/a.pcap", "--flow", "0", "--endpoints", "IN/policy.yaml", "-o", "OUT"]),
    ("a.pcap", ["scan", "IN/a.pcap", "-o", "IN/out", "--catalog", "OUT"]),
    (
      "policy.yaml",
      ["scan", "IN/scanned", "--endpoints", "IN/policy.yaml", "-o", "IN/out", "--catalog", "OUT"]
    ),
    ("lines.ndjson", ["catalog", "import", "IN/lines.ndjson", "--catalog", "OUT"]),
    ("one.sqlite", ["catalog", "import", "IN/one.sqlite", "--catalog", "OUT"]),
    (
      "policy.yaml",
      ["catalog", "import", "IN/one.sqlite", "--endpoints", "IN/policy.yaml", "--catalog", "OUT"]
    ),
  ]

  @Test func noOutputReplacesAnInput() throws {
    let inputs = try Inputs()
    for (number, (input, command)) in Self.commands.enumerated() {
      for name in try inputs.names(of: input, number) {
        let before = try Data(contentsOf: URL(filePath: inputs.path(input)))
        let run = try ExitStatusTests.run(
          command.map {
            $0 == "OUT" ? name : $0.replacing("IN/", with: inputs.path("") + "/").replacing("//", with: "/")
          })
        #expect(run.status == 64, "\(command) over \(name): \(run.messages)")
        #expect(
          run.messages.hasSuffix(
            "is both an input and the output; specify another \(Self.option(command))\n"),
          "\(command): \(run.messages)")
        #expect(try Data(contentsOf: URL(filePath: inputs.path(input))) == before, "\(command)")
      }
    }
    let names = try FileManager.default.subpathsOfDirectory(atPath: inputs.url.path())
    #expect(!names.contains { $0.hasSuffix(".part") })
  }

  /// The option that names the output.
  private static func option(_ command: [String]) -> String {
    let option = command[(command.firstIndex(of: "OUT") ?? 1) - 1]
    return option == "-o" ? "--output" : option
  }

  /// `>>` to an input, as `cat` refuses it.
  @Test func standardOutputAppendsToNoInput() throws {
    let inputs = try Inputs()
    for (input, command) in [
      ("a.pcap", ["IN/a.pcap"]), ("server.log", ["evidence", "IN/server.log"]),
      ("a.pcap", ["compare", "IN/a.pcap", "IN/b.pcap"]),
      ("a.pcap", ["extract", "IN/a.pcap", "--flow", "0", "-o", "-"]),
      ("one.sqlite", ["query", "by_verdict", "--catalog", "IN/one.sqlite"]),
      ("policy.yaml", ["scan", "IN/scanned", "-o", "IN/out", "--endpoints", "IN/policy.yaml"]),
    ] {
      let path = inputs.path(input)
      let before = try Data(contentsOf: URL(filePath: path))
      let handle = try #require(FileHandle(forWritingAtPath: path))
      try handle.seekToEnd()
      let run = try ExitStatusTests.run(
        command.map { $0.hasPrefix("IN/") ? inputs.path(String($0.dropFirst(3))) : $0 }, output: handle)
      #expect(run.status == 64 && run.messages.contains("standard output: is both an input"), "\(command)")
      #expect(try Data(contentsOf: URL(filePath: path)) == before)
    }
  }

  /// Files of a scanned folder that the scan's own files are links to, and the folder itself.
  @Test func aScanWritesIntoNoFolderThatItReads() throws {
    let inputs = try Inputs()
    let (scanned, output) = (inputs.path("scanned"), inputs.path("out"))
    for arguments in [
      ["-o", scanned], ["-o", output, "--annotate", scanned], ["-o", scanned + "/../scanned/"],
    ] {
      let run = try ExitStatusTests.run(["scan", scanned] + arguments)
      #expect(run.status == 64 && run.messages.contains("is both an input and the output"), "\(run.messages)")
    }
    #expect(try FileManager.default.contentsOfDirectory(atPath: scanned) == ["c.pcap"])
    // A folder inside is left out of the scan.
    #expect(try ExitStatusTests.run(["scan", scanned, "-o", scanned + "/result"]).status == 0)
    let before = try Data(contentsOf: URL(filePath: scanned + "/c.pcap"))
    for name in ["index.html", "summary.txt", "summary.json"] {
      try FileManager.default.removeItem(atPath: scanned + "/result/" + name)
      try FileManager.default.linkItem(atPath: scanned + "/c.pcap", toPath: scanned + "/result/" + name)
      let run = try ExitStatusTests.run(["scan", scanned, "-o", scanned + "/result"])
      #expect(run.status == 64 && run.messages.contains("\(name): is both an input"), "\(run.messages)")
      #expect(try Data(contentsOf: URL(filePath: scanned + "/c.pcap")) == before)
      try FileManager.default.removeItem(atPath: scanned + "/result/" + name)
    }
  }

  /// What is no input is replaced as ever: an older report, also in a folder of evidence.
  @Test func olderReportsAreReplaced() throws {
    let inputs = try Inputs()
    for format in ["text", "json", "ndjson", "html", "markdown"] {
      let report = inputs.path("evidence/report.\(format)")
      for _ in 0..<2 {
        let run = try ExitStatusTests.run([
          inputs.path("a.pcap"), "--evidence", inputs.path("evidence"), "-f", format, "-o", report,
        ])
        #expect(run.status == 0 && run.messages.contains("is both") == false, "\(format): \(run.messages)")
      }
    }
  }
}
