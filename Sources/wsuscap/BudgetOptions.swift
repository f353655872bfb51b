import Analysis
import ArgumentParser
import Catalog
import Files

struct BudgetOptions: ParsableArguments {
  @Option(
    help: ArgumentHelp(
      """
      Keep at most this many connections of a capture; the oldest that did not fail are left out first, and counted. \
      Default: by the memory, at most 500000.
      """, valueName: "count"))
  var maxFlows: Int?

  func validate() throws {
    if let maxFlows, maxFlows < ResourceBudget.fewestFlows {
      throw ValidationError("--max-flows must be at least \(ResourceBudget.fewestFlows)")
    }
  }

  /// - Parameters:
  ///   - jobs: captures that are analysed at the same time.
  ///   - results: whose flows are kept at the same time.
  func budget(jobs: Int = 1, results: Int = 1) -> ResourceBudget {
    ResourceBudget.standard.shared(by: results)
      .limitingFlows(to: maxFlows, memory: CurrentProcess.physicalMemory.map { $0 / jobs })
  }

  /// Results with another limit are others: what identifies the policy and the limit in a catalog.
  func digest(_ policy: String) -> String {
    guard let maxFlows else { return policy }
    return ContentDigest.text("\(policy) \(maxFlows)")
  }
}
