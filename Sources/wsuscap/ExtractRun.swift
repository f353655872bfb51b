import Analysis
import CaptureFiles
import Diagnosis
import Glibc
import Reports

/// Extracts flows of one capture into a file.
struct ExtractRun {
  var trace: String
  var flows: Set<Int>
  /// A file, which appears whole or not at all; nil for standard output.
  var output: String?
  var endsAtDecision: Bool
  var policy: PolicyChoice

  /// Writes the file and says on standard error what it holds.
  /// - Throws: ``CommandFailure``.
  func write(as format: WritingFormat) throws(CommandFailure) {
    var extraction = try read()
    for note in extraction.notes where Self.ends.contains(note.code) { Messages.write(trace, note.message) }
    if endsAtDecision { extraction.wholeFlows = try changedFlows(of: extraction, format) }
    let written = try write(extraction, format)
    let frames = "\(written.outcome.frames) of \(extraction.frameCount) frames"
    Messages.write(output ?? Self.standardOutput, "\(frames) written, \(written.bytes) bytes")
    explain(extraction, written.outcome)
  }

  private static let standardOutput = "standard output"
  /// Notes on a capture that ends early.
  private static let ends = ["truncated_file", "damaged_file"]

  private func read() throws(CommandFailure) -> FlowExtraction {
    let extraction: FlowExtraction?
    do throws(CaptureFault) {
      extraction = try FlowExtraction.read(
        path: trace, flows: flows, endsAtDecision: endsAtDecision, policy: policy,
        shouldStop: { Interruption.isRequested })
    } catch {
      throw failure(error)
    }
    guard let extraction else { throw CommandFailure(status: .interrupted, message: nil) }
    let count = extraction.flowCount
    if let id = flows.filter({ $0 >= count }).min() {
      let has = count == 0 ? "no flows" : count == 1 ? "1 flow, 0" : "\(count) flows, 0 to \(count - 1)"
      throw CommandFailure(
        status: .usage,
        message: "\(trace): there is no flow \(id), the capture has \(has); a report lists them")
    }
    return extraction
  }

  /// The flows that would not show the same without what lies behind their decision.
  private func changedFlows(
    of extraction: FlowExtraction, _ format: WritingFormat
  ) throws(CommandFailure) -> Set<Int> {
    guard let outcome = try copy(extraction, format, to: { _ in true }) else {
      throw CommandFailure(status: .interrupted, message: nil)
    }
    return Set(outcome.changes.map(\.flow))
  }

  private func copy(
    _ extraction: FlowExtraction, _ format: WritingFormat, to write: ([UInt8]) -> Bool
  ) throws(CommandFailure) -> ExtractOutcome? {
    do throws(CaptureFault) {
      return try extraction.write(
        as: format, application: "\(Generator.name) \(Generator.version)",
        shouldStop: { Interruption.isRequested }, to: write)
    } catch {
      throw failure(error)
    }
  }

  private func failure(_ fault: CaptureFault) -> CommandFailure {
    if Interruption.isRequested { return CommandFailure(status: .interrupted, message: nil) }
    let file = fault.kind == .doesNotFit ? output ?? Self.standardOutput : trace
    Messages.write(file, fault.message, advice: fault.advice)
    return CommandFailure(status: ExitStatus(fault), message: nil)
  }

  // MARK: Output

  /// What was written.
  private struct Written {
    var outcome: ExtractOutcome
    var bytes: Int
  }

  private func write(
    _ extraction: FlowExtraction, _ format: WritingFormat
  ) throws(CommandFailure) -> Written {
    guard let output else { return try write(extraction, format, to: STDOUT_FILENO) }
    var file = try open(output)
    let written = try write(extraction, format, to: file.descriptor)
    do throws(OutputFault) {
      try file.finish()
    } catch {
      throw failure(error)
    }
    return written
  }

  private func open(_ path: String) throws(CommandFailure) -> OutputFile {
    do throws(OutputFault) {
      return try OutputFile(path: path)
    } catch {
      throw failure(error)
    }
  }

  private func write(
    _ extraction: FlowExtraction, _ format: WritingFormat, to descriptor: Int32
  ) throws(CommandFailure) -> Written {
    var output = ReportOutput(descriptor: descriptor) { Interruption.isRequested }
    var fault: OutputFault?
    let outcome = try copy(extraction, format) { bytes in
      output.buffer.add(bytes)
      do throws(OutputFault) {
        try output.flush()
      } catch {
        fault = error
      }
      return fault == nil
    }
    if let fault { throw failure(fault) }
    guard let outcome else { throw CommandFailure(status: .interrupted, message: nil) }
    return Written(outcome: outcome, bytes: output.writtenBytes)
  }

  private func failure(_ fault: OutputFault) -> CommandFailure {
    CommandFailure(status: Messages.status(fault, file: output), message: nil)
  }

  // MARK: What the reader of the new file should know

  private func explain(_ extraction: FlowExtraction, _ outcome: ExtractOutcome) {
    let place = output ?? Self.standardOutput
    if let witness = extraction.witness {
      Messages.write(
        place, "holds frame \(witness) of the capture too, which shows for how long a SYN had no answer")
    }
    for flow in extraction.wholeFlows.sorted() {
      Messages.write(place, "flow \(flow) is whole: without its data it would not show the same")
    }
    for change in outcome.changes {
      let after = change.after.map { "is judged \($0.rawValue) there" } ?? "is not found there"
      Messages.write(
        place, "flow \(change.flow) \(after) and \(change.before.rawValue) in \(trace)",
        advice: "attach the capture itself")
    }
  }
}
