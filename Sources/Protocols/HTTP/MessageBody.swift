/// Steps over the body of a message (RFC 9112, sections 6 and 7).
enum MessageBody: Sendable {
  case none
  case length(Int)
  /// In a line `chunk-size [;extensions] CRLF`.
  case chunkSize
  /// In the bytes of a chunk and the CRLF after them.
  case chunk(Int)
  case trailers
  /// This many bytes of `HTTP/1.` were read where a body without a length could begin.
  ///
  /// Some proxies send neither body nor length; the next answer begins here.
  case unframed(Int)
  case untilClose

  /// The largest chunk that is believed: nothing that a proxy says of itself has 1 TiB.
  private static let maximumChunk = 1 << 40
  private static let answerStart: [UInt8] = Array("HTTP/1.".utf8)

  var isAtEnd: Bool {
    switch self {
    case .none, .length(0): true
    case .length, .chunkSize, .chunk, .trailers, .unframed, .untilClose: false
    }
  }

  /// Moves `offset` over what belongs to the body.
  mutating func skip(_ bytes: Span<UInt8>, _ offset: inout Int, _ lines: inout HeaderLines) {
    var nothing = BodyStart(limit: 0)
    skip(bytes, &offset, &lines, keeping: &nothing)
  }

  /// The same, with a copy of the first bytes of the content.
  mutating func skip(
    _ bytes: Span<UInt8>, _ offset: inout Int, _ lines: inout HeaderLines, keeping start: inout BodyStart
  ) {
    while offset < bytes.count && !isAtEnd {
      switch self {
      case .none: return
      case .length(let count):
        let step = Self.step(count, bytes, offset)
        start.add(bytes.extracting(offset..<offset + step))
        offset += step
        self = .length(count - step)
      case .chunk(let count):
        let step = Self.step(count, bytes, offset)
        start.add(bytes.extracting(offset..<offset + min(step, max(0, count - Self.lineEnd))))
        offset += step
        self = count == step ? .chunkSize : .chunk(count - step)
      case .chunkSize, .trailers: skipLine(bytes, &offset, &lines)
      case .unframed(let matched): match(matched, bytes, &offset, &lines)
      case .untilClose:
        start.add(bytes.extracting(droppingFirst: offset))
        offset = bytes.count
      }
    }
  }

  /// Steps over the bytes whose number is known, before they are read.
  mutating func skipKnown() -> Int {
    switch self {
    case .length(let count):
      self = .none
      return count
    case .chunk(let count):
      self = .chunkSize
      return count
    case .none, .chunkSize, .trailers, .unframed, .untilClose: return 0
    }
  }

  /// Steps over bytes that are missing from the capture.
  /// - Returns: false where nobody knows what of the message they were.
  mutating func skipMissing(_ count: Int) -> Bool {
    switch self {
    case .length(let left) where count <= left: self = .length(left - count)
    case .chunk(let left) where count <= left: self = count == left ? .chunkSize : .chunk(left - count)
    case .untilClose: break
    case .none, .length, .chunkSize, .chunk, .trailers, .unframed: return false
    }
    return true
  }

  private static func step(_ count: Int, _ bytes: Span<UInt8>, _ offset: Int) -> Int {
    min(count, bytes.count - offset)
  }

  /// CR and LF behind the content of a chunk.
  private static let lineEnd = 2

  private mutating func skipLine(_ bytes: Span<UInt8>, _ offset: inout Int, _ lines: inout HeaderLines) {
    switch lines.next(bytes, &offset) {
    case .needsMore: break
    case .tooLong: self = .untilClose
    case .line(let line):
      if case .trailers = self {
        if line.isEmpty { self = .none }
      } else {
        beginChunk(line)
      }
      // The trailers together are one block; every line of a size is one.
      if case .trailers = self { return }
      lines.reset()
    }
  }

  private mutating func beginChunk(_ line: [UInt8]) {
    let digits = line.prefix { $0 != UInt8(ascii: ";") && !isBlank($0) }
    let size =
      digits.first == UInt8(ascii: "+") ? nil : Int(String(decoding: digits, as: UTF8.self), radix: 16)
    switch size {
    case 0: self = .trailers
    case .some(let count) where count > 0 && count <= Self.maximumChunk: self = .chunk(count + Self.lineEnd)
    default: self = .untilClose
    }
  }

  private mutating func match(
    _ matched: Int, _ bytes: Span<UInt8>, _ offset: inout Int, _ lines: inout HeaderLines
  ) {
    guard bytes[offset] == Self.answerStart[matched] else {
      self = .untilClose
      return
    }
    offset += 1
    self = .unframed(matched + 1)
    guard matched + 1 == Self.answerStart.count else { return }
    // The start of a new answer: its first bytes go where every line's do.
    var used = 0
    _ = lines.next(Self.answerStart.span, &used)
    self = .none
  }
}

/// The first bytes of a body, up to a limit.
struct BodyStart: Sendable {
  private(set) var bytes: [UInt8] = []
  private var limit: Int

  init(limit: Int) {
    self.limit = limit
  }

  /// Nothing more is kept.
  var isFull: Bool { bytes.count >= limit }

  mutating func add(_ more: Span<UInt8>) {
    for index in 0..<min(more.count, max(0, limit - bytes.count)) { bytes.append(more[index]) }
  }

  /// What follows would not be the next bytes: some are missing from the capture.
  mutating func close() {
    limit = bytes.count
  }
}
