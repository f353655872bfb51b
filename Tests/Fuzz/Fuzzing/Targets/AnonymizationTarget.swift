import Anonymization
import CaptureFiles
import Diagnosis
import PolicyFiles

extension FuzzTarget {
  static let anonymization = FuzzTarget(
    name: "anonymization", about: "a capture whose packets are anonymised: none changes its length"
  ) { bytes in
    FileInMemory.with(bytes) { path in
      // A fault is an answer.
      try? anonymize(path)
    }
  }

  private static func anonymize(_ path: String) throws(CaptureFault) {
    var anonymizer = Anonymizer(policy: .builtIn, key: "key")
    var first = try CaptureReader(path: path)
    var frames = FrameRuns()
    try first.forEachFrame { header, bytes in
      anonymizer.collect(header, bytes)
      frames.append(header.number)
      return true
    }
    anonymizer.finishCollecting()
    var second = try CaptureReader(path: path)
    _ = try second.forEachRecord(of: frames, shouldStop: { false }) { record, bytes in
      var record = record
      let rewritten = anonymizer.rewrite(&record, bytes)
      require(rewritten.count == bytes.count, "\(rewritten.count) bytes of \(bytes.count)")
      return true
    }
  }
}
