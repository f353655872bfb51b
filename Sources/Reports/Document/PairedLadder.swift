import Analysis
import Diagnosis
import Packets

/// One connection at two points: which frame of the one capture is which of the other.
struct PairedLadder {
  struct Rung {
    /// 1-based numbers; nil where the capture lacks the segment.
    var a: UInt32?
    var b: UInt32?
    /// Nanoseconds since the first rung.
    var offset: Int64
    /// It goes from a to b, as what the client sends does where a is nearer the client.
    var isRightward: Bool
    var label: Phrase
    var note: Phrase
    var style: TextStyle
    /// Lines before the rung.
    var breaks: [Phrase] = []
  }

  /// The names of the captures, and of the ends beyond them.
  var names: (a: Phrase, b: Phrase)
  var ends: (left: Phrase, right: Phrase)
  var rungs: [Rung] = []
  /// Name and description, for those who do not see the drawing.
  var name: Phrase
  var about: Phrase
  let headings: (frame: Phrase, segment: Phrase)

  init(
    _ connection: ConnectionComparison, nearer: CaptureSide?, events: (a: [FlowEvent], b: [FlowEvent]),
    _ words: ComparisonWords
  ) {
    names = (words.name(.a), words.name(.b))
    let (client, server) = (words.words.role(.client), words.words.role(.server))
    ends = nearer == .b ? (server, client) : (client, server)
    name = words.words.comparison(.heading(.segments))
    about = words.conclusion
    headings = (words.words.comparison(.heading(.frame)), words.words.comparison(.heading(.message)))
    let missing = Dictionary(
      connection.missing.map { (Place(side: $0.shownIn, frame: $0.frame), $0) },
      uniquingKeysWith: { one, _ in one })
    let start = connection.alignment.rows.first?.time ?? 0
    var labels = SegmentLabels(words)
    for row in connection.alignment.rows {
      guard let segment = row.a ?? row.b else { continue }
      let side: CaptureSide = row.a == nil ? .b : .a
      let found = missing[Place(side: side, frame: segment.frame)]
      let isRightward = (segment.from == .client) == (nearer != .b)
      let known = row.a == nil ? events.b : events.a
      rungs.append(
        Rung(
          a: row.a?.frame, b: row.b?.frame, offset: segment.time &- start, isRightward: isRightward,
          label: labels.label(of: segment, known),
          note: found.map { words.note($0, connection.mayHavePassed($0) ? nil : nearer) } ?? "",
          style: found == nil ? (segment.flags.contains(.rst) ? .bad : .plain) : .bad))
    }
    leaveOutMiddle(words.words)
  }

  private struct Place: Hashable {
    let side: CaptureSide
    let frame: UInt32
  }

  private mutating func leaveOutMiddle(_ words: Words) {
    let surplus = rungs.count - Ladder.firstRungs - Ladder.lastRungs
    guard surplus > 0 else { return }
    rungs.removeSubrange(Ladder.firstRungs..<Ladder.firstRungs + surplus)
    rungs[Ladder.firstRungs].breaks = [words.picture(.leftOut(surplus))]
  }
}

extension SegmentAlignment.Row {
  fileprivate var time: Int64? { (a ?? b)?.time }
}

/// What segments carry; a repetition carries the same.
private struct SegmentLabels {
  private let words: ComparisonWords
  private var known: [Start: Phrase] = [:]

  private struct Start: Hashable {
    let from: Role
    let sequence: UInt32
  }

  init(_ words: ComparisonWords) { self.words = words }

  mutating func label(of segment: FlowSegment, _ events: [FlowEvent]) -> Phrase {
    if segment.flags.contains(.rst) { return "RST" }
    if segment.flags.contains(.syn) { return segment.from == .client ? "SYN" : "SYN, ACK" }
    if segment.payloadLength == 0 { return segment.flags.contains(.fin) ? "FIN" : "ACK" }
    let start = Start(from: segment.from, sequence: segment.sequence)
    if let label = known[start] { return label }
    guard case .message(let kind) = MissingSegment.Content(segment, events) else {
      return words.words.comparison(.bytes(Int(segment.payloadLength)))
    }
    known[start] = words.words.label(kind)
    return words.words.label(kind)
  }
}

extension ComparisonWords {
  /// Why only one capture shows it.
  fileprivate func note(_ segment: MissingSegment, _ nearer: CaptureSide?) -> Phrase {
    guard let nearer else { return words.bothEnds(.onlyIn(name(segment.shownIn))) }
    let isInjected = (segment.shownIn == nearer) == (segment.from == .server)
    return words.bothEnds(isInjected ? .sentBetween : .lostOnWay)
  }
}
