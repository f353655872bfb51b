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
