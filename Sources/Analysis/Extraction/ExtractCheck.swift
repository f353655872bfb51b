import CaptureFiles
package import Diagnosis

package struct ExtractOutcome: Sendable {
  package var frames: Int
  /// Flows that show something else in the new file, by their ids in the source.
  package var changes: [Change]

  package struct Change: Hashable, Sendable {
    package var flow: Int
    package var before: Verdict
    /// Nil when the flow is not found.
    package var after: Verdict?
  }
}

/// Analyses what is copied and compares it with what the capture showed.
struct ExtractCheck {
  private let extraction: FlowExtraction
  private var pipeline = CapturePipeline()
  private var frames: UInt32 = 0
  /// Names, addresses and payload are others on purpose.
  private let comparesVerdictsOnly: Bool
  private let openers: [UInt32: Int]
  private var copiedOpeners: [UInt32: Int] = [:]

  init(_ extraction: FlowExtraction, comparesVerdictsOnly: Bool) {
    self.extraction = extraction
    self.comparesVerdictsOnly = comparesVerdictsOnly
    openers = Dictionary(extraction.flows.map { ($1.first, $0) }) { first, _ in first }
  }

  mutating func take(_ header: FrameHeader, _ bytes: Span<UInt8>) {
    frames += 1
    if let flow = openers[header.number] { copiedOpeners[frames] = flow }
    var copied = header
    copied.number = frames
    pipeline.process(copied, bytes)
  }

  mutating func finish() -> ExtractOutcome {
    let before = extraction.result
    let after = pipeline.finish(CaptureDescription(path: "", format: ""), policy: before.policy.alone)
    var found: [Int: JudgedFlow] = [:]
    for id in 0..<after.flowCount {
      let flow = after.flow(id)
      if let old = copiedOpeners[flow.evidence.firstFrame] { found[old] = flow }
    }
    let changes = extraction.flows.keys.sorted().compactMap { id -> ExtractOutcome.Change? in
      let old = before.flow(id)
      if let new = found[id], shows(new, as: old) { return nil }
      return ExtractOutcome.Change(
        flow: id, before: old.judgement.verdict, after: found[id]?.judgement.verdict)
    }
    return ExtractOutcome(frames: Int(frames), changes: changes)
  }

  private func shows(_ new: JudgedFlow, as old: JudgedFlow) -> Bool {
    comparesVerdictsOnly
      ? new.isJudged(as: old) : new.shows(as: old, endsAtDecision: extraction.endsAtDecision)
  }
}

extension JudgedFlow {
  fileprivate func isJudged(as other: JudgedFlow) -> Bool {
    judgement.verdict == other.judgement.verdict && judgement.confidence == other.judgement.confidence
      && judgement.labels == other.judgement.labels
  }

  /// Whether both have the same verdict, server, events and times. Frames have other numbers, and what is left out
  /// behind the decision is missing.
  fileprivate func shows(as other: JudgedFlow, endsAtDecision: Bool) -> Bool {
    let (own, others) =
      endsAtDecision
      ? (evidence.events.withoutLateLoss, other.evidence.events.withoutLateLoss)
      : (evidence.events, other.evidence.events)
    return isJudged(as: other) && serverName == other.serverName
      && evidence.client == other.evidence.client && evidence.hasMoreEvents == other.evidence.hasMoreEvents
      && own.elementsEqual(others) { $0.shows(as: $1) }
  }
}

extension [FlowEvent] {
  /// The events but for the bytes that are missing behind the last data.
  package var withoutLateLoss: [FlowEvent] {
    let last = lastIndex { !$0.isLoss && !$0.mayFollowData } ?? -1
    return enumerated().filter { $0.offset < last || !$0.element.isLoss }.map(\.element)
  }
}

extension FlowEvent {
  fileprivate var isLoss: Bool { kind == .gap || kind == .truncated }

  fileprivate var mayFollowData: Bool {
    kind == .fin || kind == .rst || kind == .outOfWindowReset || kind == .retransmission
  }

  fileprivate func shows(as other: FlowEvent) -> Bool {
    kind == other.kind && from == other.from && time == other.time
      && (pointsToStore || otherLength != nil && otherLength == other.otherLength || payload == other.payload)
  }

  private var pointsToStore: Bool {
    authority != nil || helloReference != nil || serverHelloIndex != nil || chain != nil
  }

  /// Of data that is neither TLS nor CONNECT; its first line is in the store.
  private var otherLength: UInt16? {
    if case .otherData(let length, _) = payload { length } else { nil }
  }
}
