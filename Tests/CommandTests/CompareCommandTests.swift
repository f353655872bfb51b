import CaptureBuilding
import Foundation
import Testing

/// `wsuscap compare` as a user runs it.
@Suite struct CompareCommandTests {
  private static let ends = ShippedCaptures.path("both-ends")
  private static let client = ends + "/reset-injected/client.pcap"
  private static let server = ends + "/reset-injected/server.pcap"
  private static let failing = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap")
  private static let working = ShippedCaptures.path("walkthroughs/success/trace.pcap")

  private static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private static func files(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
  }

  private static func compare(_ arguments: [String], folder: URL? = nil) throws -> ExitStatusTests.Run {
    try ExitStatusTests.run(["compare"] + arguments, folder: folder)
  }

  @Test func comparesTwoCaptures() throws {
    let run = try Self.compare([Self.client, Self.server])
    #expect(run.status == 0)
    #expect(run.messages.isEmpty)
    #expect(run.output.contains("The reset (RST) in frame 5 of client.pcap is not in server.pcap"))
  }

  /// What a capture cannot show is said beside what both show.
  @Test func aCutCaptureSaysSo() throws {
    try Self.withFolder { folder in
      let cut = folder.appending(path: "cut.pcap")
      try Data(contentsOf: URL(filePath: Self.client)).prefix(300).write(to: cut)
      for captures in [[cut.path(), Self.server], [Self.server, cut.path()]] {
        let run = try Self.compare(captures)
        #expect(run.status == 0)
        #expect(run.output.contains("Notes  cut.pcap: the capture ends inside frame 4"))
        #expect(!run.output.contains("certain  "))
      }
    }
    #expect(try !Self.compare([Self.client, Self.server]).output.contains("Notes"))
  }

  /// Without a mode the captures decide.
  @Test(arguments: [
    ([client, server], "both-ends"), ([failing, working], "good-bad"), ([failing, client], "good-bad"),
    ([client, server, "--as", "good-bad"], "good-bad"),
    ([client, server, "--as", "before-after"], "before-after"),
    ([failing, working, "--as", "both-ends"], "both-ends"), ([ends + "/squid/both.pcap"], "both-ends"),
    ([ends + "/squid/both.pcap", "--as", "both-ends"], "both-ends"), ([client, client], "both-ends"),
  ])
  func modes(_ arguments: [String], _ mode: String) throws {
    let run = try Self.compare(arguments + ["--format", "json"])
    #expect(run.status == 0, "\(run.messages)")
    #expect(run.output.contains("\"mode\":\"\(mode)\""))
  }

  /// What is left in the second capture decides, whatever is concluded.
  @Test(
    arguments: [
      ([failing, working], 0), ([working, failing], 1), ([working, working], 0), ([client, server], 1),
      ([server, client], 1), ([failing, working, "--as", "before-after"], 0),
      ([working, failing, "--as", "before-after"], 1),
    ] as [([String], Int32)])
  func exitCode(_ arguments: [String], _ status: Int32) throws {
    let run = try Self.compare(arguments + ["--exit-code"])
    #expect(run.status == status)
    #expect(run.messages.isEmpty)
    #expect(!run.output.isEmpty)
    #expect(try Self.compare(arguments).status == 0)
  }

  @Test func usage() throws {
    try Self.withFolder { folder in
      let place = folder.appending(path: "a.txt").path()
      let copy = folder.appending(path: "copy.pcap")
      try FileManager.default.copyItem(atPath: Self.client, toPath: copy.path())
      for (arguments, word) in [
        ([], "one or two captures"), ([Self.client, Self.server, Self.client], "one or two captures"),
        (["-"], "standard input"), ([Self.client, "-"], "standard input"),
        ([Self.client, "--as", "good-bad"], "--as good-bad requires two captures"),
        ([Self.client, "--as", "before-after"], "--as before-after requires two captures"),
        ([Self.client, Self.server, "--as", "sideways"], "both-ends, good-bad or before-after"),
        ([Self.client, Self.server, "--format", "csv"], "text, json, markdown or html"),
        ([copy.path(), Self.server, "-o", copy.path()], "is both an input and the output"),
        ([Self.server, copy.path(), "-o", copy.path()], "is both an input and the output"),
        ([Self.client, Self.server, "-o", place, "--bogus"], "--bogus"),
      ] {
        let run = try Self.compare(arguments)
        #expect(run.status == 64, "\(arguments)")
        #expect(run.messages.replacing("'", with: "").contains(word), "\(run.messages)")
        #expect(run.messages.hasPrefix("wsuscap: "))
        #expect(run.messages.split(separator: "\n").count == 1)
        #expect(run.output.isEmpty)
      }
      #expect(try Self.files(folder) == ["copy.pcap"])
      #expect(try Data(contentsOf: copy) == Data(contentsOf: URL(filePath: Self.client)))
    }
  }

  @Test func inputsAndOutputsThatFail() throws {
    try Self.withFolder { folder in
      let place = folder.appending(path: "a.txt").path()
      let text = folder.appending(path: "text")
      try Data("hello\n".utf8).write(to: text)
      for (captures, output, status, word) in [
        (["/nowhere/a.pcap", Self.server], place, 66, "no such file"),
        ([Self.client, "/nowhere/a.pcap"], place, 66, "no such file"),
        ([Self.client, text.path()], place, 65, "looks like text"),
        ([text.path(), Self.server], place, 65, "looks like text"),
        ([folder.path()], place, 66, "is a folder"),
        ([Self.client, Self.server], "/nowhere/a.txt", 74, "cannot be written"),
        ([Self.client, Self.server], "/dev/full", 74, "No space"),
        ([Self.client, Self.server], folder.path(), 74, "Is a directory"),
      ] as [([String], String, Int32, String)] {
        let run = try Self.compare(captures + ["-o", output])
        #expect(run.status == status, "\(captures) \(output)")
        #expect(run.messages.contains(word), "\(run.messages)")
        #expect(run.messages.split(separator: "\n").count == 1)
        #expect(run.output.isEmpty)
      }
      #expect(try Self.files(folder) == ["text"])
    }
  }

  /// The file appears whole, in the format that its ending names; standard output stays empty.
  @Test func theEndingChoosesTheFormat() throws {
    try Self.withFolder { folder in
      for (name, start) in [
        ("a.txt", "The same connections"), ("a", "The same connections"),
        ("a.json", "{\"schema\":\"wsuscap.compare/1\""),
        ("a.md", "# "),
        ("a.markdown", "# "), ("a.html", "<!"), ("a.htm", "<!"),
      ] {
        let place = folder.appending(path: name)
        let run = try Self.compare([Self.client, Self.server, "-o", place.path()])
        #expect(run.status == 0)
        #expect(run.output.isEmpty && run.messages.isEmpty)
        let text = try String(contentsOf: place, encoding: .utf8)
        #expect(text.lowercased().contains(start.lowercased()), "\(name): \(text.prefix(40))")
        #expect(text.hasSuffix("\n"))
      }
      // A format that is named comes before the ending.
      let place = folder.appending(path: "b.txt")
      let run = try Self.compare([Self.client, Self.server, "-f", "json", "-o", place.path()])
      #expect(run.status == 0)
      #expect(try Data(contentsOf: place).starts(with: Data("{".utf8)))
      let printed = try Self.compare([Self.client, Self.server, "-f", "json", "-o", "-"])
      #expect(try Data(printed.output.utf8) == Data(contentsOf: place))
    }
  }

  /// An older file stays as it was where the captures cannot be read.
  @Test func failureLeavesTheOutputAsItWas() throws {
    try Self.withFolder { folder in
      let place = folder.appending(path: "old.txt")
      try Data("old".utf8).write(to: place)
      #expect(try Self.compare([Self.client, "/nowhere/a.pcap", "-o", place.path()]).status == 66)
      #expect(try String(contentsOf: place, encoding: .utf8) == "old")
      #expect(try Self.compare([Self.client, Self.server, "-o", place.path()]).status == 0)
      #expect(try String(contentsOf: place, encoding: .utf8) != "old")
      #expect(try Self.files(folder) == ["old.txt"])
    }
  }

  /// Captures of one name are told apart by their paths.
  @Test func namesTellTheCapturesApart() throws {
    let run = try Self.compare([Self.working, Self.failing])
    #expect(run.output.contains("success/trace.pcap"))
    #expect(run.output.contains("issue-1-import-version-reject/trace.pcap"))
  }

  @Test func japanese() throws {
    let run = try Self.compare([Self.client, Self.server, "--lang", "ja"])
    #expect(run.status == 0)
    #expect(run.output.contains("client.pcap のフレーム 5"))
    let json = try Self.compare([Self.client, Self.server, "--lang", "ja", "--format", "json"])
    #expect(try Self.compare([Self.client, Self.server, "--format", "json"]).output == json.output)
  }

  @Test func help() throws {
    for arguments in [["help", "compare"], ["compare", "--help"]] {
      let run = try ExitStatusTests.run(arguments)
      #expect(run.status == 0)
      for word in [
        "both-ends, good-bad or before-after", "text, json, markdown or html", "--exit-code", "EXAMPLES:",
        "EXIT STATUS:", "wsuscap compare proxy.pcap", "<trace>",
      ] {
        let text = run.output.split(whereSeparator: \.isWhitespace).joined(separator: " ")
        #expect(text.lowercased().contains(word.lowercased()), "\(word)")
      }
    }
    #expect(try ExitStatusTests.run(["--help"]).output.contains("compare"))
  }
}
