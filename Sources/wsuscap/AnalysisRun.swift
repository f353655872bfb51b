import Analysis
import CaptureFiles
import Catalog
import Diagnosis
import Files
import Redaction
import Reports
import ServerFiles

struct AnalysisRun {
  private var traces: TraceNames
  private var writer: any ReportWriter
  var policy: PolicyChoice
  var filter: String?
  var budget = ResourceBudget.standard
  var asksForExitCode = false
  var facts: ServerFacts?
  var resolutionFolder: ResolutionFolder?
  var redaction: Redaction?
  var addsDigest = false
  var annotation: AnnotationRun?
  var progress: ProgressDisplay?
  private var resolvable: [Finding] = []
  private var hasBegun = false
  private var status = ExitStatus.success
  /// The last result. It is not freed, because the process ends anyway and that takes longer than the report:
  /// see ``end(_:)``.
  private var lastResult: CaptureResult?

  init(_ traces: TraceNames, _ writer: any ReportWriter, policy: PolicyChoice) {
    (self.traces, self.writer, self.policy) = (traces, writer, policy)
  }

  func end(_ status: ExitStatus) -> Never {
    withExtendedLifetime(lastResult) { WSUSCap.exit(status) }
  }

  /// Writes the report; messages are on standard error by then.
  /// - Parameter destination: a file, which appears whole or not at all; nil for standard output.
  mutating func write(flows: [Int], to destination: String?) -> ExitStatus {
    do throws(OutputFault) {
      guard let destination else {
        var output = StandardOutput.open()
        try write(flows, to: &output)
        return status
      }
      var file = try Reports.OutputFile(path: destination)
      var output = ReportOutput(descriptor: file.descriptor) { Interruption.isRequested }
      try write(flows, to: &output)
      if output.writtenBytes > 0, status != .interrupted { try file.finish() }
      return status
    } catch {
      return Messages.report(CommandFailure(destination, error))
    }
  }

  private mutating func write(_ flows: [Int], to output: inout ReportOutput) throws(OutputFault) {
    var missing = Set(flows)
    while status != .interrupted, let name = traces.next() {
      switch try read(name, &output) {
      case .analysed(let result):
        lastResult = result
        try add(result, &missing, to: &output)
      case .failed(let failure): try add(redacted(failure), to: &output)
      case .interrupted: status = .interrupted
      }
    }
    if Interruption.isRequested { status = .interrupted }
    if let error = traces.error {
      Messages.write("\(error); check the list")
      status = max(status, .noInput)
    }
    // Without any capture no report is written: it would only replace an older one.
    guard hasBegun else { return }
    try writer.end(&output)
    try output.flush()
    writeResolutions()
    reportMissing(missing)
    annotate()
  }

  private mutating func begin(_ output: inout ReportOutput) throws(OutputFault) {
    if !hasBegun { try writer.begin(&output) }
    hasBegun = true
  }

  private mutating func add(
    _ result: CaptureResult, _ missing: inout Set<Int>, to output: inout ReportOutput
  ) throws(OutputFault) {
    if resolutionFolder != nil {
      resolvable += result.findings.prefix(Self.resolvableLimit).filter { $0.isAtEndpoint }
    }
    let capture = ReportedCapture(redaction?.redacted(result) ?? result)
    missing = missing.filter { !capture.hasFlow($0) }
    if asksForExitCode, !capture.findings.isEmpty { status = max(status, .findings) }
    try begin(&output)
    try writer.add(capture, to: &output)
    try output.flush()
  }

  private mutating func add(
    _ failure: CaptureFailure, to output: inout ReportOutput
  ) throws(OutputFault) {
    status = max(status, ExitStatus(rawValue: failure.status))
    guard writer.takesClosedFlows else { return }
    try begin(&output)
    try writer.add(failure, to: &output)
    if traces.isList { try output.flush() }
  }

  /// Messages on standard error name files as they were given; a report that is redacted does not.
  private mutating func redacted(_ failure: CaptureFailure) -> CaptureFailure {
    var failure = failure
    failure.path = redaction?.path(ofCapture: failure.path) ?? failure.path
    return failure
  }

  private mutating func reportMissing(_ flows: Set<Int>) {
    guard status < .usage, let id = flows.min() else { return }
    Messages.write("no capture has a flow \(id); a report without --flow lists the flows")
    status = .usage
  }

  /// After the report, and not where it is about flows that do not exist.
  private mutating func annotate() {
    guard let annotation, let lastResult, status < .usage, !Interruption.isRequested else { return }
    status = max(status, annotation.write(lastResult))
  }

  // MARK: Resolution files

  private mutating func writeResolutions() {
    guard let resolutionFolder, !Interruption.isRequested else { return }
    let fixes = ResolutionFiles(for: resolvable, facts: facts ?? ServerFacts()) {
      try? InputFile.open(argument: $0).readAll(limit: Self.configurationLimit)
    }
    status = max(status, resolutionFolder.write(fixes))
  }

  private static let resolvableLimit = 1000
  /// Bytes of a `w3wp.exe.config` that something is added to; real ones have some thousand.
  private static let configurationLimit = 1 << 20

  // MARK: Reading

  private enum Reading {
    case analysed(CaptureResult)
    case failed(CaptureFailure)
    case interrupted
  }

  private mutating func read(
    _ name: TraceNames.Name, _ output: inout ReportOutput
  ) throws(OutputFault) -> Reading {
    switch name {
    case .trace(let trace): return try analyze(trace, &output)
    case .failure(let failure):
      Messages.write(failure.path, failure.message, advice: failure.advice)
      return .failed(failure)
    }
  }

  private mutating func analyze(
    _ trace: String, _ output: inout ReportOutput
  ) throws(OutputFault) -> Reading {
    defer { progress?.end() }
    var outputFault: OutputFault?
    let reading: Reading
    do throws(CaptureFault) {
      var result = try result(trace, &output, &outputFault)
      if let facts { result.join(facts) }
      if addsDigest {
        result.description.sha256 = try ContentDigest.file(
          at: trace, shouldStop: { Interruption.isRequested })
      }
      reading = .analysed(result)
    } catch {
      let reported = ErrorMessage(redaction?.redacted(error) ?? error)
      reading = .failed(
        CaptureFailure(
          path: trace, status: ExitStatus(error.kind).rawValue, message: reported.wrong,
          advice: reported.advice))
      progress?.end()
      if !Interruption.isRequested { Messages.write(trace, ErrorMessage(error)) }
    }
    if let outputFault { throw outputFault }
    return Interruption.isRequested ? .interrupted : reading
  }

  /// Analyses a capture. Flows are written when they close, unless pseudonyms need all of them first.
  private mutating func result(
    _ trace: String, _ output: inout ReportOutput, _ fault: inout OutputFault?
  ) throws(CaptureFault) -> CaptureResult {
    guard writer.takesClosedFlows, redaction == nil else {
      return try CaptureAnalyzer.analyze(path: trace, options: options(trace))
    }
    let isPipe = PathName(trace).kind != .regular
    return try CaptureAnalyzer.analyze(path: trace, options: options(trace)) { capture, flows in
      do throws(OutputFault) {
        try writer.add(closed: flows, of: capture, to: &output)
        // A pipe may be slow, and its reader waits for what is known.
        if isPipe { try output.flush() }
        return true
      } catch {
        fault = error
        return false
      }
    }
  }

  private func options(_ trace: String) -> AnalysisOptions {
    var options = AnalysisOptions(policy: policy)
    options.filter = filter
    options.budget = budget
    options.shouldStop = { Interruption.isRequested }
    if let progress {
      options.progress = { progress.show(ReadingProgress(trace, bytes: $0, of: $1)) }
    }
    return options
  }
}
