package import Bytes

/// A client's request for a tunnel through a proxy (RFC 9110, section 9.3.6). Credentials are noted, never
/// kept.
package struct ConnectRequest: Hashable, Sendable {
  /// The longest authority that is kept: a host name has at most 253 characters, the port six with its colon.
  package static let maximumAuthority = 300

  /// Host and port as sent, such as `sws.update.microsoft.com:443`; bytes that are not UTF-8 become
  /// characters of the same number.
  package var authority: String
  /// The request carries a Proxy-Authorization field.
  package var offersCredentials: Bool
}

/// Finds CONNECT requests in a client's bytes, split anywhere: a client repeats its request after a 407.
package struct ConnectRequestReader: Sendable {
  package enum Step: Sendable {
    /// All bytes were consumed; the head is incomplete.
    case needsMore
    /// A whole head; `consumed` bytes of the span belonged to it, the rest is for someone else.
    case head(ConnectRequest, first: FrameStamp, completed: FrameStamp, consumed: Int)
    /// No CONNECT request, or a head of more than 64 KiB; every later answer is the same.
    case notHTTP
  }

  private var lines = HeaderLines()
  private var request: ConnectRequest?
  private var first = FrameStamp(number: 0, time: 0)
  private var last = FrameStamp(number: 0, time: 0)
  private var isRefused = false
  /// The request that is being read was answered before its end: see ``takeUnfinished()``.
  package private(set) var isAnswered = false

  package init() {}

  /// How many bytes of an unfinished line are kept.
  package var keptBytes: Int { lines.unfinished.count }

  /// Whether bytes begin with `CONNECT ` and so with a request for a tunnel.
  package static func looksLikeConnect(_ bytes: Span<UInt8>) -> Recognition {
    recognize("CONNECT ", in: bytes)
  }

  /// Whether bytes begin with a request to a proxy for plain HTTP: its target begins with the scheme (RFC 9112, section
  /// 3.2.2).
  package static func isProxyRequest(_ bytes: Span<UInt8>) -> Bool {
    for index in 0..<min(bytes.count, longestMethod) where bytes[index] == UInt8(ascii: " ") {
      return recognize("http://", in: bytes.extracting(droppingFirst: index + 1)) == .yes
    }
    return false
  }

  /// Methods such as PROPPATCH, and the space behind them.
  private static let longestMethod = 16

  /// Reads the next bytes of the client. `origin` is their frame, `stamp` the frame that made them
  /// deliverable.
  package mutating func read(_ bytes: Span<UInt8>, origin: FrameStamp, stamp: FrameStamp) -> Step {
    var offset = 0
    last = stamp
    while !isRefused {
      if request == nil && lines.unfinished.isEmpty && offset < bytes.count { first = origin }
      switch lines.next(bytes, &offset) {
      case .line(let line):
        guard let whole = take(line) else { continue }
        self = ConnectRequestReader(first: first)
        return .head(whole, first: first, completed: stamp, consumed: offset)
      case .needsMore:
        let isPossible = request != nil || Self.looksLikeConnect(lines.unfinished.span) != .no
        if isPossible || lines.unfinished == [0x0d] { return .needsMore }
        isRefused = true
      case .tooLong:
        isRefused = true
      }
    }
    lines.reset()
    return .notHTTP
  }

  /// A request whose head is not whole yet.
  package struct Unfinished: Sendable {
    /// As in ``ConnectRequest``; nil when its end is missing.
    package var authority: String?
    package var first: FrameStamp
    package var last: FrameStamp
  }

  /// Whether a head has begun, and nobody has answered it.
  package var isUnfinished: Bool {
    !isRefused && !isAnswered
      && (request != nil || Self.looksLikeConnect(lines.unfinished.span) == .yes)
  }

  /// The head that has begun, for an answer that came before its end; the rest of it is skipped.
  package mutating func takeUnfinished() -> Unfinished {
    isAnswered = true
    let authority = request?.authority ?? Self.authority(ofUnfinished: lines.unfinished)
    return Unfinished(authority: authority, first: first, last: last)
  }

  /// The authority of a request line, if a blank ends it.
  private static func authority(ofUnfinished line: [UInt8]) -> String? {
    let rest = line.dropFirst("CONNECT ".utf8.count).drop(while: isBlank)
    return rest.contains(where: isBlank) ? authority(of: line) : nil
  }

  private init(first: FrameStamp) {
    self.first = first
  }

  /// Reads one line; returns the request at the empty line after its head.
  private mutating func take(_ line: [UInt8]) -> ConnectRequest? {
    guard var known = request else {
      // Empty lines before a request are allowed (RFC 9112, section 2.2).
      if !line.isEmpty { begin(line) }
      return nil
    }
    if line.isEmpty { return known }
    if HeaderField(line)?.name == "proxy-authorization" { known.offersCredentials = true }
    request = known
    return nil
  }

  /// `CONNECT` authority version (RFC 9112, section 3).
  private mutating func begin(_ line: [UInt8]) {
    guard Self.looksLikeConnect(line.span) == .yes else {
      isRefused = true
      return
    }
    request = ConnectRequest(authority: Self.authority(of: line), offersCredentials: false)
  }

  private static func authority(of line: [UInt8]) -> String {
    let target = line.dropFirst("CONNECT ".utf8.count).drop(while: isBlank).prefix { !isBlank($0) }
    let kept = target.prefix(ConnectRequest.maximumAuthority)
    return String(wire: line.span, kept.startIndex..<kept.endIndex)
  }
}
