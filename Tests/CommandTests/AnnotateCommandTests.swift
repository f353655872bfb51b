import CaptureBuilding
import Foundation
import Testing

/// `wsuscap analyze --annotate` and the comments of `wsuscap extract`, as a user runs them.
@Suite struct AnnotateCommandTests {
  private static let trace = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap")

  static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private static func files(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
  }

  @Test func theReportIsWrittenToo() throws {
    try Self.withFolder { folder in
      let place = folder.appending(path: "a.pcapng")
      let plain = try ExitStatusTests.run([Self.trace])
      let run = try ExitStatusTests.run([Self.trace, "--annotate", place.path()])
      #expect(run.status == 0 && run.output == plain.output)
      let size = try Data(contentsOf: place).count
      #expect(run.messages == "wsuscap: \(place.path()): comments on 37 frames, \(size) bytes\n")
      // Once more: an older file is replaced, and comments that are there stay as they are.
      let again = folder.appending(path: "b.pcapng")
      let second = try ExitStatusTests.run([place.path(), "--annotate", again.path(), "-o", "/dev/null"])
      #expect(second.status == 0)
      #expect(try Data(contentsOf: again) == Data(contentsOf: place))
      #expect(try ExitStatusTests.run([Self.trace, "--annotate", again.path()]).status == 0)
      #expect(try Data(contentsOf: again) == Data(contentsOf: place))
      #expect(try Self.files(folder) == ["a.pcapng", "b.pcapng"])
    }
  }

  @Test func usage() throws {
    try Self.withFolder { folder in
      let place = folder.appending(path: "a.pcapng").path()
      let copy = folder.appending(path: "trace.pcap")
      try FileManager.default.copyItem(atPath: Self.trace, toPath: copy.path())
      let list = folder.appending(path: "list")
      try Data("\(Self.trace)\n".utf8).write(to: list)
      for (arguments, word) in [
        (["-", "--annotate", place], "standard input: can be read only once"),
        ([Self.trace, Self.trace, "--annotate", place], "specify one capture"),
        (["--files-from", list.path(), "--annotate", place], "without --files-from"),
        ([copy.path(), "--annotate", copy.path()], "is both an input and the output"),
        (
          [Self.trace, "--annotate", place, "-o", place, "-f", "text"],
          "is both the report and the annotated capture"
        ),
        ([Self.trace, "--annotate", place + ".gz"], ".gz means compression"),
        ([Self.trace, "--annotate", folder.appending(path: "a.pcap").path()], ".pcap means classic pcap"),
        ([Self.trace, "--annotate", folder.appending(path: "a.CAP").path()], ".cap means classic pcap"),
        ([Self.trace, "--annotate", "-"], "standard output: is for the report"),
        ([Self.trace, "--annotate", place, "--redact"], "wsuscap extract --anonymize"),
        ([Self.trace, "--annotate", place, "--redact-key", "x"], "wsuscap extract --anonymize"),
      ] {
        let run = try ExitStatusTests.run(["analyze"] + arguments)
        #expect(run.status == 64, "\(arguments)")
        #expect(run.messages.contains(word), "\(run.messages)")
        #expect(run.messages.split(separator: "\n").count == 1)
        #expect(run.output.isEmpty)
      }
      #expect(try Self.files(folder) == ["list", "trace.pcap"])
      #expect(try Data(contentsOf: copy) == Data(contentsOf: URL(filePath: Self.trace)))
    }
  }

  @Test func inputsAndOutputsThatFail() throws {
    try Self.withFolder { folder in
      let place = folder.appending(path: "a.pcapng").path()
      let old = folder.appending(path: "old.pcapng")
      try Data("old".utf8).write(to: old)
      for (arguments, status, word) in [
        (["/nowhere/a.pcap", "--annotate", place], 66, "no such file"),
        ([folder.path(), "--annotate", place], 66, "is a folder"),
        ([old.path(), "--annotate", place], 65, "not a capture"),
        ([Self.trace, "--annotate", "/nowhere/a.pcapng"], 74, "specify another path with --annotate"),
        ([Self.trace, "--annotate", "/dev/full"], 74, "No space"),
        ([Self.trace, "--annotate", folder.path()], 74, "Is a directory"),
        ([Self.trace, "--flow", "9999", "--annotate", old.path()], 64, "no capture has a flow 9999"),
      ] as [([String], Int32, String)] {
        let run = try ExitStatusTests.run(arguments + ["-o", "/dev/null"])
        #expect(run.status == status, "\(arguments): \(run.messages)")
        #expect(run.messages.contains(word), "\(run.messages)")
        #expect(run.messages.split(separator: "\n").count == 1, "\(run.messages)")
      }
      #expect(try Self.files(folder) == ["old.pcapng"])
      #expect(try String(contentsOf: old, encoding: .utf8) == "old")
    }
  }

  @Test func aPipeIsRefused() throws {
    try Self.withFolder { folder in
      let pipe = folder.appending(path: "pipe").path()
      let process = Process()
      process.executableURL = URL(filePath: "/bin/sh")
      process.arguments = ["-c", "mkfifo '\(pipe)'"]
      try process.run()
      process.waitUntilExit()
      let run = try ExitStatusTests.run([pipe, "--annotate", folder.appending(path: "a.pcapng").path()])
      #expect(run.status == 64 && run.messages.contains("--annotate reads the capture twice"))
    }
  }

  @Test func standardOutputTakesTheCapture() throws {
    try Self.withFolder { folder in
      let place = folder.appending(path: "a.pcapng")
      #expect(FileManager.default.createFile(atPath: place.path(), contents: nil))
      let run = try ExitStatusTests.run(
        [Self.trace, "--annotate", "-", "-o", folder.appending(path: "report.txt").path()],
        output: try FileHandle(forWritingTo: place))
      #expect(run.status == 0 && run.messages.hasPrefix("wsuscap: standard output: comments on 37 frames"))
      #expect(try ExitStatusTests.run([place.path()]).output.contains("the TLS version is refused"))
    }
  }

  @Test func nothingToSay() throws {
    var capture = CaptureBuilder()
    capture.arp(from: "10.0.0.5", asking: "10.0.0.1")
    try Self.withFolder { folder in
      let trace = folder.appending(path: "trace.pcap")
      try Data(capture.pcap()).write(to: trace)
      let run = try ExitStatusTests.run([
        trace.path(), "--annotate", folder.appending(path: "a.pcapng").path(),
      ])
      #expect(run.status == 0 && run.messages.contains("no flow failed or concerns an update endpoint"))
      #expect(try Self.files(folder) == ["a.pcapng", "trace.pcap"])
    }
  }

  /// With `--exit-code` a finding is still said.
  @Test func exitStatus() throws {
    try Self.withFolder { folder in
      let place = folder.appending(path: "a.pcapng").path()
      let run = try ExitStatusTests.run([Self.trace, "--annotate", place, "--exit-code"])
      #expect(run.status == 1)
    }
  }
}

/// What tshark shows of it.
@Suite(.enabled(if: Tshark.isInstalled)) struct AnnotatedFrameTests {
  private static let trace = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap")

  /// `tshark -T fields -e frame.number -e frame.comment` prints the evidence, and the packets are the same.
  @Test(arguments: ShippedCaptures.names)
  func tsharkShowsTheEvidence(_ name: String) throws {
    try AnnotateCommandTests.withFolder { folder in
      let (trace, place) = (ShippedCaptures.path(name), folder.appending(path: "a.pcapng").path())
      let run = try ExitStatusTests.run([trace, "--annotate", place, "--format", "json"])
      let report = try JSONDecoder().decode(Report.self, from: Data(run.output.utf8))
      let lines = try Tshark.fields(["frame.number", "frame.comment"], of: place)
      let commented = lines.filter { $0.contains("\twsuscap: ") }.compactMap { Int($0.prefix { $0 != "\t" }) }
      let failed = report.captures[0].flows.filter { $0.verdict != "success" && $0.verdict != "not_tls" }
      for flow in failed
      where flow.endpoint != nil || !["incomplete_capture", "unfinished"].contains(flow.verdict) {
        #expect(Set(flow.evidence.map(\.frame)).isSubset(of: commented), "flow \(flow.id)")
      }
      #expect(try Tshark.frames(of: place, where: #"frame.comment contains "wsuscap""#) == Set(commented))
      let fields = [
        "frame.number", "frame.time_epoch", "frame.len", "frame.cap_len", "tcp.stream", "tcp.seq_raw",
      ]
      let (before, after) = (try Tshark.fields(fields, of: trace), try Tshark.fields(fields, of: place))
      #expect(before == after)
    }
  }

  private struct Report: Decodable {
    struct Capture: Decodable { var flows: [Flow] }
    struct Flow: Decodable {
      var id: Int
      var verdict: String
      var endpoint: String?
      var evidence: [Event]
    }
    struct Event: Decodable { var frame: Int }
    var captures: [Capture]
  }

  private static func comments(_ arguments: [String]) throws -> [String] {
    var found: [String] = []
    try AnnotateCommandTests.withFolder { folder in
      let place = folder.appending(path: "a.pcapng").path()
      let run = try ExitStatusTests.run(["extract", trace] + arguments + ["--output", place])
      #expect(run.status == 0, "\(run.messages)")
      found = try Tshark.fields(["frame.number", "frame.comment"], of: place)
    }
    return found
  }

  /// An extract has the same comments on frames with other numbers.
  @Test func extractHasComments() throws {
    let expected = [
      "wsuscap: SYN (client)", "wsuscap: SYN, ACK (endpoint)", "wsuscap: ACK (client)",
      "wsuscap: ClientHello (client): offers TLS 1.0 at most, 14 cipher suites, SNI sws.update.microsoft.com",
      "", "wsuscap: RST (endpoint): 23 ms later, before any ServerHello; verdict: version_reject (certain)",
    ]
    func own(_ lines: [String]) -> [String] {
      lines.suffix(6).map { String($0.drop { $0 != "\t" }.dropFirst()) }
    }
    #expect(try own(Self.comments(["--flow", "63"])) == expected)
    #expect(try own(Self.comments(["--flow", "63", "--handshake-only", "--annotate"])) == expected)
    let japanese = try Self.comments(["--flow", "63", "--lang", "ja"])
    #expect(japanese.last?.hasSuffix("判定: version_reject (確実)") == true)
    #expect(try Self.comments(["--flow", "63", "--no-annotate"]).allSatisfy { !$0.contains("wsuscap") })
  }

  /// Names do not come back in the comments; those of the policy are left out, too.
  @Test(arguments: [("recorded/connect-success", 0), ("walkthroughs/proxy-version-reject-rst", 6)])
  func anonymizedExtractHasNoNames(_ name: String, _ flow: Int) throws {
    try AnnotateCommandTests.withFolder { folder in
      let place = folder.appending(path: "a.pcapng").path()
      let run = try ExitStatusTests.run(
        [
          "extract", ShippedCaptures.path(name + "/trace.pcap"), "--flow", "\(flow)", "--anonymize", "-o",
          place,
        ])
      #expect(run.status == 0)
      let comments = try Tshark.fields(["frame.comment"], of: place)
      #expect(comments.contains { $0.contains("ClientHello (client): offers TLS 1.") })
      #expect(comments.contains { $0.contains("verdict: ") })
      #expect(
        comments.allSatisfy { !$0.contains("SNI") && !$0.contains(".com") && !$0.contains("status 200,") })
    }
  }

  @Test func classicPcapHasNone() throws {
    try AnnotateCommandTests.withFolder { folder in
      let place = folder.appending(path: "a.pcap").path()
      let arguments = ["extract", Self.trace, "--flow", "63", "-o", place]
      let written = try ExitStatusTests.run(arguments)
      #expect(written.status == 0)
      let refused = try ExitStatusTests.run(arguments + ["--annotate"])
      #expect(refused.status == 64 && refused.messages.contains("classic pcap file has no comments"))
    }
  }
}
