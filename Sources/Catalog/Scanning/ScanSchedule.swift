import Analysis
import Diagnosis
import Synchronization

/// One capture that has to be looked at.
struct ScanWork: Sendable {
  var file: FoundFile
  var conditions: Conditions
  /// What the server's files beside it say; nil without any.
  var facts: ServerFacts?
}

/// Who does what: the largest captures first, so that no thread is left with a long one at the end, and only as many at
/// a time as memory allows.
final class ScanSchedule: Sendable {
  enum Turn {
    case work(ScanWork)
    /// Nothing may begin before something ends.
    case wait
    case end
  }

  private struct State {
    var waiting: [ScanWork]
    /// Bytes of memory that the captures in work may take together.
    var free: Int
    var running = 0
    /// Keys in work, and who waits for the result.
    var keys: [AnalysisKey: [ScanWork]] = [:]
    var progress = ScanProgress()
  }

  private let state: Mutex<State>
  private let memory: Int

  /// - Parameter memory: bytes that the captures in work may take together. One that takes more works alone.
  init(memory: Int) {
    self.memory = memory
    state = Mutex(State(waiting: [], free: memory))
  }

  /// Puts in what there is to do.
  func plan(_ work: [ScanWork]) {
    state.withLock { state in
      // Sorted so that the next one is the last.
      state.waiting = work.sorted { $0.file.state.size < $1.file.state.size }
      state.progress.isListing = false
      state.progress.files = work.count
      state.progress.bytes = work.reduce(0) { $0 + $1.file.state.size }
    }
  }

  /// The next capture that fits. Whoever takes it says ``finish(_:hasFailed:)`` in the end.
  func next() -> Turn {
    state.withLock { state in
      guard
        let place = state.waiting.lastIndex(where: { state.running == 0 || Self.memory(of: $0) <= state.free }
        )
      else { return state.running == 0 ? .end : .wait }
      let work = state.waiting.remove(at: place)
      state.free -= Self.memory(of: work)
      state.running += 1
      state.progress.current.append(work.file.shown)
      return .work(work)
    }
  }

  /// Ends a capture's turn.
  func finish(_ work: ScanWork, hasFailed: Bool) {
    state.withLock { state in
      leave(work, &state)
      state.progress.doneFiles += 1
      state.progress.doneBytes += work.file.state.size
      if hasFailed { state.progress.failed += 1 }
    }
  }

  /// Whether no other thread analyses the same content; else it is put off until that one is done.
  func claim(_ key: AnalysisKey, _ work: ScanWork) -> Bool {
    state.withLock { state in
      guard state.keys[key] == nil else {
        state.keys[key]?.append(work)
        leave(work, &state)
        return false
      }
      state.keys[key] = []
      return true
    }
  }

  /// Lets those go on who waited for the result.
  func release(_ key: AnalysisKey) {
    state.withLock { state in state.waiting += state.keys.removeValue(forKey: key) ?? [] }
  }

  func noteFound(_ count: Int) { state.withLock { $0.progress.found = count } }
  var progress: ScanProgress { state.withLock { $0.progress } }

  private func leave(_ work: ScanWork, _ state: inout State) {
    state.free += Self.memory(of: work)
    state.running -= 1
    if let place = state.progress.current.firstIndex(of: work.file.shown) {
      state.progress.current.remove(at: place)
    }
  }

  /// What an analysis may take: some tens of megabytes, and what its flows take, some 560 bytes each with a few
  /// kilobytes of traffic in most captures.
  static func memory(of work: ScanWork) -> Int { 32 << 20 + work.file.state.size / 4 }
}
