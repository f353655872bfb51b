struct Compression: Sendable {
  let name: String
  let recognises: @Sendable (Span<UInt8>) -> Bool
  /// The decompressed source. It asks at each read whether to stop, because a bomb may contain no frame.
  let undo: @Sendable (consuming ReadWindow, @escaping @Sendable () -> Bool) -> any ByteSource

  /// All of them. To add one: a file with its ``ByteSource``, and a line here.
  static let all: [Compression] = [
    .gzip
  ]
}

extension Compression {
  /// gzip (RFC 1952), also several consecutive members.
  static let gzip = Compression(
    name: "gzip",
    recognises: { $0.count >= 3 && $0[0] == 0x1F && $0[1] == 0x8B && $0[2] == 8 },
    undo: { GzipSource($0, shouldStop: $1) })
}

/// What a gzip file holds.
///
///     +----+----+----+----+-- ... --+--------+--------+
///     | 1F | 8B | CM |FLAG| the rest of the header    |   CM 8: deflate
///     +----+----+----+----+-- ... --+--------+--------+
///     | deflated data ...           | CRC-32 | length |   and perhaps another member
///     +-----------------------------+--------+--------+
///
/// What was inflated before a member ends early counts. Bytes behind the last member that start no other one are
/// padding: gzip itself ignores them with a warning.
final class GzipSource: ByteSource {
  private(set) var error: ReadError?
  private var window: ReadWindow
  private var inflater = Inflater()
  private var isInMember = true
  private var isFinished = false
  private let shouldStop: @Sendable () -> Bool

  init(_ compressed: consuming ReadWindow, shouldStop: @escaping @Sendable () -> Bool = { false }) {
    window = compressed
    self.shouldStop = shouldStop
  }

  func read(into buffer: inout MutableSpan<UInt8>) -> Int {
    if !isFinished, shouldStop() {
      isFinished = true
      error = ReadError(.stopped, at: 0)
    }
    while !isFinished {
      guard isInMember || startsMember() else { break }
      guard window.holds(1) else {
        stop(.endsInsideGzip)
        break
      }
      let produced = inflate(into: &buffer)
      if produced > 0 { return produced }
    }
    isFinished = true
    return 0
  }

  private func inflate(into buffer: inout MutableSpan<UInt8>) -> Int {
    let step = window.withBytes(window.available) { inflater.step($0, into: &buffer) }
    window.drop(step.consumed)
    switch step.state {
    case .ended: isInMember = false
    case .damaged: stop(.damagedGzip)
    case .unfinished:
      // zlib always moves when it has input and space; a call that did not would never end.
      if step.consumed == 0, step.produced == 0 { stop(.damagedGzip) }
    }
    return step.produced
  }

  private func startsMember() -> Bool {
    guard window.holds(2), window.withBytes(2, { $0[0] == 0x1F && $0[1] == 0x8B }) else { return false }
    inflater.restart()
    isInMember = true
    return true
  }

  private func stop(_ reason: ReadError.Reason) {
    isFinished = true
    error = window.error ?? ReadError(reason, at: window.position)
  }
}
