package struct FrameHeader: Hashable, Sendable {
  /// The 1-based position in the file: Wireshark's `frame.number`. A filter does not change it.
  package var number: UInt32
  /// Nanoseconds since 1970 (UTC). A frame without a time of its own carries the last known one,
  /// 0 when there is none; a time beyond the years 1677 to 2262 is the nearest that fits.
  package var time: Int64
  /// How many bytes of the frame were captured.
  package var capturedLength: Int
  package var originalLength: Int
  package var linkType: UInt32
  package var interface: Int32
  package var processID: Int32

  package init(
    number: UInt32, time: Int64, capturedLength: Int, originalLength: Int, linkType: UInt32,
    interface: Int32 = 0, processID: Int32 = -1
  ) {
    self.number = number
    self.time = time
    self.capturedLength = capturedLength
    self.originalLength = originalLength
    self.linkType = linkType
    self.interface = interface
    self.processID = processID
  }
}
