import Synchronization

/// When a capture's time is over, or the user's patience.
final class Deadline: Sendable {
  private let end: ContinuousClock.Instant?
  private let isStopped: @Sendable () -> Bool
  private let passed = Atomic(false)

  /// - Parameter seconds: from now on; nil for as long as it needs.
  init(seconds: Double?, isStopped: @escaping @Sendable () -> Bool) {
    end = seconds.map { ContinuousClock.now + .seconds($0) }
    self.isStopped = isStopped
  }

  var shouldStop: Bool {
    if let end, ContinuousClock.now > end { passed.store(true, ordering: .relaxed) }
    return hasPassed || isStopped()
  }

  /// The analysis was told to stop for its time.
  var hasPassed: Bool { passed.load(ordering: .relaxed) }
}
