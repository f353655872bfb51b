import Diagnosis

/// How far a flow has come: its last segment and its last event.
struct FlowExtent: Hashable, Sendable {
  var lastFrame: UInt32
  /// The place in the capture's ``FlowEvents``.
  var lastEvent: UInt32
}

/// What was concluded of flows that were handed on while their capture was read. In the end they are judged again only
/// if something came after, which for 150,000 short flows is a twentieth of a report by lines. 64 bytes a flow.
///
/// A class: whoever was handed a flow makes it whole, and with it the conclusion.
final class SettledFlows {
  private struct Conclusion {
    var extent: FlowExtent
    var judgement: Judgement
    var server: ServerReference
  }

  private var conclusions: [Conclusion?] = []

  /// Keeps what was concluded of a flow that had come so far.
  func keep(_ brief: FlowConclusion, of id: Int, at extent: FlowExtent) {
    guard let server = ServerReference(brief) else { return }
    while conclusions.count <= id { conclusions.append(nil) }
    conclusions[id] = Conclusion(extent: extent, judgement: brief.judgement, server: server)
  }

  /// What was concluded of a flow when it had come just so far; nil when nothing was.
  func brief(of id: Int, at extent: FlowExtent) -> FlowConclusion? {
    guard id < conclusions.count, let conclusion = conclusions[id], conclusion.extent == extent else {
      return nil
    }
    return conclusion.server.brief(conclusion.judgement)
  }
}
