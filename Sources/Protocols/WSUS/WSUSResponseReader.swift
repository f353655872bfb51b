package import Bytes

/// Finds a WSUS server's answers in its bytes, split anywhere, and the request that each answers. Bodies are skipped; only
/// of what may be a SOAP fault the first bytes are kept.
package struct WSUSResponseReader: Sendable {
  package enum Step: Sendable {
    /// All bytes were consumed; no further answer is complete.
    case needsMore
    /// The rest goes to the reader again.
    case response(WSUSResponse, consumed: Int)
  }

  private var lines = HeaderLines()
  private var body = MessageBody.none
  private var head: WSUSResponseHead?
  /// An answer whose body may be a fault.
  private var waiting: WSUSResponse?
  private var start = BodyStart(limit: 0)
  private var first = FrameStamp(number: 0, time: 0)
  /// Where the answer begins that is being read, and the next byte, in bytes of the server's stream.
  private var headStart: UInt32 = 0
  private var position: UInt32
  /// Requests without an answer, in order.
  private var expected: [WSUSRequest] = []
  private var isLost = false

  /// Bytes of a fault that are kept: its code follows a stack trace of one to four kilobytes.
  private static let faultLimit = 16 << 10
  /// Requests that wait for an answer: clients of WSUS send one at a time.
  private static let expectedLimit = 16

  /// - Parameter position: how many bytes of the server come before those that are given first.
  package init(position: UInt32) {
    self.position = position
  }

  /// How many bytes of an unfinished message are kept.
  package var keptBytes: Int { lines.unfinished.count + start.bytes.count }

  /// A request was read whose answer comes.
  package mutating func expect(_ request: WSUSRequest) {
    if expected.count == Self.expectedLimit { expected.removeFirst() }
    expected.append(request)
  }

  /// Reads the next bytes of the server. `origin` is their frame, `stamp` the frame that made them deliverable.
  package mutating func read(_ bytes: Span<UInt8>, origin: FrameStamp, stamp: FrameStamp) -> Step {
    var offset = 0
    let step = read(bytes, &offset, origin, stamp)
    position &+= UInt32(truncatingIfNeeded: isLost ? bytes.count : offset)
    return step
  }

  private mutating func read(
    _ bytes: Span<UInt8>, _ offset: inout Int, _ origin: FrameStamp, _ stamp: FrameStamp
  ) -> Step {
    if isLost, recognize("HTTP/1.", in: bytes) != .yes { return .needsMore }
    isLost = false
    while true {
      body.skip(bytes, &offset, &lines, keeping: &start)
      if start.isFull || body.isAtEnd, let response = takeWaiting(stamp) {
        return .response(response, consumed: offset)
      }
      guard body.isAtEnd else { return .needsMore }
      if head == nil, lines.unfinished.isEmpty, offset < bytes.count { begin(at: offset, origin) }
      switch lines.next(bytes, &offset) {
      case .needsMore:
        if head == nil, recognize("HTTP/1.", in: lines.unfinished.span) == .no { lose() }
        return .needsMore
      case .tooLong: lose()
      case .line(let line):
        if let response = take(line, stamp) { return .response(response, consumed: offset) }
      }
      if isLost { return .needsMore }
    }
  }

  /// How many of the next bytes tell nothing. The reader goes on behind them: it is not to get them.
  package mutating func skipBody() -> Int {
    if waiting != nil { return 0 }
    let count = body.skipKnown()
    position &+= UInt32(truncatingIfNeeded: count)
    return count
  }

  /// Bytes of the server are missing from the capture. Take what is unfinished before.
  package mutating func gap(_ count: Int) {
    start.close()
    if !body.skipMissing(count) { lose() }
    position &+= UInt32(truncatingIfNeeded: count)
  }

  /// An answer that has begun and is not whole, when nothing more comes: as far as it was read.
  package mutating func takeUnfinished(_ stamp: FrameStamp) -> WSUSResponse? {
    if let response = takeWaiting(stamp) { return response }
    guard let known = head ?? WSUSResponseHead(lines.unfinished), known.status >= 200 else { return nil }
    let request = takeExpected()
    let response = WSUSResponse(status: known.status, request: request, first: first, completed: stamp)
    lose()
    return response
  }

  private mutating func takeWaiting(_ stamp: FrameStamp) -> WSUSResponse? {
    guard var response = waiting else { return nil }
    if let fault = SOAPText(start.bytes).fault {
      (response.fault, response.exception) = fault
      response.completed = stamp
    }
    waiting = nil
    start = BodyStart(limit: 0)
    return response
  }

  private mutating func lose() {
    let (place, requests) = (position, expected)
    self = WSUSResponseReader(position: place)
    expected = requests
    isLost = true
  }

  private mutating func begin(at offset: Int, _ origin: FrameStamp) {
    first = origin
    headStart = position &+ UInt32(truncatingIfNeeded: offset)
  }

  /// Reads one line; returns the answer at the empty line after a final head, unless its body is needed.
  private mutating func take(_ line: [UInt8], _ stamp: FrameStamp) -> WSUSResponse? {
    guard var known = head else {
      head = WSUSResponseHead(line)
      if head == nil { lose() }
      return nil
    }
    guard line.isEmpty else {
      known.take(line)
      head = known
      return nil
    }
    head = nil
    lines.reset()
    return known.status < 200 ? nil : finish(known, stamp)
  }

  private mutating func finish(_ known: WSUSResponseHead, _ stamp: FrameStamp) -> WSUSResponse? {
    let request = takeExpected()
    body = known.body(isOfHead: request?.isHead ?? false)
    let response = WSUSResponse(status: known.status, request: request, first: first, completed: stamp)
    guard known.mayBeFault, !body.isAtEnd else { return response }
    start = BodyStart(limit: Self.faultLimit)
    waiting = response
    return nil
  }

  /// The request that the answer is to: its sender had received all that came before the answer, and nothing of the
  /// answer. What was sent before that one was answered where the capture has a hole.
  private mutating func takeExpected() -> WSUSRequest? {
    let isKnown = expected.contains { $0.answerFrom != .max && $0.answerFrom <= headStart }
    guard isKnown else {
      let isAlone = expected.count == 1 && expected[0].answerFrom == .max
      return isAlone ? expected.removeFirst() : nil
    }
    let received = expected.filter { $0.answerFrom <= headStart }.map(\.answerFrom).max() ?? 0
    expected.removeAll { $0.answerFrom < received }
    guard let place = expected.firstIndex(where: { $0.answerFrom == received }) else { return nil }
    let isSole = expected.count { $0.answerFrom == received } == 1
    let request = expected.remove(at: place)
    return isSole ? request : nil
  }
}
