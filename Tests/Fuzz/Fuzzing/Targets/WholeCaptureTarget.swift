import Analysis
import CaptureFiles
import Diagnosis
import PolicyFiles
import Reports

extension FuzzTarget {
  static let wholeCapture = FuzzTarget(
    name: "whole", about: "a capture, analysed, and its report in every format and language"
  ) { bytes in
    FileInMemory.with(bytes) { path in
      do throws(CaptureFault) {
        let result = try CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
        for language in Language.allCases { write(ReportedCapture(result), language) }
      } catch {
        // A fault is an answer.
      }
    }
  }

  private static func write(_ capture: ReportedCapture, _ language: Language) {
    var options = ReportOptions()
    options.language = language
    for format in ReportFormat.all {
      var output = ReportOutput()
      do {
        var writer = format.writer(options)
        try writer.begin(&output)
        try writer.add(capture, to: &output)
        try writer.end(&output)
      } catch {
        fatalError("\(format.name): \(error)")
      }
      require(output.buffer.count > 0, "\(format.name) is empty")
    }
  }
}
