import Foundation
import Testing

/// Runs with `--redact` as a user does.
@Suite struct RedactionCommandTests {
  private static let project = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent()
  private static let capture = project.appending(path: "Captures/walkthroughs/proxy-success/trace.pcap").path

  @Test(arguments: ["text", "json"])
  func namesAreGone(_ format: String) throws {
    let plain = try ExitStatusTests.run([Self.capture, "--format", format])
    let redacted = try ExitStatusTests.run([Self.capture, "--format", format, "--redact"])
    #expect(redacted.status == plain.status && redacted.messages.isEmpty)
    #expect(plain.output.contains("10.0.0.5"))
    #expect(plain.output.contains(format == "text" ? "trace.pcap" : Self.capture))
    #expect(!redacted.output.contains("10.0.0.5") && !redacted.output.contains("proxy-success"))
    #expect(redacted.output.contains("sws.update.microsoft.com"))
  }

  /// A key redacts by itself, and makes runs agree.
  @Test func aKeyIsEnough() throws {
    let runs = try [["--redact-key", "k"], ["--redact", "--redact-key", "k"], ["--redact-key", "l"]].map {
      try ExitStatusTests.run([Self.capture] + $0).output
    }
    #expect(runs[0] == runs[1] && runs[0] != runs[2])
    #expect(runs.allSatisfy { !$0.contains("10.0.0.5") })
    #expect(try ExitStatusTests.run([Self.capture, "--redact-key", ""]).status == 64)
  }

  @Test func filesOfAServer() throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-alice-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    try Data("https://wsus.contoso.com:8531\n".utf8).write(to: folder.appending(path: "answer.txt"))
    for format in ["text", "json"] {
      let run = try ExitStatusTests.run(["evidence", folder.path, "--format", format, "--redact-key", "k"])
      #expect(run.status == 0)
      #expect(run.output.contains(".invalid:8531") && run.output.contains(".txt"))
      #expect(!run.output.contains("contoso") && !run.output.contains("alice"))
    }
  }
}

extension RedactionCommandTests {
  /// Who has a file, or guesses a small one, could recognise its digest.
  @Test func digestsAreOtherDigits() throws {
    func digest(_ options: [String]) throws -> String {
      let run = try ExitStatusTests.run([Self.capture, "--format", "json", "--digest"] + options)
      #expect(run.status == 0)
      return String(try #require(run.output.firstMatch(of: /"sha256":"([0-9a-f]{64})","format"/)).1)
    }
    let plain = try digest([])
    let redacted = try digest(["--redact-key", "k"])
    #expect(try redacted == digest(["--redact-key", "k"]) && redacted != plain)
    #expect(try digest(["--redact-key", "l"]) != redacted && digest(["--redact"]) != plain)
  }

  /// The line of a capture that cannot be read names it by a pseudonym; the message on standard error does not.
  @Test(arguments: ["wsuscap", "ecs", "zeek"])
  func failuresAreRedacted(_ dialect: String) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "alice-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    let file = folder.appending(path: "kowalski.pcap")
    try Data("kowalski was here, and many others".utf8).write(to: file)
    let list = folder.appending(path: "ostrich.txt")
    try Data(file.path.utf8 + Array("\n".utf8) + [0xff, 0x0a]).write(to: list)
    let run = try ExitStatusTests.run([
      Self.capture, file.path, folder.path + "/missing-kowalski.pcap", "--files-from", list.path, "--format",
      "ndjson",
      "--dialect", dialect, "--redact",
    ])
    #expect(run.output.contains(".pcap") && run.messages.contains("kowalski"))
    for secret in ["alice", "kowalski", "ostrich"] { #expect(!run.output.contains(secret), "\(secret)") }
  }

  @Test func aFilterIsNotQuoted() throws {
    let run = try ExitStatusTests.run([
      Self.capture, "--format", "ndjson", "--redact", "--filter", "host kowalski.invalid and",
    ])
    #expect(run.status == 64 || run.status == 65)
    #expect(!run.output.contains("kowalski"))
  }
}
