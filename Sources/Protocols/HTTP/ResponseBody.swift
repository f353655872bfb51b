/// Steps over the body of an answer (RFC 9112, sections 6 and 7).
enum ResponseBody: Sendable {
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
    while offset < bytes.count && !isAtEnd {
      switch self {
      case .none: return
      case .length(let count):
        self = .length(count - Self.step(count, bytes, &offset))
      case .chunk(let count):
        let left = count - Self.step(count, bytes, &offset)
        self = left == 0 ? .chunkSize : .chunk(left)
      case .chunkSize, .trailers: skipLine(bytes, &offset, &lines)
      case .unframed(let matched): match(matched, bytes, &offset, &lines)
      case .untilClose: offset = bytes.count
      }
    }
  }

  private static func step(_ count: Int, _ bytes: Span<UInt8>, _ offset: inout Int) -> Int {
    let step = min(count, bytes.count - offset)
    offset += step
    return step
  }

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
    case .some(let count) where count > 0 && count <= Self.maximumChunk: self = .chunk(count + 2)
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
