package import CaptureReading
import Diagnosis
import PacketDecoding

/// Drives one capture the whole way from its frames to its findings.
package enum CaptureAnalyzer {
  /// Reads and judges a capture. The path `-` is standard input.
  ///
  /// A capture that is cut off or damaged behind its first frames is analysed up to there, and its
  /// description carries a note.
  /// - Throws: ``CaptureFault`` when it is no capture, cannot be read, or the filter is not one.
  package static func analyze(
    path: String, options: AnalysisOptions
  ) throws(CaptureFault) -> CaptureResult {
    var reader = try CaptureReader(path: path, filter: options.filter, shouldStop: options.shouldStop)
    var walk = FrameWalk()
    var count = 0
    var isInterrupted = false
    try reader.forEachFrame { header, bytes in
      walk.take(header, bytes)
      count &+= 1
      if count & (framesPerQuestion - 1) == 0, options.shouldStop?() == true { isInterrupted = true }
      return !isInterrupted
    }
    var result = walk.finish(CaptureDescription(reader, path: path), policy: options.policy)
    result.isInterrupted = isInterrupted
    return result
  }

  /// How many frames are read between two looks at ``AnalysisOptions/shouldStop``: some milliseconds.
  private static let framesPerQuestion = 4096
}
