import Foundation
import Testing

/// Runs `wsuscap evidence` as a user does.
@Suite struct EvidenceCommandTests {
  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appendingPathComponent("wsuscap-\(UUID().uuidString)")
      .path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func write(_ text: String, _ path: String) throws -> String {
    try Data(text.utf8).write(to: URL(fileURLWithPath: path))
    return path
  }

  @Test func aFileThatIsUnderstood() throws {
    try withFolder { folder in
      let file = try write("https://sws.update.microsoft.com\n", folder + "/answer.txt")
      let run = try ExitStatusTests.run(["evidence", file])
      #expect(run.status == 0)
      #expect(run.output.contains("MUUrl") && run.output.contains("https://sws.update.microsoft.com"))
      #expect(run.messages.isEmpty)
      let json = try ExitStatusTests.run(["evidence", file, "--format", "json"])
      let object = try JSONSerialization.jsonObject(with: Data(json.output.utf8)) as? [String: Any]
      #expect(object?["schema"] as? String == "wsuscap.evidence/2")
    }
  }

  @Test func theGreatestStatusCounts() throws {
    try withFolder { folder in
      let good = try write("https://sws.update.microsoft.com\n", folder + "/good.txt")
      let bad = try write("hello\n", folder + "/bad.txt")
      let one = try ExitStatusTests.run(["evidence", good, bad])
      #expect(one.status == 65)
      #expect(one.output.contains("sws.update.microsoft.com"))
      #expect(one.messages.hasPrefix("wsuscap: \(bad): "))
      let two = try ExitStatusTests.run(["evidence", bad, folder + "/none", good])
      #expect(two.status == 66)
      #expect(two.messages.split(separator: "\n").count == 2)
      // What is only found in a folder is no failure.
      let all = try ExitStatusTests.run(["evidence", folder])
      #expect(all.status == 0)
      #expect(all.messages.isEmpty)
      #expect(all.output.contains("bad.txt"))
    }
  }

  @Test func theZoneCanBeTurned() throws {
    try withFolder { folder in
      let line =
        "Sync failed: x. Source: CWSyncMgr::DoSync  $$<SMS_WSUS_SYNC_MANAGER><07-20-2020 04:14:31.250+300><thread=1>\n"
      let file = try write(line, folder + "/w")
      #expect(
        try ExitStatusTests.run(["evidence", file, "--format", "json"]).output.contains("T09:14:31.250Z"))
      let turned = try ExitStatusTests.run([
        "evidence", file, "--format", "json", "--time-zone-sign", "offset",
      ])
      #expect(turned.output.contains("2020-07-19T23:14:31.250Z"))
    }
  }

  @Test func usage() throws {
    for arguments in [
      ["evidence"], ["evidence", "x", "--format", "xml"], ["evidence", "x", "--time-zone-sign", "x"],
    ] {
      let run = try ExitStatusTests.run(arguments)
      #expect(run.status == 64, "\(arguments)")
      #expect(run.output.isEmpty)
      #expect(run.messages.split(separator: "\n").count == 1)
    }
  }

  @Test func fullOutput() throws {
    try withFolder { folder in
      let file = try write("https://sws.update.microsoft.com\n", folder + "/x")
      let full = try #require(FileHandle(forWritingAtPath: "/dev/full"))
      #expect(try ExitStatusTests.run(["evidence", file], output: full).status == 74)
    }
  }
}
