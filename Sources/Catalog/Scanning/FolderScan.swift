import Foundation
import Reports
import Synchronization

/// Analyses every capture below folders into a catalog, several at a time.
///
///     let scan = FolderScan(options, catalog: catalog, tick: { draw($0) }, complain: { say($0) })
///     let outcome = try scan.run()
package struct FolderScan: Sendable {
  let options: ScanOptions
  let catalog: Catalog
  private let tick: @Sendable (ScanProgress) -> Void
  private let complain: @Sendable (ScanFault) -> Void

  /// - Parameters:
  ///   - tick: told some times a second how far it is, by the thread that called ``run()``.
  ///   - complain: told of each file that cannot be analysed, by any thread.
  package init(
    _ options: ScanOptions, catalog: Catalog, tick: @escaping @Sendable (ScanProgress) -> Void = { _ in },
    complain: @escaping @Sendable (ScanFault) -> Void = { _ in }
  ) {
    (self.options, self.catalog, self.tick, self.complain) = (options, catalog, tick, complain)
  }

  /// Looks at all files once. What was finished is in the catalog, however it ends.
  /// - Throws: what ends the whole scan: the catalog or a report cannot be written.
  package func run() throws(ScanFault) -> ScanOutcome {
    let schedule = ScanSchedule(memory: Machine.memory / 2)
    var survey = try survey(schedule)
    for failure in survey.failures { complain(ScanFault(failure)) }
    let desk = ScanDesk(survey.outcome, failures: survey.failures)
    survey.failures = []
    if !options.shouldStop() {
      schedule.plan(survey.work)
      survey.work = []
      analyze(schedule, desk)
    }
    if let fault = desk.fault { throw fault }
    var outcome = desk.outcome
    outcome.wasInterrupted = options.shouldStop()
    return outcome
  }

  private func survey(_ schedule: ScanSchedule) throws(ScanFault) -> ScanSurvey {
    let (tick, path) = (tick, catalog.path)
    var walk = CaptureFileEnumerator(
      passingOver: [options.output, path, path + "-wal", path + "-shm"], shouldStop: options.shouldStop
    ) { count in
      schedule.noteFound(count)
      if count % Self.filesPerTick == 0 { tick(schedule.progress) }
    }
    for root in options.roots { walk.add(root) }
    do throws(CatalogFault) {
      let known = try catalog.knownFiles()
      var survey = ScanSurvey(options, known: known)
      survey.take(walk, now: Int64(Date().timeIntervalSince1970 * 1e9))
      try catalog.forget(Self.settled(known, walk))
      try catalog.keep(survey.entries)
      return survey
    } catch {
      throw ScanFault(error, path: path)
    }
  }

  private static let filesPerTick = 1000

  /// Earlier failures that are none any more: the file is gone, or the folder could be searched.
  private static func settled(_ known: [PathName: KnownFile], _ walk: CaptureFileEnumerator) -> [PathName] {
    known.filter { name, file in
      guard file.state == .failed else { return false }
      if walk.folders.contains(name) { return true }
      do throws(SystemFault) {
        _ = try FileState(of: name)
        return false
      } catch {
        return error.isNotFound
      }
    }.map(\.key)
  }

  private func analyze(_ schedule: ScanSchedule, _ desk: ScanDesk) {
    let group = DispatchGroup()
    for _ in 0..<max(1, min(options.jobs, schedule.progress.files)) {
      group.enter()
      let worker = ScanWorker(
        options: options, catalog: catalog, schedule: schedule, desk: desk, complain: complain)
      Thread.detachNewThread {
        worker.run()
        group.leave()
      }
    }
    while group.wait(timeout: .now() + .milliseconds(Self.tickMilliseconds)) == .timedOut {
      tick(schedule.progress)
    }
  }

  private static let tickMilliseconds = 100
}

extension ScanFault {
  init(_ failure: ScanFailure) {
    self.init(
      path: failure.shown, message: failure.message, advice: failure.advice, exitStatus: failure.exitStatus)
  }
}

/// Where the threads of a scan put down what became of each capture.
final class ScanDesk: Sendable {
  private struct State {
    var outcome: ScanOutcome
    var fault: ScanFault?
    /// What this very scan has kept, so that equal content is not analysed twice even when that is forced.
    var done: Set<AnalysisKey> = []
  }

  private let state: Mutex<State>

  init(_ outcome: ScanOutcome, failures: [ScanFailure]) {
    var outcome = outcome
    outcome.failed += failures.count
    outcome.exitStatus = failures.map(\.exitStatus).max() ?? 0
    state = Mutex(State(outcome: outcome))
  }

  var outcome: ScanOutcome { state.withLock { $0.outcome } }
  /// What ends the whole scan.
  var fault: ScanFault? { state.withLock { $0.fault } }

  func note(_ change: (inout ScanOutcome) -> Void) { state.withLock { change(&$0.outcome) } }
  func noteDone(_ key: AnalysisKey) { state.withLock { _ = $0.done.insert(key) } }
  func isDone(_ key: AnalysisKey) -> Bool { state.withLock { $0.done.contains(key) } }
  func end(_ fault: ScanFault) { state.withLock { $0.fault = $0.fault ?? fault } }
}
