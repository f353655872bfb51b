package import CaptureFiles
import Diagnosis

/// A comment on each frame that the verdicts on the flows of a report rest on, for a pcapng file: what the frame is, and
/// where the verdict is decided, the verdict and its doubts.
package struct EvidenceComments {
  private let document: CaptureDocument
  private let showsNames: Bool
  private var facts: [UInt32: [Phrase]] = [:]

  /// The comments in the language of the report, on the flows that it lists, of whatever format it is.
  /// - Parameter showsNames: false leaves out every text that came from the network, such as host names.
  package static func of(
    _ capture: ReportedCapture, _ options: ReportOptions, showsNames: Bool = true
  ) -> FrameComments {
    var comments = EvidenceComments(capture, options, showsNames: showsNames)
    comments.addFlows(options)
    if showsNames { comments.addFindings() }
    return comments.finished
  }

  private init(_ capture: ReportedCapture, _ options: ReportOptions, showsNames: Bool) {
    document = CaptureDocument(capture, options: options, layout: Layout())
    self.showsNames = showsNames
  }

  private var words: Words { document.words }

  private mutating func addFlows(_ options: ReportOptions) {
    let capture = document.capture
    for id in FlowSelection(capture, options: options).ids {
      let role = capture.endpointRole(id)
      guard role != nil || !options.onlyEndpoints else { continue }
      guard !options.flows.isEmpty || options.lists(capture.judgement(id), role) else { continue }
      add(capture.flow(id))
    }
  }

  private mutating func add(_ flow: JudgedFlow) {
    let store = document.capture.store
    // Where an end most likely comes from is one of the doubts.
    let events = document.events(of: flow, endedBy: nil) {
      words.commentDetail(of: $0, in: store, showsNames: showsNames)
    }
    for event in events { facts[event.frame, default: []].append(words.comment(on: event)) }
    facts[flow.decidingFrame, default: []] += words.comment(on: flow.judgement, flow.peer)
  }

  /// Those without a flow: DNS queries.
  private mutating func addFindings() {
    for finding in document.findings where finding.flows.isEmpty {
      for proof in FindingProof.questions(of: finding, words) {
        facts[proof.frame, default: []] += words.comment(on: proof, of: finding)
      }
    }
  }

  private var finished: FrameComments {
    var comments = FrameComments()
    for (frame, facts) in facts where frame > 0 {
      comments.set(SafeText.shown(words.comment(facts).text, limit: .max), on: frame)
    }
    return comments
  }
}
