package import CaptureFiles
package import Diagnosis
import Packets

package enum CaptureAnalyzer {
  /// Reads and judges a capture; `-` is standard input.
  ///
  /// A capture that is truncated or damaged after its first frames is analysed up to there, with a note.
  /// - Throws: ``CaptureFault`` when it is not a capture, cannot be read, or the filter is invalid.
  package static func analyze(
    path: String, options: AnalysisOptions
  ) throws(CaptureFault) -> CaptureResult {
    try analyze(.file(path), name: path, options: options)
  }

  /// The same for any input.
  /// - Parameter name: what the result calls the capture.
  package static func analyze(
    _ input: CaptureInput, name: String, options: AnalysisOptions
  ) throws(CaptureFault) -> CaptureResult {
    var pipeline = CapturePipeline(budget: options.budget)
    if options.keepsIdentities { pipeline.observer.identities = HelloIdentities() }
    return try analyze(input, name: name, options: options, pipeline: pipeline) { _, _ in true }
  }

  /// Reads and judges a capture, and hands over each flow when it is closed.
  /// - Parameter closed: gets the ids of flows that are complete. A late segment can still arrive: compare
  ///   ``CaptureResult/lastFrame(_:)`` at the end. An id can come twice. False ends the reading.
  /// - Throws: ``CaptureFault`` when it is not a capture, cannot be read, or the filter is invalid.
  package static func analyze(
    path: String, options: AnalysisOptions, closed: (OpenCapture, [Int]) -> Bool
  ) throws(CaptureFault) -> CaptureResult {
    var pipeline = CapturePipeline(budget: options.budget)
    pipeline.observer.closed = ClosedFlows()
    return try analyze(.file(path), name: path, options: options, pipeline: pipeline, closed: closed)
  }

  private static func analyze(
    _ input: CaptureInput, name: String, options: AnalysisOptions, pipeline: consuming CapturePipeline,
    closed: (OpenCapture, [Int]) -> Bool
  ) throws(CaptureFault) -> CaptureResult {
    var reader = try CaptureReader(
      input, member: options.member, filter: options.filter, shouldStop: options.shouldStop)
    var watch = ClosingWatch(CaptureDescription(reader, path: name), policy: options.policy)
    let gauge = reader.gauge
    var pipeline = pipeline
    pipeline.observer.store.processNames = reader.processNames.unambiguous
    var count = 0
    var isInterrupted = false
    var lastTime = Int64.min
    let showsClosed = pipeline.observer.closed != nil
    try reader.forEachFrame { header, bytes in
      pipeline.process(header, bytes)
      if pipeline.isFull { watch.leaveOut(&pipeline) }
      count &+= 1
      if count & (framesPerQuestion - 1) == 0 {
        options.progress?(gauge.bytesRead, gauge.fileSize)
        if options.shouldStop?() == true { isInterrupted = true }
      }
      if showsClosed {
        lastTime = header.time
        if let due = pipeline.observer.closed?.due, due <= header.time {
          isInterrupted = !watch.handOver(&pipeline, at: header.time, closed) || isInterrupted
        }
      }
      return !isInterrupted
    }
    while !isInterrupted, pipeline.observer.closed?.isDue(by: lastTime) == true {
      isInterrupted = !watch.handOver(&pipeline, at: lastTime, closed)
    }
    var result = pipeline.finish(
      CaptureDescription(reader, path: name), policy: options.policy, after: watch)
    result.interfaces = reader.interfaces
    result.isInterrupted = isInterrupted
    return result
  }

  /// How many frames are read between two questions whether to stop: some milliseconds.
  private static let framesPerQuestion = 4096
}

package struct AnalysisOptions: Sendable {
  package var policy: PolicyChoice
  /// Of a zip archive; see `CaptureReader`.
  package var member: Int?
  /// A pcap filter: only packets that match it are analysed. Frame numbers stay those of the file.
  package var filter: String?
  /// Keeps what connections of several captures are recognised by.
  package var keepsIdentities = false
  package var budget = ResourceBudget.standard
  /// Asked regularly; true ends the reading early.
  package var shouldStop: (@Sendable () -> Bool)?
  /// Called as often with the bytes read and the size; 0 of a pipe.
  package var progress: (@Sendable (_ bytes: UInt64, _ size: UInt64) -> Void)?

  package init(policy: PolicyChoice) {
    self.policy = policy
  }
}
