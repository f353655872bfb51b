package import Catalog
import Files

/// Analyses every capture below folders into a catalog, several at a time.
///
///     let scan = FolderScan(options, catalog: catalog) { event in display(event) }
///     let outcome = try await scan.run()
package struct FolderScan: Sendable {
  private let options: ScanOptions
  private let catalog: Catalog
  private let notify: @Sendable (ScanEvent) -> Void

  /// - Parameter notify: told how far the scan is and which files cannot be analysed.
  package init(
    _ options: ScanOptions, catalog: Catalog, notify: @escaping @Sendable (ScanEvent) -> Void = { _ in }
  ) {
    (self.options, self.catalog, self.notify) = (options, catalog, notify)
  }

  /// Bytes, where the system does not say how many there are.
  private static let leastMemory = 2 << 30

  /// Looks at all files once. What was finished is in the catalog, however it ends.
  /// - Throws: what ends the whole scan: the catalog or a report cannot be written.
  package func run() async throws(ScanError) -> ScanOutcome {
    var schedule = ScanSchedule(memory: (CurrentProcess.physicalMemory ?? Self.leastMemory) / 2)
    let annotated = options.annotations.map { AnnotatedCaptures(folder: $0) }
    let survey = try survey(&schedule, annotated)
    for failed in survey.failures { notify(.failed(failed.error)) }
    var outcome = survey.outcome
    if !options.shouldStop() {
      schedule.plan(survey.work)
      var analysis = FolderAnalysis(
        task: CaptureTask(options: options, catalog: catalog, annotated: annotated, notify: notify),
        schedule: schedule, outcome: outcome)
      outcome = try await analysis.run()
    }
    outcome.wasInterrupted = options.shouldStop()
    return outcome
  }

  private func survey(
    _ schedule: inout ScanSchedule, _ annotated: AnnotatedCaptures?
  ) throws(ScanError) -> ScanSurvey {
    let found = find(&schedule)
    do throws(CatalogError) {
      let known = try catalog.knownFiles()
      var survey = ScanSurvey(options, known: known, annotated: annotated)
      survey.classify(found)
      try catalog.forget(resolvedFailures(known, found) + survey.replaced)
      try catalog.keep(survey.entries)
      return survey
    } catch {
      throw ScanError(error)
    }
  }

  private func find(_ schedule: inout ScanSchedule) -> FileEnumerator {
    var found = FileEnumerator(
      excluding: [options.output, catalog.path, catalog.path + "-wal", catalog.path + "-shm"]
        + [options.annotations].compactMap { $0 },
      followsLinks: options.followsLinks,
      shouldStop: options.shouldStop)
    for root in options.roots {
      found.add(root) { count in
        schedule.noteFound(count)
        if count % Self.filesPerEvent == 0 { notify(.progress(schedule.progress)) }
      }
    }
    return found
  }

  private static let filesPerEvent = 1000

  /// Earlier failures that no longer count: the file is gone, or the folder could be searched.
  private func resolvedFailures(
    _ known: [PathName: KnownFile], _ found: FileEnumerator
  ) -> [PathName] {
    // Nobody can look for a pseudonym: what fails again is noted again.
    if options.names.isRedacted, options.minimumAge == nil {
      return known.filter { $1.state == .failed }.map(\.key)
    }
    return known.filter { name, file in
      guard file.state == .failed || file.reason == .link else { return false }
      if options.names.isRedacted { return false }
      if found.folders.contains(name) { return true }
      do throws(FileError) {
        // A link is there also where it leads nowhere.
        if file.reason == .link {
          _ = try FileStatus.isLink(name)
        } else {
          _ = try FileStatus(of: file.archive ?? name)
        }
        return false
      } catch {
        return error.isNotFound
      }
    }.map(\.key)
  }
}

/// The analysis of what a survey found, as a bounded task group: one child task a step of a capture. All state belongs to
/// the parent, so nothing needs a lock.
struct FolderAnalysis {
  let task: CaptureTask
  var schedule: ScanSchedule
  var outcome: ScanOutcome
  /// What ends the scan.
  private var fatal: ScanError?
  /// What this very scan has analysed, so that equal content is not analysed twice even when that is forced.
  private var analysed: Set<AnalysisKey> = []

  private typealias Group = TaskGroup<(ScanWork, CaptureTask.Ending)>

  init(task: CaptureTask, schedule: ScanSchedule, outcome: ScanOutcome) {
    (self.task, self.schedule, self.outcome) = (task, schedule, outcome)
  }

  mutating func run() async throws(ScanError) -> ScanOutcome {
    await withTaskGroup(of: (ScanWork, CaptureTask.Ending).self) { group in
      start(in: &group)
      while let (work, ending) = await group.next() {
        handle(work, ending, &group)
        start(in: &group)
      }
    }
    if let fatal { throw fatal }
    return outcome
  }

  /// Starts as many captures as may run.
  private mutating func start(in group: inout Group) {
    while schedule.running < task.options.jobs, !task.isStopped, fatal == nil, let work = schedule.next() {
      if let key = work.key {
        analyze(work, key, &group)
      } else {
        group.addTask { [task] in (work, task.identify(work)) }
      }
    }
    task.notify(.progress(schedule.progress))
  }

  private mutating func analyze(_ work: ScanWork, _ key: AnalysisKey, _ group: inout Group) {
    guard schedule.claim(key, work) else { return }
    let mayBeKnown = !task.options.isForced && !work.lacksCopy || analysed.contains(key)
    group.addTask { [task] in (work, task.analyze(work, key, mayBeKnown: mayBeKnown)) }
  }

  private mutating func handle(_ work: ScanWork, _ ending: CaptureTask.Ending, _ group: inout Group) {
    switch ending {
    case .identified(let work, let key): return analyze(work, key, &group)
    case .analysed(let notCopied):
      outcome.analysed += 1
      if let notCopied {
        task.notify(.failed(notCopied))
        outcome.failures.insert(notCopied.kind)
      }
      if let key = work.key { analysed.insert(key) }
    case .known: outcome.known += 1
    case .inOtherShard: outcome.inOtherShards += 1
    case .stopped: break
    case .failed(let failed):
      task.notify(.failed(failed.error))
      outcome.failed += 1
      outcome.failures.insert(failed.error.kind)
      return schedule.finish(work, hasFailed: true)
    // The catalog ends what it does when the program is to end.
    case .fatal where task.isStopped: break
    case .fatal(let error):
      fatal = fatal ?? error
      group.cancelAll()
    }
    schedule.finish(work, hasFailed: false)
  }
}
