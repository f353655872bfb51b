import Analysis
import CaptureFiles
import Diagnosis
import Reports

/// What is done with one capture.
extension ScanWorker {
  func look(at work: ScanWork) -> Ending {
    do throws(SystemFault) {
      let file = try OpenFile(work.file.name)
      var work = work
      work.file.state = try file.state()
      guard let content = try ContentDigest.file(file, shouldStop: isStopped) else { return .stopped }
      if content.bytes != work.file.state.size { return .failed(work.changed) }
      if options.shard?.holds(content.digest) == false { return .elsewhere }
      let key = AnalysisKey(sha256: content.digest, conditions: work.conditions)
      guard schedule.claim(key, work) else { return .deferred }
      defer { schedule.release(key) }
      return try look(at: work, file, key)
    } catch {
      return .failed(work.unreadable(error))
    }
  }

  private func look(
    at work: ScanWork, _ file: borrowing OpenFile, _ key: AnalysisKey
  ) throws(SystemFault) -> Ending {
    let entry = FileEntry(work.file, .analysed, sha256: key.sha256)
    do throws(CatalogFault) {
      if !options.isForced || desk.isDone(key), try catalog.link(entry, to: key) { return .known }
    } catch {
      return .fault(ScanFault(error, path: catalog.path))
    }
    let deadline = Deadline(seconds: options.timeLimit, isStopped: isStopped)
    let result: CaptureResult
    do throws(CaptureFault) {
      result = try analyze(work, file, deadline)
    } catch {
      if isStopped() { return .stopped }
      return .failed(
        deadline.hasPassed
          ? work.tooLong(options.timeLimit)
          : work.failure(error.message, advice: error.advice, status: error.exitStatus))
    }
    if isStopped() { return .stopped }
    if deadline.hasPassed { return .failed(work.tooLong(options.timeLimit)) }
    if try file.state() != work.file.state { return .failed(work.changed) }
    return keep(ReportedCapture(result), key, entry)
  }

  private func analyze(
    _ work: ScanWork, _ file: borrowing OpenFile, _ deadline: Deadline
  ) throws(CaptureFault) -> CaptureResult {
    var options = AnalysisOptions(policy: options.policy)
    options.shouldStop = { deadline.shouldStop }
    // By its descriptor: the very file whose content was taken, whatever bytes its name has.
    var result = try CaptureAnalyzer.analyze(path: file.path, options: options)
    result.description.path = work.file.shown
    if let facts = work.facts { result.join(facts) }
    return result
  }

  private func keep(_ capture: ReportedCapture, _ key: AnalysisKey, _ file: FileEntry) -> Ending {
    let name = "\(key.sha256.prefix(24))-\(key.conditions.digest.prefix(8)).html"
    let place = [options.output, ScanOptions.reportFolder, name].joined(separator: "/")
    do throws(OutputFault) {
      try CapturePage.write(capture, options.report, to: place, shouldStop: isStopped)
    } catch {
      guard case .system(let words) = error else { return .stopped }
      return .fault(
        ScanFault(
          path: place, message: "cannot be written: \(words); what was finished is kept",
          advice: "free some room, or give another place with --output", exitStatus: 74))
    }
    var entry = CaptureEntry(capture, key: key)
    entry.report = name
    do throws(CatalogFault) {
      try catalog.keep(entry, for: file, isForced: options.isForced)
    } catch {
      return .fault(ScanFault(error, path: catalog.path))
    }
    desk.noteDone(key)
    return .analysed
  }
}

extension ScanWork {
  fileprivate func failure(_ message: String, advice: String?, status: Int32) -> ScanFailure {
    ScanFailure(
      name: file.name, shown: file.shown, folder: file.folder, state: file.state, message: message,
      advice: advice, exitStatus: status)
  }

  fileprivate var changed: ScanFailure {
    failure(
      "changed while it was read", advice: "scan again when whoever writes it is done", status: 66)
  }

  fileprivate func unreadable(_ fault: SystemFault) -> ScanFailure {
    failure(
      fault.isNotFound ? "vanished before it could be read" : "cannot be read: \(fault.text)",
      advice: fault.isNotFound
        ? "scan again when nobody moves files there" : "check the disk and the permissions", status: 66)
  }

  fileprivate func tooLong(_ limit: Double?) -> ScanFailure {
    failure(
      "is not done after \((limit ?? 0).formatted) seconds and was left",
      advice: "give it more with --time-limit, or analyse it by itself", status: 65)
  }
}

extension Double {
  /// Without a fraction of nothing.
  fileprivate var formatted: String { self == rounded() ? String(Int(self)) : String(self) }
}
