import Diagnosis

/// A flow as a ladder: one vertical line an end, one rung a frame, time running down.
///
/// It says what is to be drawn and nothing of how: columns, units, colours and wrapping are the drawer's.
struct Ladder {
  /// A vertical line. On a flow through a proxy the server stands behind it.
  enum Lifeline: Int {
    case client
    case proxy
    case server
  }

  /// What stands at the top of a lifeline.
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
    /// It ended the flow: a cross stands at the end that was told.
    var isEnd: Bool
    /// How long nothing had been sent before, in nanoseconds; nil where that is not worth a line.
    var silence: Int64?
    /// Rungs between the one before and this one that are not drawn.
    var leftOut: Int
  }

  var flow: Int
  /// The time of the first rung in nanoseconds since 1970 (UTC).
  var start: Int64
  var heads: [Head]
  var rungs: [Rung]

  var hasProxy: Bool { heads.count == 3 }

  /// Rungs that are drawn from the start and from the end: a handshake with every message and its repetitions
  /// has some thirty.
  static let firstRungs = 40
  static let lastRungs = 16
  /// A silence of a second is longer than any round trip: somebody waited.
  static let silenceLimit: Int64 = 1_000_000_000
}
