/// A capture that arrives piece by piece.
final class PieceSource: CaptureSource {
  private(set) var error: ReadError?
  private(set) var bytesRead: UInt64 = 0
  private var rest: ArraySlice<UInt8> = []
  private var isAtEnd = false
  private let next: () throws -> [UInt8]?
  private let shouldStop: @Sendable () -> Bool

  /// - Parameter shouldStop: asked at each read; true ends the data.
  init(_ next: @escaping () throws -> [UInt8]?, shouldStop: @escaping @Sendable () -> Bool) {
    (self.next, self.shouldStop) = (next, shouldStop)
  }

  var size: UInt64 { 0 }

  func read(into buffer: inout MutableSpan<UInt8>) -> Int {
    while rest.isEmpty, !isAtEnd { fetch() }
    let count = buffer.fill(from: rest)
    rest.removeFirst(count)
    bytesRead += UInt64(count)
    return count
  }

  private func fetch() {
    if shouldStop() { return end(.stopped) }
    do {
      guard let piece = try next() else { return end(nil) }
      rest = piece[...]
    } catch {
      end(.system("\(error)"))
    }
  }

  private func end(_ reason: ReadError.Reason?) {
    isAtEnd = true
    error = reason.map { ReadError($0, at: bytesRead) }
  }
}
