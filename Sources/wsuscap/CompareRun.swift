import Analysis
import CaptureFiles
import Diagnosis
import Files
import Reports

struct CompareRun {
  let traces: [String]
  let mode: CaptureComparison.Mode?
  let policy: PolicyChoice
  let budget: ResourceBudget

  /// Analyses the captures, both at the same time, and compares them.
  func compare() async throws(CommandFailure) -> CaptureComparison {
    async let first = analyze(traces[0])
    async let second = traces.count > 1 ? analyze(traces[1]) : nil
    let a = try await first.get()
    let b = try await second?.get()
    let comparison: CaptureComparison?
    do throws(CaptureFault) {
      comparison = try await CaptureComparison.compare(
        a, b, as: mode, shouldStop: { Interruption.isRequested })
    } catch {
      throw CommandFailure(traces.joined(separator: ", "), error)
    }
    guard let comparison, !Interruption.isRequested else { throw .interrupted }
    return comparison
  }

  private func analyze(_ trace: String) async -> Result<CaptureResult, CommandFailure> {
    var options = AnalysisOptions(policy: policy)
    options.keepsIdentities = true
    options.budget = budget
    options.shouldStop = { Interruption.isRequested }
    do throws(CaptureFault) {
      return .success(try CaptureAnalyzer.analyze(path: trace, options: options))
    } catch {
      return .failure(Interruption.isRequested ? .interrupted : CommandFailure(trace, error))
    }
  }

  /// - Parameter destination: a file, which appears whole or not at all; nil for standard output.
  func write(_ text: inout ByteBuffer, to destination: String?) throws(CommandFailure) {
    do throws(OutputFault) {
      guard let destination else {
        var output = StandardOutput.openInterruptible()
        output.buffer = text
        return try output.flush()
      }
      var file = try Reports.OutputFile(path: destination)
      var output = ReportOutput(descriptor: file.descriptor) { Interruption.isRequested }
      output.buffer = text
      try output.flush()
      try file.finish()
    } catch {
      throw CommandFailure(destination, error)
    }
  }
}
