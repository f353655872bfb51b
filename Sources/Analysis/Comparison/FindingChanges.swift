import Diagnosis
import Packets

/// What became of the findings of one capture in a later one.
package struct FindingChanges: Sendable {
  /// Places in the findings of the capture before: the same client succeeds now at the same server.
  package private(set) var resolved: [Int] = []
  /// Places in the findings after, of those that were there before.
  package private(set) var left: [Int] = []
  /// Places in the findings after, of others.
  package private(set) var new: [Int] = []
  /// Places in the findings before, of which the later capture shows neither a failure nor a success.
  package private(set) var untried: [Int] = []

  init(before: CaptureResult, after: CaptureResult) {
    let old = Dictionary(
      before.findings.prefix(Self.limit).enumerated().map { (Key($1), $0) },
      uniquingKeysWith: { $1 < $0 ? $1 : $0 })
    var kept: Set<Int> = []
    for (place, finding) in after.findings.prefix(Self.limit).enumerated() {
      if let known = old[Key(finding)] {
        left.append(place)
        kept.insert(known)
      } else {
        new.append(place)
      }
    }
    for place in old.values.sorted() where !kept.contains(place) {
      if after.succeeds(at: before.findings[place]) { resolved.append(place) } else { untried.append(place) }
    }
  }

  /// Neither capture has a finding.
  package var isEmpty: Bool { resolved.isEmpty && left.isEmpty && new.isEmpty && untried.isEmpty }

  /// Findings that are compared; a server has few.
  private static let limit = 1000

  /// What makes two findings the same. The client's address may have changed, a name stays.
  private struct Key: Hashable {
    let code: FindingCode
    let server: String
    let route: Route

    init(_ finding: Finding) {
      (code, route) = (finding.code, finding.route)
      server = finding.serverName ?? finding.serverAddresses.first.map(\.description) ?? ""
    }
  }
}

extension CaptureResult {
  /// A flow to the server of a finding succeeded.
  fileprivate func succeeds(at finding: Finding) -> Bool {
    allIDs.contains { id in
      guard judgement(id).verdict == .success else { return false }
      if let name = finding.serverName { return flow(id).serverName?.name == name }
      return finding.serverAddresses.contains(ends(id).server.address)
    }
  }
}
