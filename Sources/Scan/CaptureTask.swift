import Analysis
import CaptureFiles
import Catalog
import Diagnosis
import Files
import Reports

/// What is done with one capture: its content is identified, then analysed. Each step is a child task of the scan.
struct CaptureTask: Sendable {
  let options: ScanOptions
  let catalog: Catalog
  let notify: @Sendable (ScanEvent) -> Void

  /// How a step ended.
  enum Ending: Sendable {
    /// The capture, with the key and the state of what was read.
    case identified(ScanWork, AnalysisKey)
    case analysed
    /// The same content was analysed before.
    case known
    case inOtherShard
    /// The scan ends.
    case stopped
    case failed(FailedFile)
    /// Nothing more can be kept.
    case fatal(ScanError)
  }

  var isStopped: Bool { options.shouldStop() || Task.isCancelled }

  /// Computes the digest of a capture's content.
  func identify(_ work: ScanWork) -> Ending {
    do throws(FileError) {
      let file = try InputFile(work.file.name, waits: false)
      var work = work
      work.file.status = try file.status()
      guard let content = try ContentDigest.file(file, shouldStop: { isStopped }) else { return .stopped }
      if content.bytes != work.file.status.size { return fail(work.changed) }
      if options.shard?.contains(content.digest) == false { return .inOtherShard }
      let key = AnalysisKey(sha256: content.digest, conditions: work.conditions)
      work.key = key
      return .identified(work, key)
    } catch {
      return fail(work.unreadable(error))
    }
  }

  /// Analyses a capture, or reuses a result on the same content.
  /// - Parameter mayBeKnown: whether an earlier result counts.
  func analyze(_ work: ScanWork, _ key: AnalysisKey, mayBeKnown: Bool) -> Ending {
    let entry = FileEntry(work.file, .analysed, sha256: key.sha256)
    do throws(CatalogError) {
      if mayBeKnown, try catalog.link(entry, to: key) { return .known }
    } catch {
      return .fatal(ScanError(error))
    }
    do throws(FileError) {
      let file = try InputFile(work.file.name, waits: false)
      guard try file.status() == work.file.status else { return fail(work.changed) }
      return try analyze(work, file, key, entry)
    } catch {
      return fail(work.unreadable(error))
    }
  }

  private func analyze(
    _ work: ScanWork, _ file: borrowing InputFile, _ key: AnalysisKey, _ entry: FileEntry
  ) throws(FileError) -> Ending {
    let deadline = Deadline(seconds: options.timeLimit)
    let result: CaptureResult
    do throws(CaptureFault) {
      result = try analyze(work, file, deadline)
    } catch {
      if isStopped { return .stopped }
      return fail(
        deadline.hasPassed
          ? work.tooLong(options.timeLimit)
          : work.file.failure(.capture(error.kind), ErrorMessage(error)))
    }
    if isStopped { return .stopped }
    if deadline.hasPassed { return fail(work.tooLong(options.timeLimit)) }
    if try file.status() != work.file.status { return fail(work.changed) }
    return keep(ReportedCapture(result), key, entry)
  }

  private func analyze(
    _ work: ScanWork, _ file: borrowing InputFile, _ deadline: Deadline
  ) throws(CaptureFault) -> CaptureResult {
    var options = AnalysisOptions(policy: options.policy)
    options.shouldStop = { deadline.hasPassed || isStopped }
    options.progress = { _, _ in notify(.reading) }
    // By its descriptor, whatever bytes its name has.
    var result = try CaptureAnalyzer.analyze(path: file.descriptorPath, options: options)
    result.description.path = work.file.shown
    if let facts = work.facts { result.join(facts) }
    return result
  }

  private func keep(_ capture: ReportedCapture, _ key: AnalysisKey, _ file: FileEntry) -> Ending {
    let name = "\(key.sha256.prefix(24))-\(key.conditions.digest.prefix(8)).html"
    let path = [options.output, ScanOptions.reportFolder, name].joined(separator: "/")
    do throws(OutputFault) {
      try CapturePage.write(capture, options.report, to: path, shouldStop: { isStopped })
    } catch {
      guard case .system(let words) = error else { return .stopped }
      return .fatal(ScanError(.report, path: path, ErrorMessage(ScanProblem.unwritableReport(words))))
    }
    var entry = CaptureEntry(capture, key: key)
    entry.report = name
    do throws(CatalogError) {
      try catalog.keep(entry, for: file, isForced: options.isForced)
      return .analysed
    } catch {
      return .fatal(ScanError(error))
    }
  }

  /// Notes a failure in the catalog, too.
  private func fail(_ failed: FailedFile) -> Ending {
    do throws(CatalogError) {
      try catalog.keep([FileEntry(failed)])
      return .failed(failed)
    } catch {
      return .fatal(ScanError(error))
    }
  }
}

extension ScanWork {
  fileprivate var changed: FailedFile { file.failure(.capture(.unreadable), .changed) }

  fileprivate func unreadable(_ error: FileError) -> FailedFile {
    file.failure(
      .capture(.unreadable), error.isNotFound ? .disappearedWhileScanning : .cannotBeRead(error.text))
  }

  fileprivate func tooLong(_ limit: Double?) -> FailedFile {
    file.failure(.timeLimit, .tooSlow(seconds: limit ?? 0))
  }
}
