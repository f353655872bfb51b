import Streams

/// How much memory the analysis of one capture may take, whatever the capture holds.
///
/// At a limit the oldest goes first and is counted: see ``CaptureDescription/Note``. A verdict that lacks its evidence
/// because of that says so.
package struct ResourceBudget: Sendable {
  /// Bytes of segments that arrived out of order, with what it costs to keep them.
  package var segmentBytes = ReassemblyBudget.standard.bytesPerCapture
  /// Bytes of unfinished messages (handshakes, heads of HTTP, DNS over TCP) that all flows keep together: four of the
  /// longest handshake messages, which few flows may have at once, and 16 MiB of the usual ones.
  package var messageBytes = 80 << 20
  /// Flows whose bytes are read at the same time. A reading takes about half a kilobyte.
  package var readings = 1 << 17
  /// Bytes of hellos, certificates and names of all flows. What an ordinary flow has of its own is some ten bytes; beyond
  /// the limit the oldest flows with much of it are left out: see ``LeavingOut``.
  package var evidenceBytes = 96 << 20
  /// Flows that are kept, at half a kilobyte to a kilobyte each. Beyond it the oldest are left out: see ``LeavingOut``.
  package var flows = 500_000

  package static let standard = ResourceBudget()

  package init() {}

  /// That of one of several captures whose results are kept at the same time: together they take what one may.
  package func shared(by captures: Int) -> ResourceBudget {
    var part = self
    part.flows = flows / captures
    part.evidenceBytes = evidenceBytes / captures
    return part
  }

  /// The fewest flows that a limit may leave: fewer would leave out flows of an ordinary capture.
  package static let fewestFlows = 100

  /// The same with a limit of flows.
  /// - Parameters:
  ///   - limit: what somebody chose; nil for an eighth of the memory, of which each flow takes up to a kilobyte.
  ///   - memory: in bytes; nil when it is not known.
  package func limitingFlows(to limit: Int?, memory: Int?) -> ResourceBudget {
    var budget = self
    let fitting = memory.map { min(flows, max($0 / 8 / 1024, Self.fewestFlows)) }
    budget.flows = limit ?? fitting ?? flows
    return budget
  }

  var reassembly: ReassemblyBudget {
    var budget = ReassemblyBudget.standard
    budget.bytesPerCapture = segmentBytes
    return budget
  }
}

/// What was given up because a budget was spent.
struct GivenUp: Sendable {
  /// Unfinished messages whose rest is not read.
  var messages = 0
  /// Flows that are not read on.
  var readings = 0
}
