import Foundation
import Testing

@testable import Diagnosis

@Suite struct RuleBookTests {
  @Test func bookHoldsEveryRuleOfTheFolder() throws {
    let folder = URL(filePath: #filePath).deletingLastPathComponent().deletingLastPathComponent()
      .deletingLastPathComponent().appending(path: "Sources/Diagnosis/Rules")
    let files = try FileManager.default.contentsOfDirectory(atPath: folder.path)
      .filter { $0.hasSuffix("Rule.swift") }.map { String($0.dropLast(".swift".count)) }
    #expect(Set(RuleRegistry.rules.map { String(describing: $0) }) == Set(files))
    #expect(RuleRegistry.rules.count == files.count)
  }

  @Test func everyVerdictHasOneRule() {
    #expect(RuleRegistry.rules.count == Verdict.allCases.count)
    #expect(Set(RuleRegistry.rules.map { $0.verdict }) == Set(Verdict.allCases))
  }

  @Test func theLastRuleAnswersAlways() {
    let flow = FlowFacts(FlowScript.empty, captureEnd: 0)
    #expect(RuleRegistry.rules.last?.judge(flow) != nil)
    #expect(RuleRegistry.rules.last?.verdict == .unfinished)
  }
}

extension FlowScript {
  static var empty: FlowEvidence {
    var script = FlowScript()
    return script.flow("")
  }
}
