package import Diagnosis
import Packets

/// A connection that works beside one that fails.
package struct GoodBadComparison: Sendable {
  /// The capture with the one that works.
  package let good: CaptureSide
  /// `a` and `b` are the flows; the basis is the endpoint.
  package let pair: ConnectionPair
  package let differences: [FlowDifference]
  /// Of the judgements that it rests on.
  package let confidence: Confidence
  package let verdict: Verdict
  /// The place of the failure among the findings of its capture.
  package let finding: Int

  /// - Parameter good: the capture that works; nil to find out.
  /// - Returns: nil where no failure has a comparable success.
  init?(_ a: CaptureResult, _ b: CaptureResult) {
    // Without a sign the first is the good one, as one says it.
    let order: [(good: CaptureSide, bad: CaptureResult, other: CaptureResult)] =
      a.failures > b.failures ? [(.b, a, b), (.a, b, a)] : [(.a, b, a), (.b, a, b)]
    for (good, bad, other) in order {
      guard let (place, failed, works) = Self.flows(bad: bad, good: other) else { continue }
      self.init(good: good, finding: place, failed: failed, of: bad, works: works, of: other)
      return
    }
    return nil
  }

  private init(
    good: CaptureSide, finding: Int, failed: Int, of bad: CaptureResult, works: Int, of other: CaptureResult
  ) {
    (self.good, self.finding) = (good, finding)
    pair = ConnectionPair(
      a: good == .a ? works : failed, b: good == .a ? failed : works, basis: .endpoint)
    let (success, failure) = (ComparedFlow(works, of: other), ComparedFlow(failed, of: bad))
    differences = FlowDifference.all(good: success, bad: failure, goodIsA: good == .a)
    verdict = failure.flow.judgement.verdict
    let judgements = [success.flow.judgement.confidence, failure.flow.judgement.confidence]
    confidence =
      judgements.contains(.possible) ? .possible : judgements.contains(.probable) ? .probable : .certain
  }

  /// The first finding that has a success to compare with.
  private static func flows(
    bad: CaptureResult, good: CaptureResult
  ) -> (finding: Int, failed: Int, works: Int)? {
    for (place, finding) in bad.findings.prefix(findingLimit).enumerated() {
      guard case .verdict(let verdict) = finding.code, verdict.isFailure, let failed = finding.decisiveFlow
      else { continue }
      if let works = success(in: good, like: bad.flow(failed)) {
        return (place, failed, works)
      }
    }
    return nil
  }

  private static let findingLimit = 100

  private static func success(in capture: CaptureResult, like failed: JudgedFlow) -> Int? {
    var best: (id: Int, likeness: Likeness)?
    for id in capture.allIDs where capture.judgement(id).verdict == .success {
      guard let likeness = Likeness(capture, id, failed), likeness > best?.likeness ?? .none else { continue }
      best = (id, likeness)
      if likeness == .sameName { break }
    }
    return best?.id
  }

  /// How much the server of a success has to do with the one that failed.
  private enum Likeness: Int, Comparable {
    case none
    /// Both are endpoints of the update service.
    case endpoint
    case sameRole
    case sameAddress
    case sameName

    init?(_ capture: CaptureResult, _ id: Int, _ failed: JudgedFlow) {
      let isSameAddress = capture.ends(id).server.address == failed.evidence.server.address
      let role = capture.endpointRole(id)
      guard isSameAddress || role != nil || !failed.isToEndpoint else { return nil }
      if let name = failed.serverName?.name, capture.flow(id).serverName?.name == name {
        self = .sameName
      } else if isSameAddress {
        self = .sameAddress
      } else if let role, let other = failed.endpointRole {
        self = role.isUpdateService && other.isUpdateService || role == other ? .sameRole : .endpoint
      } else {
        return nil
      }
    }

    static func < (one: Self, other: Self) -> Bool { one.rawValue < other.rawValue }
  }
}

extension CaptureResult {
  /// How many flows failed.
  fileprivate var failures: Int {
    verdictCounts.reduce(0) { $0 + ($1.key.isFailure ? $1.value : 0) }
  }
}
