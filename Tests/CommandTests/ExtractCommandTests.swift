import CaptureBuilding
import Foundation
import Testing

/// `wsuscap extract` as a user runs it.
@Suite struct ExtractCommandTests {
  private static let trace = ShippedCaptures.path("walkthroughs/issue-1-import-version-reject/trace.pcap")

  private static func withFolder(_ body: (URL) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try body(folder)
  }

  private static func files(_ folder: URL) throws -> [String] {
    try FileManager.default.contentsOfDirectory(atPath: folder.path()).sorted()
  }

  private static func shell(_ line: String) throws -> Process {
    let process = Process()
    process.executableURL = URL(filePath: "/bin/sh")
    process.arguments = ["-c", line]
    try process.run()
    return process
  }

  @Test func theEndingChoosesTheFormat() throws {
    try Self.withFolder { folder in
      for (name, magic) in [
        ("a.pcap", [0xD4, 0xC3, 0xB2, 0xA1]), ("b.cap", [0xD4, 0xC3, 0xB2, 0xA1]),
        ("c.pcapng", [0x0A, 0x0D, 0x0D, 0x0A]), ("d", [0x0A, 0x0D, 0x0D, 0x0A]),
      ] as [(String, [UInt8])] {
        let place = folder.appending(path: name)
        let run = try ExitStatusTests.run(
          ["extract", Self.trace, "--flow", "63", "--flow", "6", "--output", place.path()])
        #expect(run.status == 0, "\(run.messages)")
        #expect(run.output.isEmpty)
        let written = try Data(contentsOf: place)
        #expect(Array(written.prefix(4)) == magic)
        let line = "wsuscap: \(place.path()): 43 of 1286 frames written, \(written.count) bytes\n"
        #expect(run.messages == line)
      }
      #expect(try Self.files(folder) == ["a.pcap", "b.cap", "c.pcapng", "d"])
    }
  }

  @Test func usage() throws {
    try Self.withFolder { folder in
      let place = folder.appending(path: "a.pcapng").path()
      let copy = folder.appending(path: "trace.pcap")
      try FileManager.default.copyItem(atPath: Self.trace, toPath: copy.path())
      for (arguments, word) in [
        ([], "no capture given"), ([Self.trace, "-o", place], "no flow given"),
        ([Self.trace, "--flow", "1"], "no output given"),
        (["-", "--flow", "1", "-o", place], "only once"),
        ([Self.trace, "--flow=-1", "-o", place], "no flow -1"),
        ([Self.trace, "--flow", "96", "--flow", "7", "-o", place], "96 flows, 0 to 95"),
        ([Self.trace, "--flow", "99999999999", "-o", place], "no flow 99999999999"),
        ([Self.trace, "--flow", "x", "-o", place], "--flow"),
        ([copy.path(), "--flow", "1", "-o", copy.path()], "is both an input and the output"),
        ([Self.trace, "--flow", "1", "-o", place + ".gz"], ".gz means compression"),
        ([Self.trace, "--flow", "1", "-o", place, "--bogus"], "--bogus"),
      ] {
        let run = try ExitStatusTests.run(["extract"] + arguments)
        #expect(run.status == 64, "\(arguments)")
        #expect(run.messages.contains(word), "\(run.messages)")
        #expect(run.messages.hasPrefix("wsuscap: "))
        #expect(run.messages.split(separator: "\n").count == 1)
        #expect(run.output.isEmpty)
      }
      #expect(try Self.files(folder) == ["trace.pcap"])
      #expect(try Data(contentsOf: copy) == Data(contentsOf: URL(filePath: Self.trace)))
    }
  }

  @Test func inputsAndOutputsThatFail() throws {
    try Self.withFolder { folder in
      let place = folder.appending(path: "a.pcapng").path()
      let text = folder.appending(path: "text")
      try Data("hello\n".utf8).write(to: text)
      let pipe = folder.appending(path: "pipe").path()
      try Self.shell("mkfifo '\(pipe)'").waitUntilExit()
      let writer = try Self.shell("cat '\(Self.trace)' > '\(pipe)' 2>/dev/null")
      for (trace, output, status, word) in [
        ("/nowhere/a.pcap", place, 66, "no such file"), (text.path(), place, 65, "looks like text"),
        (folder.path(), place, 66, "is a folder"), (pipe, place, 64, "is a pipe"),
        (Self.trace, "/nowhere/a.pcapng", 74, "cannot be written"), (Self.trace, "/dev/full", 74, "No space"),
        (Self.trace, folder.path(), 74, "Is a directory"),
      ] as [(String, String, Int32, String)] {
        let run = try ExitStatusTests.run(["extract", trace, "--flow", "1", "-o", output])
        #expect(run.status == status, "\(trace) \(output)")
        #expect(run.messages.contains(word), "\(run.messages)")
        #expect(run.messages.split(separator: "\n").count == 1)
      }
      writer.waitUntilExit()
      #expect(try Self.files(folder) == ["pipe", "text"])
    }
  }

  /// Two link types do not fit into a pcap file; an older file there stays as it was.
  @Test func whatDoesNotFitLeavesNothing() throws {
    var capture = CaptureBuilder()
    capture.interfaces.append(.init(link: .raw))
    let flow = capture.tcp(client: EndPoint("10.0.0.5", 50_000), server: EndPoint("203.0.113.10", 443))
    capture.handshake(flow)
    capture.interface = 1
    capture.rst(flow, .server)
    try Self.withFolder { folder in
      let trace = folder.appending(path: "trace.pcapng")
      try Data(capture.pcapng()).write(to: trace)
      let place = folder.appending(path: "out.pcap")
      try Data("old".utf8).write(to: place)
      let run = try ExitStatusTests.run(["extract", trace.path(), "--flow", "0", "-o", place.path()])
      #expect(run.status == 64)
      #expect(run.messages.hasPrefix("wsuscap: \(place.path()): "))
      #expect(run.messages.contains("link types 1 and 101") && run.messages.contains(".pcapng"))
      #expect(try String(contentsOf: place, encoding: .utf8) == "old")
      #expect(try Self.files(folder) == ["out.pcap", "trace.pcapng"])
    }
  }

  @Test func whatTheReaderShouldKnowIsSaid() throws {
    var capture = CaptureBuilder()
    capture.syn(capture.tcp(client: EndPoint("10.0.0.5", 50_000), server: EndPoint("203.0.113.10", 443)))
    capture.wait(milliseconds: 5000)
    capture.arp(from: "10.0.0.5", asking: "10.0.0.1")
    try Self.withFolder { folder in
      let trace = folder.appending(path: "trace.pcap")
      // The last frame is truncated, so that the capture ends early.
      capture.arp(from: "10.0.0.5", asking: "10.0.0.1")
      try Data(capture.pcap().dropLast(5)).write(to: trace)
      let place = folder.appending(path: "out.pcapng").path()
      let run = try ExitStatusTests.run(["extract", trace.path(), "--flow", "0", "-o", place])
      #expect(run.status == 0)
      let lines = run.messages.split(separator: "\n")
      #expect(lines.count == 3)
      #expect(lines.first?.contains("trace.pcap: the capture ends inside frame 3") == true)
      #expect(lines.last?.contains("also contains frame 2") == true)
    }
  }

  @Test func standardOutputTakesTheFile() throws {
    try Self.withFolder { folder in
      let place = folder.appending(path: "a.pcapng")
      #expect(FileManager.default.createFile(atPath: place.path(), contents: nil))
      let run = try ExitStatusTests.run(
        ["extract", Self.trace, "--flow", "63", "--handshake-only", "-o", "-"],
        output: try FileHandle(forWritingTo: place))
      #expect(run.status == 0)
      #expect(run.messages.hasPrefix("wsuscap: standard output: "))
      let report = try ExitStatusTests.run([place.path(), "--format", "json"])
      #expect(report.output.contains("\"version_reject\""))
    }
  }

  // MARK: Wireshark

  private static func read(_ path: String, _ fields: [String]) throws -> (lines: [String], errors: String) {
    let read = try Tshark.run(["-r", path, "-T", "fields"] + fields.flatMap { ["-e", $0] })
    return (read.lines, read.warnings)
  }

  /// Wireshark opens what is written without a complaint, and finds the frames as they were.
  @Test(.enabled(if: Tshark.isInstalled), arguments: ShippedCaptures.names)
  func tsharkReadsTheSame(_ name: String) throws {
    let fields = ["frame.time_epoch", "frame.len", "frame.cap_len", "frame.protocols", "tcp.seq_raw"]
    let trace = ShippedCaptures.path(name)
    let before = try Self.read(trace, ["tcp.stream"] + fields)
    // A capture without TCP has nothing to extract.
    guard let stream = before.lines.compactMap({ Int($0.prefix { $0 != "\t" }) }).max() else { return }
    let chosen = before.lines.filter { $0.hasPrefix("\(stream)\t") }.map { $0.drop { $0 != "\t" } }
    try Self.withFolder { folder in
      for file in ["a.pcap", "a.pcapng"] {
        let place = folder.appending(path: file).path()
        let run = try ExitStatusTests.run(["extract", trace, "--flow", "\(stream)", "-o", place])
        #expect(run.status == 0)
        let after = try Self.read(place, ["tcp.stream"] + fields)
        #expect(after.errors.isEmpty)
        let last = after.lines.compactMap { Int($0.prefix { $0 != "\t" }) }.max() ?? 0
        let own = after.lines.filter { $0.hasPrefix("\(last)\t") }.map { $0.drop { $0 != "\t" } }
        #expect(own.elementsEqual(chosen), "\(file)")
      }
    }
  }
}
