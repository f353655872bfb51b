package import Bytes

/// A proxy's answer to CONNECT (RFC 9110, section 15).
package struct ConnectResponse: Hashable, Sendable {
  /// The status code, 200 to 999: answers of class 1xx are never final and are skipped.
  package var status: Int
  /// The names of the schemes that Proxy-Authenticate offers, such as `Negotiate`, in order; none twice.
  package var proxyAuthenticate: [String]

  /// Whether the tunnel is open from here on.
  package var isSuccess: Bool { (200...299).contains(status) }
}

/// Finds a proxy's answers to CONNECT in its bytes, split anywhere.
///
/// The body of an answer that refuses the tunnel is skipped: 407, then 200.
package struct ConnectResponseReader: Sendable {
  package enum Step: Sendable {
    /// All bytes were consumed; no head is complete yet.
    case needsMore
    /// A complete final head; `consumed` includes an earlier body. The rest is the tunnel's after a 2xx
    /// answer, else it goes to the reader again.
    case head(ConnectResponse, first: FrameStamp, completed: FrameStamp, consumed: Int)
    /// No HTTP answer, or a head of more than 64 KiB; every later answer is the same.
    case notHTTP
  }

  private var lines = HeaderLines()
  private var body = MessageBody.none
  private var head: ResponseHead?
  private var first = FrameStamp(number: 0, time: 0)
  private var isRefused = false

  package init() {}

  /// How many bytes of an unfinished line are kept.
  package var keptBytes: Int { lines.unfinished.count }

  /// Whether bytes begin with `HTTP/1.` and so with an answer.
  package static func looksLikeAnswer(_ bytes: Span<UInt8>) -> Recognition {
    recognize("HTTP/1.", in: bytes)
  }

  /// Reads the next bytes of the proxy. `origin` is their frame, `stamp` the frame that made them
  /// deliverable.
  package mutating func read(_ bytes: Span<UInt8>, origin: FrameStamp, stamp: FrameStamp) -> Step {
    var offset = 0
    while !isRefused {
      body.skip(bytes, &offset, &lines)
      guard body.isAtEnd else { return .needsMore }
      if head == nil && lines.unfinished.isEmpty && offset < bytes.count { first = origin }
      switch lines.next(bytes, &offset) {
      case .line(let line):
        guard let answer = take(line) else { continue }
        return .head(answer, first: first, completed: stamp, consumed: offset)
      case .needsMore:
        if head != nil || Self.looksLikeAnswer(lines.unfinished.span) != .no { return .needsMore }
        isRefused = true
      case .tooLong:
        isRefused = true
      }
    }
    lines.reset()
    return .notHTTP
  }

  /// Reads one line; returns the response at the empty line after a final head.
  private mutating func take(_ line: [UInt8]) -> ConnectResponse? {
    guard let known = head else {
      head = ResponseHead(statusLine: line)
      isRefused = head == nil
      return nil
    }
    guard line.isEmpty else {
      head?.take(line)
      return nil
    }
    head = nil
    lines.reset()
    body = known.body
    return known.response.status < 200 ? nil : known.response
  }
}
