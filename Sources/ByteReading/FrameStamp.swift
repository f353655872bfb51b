/// A frame's place in the capture: its 1-based number and its time in nanoseconds since 1970 (UTC).
package struct FrameStamp: Hashable, Sendable {
  package var number: UInt32
  package var time: Int64

  package init(number: UInt32, time: Int64) {
    self.number = number
    self.time = time
  }
}
