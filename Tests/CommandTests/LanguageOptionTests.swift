import Foundation
import Testing

/// `--lang` and the environment, as a user gives them.
@Suite struct LanguageOptionTests {
  private static let japanese = ["LANG": "ja_JP.UTF-8"]

  @Test func theOptionGoesOverTheEnvironment() throws {
    #expect(try isJapanese(["explain"], Self.japanese))
    #expect(try !isJapanese(["explain", "--lang", "en"], Self.japanese))
    #expect(try isJapanese(["explain", "--lang", "ja"], [:]))
    #expect(try !isJapanese(["explain"], ["LC_ALL": "C"].merging(Self.japanese) { $1 }))
    #expect(try isJapanese(["explain", "3"], Self.japanese))
  }

  @Test func aReportIsInTheChosenLanguage() throws {
    let root = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Captures/evidence/issue-4-japanese").path
    #expect(try isJapanese([root + "/trace.pcap", "--lang", "ja"], [:], word: "接続できません"))
    #expect(try isJapanese(["evidence", root + "/Wsyncmgr.log"], Self.japanese, word: "失敗したインポート"))
    let (plain, other) = (
      try ExitStatusTests.run([root + "/trace.pcap", "--format", "json"]),
      try ExitStatusTests.run([root + "/trace.pcap", "--format", "json", "--lang", "ja"])
    )
    #expect(plain.output == other.output)
  }

  @Test func messagesStayEnglish() throws {
    let run = try ExitStatusTests.run(["/nowhere/at/all.pcap"], environment: Self.japanese)
    #expect(run.status == 66)
    #expect(run.messages.unicodeScalars.allSatisfy { $0.isASCII })
    let wrong = try ExitStatusTests.run(["explain", "--lang", "tlh"])
    #expect(wrong.status == 64)
    #expect(wrong.messages.contains("tlh"))
  }

  private func isJapanese(
    _ arguments: [String], _ environment: [String: String], word: String = "クライアント"
  ) throws -> Bool {
    let run = try ExitStatusTests.run(arguments, environment: environment)
    #expect(run.status == 0)
    return run.output.contains(word)
  }
}
