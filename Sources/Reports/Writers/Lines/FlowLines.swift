import Diagnosis

/// Writes flows and captures as lines of JSON under the names of one dialect.
protocol FlowLines: Sendable {
  /// A capture begins.
  ///
  /// - Parameter digits: after the second that the capture holds, 0 to 9.
  mutating func begin(path: String, digits: Int)

  /// Writes a flow, in one line or several.
  ///
  /// - Parameters:
  ///   - isRevised: it was written before, and had another segment since.
  ///   - store: that of the flow's capture; it may have grown since the last flow.
  mutating func add(_ flow: JudgedFlow, isRevised: Bool, store: EvidenceStore, to json: inout JSONText)

  /// Writes what was concluded of a capture, in blocks; the last stays in `json`.
  mutating func end(
    _ capture: ReportedCapture, _ selection: FlowSelection, _ json: inout JSONText,
    to output: inout ReportOutput
  ) throws(OutputFault)

  /// Writes that a capture could not be read.
  mutating func add(_ failure: CaptureFailure, to json: inout JSONText)
}

extension JSONText {
  /// Ends a line. What follows is a text of its own.
  mutating func endLine() {
    buffer.add(byte: UInt8(ascii: "\n"))
    needsComma = false
  }
}
