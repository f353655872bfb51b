/// Something about a capture that whoever reads its report should know.
package struct CaptureNote: Hashable, Sendable {
  /// A stable name in snake_case.
  package var code: String
  /// One sentence for people, without the file's name and without a full stop.
  package var message: String
  /// What was lost where; nil for every other note.
  package var loss: Loss?

  package init(code: String, message: String, loss: Loss? = nil) {
    self.code = code
    self.message = message
    self.loss = loss
  }

  /// Frames that the machine that captured says it lost.
  package struct Loss: Hashable, Sendable {
    package var frames: UInt64
    /// The interface's name, where it has one.
    package var interface: String?
  }

  /// The capture ends inside a frame, a block or its compressed data.
  package static let truncatedFile = "truncated_file"
  /// The capture holds something that cannot be; what stands before it was read.
  package static let damagedFile = "damaged_file"
  /// The machine that captured says it lost frames.
  package static let droppedPackets = "dropped_packets"
  /// The filter has no meaning for the frames of one link type; they were left out.
  package static let filterNotApplied = "filter_not_applied"
}
