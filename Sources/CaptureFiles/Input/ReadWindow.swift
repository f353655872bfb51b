/// The part of a source that is in memory: unread bytes that move on as they are used.
///
///     memory  |....used....|####unread####|...free.....|
///                        first           end
///
/// What is left when the end comes near is moved in front of a page boundary, so that every read
/// of a file goes to whole pages. The memory grows only after it has been filled with real data.
struct ReadWindow: ~Copyable {
  /// Larger reads than 256 KiB do not pay; the page before is for the rest of the last read.
  static let firstSize = 256 * 1024 + PageBuffer.pageSize
  /// Less free space than this is not worth a system call.
  static let leastFree = 16 * PageBuffer.pageSize

  private(set) var position: UInt64 = 0
  private var memory = PageBuffer(count: firstSize)
  private var first = 0
  private var end = 0
  private let source: any ByteSource

  init(_ source: any ByteSource) {
    self.source = source
  }

  var error: ReadError? { source.error }

  /// How many bytes there are in all; nil where they can only be read in order.
  var seekableSize: UInt64? { source.seekableSize }

  /// Reads from anywhere, and moves nothing; only where ``seekableSize`` is known.
  /// - Returns: how many of `count` bytes there are, in front of `bytes`, which grows where it is shorter.
  func read(_ count: Int, at offset: UInt64, into bytes: inout [UInt8]) -> Int {
    if bytes.count < count { bytes = [UInt8](repeating: 0, count: count) }
    return source.read(count, at: offset, into: &bytes)
  }

  /// The first unread bytes, at most so many; fewer only at the end.
  mutating func start(_ size: Int = Self.startSize) -> [UInt8] {
    _ = holds(size)
    return withBytes(min(available, size)) { bytes in
      var start: [UInt8] = []
      start.append(bytes)
      return start
    }
  }

  /// How many bytes formats are recognised by.
  static let startSize = 4096
  /// How many bytes a format is recognised by that has no magic number: several frames of any length.
  static let longStartSize = 65_536

  var available: Int { end &- first }

  @inline(__always)
  mutating func holds(_ count: Int) -> Bool {
    available >= count || refill(count)
  }

  /// Passes the first `count` unread bytes, which must be in memory.
  @inline(__always)
  func withBytes<Result, Fault: Error>(
    _ count: Int, _ body: (Span<UInt8>) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    try withBytes(0..<count, body)
  }

  @inline(__always)
  func withBytes<Result, Fault: Error>(
    _ range: Range<Int>, _ body: (Span<UInt8>) throws(Fault) -> Result
  ) throws(Fault) -> Result {
    precondition(range.upperBound <= available)
    return try memory.withBytes((first &+ range.lowerBound)..<(first &+ range.upperBound), body)
  }

  @inline(__always)
  mutating func drop(_ count: Int) {
    precondition(count >= 0 && count <= available)
    first &+= count
    position &+= UInt64(count)
  }

  mutating func skip(_ count: Int) -> Bool {
    var left = count
    while left > available {
      left -= available
      drop(available)
      guard holds(1) else { return false }
    }
    drop(left)
    return true
  }

  @inline(never)
  private mutating func refill(_ count: Int) -> Bool {
    while available < count {
      makeSpace(for: count)
      let source = source
      let got = memory.withMutableBytes(end..<memory.count) { source.read(into: &$0) }
      if got == 0 { return false }
      end += got
    }
    return true
  }

  private mutating func makeSpace(for count: Int) {
    let unread = available
    if memory.count - end >= Self.leastFree, memory.count - first >= count { return }
    let pages = (unread + PageBuffer.pageSize - 1) / PageBuffer.pageSize
    let front = pages * PageBuffer.pageSize
    if front > memory.count / 2 {
      let larger = PageBuffer(count: memory.count * 2)
      memory.copy(first..<end, to: larger, at: front - unread)
      memory = larger
    } else {
      memory.move(first..<end, to: front - unread)
    }
    first = front - unread
    end = front
  }
}
