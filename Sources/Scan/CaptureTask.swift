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
  let annotated: AnnotatedCaptures?
  let notify: @Sendable (ScanEvent) -> Void

  /// How a step ended.
  enum Ending: Sendable {
    /// The capture, with the key and the state of what was read.
    case identified(ScanWork, AnalysisKey)
    /// With the reason why it has no annotated copy, where it should have one.
    case analysed(notCopied: ScanError? = nil)
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
      let file = try InputFile(work.file.opened, waits: false)
      var work = work
      work.file.status = try file.status()
      switch try digest(work, file) {
      case .unread(let ending): return ending
      case .digest(let sha256):
        if options.shard?.contains(sha256) == false { return .inOtherShard }
        let key = AnalysisKey(sha256: options.names.digest(sha256), conditions: work.conditions)
        work.key = key
        return .identified(work, key)
      }
    } catch {
      return fail(work.unreadable(error))
    }
  }

  private enum Digest {
    case digest(String)
    case unread(Ending)
  }

  private func digest(_ work: ScanWork, _ file: borrowing InputFile) throws(FileError) -> Digest {
    guard let member = work.file.member else {
      guard let content = try ContentDigest.file(file, shouldStop: { isStopped }) else {
        return .unread(.stopped)
      }
      return content.bytes == work.file.status.size
        ? .digest(content.digest) : .unread(fail(work.changed))
    }
    // A few bytes may hold, compressed, more than anybody wants to wait for.
    let deadline = Deadline(seconds: options.timeLimit)
    do throws(CaptureFault) {
      let digest = try ContentDigest.member(
        member.index, ofArchiveAt: file.descriptorPath, shouldStop: { deadline.hasPassed || isStopped })
      if let digest { return .digest(digest) }
      return .unread(isStopped ? .stopped : fail(work.tooLong(options.timeLimit)))
    } catch {
      if isStopped { return .unread(.stopped) }
      return .unread(fail(work.file.failure(.capture(error.kind), options.names.message(error))))
    }
  }

  /// Analyses a capture, or reuses a result on the same content.
  /// - Parameter mayBeKnown: whether an earlier result counts.
  func analyze(_ work: ScanWork, _ key: AnalysisKey, mayBeKnown: Bool) -> Ending {
    let entry = options.names.entry(work.file, .analysed, sha256: key.sha256)
    do throws(CatalogError) {
      if mayBeKnown, try catalog.link(entry, to: key) {
        if options.tellsAnswers, let original = try catalog.otherPath(of: key, than: entry) {
          let answer = options.report.language.sameContent(as: original)
          notify(.answered(path: options.names.path(work.file), answer: answer))
        }
        return .known
      }
    } catch {
      return .fatal(ScanError(error))
    }
    do throws(FileError) {
      let file = try InputFile(work.file.opened, waits: false)
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
          : work.file.failure(.capture(error.kind), options.names.message(error)))
    }
    if isStopped { return .stopped }
    if deadline.hasPassed { return fail(work.tooLong(options.timeLimit)) }
    if try file.status() != work.file.status { return fail(work.changed) }
    return keep(result, work, file, key, entry)
  }

  private func analyze(
    _ work: ScanWork, _ file: borrowing InputFile, _ deadline: Deadline
  ) throws(CaptureFault) -> CaptureResult {
    var options = AnalysisOptions(policy: options.policy)
    options.shouldStop = { deadline.hasPassed || isStopped }
    options.progress = { _, _ in notify(.reading) }
    options.budget = self.options.budget
    options.member = work.file.member?.index
    // By its descriptor, whatever bytes its name has.
    var result = try CaptureAnalyzer.analyze(path: file.descriptorPath, options: options)
    result.description.path = work.file.shown
    if let facts = work.facts { result.join(facts) }
    return self.options.names.result(result, path: self.options.names.path(work.file))
  }

  private func keep(
    _ result: CaptureResult, _ work: ScanWork, _ file: borrowing InputFile, _ key: AnalysisKey,
    _ found: FileEntry
  ) -> Ending {
    let capture = ReportedCapture(result)
    let name = "\(key.sha256.prefix(24))-\(key.conditions.digest.prefix(8)).html"
    var notCopied: ScanError?
    do throws(ScanError) {
      try writePage(capture, name)
      if result.findings.isEmpty == false, let annotated {
        notCopied = try annotated.write(result, work.file, file.descriptorPath, key, options.report) {
          isStopped
        }
      }
    } catch {
      return isStopped ? .stopped : .fatal(error)
    }
    if isStopped { return .stopped }
    var entry = CaptureEntry(capture, key: key)
    entry.report = name
    do throws(CatalogError) {
      try catalog.keep(entry, for: found, isForced: options.isForced)
    } catch {
      return .fatal(ScanError(error))
    }
    if options.tellsAnswers {
      notify(.answered(path: result.description.path, answer: capture.answerLine(options.report)))
    }
    return .analysed(notCopied: notCopied)
  }

  private func writePage(_ capture: ReportedCapture, _ name: String) throws(ScanError) {
    let path = [options.output, ScanOptions.reportFolder, name].joined(separator: "/")
    do throws(OutputFault) {
      try CapturePage.write(capture, options.report, to: path, shouldStop: { isStopped })
    } catch {
      throw ScanError(error, path: path, option: "--output")
    }
  }

  /// Notes a failure in the catalog, too.
  private func fail(_ failed: FailedFile) -> Ending {
    do throws(CatalogError) {
      var failed = failed
      let deadline = Deadline(seconds: ScanSurvey.recognitionLimit)
      failed.format = CaptureKind.name(failed.archive?.name ?? failed.name, failed.archive?.member) {
        deadline.hasPassed || isStopped
      }
      try catalog.keep([options.names.entry(failed)])
      return .failed(failed)
    } catch {
      return .fatal(ScanError(error))
    }
  }
}

extension ScanError {
  /// A page or a copy that cannot be written ends the scan.
  init(_ error: OutputFault, path: String, option: String) {
    switch error {
    case .isInput: self.init(.isInput, path: path, ErrorMessage(ScanProblem.overInput(option: option)))
    case .system(let words):
      self.init(.report, path: path, ErrorMessage(ScanProblem.unwritableReport(words, option: option)))
    case .closedPipe, .interrupted:
      self.init(.report, path: path, ErrorMessage(ScanProblem.unwritableReport("", option: option)))
    }
  }
}

extension ScanWork {
  fileprivate var changed: FailedFile { file.failure(.capture(.unreadable), .changed, reason: .changed) }

  fileprivate func unreadable(_ error: FileError) -> FailedFile {
    file.failure(
      .capture(.unreadable), error.isNotFound ? .disappearedWhileScanning : .cannotBeRead(error.text))
  }

  fileprivate func tooLong(_ limit: Double?) -> FailedFile {
    file.failure(.timeLimit, .tooSlow(seconds: limit ?? 0))
  }
}
