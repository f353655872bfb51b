import Foundation
import Testing

@testable import Diagnosis

@Suite struct RuleBookTests {
  @Test func bookHoldsEveryRuleOfTheFolder() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Diagnosis/Rules")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("Rule.swift") }.map { String($0.dropLast(".swift".count)) }
    #expect(Set(RuleBook.rules.map { String(describing: $0) }) == Set(files))
    #expect(RuleBook.rules.count == files.count)
  }

  @Test func everyVerdictHasOneRule() {
    #expect(RuleBook.rules.count == Verdict.allCases.count)
    #expect(Set(RuleBook.rules.map { $0.verdict }) == Set(Verdict.allCases))
  }

  @Test func theLastRuleAnswersAlways() {
    let flow = FlowCase(FlowScript.empty, captureEnd: 0)
    #expect(RuleBook.rules.last?.judge(flow) != nil)
    #expect(RuleBook.rules.last?.verdict == .unfinished)
  }
}

extension FlowScript {
  static var empty: FlowEvidence {
    var script = FlowScript()
    return script.flow("")
  }
}
