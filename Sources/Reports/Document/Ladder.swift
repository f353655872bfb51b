import Diagnosis
import Packets

/// A flow as a sequence diagram: one lifeline per end, one row per frame. Columns, colours and wrapping are
/// the renderer's.
struct Ladder {
  /// A vertical line. On a flow through a proxy the server is beyond it.
  enum Lifeline: Int {
    case client
    case proxy
    case server
  }

  /// The text at the top of a lifeline.
  struct Head {
    var lifeline: Lifeline
    var role: Phrase
    /// A name from the network, an address and a port, or both.
    var lines: [Phrase]
  }

  enum Stroke {
    case solid
    /// Sent again, or without an effect.
    case broken
    /// What lies between is not in the capture.
    case missing
  }

  struct Rung {
    /// The 1-based number of the frame.
    var frame: UInt32
    /// Nanoseconds since the first rung; negative where a clock was set back.
    var offset: Int64
    var from: Lifeline
    var to: Lifeline
    var stroke: Stroke
    var label: Phrase
    /// What else is to be said; may be empty.
    var note: Phrase
    var style: TextStyle
    /// It ended the flow: the end that received it is marked with a cross.
    var isEnd: Bool
    /// Lines before the rung: how long nothing was sent, how many rungs are not drawn.
    var breaks: [Phrase] = []
  }

  var heads: [Head]
  var rungs: [Rung] = []
  /// Name and description, for those who do not see the drawing.
  var name: Phrase
  var about: Phrase = ""
  /// What the time of the first rung is; nil without a rung.
  var zero: Phrase?

  var hasProxy: Bool { heads.count == 3 }

  /// Rungs that are drawn from the start and from the end: a handshake with every message and its repetitions
  /// has some thirty.
  static let firstRungs = 40
  static let lastRungs = 16
  /// A silence of a second is longer than any round trip.
  static let silenceLimit: Int64 = 1_000_000_000

  /// - Parameter texts: what is said of each event of the flow.
  init(_ flow: JudgedFlow, _ texts: [Walkthrough.Event], _ words: Words) {
    name = words.picture(.ladder(flow: flow.evidence.id))
    heads = Self.heads(of: flow, words)
    let events = flow.evidence.events
    let end = flow.indexOfEnd
    for (index, (event, text)) in zip(events, texts).enumerated() {
      let far: Lifeline = hasProxy && !text.isTunnelled ? .proxy : .server
      let (from, to): (Lifeline, Lifeline) = event.from == .client ? (.client, far) : (far, .client)
      rungs.append(
        Rung(
          frame: event.frame, offset: event.time &- events[0].time, from: from, to: to,
          stroke: event.stroke, label: text.label, note: text.detail, style: text.style,
          isEnd: index == end,
          breaks: index > 0 ? Self.silence(from: events[index - 1].time, to: event.time, words) : []))
    }
    leaveOutMiddle(words)
  }

  private static func silence(from start: Int64, to end: Int64, _ words: Words) -> [Phrase] {
    let silence = end &- start
    guard silence >= silenceLimit else { return [] }
    return [words.picture(.silence(words.duration(nanoseconds: silence)))]
  }

  private mutating func leaveOutMiddle(_ words: Words) {
    let surplus = rungs.count - Self.firstRungs - Self.lastRungs
    guard surplus > 0 else { return }
    rungs.removeSubrange(Self.firstRungs..<Self.firstRungs + surplus)
    rungs[Self.firstRungs].breaks = [words.picture(.leftOut(surplus))]
  }

  private static func heads(of flow: JudgedFlow, _ words: Words) -> [Head] {
    let client = Head(
      lifeline: .client, role: words.role(.client), lines: [Phrase(flow.evidence.client.description)])
    let name = flow.serverName.map { ["\(name: $0.name)" as Phrase] } ?? []
    let address = Phrase(flow.evidence.server.description)
    let server = words.sender(.server, flow.peer, isTunnelled: true)
    guard flow.judgement.isThroughProxy else {
      return [client, Head(lifeline: .server, role: server, lines: name + [address])]
    }
    let proxy = words.sender(.server, flow.peer, isTunnelled: false)
    return [
      client, Head(lifeline: .proxy, role: proxy, lines: [address]),
      Head(lifeline: .server, role: server, lines: name),
    ]
  }
}

extension JudgedFlow {
  /// The event that ended the flow: the FIN or RST that its verdict names; else a reset or an ICMP message, and of a
  /// failure the first FIN. Nil when the end was not captured, or the flow ended in order.
  fileprivate var indexOfEnd: Int? {
    let events = evidence.events
    if let end = judgement.endedBy,
      let named = events.firstIndex(where: { $0.frame == end.frame && ($0.kind == .rst || $0.kind == .fin) })
    {
      return named
    }
    if let reset = events.firstIndex(where: { $0.kind == .rst || $0.kind == .unreachable }) { return reset }
    return judgement.verdict.isFailure ? events.firstIndex { $0.kind == .fin } : nil
  }
}

extension FlowEvent {
  fileprivate var stroke: Ladder.Stroke {
    if kind == .retransmission || kind == .outOfWindowReset { return .broken }
    return kind == .gap || kind == .truncated ? .missing : .solid
  }
}
