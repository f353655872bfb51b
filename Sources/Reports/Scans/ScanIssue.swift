/// Which issue of the article findings have.
package struct ScanIssue: Hashable, Sendable {
  /// The issue where something decides; nil where nothing does.
  package var decided: Int?
  /// The issues that it may be, the decided one included; empty where the article has none.
  package var candidates: [Int]

  package init(decided: Int?, candidates: [Int]) {
    (self.decided, self.candidates) = (decided, candidates)
  }

  /// As the catalog has it.
  /// - Parameter candidates: numbers with spaces between.
  package init(decided: Int?, candidates: String) {
    self.init(decided: decided, candidates: candidates.split(separator: " ").compactMap { Int($0) })
  }

  /// None.
  package init() { self.init(decided: nil, candidates: []) }

  /// The decided one, else those that it may be.
  var numbers: [Int] { decided.map { [$0] } ?? candidates }

  /// Whether it is one issue, and another cause is possible.
  var isPossible: Bool { decided == nil && candidates.count == 1 }
}
