import CaptureBuilding
import Foundation
import Testing

/// Options of `wsuscap scan` that change what is written and told.
@Suite struct ScanOptionTests {
  private static func withFolder(_ body: (_ input: String, _ output: String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    let input = folder.appending(path: "in")
    try FileManager.default.createDirectory(at: input, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    for (name, place) in [("issue-1-import-version-reject", "a"), ("success", "b")] {
      try FileManager.default.copyItem(
        atPath: ShippedCaptures.path("walkthroughs/\(name)/trace.pcap"),
        toPath: input.appending(path: "\(place).pcap").path())
    }
    try body(input.path(), folder.appending(path: "out").path())
  }

  @Test func usage() throws {
    try Self.withFolder { input, output in
      let trace = input + "/a.pcap"
      for (arguments, word) in [
        (["--annotate", output, "--redact"], "wsuscap extract --anonymize"),
        (["--annotate", output, "--redact-key", "k"], "wsuscap extract --anonymize"),
        (["--annotate", trace], "is not a folder"),
        (["--annotate", output, "--report-only"], "omit one of them"),
        (["--redact-key", ""], "--redact-key is empty"),
      ] {
        let run = try ExitStatusTests.run(["scan", input, "-o", output] + arguments)
        #expect(run.status == 64 && run.messages.contains(word), "\(arguments): \(run.messages)")
        #expect(!FileManager.default.fileExists(atPath: output))
      }
    }
  }

  @Test func pseudonymsAreNotMixed() throws {
    try Self.withFolder { input, output in
      func scan(_ more: [String]) throws -> ExitStatusTests.Run {
        try ExitStatusTests.run(["scan", input, "-o", output] + more)
      }
      let first = try scan(["--redact-key", "k"])
      #expect(first.status == 0 && !first.output.contains(" a.pcap") && first.output.contains("sws.update"))
      #expect(try scan(["--redact-key", "k"]).messages.contains("2 captures unchanged"))
      for other in [["--redact"], ["--redact-key", "l"], []] {
        let run = try scan(other)
        #expect(run.status == 64 && run.messages.contains("pseudonyms of another run or key"), "\(other)")
      }
      #expect(try scan(["--report-only", "--redact"]).status == 0)
      #expect(try ExitStatusTests.run(["scan", input, "-o", output + "2"]).status == 0)
      let plain = try ExitStatusTests.run(["scan", "--report-only", "--redact", "-o", output + "2"])
      #expect(plain.status == 64 && plain.messages.contains("has results without pseudonyms"))
      // Nor by an import, but an empty catalog takes them.
      let catalogs = [output, output + "2"].map { $0 + "/catalog.sqlite" }
      for (from, into) in [(0, 1), (1, 0)] {
        let run = try ExitStatusTests.run(
          ["catalog", "import", catalogs[from], "--catalog", catalogs[into]])
        #expect(run.status == 64 && run.messages.contains("pseudonyms"), "\(run.messages)")
      }
      let merged = try ExitStatusTests.run(
        ["catalog", "import", catalogs[0], "--catalog", output + "/new.sqlite"])
      #expect(merged.status == 0 && merged.messages.contains("2 new captures"))
    }
  }

  /// Each capture's answer is on standard output when it is done; a program that reads a pipe sees it before the end.
  @Test(arguments: [("en", "FAILS: WSUS server 10.0.0.5 cannot", "OK: No failure"), ("ja", "失敗: ", "正常: ")])
  func watchTellsAnswers(_ language: String, _ failure: String, _ success: String) throws {
    try Self.withFolder { input, output in
      try FileManager.default.setAttributes(
        [.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: input + "/a.pcap")
      let process = ExitStatusTests.process([
        "scan", input, "-o", output, "--watch", "--lang", language, "--progress", "never",
      ])
      let pipe = Pipe()
      process.standardOutput = pipe
      process.standardError = FileHandle.nullDevice
      try process.run()
      // The second capture is new: it is analysed when it has not changed for two seconds.
      var text = Data()
      while text.range(of: Data("b.pcap: ".utf8)) == nil {
        let more = pipe.fileHandleForReading.availableData
        if more.isEmpty { break }
        text += more
      }
      process.interrupt()
      process.waitUntilExit()
      let lines = String(decoding: text, as: UTF8.self).split(separator: "\n")
      #expect(lines.first?.hasPrefix("\(input)/a.pcap: \(failure)") == true)
      #expect(lines.contains { $0.hasPrefix("\(input)/b.pcap: \(success)") })
      #expect(process.terminationStatus == 130)
    }
  }

  /// A summary that is not lines stays one document: the answers are messages.
  @Test func watchWithJSON() throws {
    try Self.withFolder { input, output in
      for name in ["a", "b"] {
        try FileManager.default.setAttributes(
          [.modificationDate: Date(timeIntervalSinceNow: -60)], ofItemAtPath: input + "/\(name).pcap")
      }
      let process = ExitStatusTests.process(["scan", input, "-o", output, "--watch", "--format", "json"])
      let (standardOutput, standardError) = (Pipe(), Pipe())
      (process.standardOutput, process.standardError) = (standardOutput, standardError)
      try process.run()
      var text = Data()
      while text.last != UInt8(ascii: "\n") {
        let more = standardOutput.fileHandleForReading.availableData
        if more.isEmpty { break }
        text += more
      }
      process.interrupt()
      let messages = String(decoding: standardError.fileHandleForReading.readDataToEndOfFile(), as: UTF8.self)
      process.waitUntilExit()
      #expect(try JSONSerialization.jsonObject(with: text) is [String: Any])
      #expect(messages.contains("wsuscap: \(input)/a.pcap: FAILS: "))
    }
  }
}
