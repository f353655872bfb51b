/// A frame's 1-based number and its time in nanoseconds since 1970 (UTC). `@inlinable`: one is made for each
/// frame.
@frozen public struct FrameStamp: Hashable, Sendable {
  public var number: UInt32
  public var time: Int64

  @inlinable
  public init(number: UInt32, time: Int64) {
    self.number = number
    self.time = time
  }
}
