/// What compressed data contains: one frame or member after the other.
///
/// What was decompressed before the data ends early, or turns out to be damaged, counts.
final class DecompressedSource: ByteSource {
  private(set) var error: ReadError?
  private var window: ReadWindow
  private let name: String
  private let decompressor: any Decompressor
  private var isInFrame = true
  private var isFinished = false
  private let shouldStop: @Sendable () -> Bool

  /// - Parameter shouldStop: asked at each read, because a bomb may contain no frame of a capture.
  init(
    _ compressed: consuming ReadWindow, _ name: String, _ decompressor: any Decompressor,
    shouldStop: @escaping @Sendable () -> Bool = { false }
  ) {
    window = compressed
    (self.name, self.decompressor) = (name, decompressor)
    self.shouldStop = shouldStop
  }

  func read(into buffer: inout MutableSpan<UInt8>) -> Int {
    if !isFinished, shouldStop() {
      isFinished = true
      error = ReadError(.stopped, at: 0)
    }
    while !isFinished, isInFrame || startsAnother() {
      let produced = step(into: &buffer)
      if produced > 0 { return produced }
    }
    isFinished = true
    return 0
  }

  private func step(into buffer: inout MutableSpan<UInt8>) -> Int {
    let isAtEnd = !window.holds(1)
    let step = window.withBytes(window.available) { decompressor.step($0, into: &buffer) }
    window.drop(step.consumed)
    switch step.state {
    case .ended: isInFrame = false
    case .failed(let reason): stop(reason)
    case .unfinished:
      if step.produced > 0 { break }
      // A step that has input and does nothing with it would be followed by another such.
      if isAtEnd {
        stop(.endsInsideCompressed(name))
      } else if step.consumed == 0 {
        stop(.damagedCompressed(name))
      }
    }
    return step.produced
  }

  private func startsAnother() -> Bool {
    guard window.holds(Self.magicSize) || window.available > 0 else { return false }
    isInFrame = window.withBytes(min(window.available, Self.magicSize)) { decompressor.startsAnother($0) }
    return isInFrame
  }

  /// The longest magic number.
  private static let magicSize = 4

  private func stop(_ reason: ReadError.Reason) {
    isFinished = true
    error = window.error ?? ReadError(reason, at: window.position)
  }
}
