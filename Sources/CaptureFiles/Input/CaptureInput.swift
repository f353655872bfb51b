/// A source whose first bytes can be looked at before anyone reads them.
final class CaptureInput: ByteSource {
  /// How many bytes may be looked at: one page, so that the reads behind it stay on page boundaries.
  static let startSize = 4096

  /// The first bytes, fewer than ``startSize`` only when there are no more.
  let start: [UInt8]
  private var given = 0
  private let source: any ByteSource
  private let shouldStop: (@Sendable () -> Bool)?
  private var ending: ReadError?

  /// - Parameter shouldStop: asked at each read; true ends the data there. A compressed file may hold so much without
  ///   one frame that nobody else is asked.
  init(_ source: any ByteSource, shouldStop: (@Sendable () -> Bool)? = nil) {
    self.source = source
    self.shouldStop = shouldStop
    start = Self.firstBytes(of: source)
  }

  var error: ReadError? { ending ?? source.error }

  /// Whether the first bytes pass a test.
  func begins(_ test: (Span<UInt8>) -> Bool) -> Bool {
    let start = start
    return test(start.span)
  }

  func read(into buffer: inout MutableSpan<UInt8>) -> Int {
    if ending == nil, shouldStop?() == true { ending = ReadError(.unreadable, "reading was ended", at: 0) }
    if ending != nil { return 0 }
    guard given < start.count else { return source.read(into: &buffer) }
    let count = min(buffer.count, start.count - given)
    for index in 0..<count { buffer[index] = start[given + index] }
    given += count
    return count
  }

  private static func firstBytes(of source: any ByteSource) -> [UInt8] {
    var bytes: [UInt8] = []
    var chunk = [UInt8](repeating: 0, count: startSize)
    while bytes.count < startSize {
      chunk.removeLast(chunk.count - (startSize - bytes.count))
      var buffer = chunk.mutableSpan
      let count = source.read(into: &buffer)
      if count == 0 { break }
      bytes += chunk[..<count]
    }
    return bytes
  }
}
