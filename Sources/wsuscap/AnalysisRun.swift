import Analysis
import CaptureFiles
import Catalog
import Diagnosis
import Glibc
import Reports
import ServerFiles

/// Analyses captures one after the other into one report.
struct AnalysisRun {
  private var traces: TraceNames
  var policy: PolicyChoice
  var filter: String?
  var asksForExitCode: Bool
  /// What files of the server say; they are joined with every capture.
  var facts: ServerFacts?
  /// Where the files of the cure go; nil when none were asked for.
  var fixFolder: FixFolder?
  /// What takes names out of the report; nil when they stay.
  var redaction: Redaction?
  /// Adds the SHA-256 of each capture.
  var addsDigest = false
  /// Tells how far the reading of a capture is.
  var progress: ProgressDisplay?
  /// The findings at endpoints, as far as a cure has files for them.
  private var curable: [Finding] = []
  /// The last result. Giving back the memory of a hundred thousand flows takes longer than writing about them,
  /// and the process ends anyway: see ``end(_:)``.
  private var kept: CaptureResult?

  init(traces: TraceNames, policy: PolicyChoice, filter: String?, asksForExitCode: Bool) {
    self.traces = traces
    self.policy = policy
    self.filter = filter
    self.asksForExitCode = asksForExitCode
  }

  /// Ends the process, without taking apart what was analysed last.
  func end(_ status: ExitStatus) -> Never {
    withExtendedLifetime(kept) { exit(status.rawValue) }
  }

  /// Writes the report and says how it went; messages are on standard error by then.
  ///
  /// - Parameter destination: a file, which appears whole or not at all; nil for standard output.
  mutating func write(_ writer: any ReportWriter, chosenFlows: [Int], to destination: String?) -> ExitStatus {
    do throws(OutputFault) {
      guard let destination else {
        var output = ReportOutput(descriptor: STDOUT_FILENO, shouldStop: nil)
        return try write(writer, chosenFlows, to: &output)
      }
      var file = try OutputFile(path: destination)
      var output = ReportOutput(descriptor: file.descriptor) { Interruption.isRequested }
      let status = try write(writer, chosenFlows, to: &output)
      if output.writtenBytes > 0, status != .interrupted { try file.finish() }
      return status
    } catch {
      return Messages.status(error, file: destination)
    }
  }

  private mutating func write(
    _ writer: any ReportWriter, _ chosenFlows: [Int], to output: inout ReportOutput
  ) throws(OutputFault) -> ExitStatus {
    var writer = writer
    var status = ExitStatus.success
    var missingFlows = Set(chosenFlows)
    var hasBegun = false
    while status != .interrupted, let name = traces.next() {
      let result: CaptureResult
      switch try read(name, &writer, &output) {
      case .analysed(let analysed): result = analysed
      case .failed(let failure):
        status = max(status, ExitStatus(rawValue: failure.status))
        if writer.takesClosedFlows {
          if !hasBegun { try writer.begin(&output) }
          hasBegun = true
          try writer.add(failure, to: &output)
          if traces.isList { try output.flush() }
        }
        continue
      case .interrupted:
        status = .interrupted
        continue
      }
      kept = result
      noteCurable(result)
      var capture = ReportedCapture(result)
      if let redacted = redaction?.redacted(capture) { capture = redacted }
      missingFlows = missingFlows.filter { $0 >= capture.flowCount }
      if asksForExitCode, !capture.findings.isEmpty { status = max(status, .findings) }
      if !hasBegun { try writer.begin(&output) }
      hasBegun = true
      try writer.add(capture, to: &output)
      try output.flush()
    }
    if Interruption.isRequested { status = .interrupted }
    if let trouble = traces.trouble {
      Messages.write("\(trouble); check the list")
      status = max(status, .noInput)
    }
    // A report on no capture at all is not written: it would only take an older one's place.
    guard hasBegun else { return status }
    try writer.end(&output)
    try output.flush()
    status = max(status, writeFixes())
    return max(status, complain(of: missingFlows, status))
  }

  private mutating func noteCurable(_ result: CaptureResult) {
    guard fixFolder != nil else { return }
    curable += result.findings.prefix(Self.curableLimit).filter { $0.isAtEndpoint }
  }

  /// Findings of a capture that are looked at for files to write: those of endpoints stand first.
  private static let curableLimit = 1000

  private func writeFixes() -> ExitStatus {
    guard let fixFolder, !Interruption.isRequested else { return .success }
    return fixFolder.write(
      ResolutionFiles(for: curable, facts: facts ?? ServerFacts()) {
        try? SmallFile.read($0, limit: Self.configurationLimit)
      })
  }

  /// Bytes of a `w3wp.exe.config` that something is added to; real ones have some thousand.
  private static let configurationLimit = 1 << 20

  /// How reading a capture ended.
  private enum Reading {
    case analysed(CaptureResult)
    case failed(CaptureFailure)
    case interrupted
  }

  private func read(
    _ name: TraceNames.Name, _ writer: inout any ReportWriter, _ output: inout ReportOutput
  ) throws(OutputFault) -> Reading {
    switch name {
    case .trace(let trace): return try analyze(trace, &writer, &output)
    case .failure(let failure):
      Messages.write(failure.path, failure.message, advice: failure.advice)
      return .failed(failure)
    }
  }

  /// Reads one capture; what it could not be read for is on standard error by then.
  private func analyze(
    _ trace: String, _ writer: inout any ReportWriter, _ output: inout ReportOutput
  ) throws(OutputFault) -> Reading {
    var options = AnalysisOptions(policy: policy)
    options.filter = filter
    options.shouldStop = { Interruption.isRequested }
    if let progress {
      options.progress = { progress.show(ReadingProgress(trace, bytes: $0, of: $1)) }
    }
    defer { progress?.end() }
    var outputFault: OutputFault?
    let reading: Reading
    do throws(CaptureFault) {
      var result = try result(trace, options, &writer, &output, &outputFault)
      if let facts { result.join(facts) }
      if addsDigest {
        result.description.sha256 = try ContentDigest.file(
          at: trace, shouldStop: { Interruption.isRequested })
      }
      reading = .analysed(result)
    } catch {
      reading = .failed(CaptureFailure(trace, error))
      progress?.end()
      if !Interruption.isRequested { Messages.write(trace, error.message, advice: error.advice) }
    }
    if let outputFault { throw outputFault }
    return Interruption.isRequested ? .interrupted : reading
  }

  /// Analyses a capture; a writer that can takes each flow when it is over. Under pseudonyms all flows have to be known
  /// before the first is written.
  private func result(
    _ trace: String, _ options: AnalysisOptions, _ writer: inout any ReportWriter,
    _ output: inout ReportOutput, _ fault: inout OutputFault?
  ) throws(CaptureFault) -> CaptureResult {
    guard writer.takesClosedFlows, redaction == nil else {
      return try CaptureAnalyzer.analyze(path: trace, options: options)
    }
    let isPipe = !OutputFile.isRegular(trace)
    return try CaptureAnalyzer.analyze(path: trace, options: options) { capture, flows in
      do throws(OutputFault) {
        try writer.add(closed: flows, of: capture, to: &output)
        // Whoever feeds a pipe may feed it slowly, and somebody waits for what is known.
        if isPipe { try output.flush() }
        return true
      } catch {
        fault = error
        return false
      }
    }
  }

  private func complain(of missing: Set<Int>, _ status: ExitStatus) -> ExitStatus {
    guard status < .usage, let id = missing.min() else { return .success }
    Messages.write("no capture has a flow \(id); a report without --flow lists the flows")
    return .usage
  }
}
