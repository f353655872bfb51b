/// A list of facts of one kind, and how many of them the files of a server may have together.
package struct FactList: Sendable {
  private let limit: Int
  private let count: @Sendable (ServerFacts) -> Int
  private let keepFirst: @Sendable (inout ServerFacts, Int) -> Void
  private let add: @Sendable (ServerFacts, Int, inout ServerFacts) -> Void

  /// Facts of a kind: a log has at most 64 of most kinds, and a server a few dozen files.
  private static let usualLimit = 4096

  private init<Fact>(
    _ list: any WritableKeyPath<ServerFacts, [Fact]> & Sendable, limit: Int = FactList.usualLimit
  ) {
    self.limit = limit
    count = { $0[keyPath: list].count }
    keepFirst = { facts, count in facts[keyPath: list].removeLast(facts[keyPath: list].count - count) }
    add = { other, count, facts in facts[keyPath: list] += other[keyPath: list].prefix(count) }
  }

  /// Those that are joined as they are.
  static let joined = [
    FactList(\.logPeriods), FactList(\.windowsVersions), FactList(\.cipherOrders, limit: CipherOrder.limit),
    FactList(\.protocolSettings), FactList(\.frameworkSettings), FactList(\.workerProcessSwitches),
    FactList(\.updateSources), FactList(\.upstreamServers), FactList(\.proxySettings), FactList(\.algorithms),
    FactList(\.policyResults), FactList(\.timeZones),
  ]

  /// Those in which facts that are alike become one.
  static let gathered = [
    FactList(\.serviceStarts), FactList(\.synchronizations), FactList(\.failures), FactList(\.importFailures),
    FactList(\.syncFailures), FactList(\.events), FactList(\.hotfixes),
  ]

  /// - Returns: how many facts were left out.
  fileprivate func shorten(_ facts: inout ServerFacts, keeping kept: inout Int) -> Int {
    let (count, free) = (count(facts), limit - kept)
    if count > free { keepFirst(&facts, free) }
    kept += min(count, free)
    return max(count - free, 0)
  }

  /// - Returns: how many facts were left out.
  func append(_ other: ServerFacts, to facts: inout ServerFacts) -> Int {
    let (count, free) = (count(other), max(limit - count(facts), 0))
    add(other, free, &facts)
    return max(count - free, 0)
  }

  /// How many facts of each kind the files that were read have.
  package struct Counts: Sendable {
    private var kept = [Int](repeating: 0, count: (FactList.joined + FactList.gathered).count)

    package init() {}

    /// Leaves out of a file's facts what is more than all files may have, and counts it there.
    package mutating func shorten(_ facts: inout ServerFacts) {
      for (place, list) in (FactList.joined + FactList.gathered).enumerated() {
        let leftOut = list.shorten(&facts, keeping: &kept[place])
        facts.leftOut += leftOut
      }
    }
  }
}
