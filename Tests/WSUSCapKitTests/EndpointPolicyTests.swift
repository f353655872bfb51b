import Testing
import WSUSCapKit

@Suite struct EndpointPolicyTests {
  private func verdict(_ policy: EndpointPolicy) throws -> Verdict? {
    let analysis = try CaptureAnalysis(file: refused, options: CaptureAnalysis.Options(policy: policy))
    return analysis.flows[id: 63]?.verdict
  }

  @Test func aPolicyOfOnesOwnJudges() throws {
    let policy = try EndpointPolicy(
      yaml: """
        version: 1
        endpoints:
          - id: update
            hosts: [sws.update.microsoft.com]
            role: sync
            minimum_version: TLS 1.0
        """)
    #expect(try verdict(.builtIn) == .versionReject)
    #expect(try verdict(policy) != .versionReject)
  }

  @Test func aDayChoosesTheTerms() throws {
    let before = try #require(EndpointPolicy.builtIn.asOf(year: 2019, month: 1, day: 1))
    let after = try #require(EndpointPolicy.builtIn.asOf(year: 2021, month: 1, day: 1))
    #expect(try verdict(after) == .versionReject)
    #expect(try verdict(before) != .versionReject)
    #expect(EndpointPolicy.builtIn.asOf(year: 2021, month: 2, day: 29) == nil)
  }

  @Test func everyFaultOfAPolicyIsNamedWithItsPlace() {
    do throws(PolicyError) {
      _ = try EndpointPolicy(yaml: "version: 1\nendpoints:\n  - id: update\n    hots: []\n")
      Issue.record("accepted")
    } catch {
      #expect(error.faults.contains { $0.line == 4 && $0.column == 5 })
      #expect(error.faults.count > 1)
      #expect("\(error)".hasPrefix("\(error.faults[0].line):\(error.faults[0].column): "))
    }
  }
}
