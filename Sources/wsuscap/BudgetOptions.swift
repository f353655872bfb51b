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
    if let maxFlows, maxFlows < Self.fewest {
      throw ValidationError("--max-flows must be at least \(Self.fewest)")
    }
  }

  /// Fewer would leave out flows of an ordinary capture.
  private static let fewest = 100

  /// At most an eighth of the memory is for flows, of which each takes up to a kilobyte.
  /// - Parameters:
  ///   - jobs: captures that are analysed at the same time.
  ///   - results: whose flows are kept at the same time.
  func budget(jobs: Int = 1, results: Int = 1) -> ResourceBudget {
    var budget = ResourceBudget.standard.shared(by: results)
    if let memory = CurrentProcess.physicalMemory {
      budget.flows = min(budget.flows, max(memory / 8 / 1024 / jobs, Self.fewest))
    }
    if let maxFlows { budget.flows = maxFlows }
    return budget
  }

  /// Results with another limit are others: what identifies the policy and the limit in a catalog.
  func digest(_ policy: String) -> String {
    guard let maxFlows else { return policy }
    return ContentDigest.text("\(policy) \(maxFlows)")
  }
}
