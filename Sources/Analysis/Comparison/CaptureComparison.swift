package import CaptureFiles
import Diagnosis

/// What two captures say together.
package struct CaptureComparison: Sendable {
  package enum Mode: String, CaseIterable, Sendable {
    case bothEnds = "both-ends"
    case goodBad = "good-bad"
    case beforeAfter = "before-after"
  }

  package enum Content: Sendable {
    case ends(EndsComparison)
    /// Nil where they have nothing to compare.
    case goodBad(GoodBadComparison?)
    case changes(FindingChanges)
  }

  package var a: CaptureResult
  /// The same as ``a`` where the two connections of a proxy are in one capture.
  package var b: CaptureResult
  package let isOneCapture: Bool
  package let content: Content

  package var mode: Mode {
    switch content {
    case .ends: .bothEnds
    case .goodBad: .goodBad
    case .changes: .beforeAfter
    }
  }

  /// Compares two captures that were analysed with ``AnalysisOptions/keepsIdentities``, or the connections of one.
  ///
  /// - Parameters:
  ///   - b: nil for the two connections of a proxy in one capture.
  ///   - mode: nil for both ends where they have a connection in common, else a good and a bad one.
  /// - Returns: nil when it was interrupted.
  /// - Throws: ``CaptureFault`` when a capture cannot be read again.
  package static func compare(
    _ a: CaptureResult, _ b: CaptureResult?, as mode: Mode?, shouldStop: (@Sendable () -> Bool)? = nil
  ) async throws(CaptureFault) -> CaptureComparison? {
    let pairs = b.map { ConnectionPairs(a, $0) } ?? ConnectionPairs(within: a)
    let other = b ?? a
    let content: Content
    switch mode ?? (b == nil || !pairs.pairs.isEmpty ? .bothEnds : .goodBad) {
    case .bothEnds:
      guard let ends = try await EndsComparison.compare(a, other, pairs.pairs, shouldStop: shouldStop) else {
        return nil
      }
      content = .ends(ends)
    case .goodBad: content = .goodBad(GoodBadComparison(a, other))
    case .beforeAfter: content = .changes(FindingChanges(before: a, after: other))
    }
    return CaptureComparison(a: a, b: other, isOneCapture: b == nil, content: content)
  }

  /// How they end, as a code.
  package enum ConclusionCode: String, CaseIterable, Sendable {
    case resetInjected = "reset_injected"
    case lostBetween = "lost_between"
    case closedByProxy = "closed_by_proxy"
    case sameAtBothEnds = "same_at_both_ends"
    case differenceExplains = "difference_explains"
    case noDifferenceExplains = "no_difference_explains"
    case nothingInCommon = "nothing_in_common"
    case resolved
    case notResolved = "not_resolved"
  }

  package var conclusionCode: ConclusionCode {
    switch content {
    case .ends(let ends): ends.conclusion?.code ?? .nothingInCommon
    case .goodBad(nil): .nothingInCommon
    case .goodBad(let comparison?):
      comparison.differences.contains(where: \.explains) ? .differenceExplains : .noDifferenceExplains
    case .changes(let changes):
      if changes.isEmpty {
        .nothingInCommon
      } else {
        changes.left.isEmpty && changes.new.isEmpty && changes.untried.isEmpty ? .resolved : .notResolved
      }
    }
  }

  /// A failure is left in the second capture.
  package var hasFailureInB: Bool { b.verdictCounts.contains { $0.key.isFailure && $0.value > 0 } }
}

extension EndsConclusion {
  package var code: CaptureComparison.ConclusionCode {
    switch finding {
    case .injected: .resetInjected
    case .lost: .lostBetween
    case .oneSided: .noDifferenceExplains
    case .closedByProxy, .refusedByProxy: .closedByProxy
    case .sameEnd, .sameWithoutEnd, .sameSuccess, .passedOnByProxy: .sameAtBothEnds
    }
  }
}
