package import Bytes

/// Finds requests to a WSUS server in a client's bytes, split anywhere. Bodies are skipped; the first bytes of one are
/// kept until they name the operation.
package struct WSUSRequestReader: Sendable {
  package enum Step: Sendable {
    /// All bytes were consumed; no further request is complete.
    case needsMore
    /// The rest goes to the reader again.
    case request(WSUSRequest, consumed: Int)
  }

  private var lines = HeaderLines()
  private var body = MessageBody.none
  private var head: WSUSRequestHead?
  /// A request whose body may name its operation.
  private var waiting: WSUSRequest?
  private var start = BodyStart(limit: 0)
  private var first = FrameStamp(number: 0, time: 0)
  private var answerFrom = UInt32.max
  /// Nobody knows where the next request begins: it is looked for at the start of each segment.
  private var isLost = false

  /// Bytes of a SOAP request in which its operation is looked for: an envelope's namespaces take some 300.
  private static let operationLimit = 2048

  package init() {}

  /// How many bytes of an unfinished message are kept.
  package var keptBytes: Int { lines.unfinished.count + start.bytes.count }

  /// Whether bytes begin with a request for a path of WSUS. At most ``longestRecognized`` of them tell.
  package static func looksLikeRequest(_ bytes: Span<UInt8>) -> Recognition {
    guard bytes.count > 0 else { return .needsMore }
    let method: String
    switch bytes[0] {
    case UInt8(ascii: "P"): method = "POST "
    case UInt8(ascii: "G"): method = "GET "
    case UInt8(ascii: "H"): method = "HEAD "
    default: return .no
    }
    let answer = recognize(method, in: bytes)
    if answer != .yes { return answer }
    return WSUSService.recognize(bytes.extracting(droppingFirst: method.utf8.count))
  }

  /// `HEAD /Content/` with two and forty digits between slash and point.
  package static let longestRecognized = 58

  /// Reads the next bytes of the client. `origin` is their frame, `stamp` the frame that made them deliverable,
  /// `acknowledged` how many bytes of the server that frame acknowledges.
  package mutating func read(
    _ bytes: Span<UInt8>, origin: FrameStamp, stamp: FrameStamp, acknowledged: UInt32
  ) -> Step {
    if isLost, Self.looksLikeRequest(bytes) != .yes { return .needsMore }
    isLost = false
    var offset = 0
    while true {
      body.skip(bytes, &offset, &lines, keeping: &start)
      if let request = takeWaiting(stamp) { return .request(request, consumed: offset) }
      guard body.isAtEnd else { return .needsMore }
      if head == nil, lines.unfinished.isEmpty, offset < bytes.count {
        (first, answerFrom) = (origin, acknowledged)
      }
      switch lines.next(bytes, &offset) {
      case .needsMore: return .needsMore
      case .tooLong: lose()
      case .line(let line):
        if let request = take(line, stamp) { return .request(request, consumed: offset) }
      }
      if isLost { return .needsMore }
    }
  }

  /// How many of the next bytes tell nothing. The reader goes on behind them: it is not to get them.
  package mutating func skipBody() -> Int { waiting == nil ? body.skipKnown() : 0 }

  /// Bytes of the client are missing from the capture. Take what is unfinished before.
  package mutating func gap(_ count: Int) {
    start.close()
    if !body.skipMissing(count) { lose() }
  }

  /// A request that has begun and is not whole, for an answer that came before, or when nothing more comes: as far as it
  /// was read.
  package mutating func takeUnfinished(_ stamp: FrameStamp) -> WSUSRequest? {
    if let request = waiting {
      waiting = nil
      return request
    }
    let line = lines.unfinished
    guard var request = head?.request ?? WSUSRequestHead(unfinished: line)?.request else { return nil }
    (request.first, request.completed, request.answerFrom) = (first, stamp, answerFrom)
    lose()
    return request
  }

  private mutating func lose() {
    self = WSUSRequestReader()
    isLost = true
  }

  /// Reads one line; returns the request at the empty line after its head, unless its body is needed.
  private mutating func take(_ line: [UInt8], _ stamp: FrameStamp) -> WSUSRequest? {
    guard var known = head else {
      // Empty lines before a request are allowed (RFC 9112, section 2.2).
      if line.isEmpty { return nil }
      head = WSUSRequestHead(line)
      if head == nil { lose() }
      return nil
    }
    guard line.isEmpty else {
      known.take(line)
      head = known
      return nil
    }
    return finish(known, stamp)
  }

  private mutating func finish(_ known: WSUSRequestHead, _ stamp: FrameStamp) -> WSUSRequest? {
    head = nil
    lines.reset()
    body = known.body
    var request = known.request
    (request.first, request.completed, request.answerFrom) = (first, stamp, answerFrom)
    guard known.needsBody else { return request }
    start = BodyStart(limit: Self.operationLimit)
    waiting = request
    return nil
  }

  /// The request whose body has been read far enough.
  private mutating func takeWaiting(_ stamp: FrameStamp) -> WSUSRequest? {
    guard start.isFull || body.isAtEnd, var request = waiting else { return nil }
    waiting = nil
    if let name = SOAPText(start.bytes).operation { request.operation = WSUSOperation(name: name) }
    request.completed = stamp
    start = BodyStart(limit: 0)
    return request
  }
}
