import Analysis
import Anonymization
import CaptureFiles
import Diagnosis
import Foundation
import PolicyFiles
import Redaction
import Reports

extension Work {
  /// Returns the number of findings.
  static let judge = Work("5 judge: every flow, and gather the findings") { traffic in
    let judge = Judge(policy: .builtIn)
    var gatherer = FindingGatherer(policy: .builtIn)
    for evidence in traffic.evidence {
      let conclusion = judge.conclusion(
        evidence, store: traffic.result.store, dnsName: nil, captureEnd: traffic.captureEnd)
      gatherer.add(conclusion, of: evidence, store: traffic.result.store)
    }
    return gatherer.finish().count
  }

  /// One for each format; each returns the bytes of the report.
  static let writers = ReportFormat.all.map { format in
    Work("6 write: every flow as \(format.name)") { traffic in
      let destination = try FileHandle(forWritingTo: URL(filePath: "/dev/null"))
      var options = ReportOptions()
      options.listsAllFlows = true
      var writer = format.writer(options)
      var output = ReportOutput(descriptor: destination.fileDescriptor)
      try writer.begin(&output)
      try writer.add(ReportedCapture(traffic.result), to: &output)
      try writer.end(&output)
      try output.flush()
      return output.writtenBytes
    }
  }

  /// Returns the number of flows.
  static let redact = Work("6 redact: the ends of every flow") { traffic in
    var redaction = Redaction(key: "key")
    return redaction.redacted(traffic.result).flowCount
  }

  /// Returns the bytes of all frames.
  static let anonymize = Work("6 anonymize: every frame") { traffic in
    var anonymizer = Anonymizer(policy: .builtIn, key: "key")
    var frames = try CaptureReader(path: traffic.path)
    try frames.forEachFrame { header, frame in
      anonymizer.collect(header, frame)
      return true
    }
    anonymizer.finishCollecting()
    var bytes = 0
    var again = try CaptureReader(path: traffic.path)
    try again.forEachFrame { header, frame in
      var record = FrameRecord(header)
      bytes &+= anonymizer.rewrite(&record, frame).count
      return true
    }
    return bytes
  }

  /// Returns the number of flows.
  static let analyze = Work("7 analyze: from file to findings") { traffic in
    let options = AnalysisOptions(policy: .builtIn)
    return try CaptureAnalyzer.analyze(path: traffic.path, options: options).flowCount
  }
}
