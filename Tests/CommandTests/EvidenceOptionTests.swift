import Foundation
import Testing

/// Runs `wsuscap analyze --evidence … --write-fix …` as a user does.
@Suite struct EvidenceOptionTests {
  private static let captures = URL(filePath: #filePath).deletingLastPathComponent()
    .deletingLastPathComponent().deletingLastPathComponent().appending(path: "Captures/evidence").path

  private func withFolder(_ body: (String) throws -> Void) throws {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path
    try FileManager.default.createDirectory(atPath: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(atPath: folder) }
    try body(folder)
  }

  private func run(_ issue: String, _ rest: String...) throws -> ExitStatusTests.Run {
    let folder = "\(Self.captures)/\(issue)"
    return try ExitStatusTests.run(["analyze", "\(folder)/trace.pcap", "--evidence", folder] + rest)
  }

  @Test func theFolderOfAServerDecides() throws {
    let run = try run("issue-4-japanese")
    #expect(run.status == 0 && run.messages.isEmpty)
    #expect(run.output.contains("Article: issue 4 "))
    #expect(run.output.contains("Wsyncmgr.log:5"))
  }

  @Test func whatIsNoEvidenceIsNamedAndTheRestIsReported() throws {
    try withFolder { folder in
      let file = "\(folder)/notes.txt"
      try Data("hello\n".utf8).write(to: URL(filePath: file))
      let bad = try run("issue-1-english", "--evidence", file)
      #expect(bad.status == 65)
      #expect(bad.messages.hasPrefix("wsuscap: \(file): ") && bad.output.contains("Article: issue 1 "))
      let missing = try run("issue-1-english", "--evidence", "\(folder)/none")
      #expect(missing.status == 66 && missing.output.contains("Article: issue 1 "))
    }
  }

  @Test func fixesAreWrittenOnceAndNeverOverAFile() throws {
    try withFolder { folder in
      let fixes = "\(folder)/fixes"
      let first = try run("issue-1-english", "--write-fix", fixes)
      #expect(first.status == 0)
      let names = try FileManager.default.contentsOfDirectory(atPath: fixes).sorted()
      #expect(names == ["dotnet-tls12.reg", "w3wp.exe.config"])
      #expect(names.allSatisfy { first.messages.contains("\(fixes)/\($0): written") })
      try Data("mine".utf8).write(to: URL(filePath: "\(fixes)/w3wp.exe.config"))
      let second = try run("issue-1-english", "--write-fix", fixes)
      #expect(second.status == 74)
      #expect(second.messages.contains("w3wp.exe.config: already exists"))
      #expect(!second.output.isEmpty)
      #expect(try String(contentsOfFile: "\(fixes)/w3wp.exe.config", encoding: .utf8) == "mine")
    }
  }

  @Test func theOrderOfCipherSuitesIsExtended() throws {
    try withFolder { folder in
      let fixes = "\(folder)/fixes"
      let issue = "\(Self.captures)/issue-5-english"
      let arguments = [
        "analyze", "\(issue)/trace.pcap", "--evidence", "\(issue)/suites.reg", "--write-fix", fixes,
      ]
      let run = try ExitStatusTests.run(arguments)
      #expect(run.status == 0 && run.messages.contains("only if no Group Policy object sets"))
      let data = try Data(contentsOf: URL(filePath: "\(fixes)/cipher-suites.reg"))
      let text = try #require(String(data: data, encoding: .utf16))
      #expect(text.contains("TLS_RSA_WITH_AES_128_CBC_SHA,TLS_ECDHE_RSA_WITH_AES_256_GCM_SHA384,"))
    }
  }

  @Test func anOrderOfGroupPolicyIsChangedThere() throws {
    try withFolder { folder in
      let fixes = "\(folder)/fixes"
      let run = try run("issue-5-english", "--write-fix", fixes)
      #expect(
        run.messages.contains(#"Group Policy object "Contoso TLS baseline" sets the cipher suite order"#))
      #expect(!FileManager.default.fileExists(atPath: "\(fixes)/cipher-suites.reg"))
      #expect(run.output.contains("gpupdate") && !run.output.contains("gpresult"))
    }
  }

  @Test func aFolderThatCannotBeMadeIsNamed() throws {
    let run = try run("issue-1-english", "--write-fix", "/dev/null/fixes")
    #expect(run.status == 74)
    #expect(run.messages.contains("/dev/null/fixes"))
    #expect(run.output.contains("Article: issue 1 "))
  }
}
