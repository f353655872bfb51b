import Analysis
import CaptureBuilding
import CaptureFiles
import Diagnosis
import Foundation
import PolicyFiles
import Testing

/// Flows that were extracted from a capture, and both captures analysed.
struct ExtractedCapture {
  let extraction: FlowExtraction
  let outcome: ExtractOutcome
  let before: CaptureResult
  let after: CaptureResult
  /// The new file.
  let bytes: [UInt8]
  /// The frames of the source that are in the new file; the first is its frame 1.
  let frames: [UInt32]

  init(
    path: String, flows: [Int], as format: String = "pcapng", endsAtDecision: Bool = false,
    before: CaptureResult? = nil
  ) throws {
    var extraction = try #require(
      try FlowExtraction.read(
        path: path, flows: Set(flows), endsAtDecision: endsAtDecision, policy: .builtIn, shouldStop: { false }
      ))
    let writing = try #require(WritingFormat.all.first { $0.name == format })
    if endsAtDecision {
      let dry = try extraction.write(as: writing, application: "", shouldStop: { false }, to: { _ in true })
      extraction.wholeFlows = Set(try #require(dry).changes.map(\.flow))
    }
    var bytes: [UInt8] = []
    let outcome = try extraction.write(
      as: writing, application: "wsuscap", shouldStop: { false },
      to: {
        bytes += $0
        return true
      })
    self.outcome = try #require(outcome)
    self.extraction = extraction
    self.bytes = bytes
    frames = extraction.frames.flatMap { Array($0) }
    self.before =
      try before ?? CaptureAnalyzer.analyze(path: path, options: AnalysisOptions(policy: .builtIn))
    after = try Self.withFile(bytes) {
      try CaptureAnalyzer.analyze(path: $0, options: AnalysisOptions(policy: .builtIn))
    }
  }

  /// The same for a built capture.
  init(
    _ capture: CaptureBuilder, flows: [Int], isPcapng: Bool = false, as format: String = "pcapng",
    endsAtDecision: Bool = false
  ) throws {
    self = try Self.withFile(isPcapng ? capture.pcapng() : capture.pcap()) {
      try ExtractedCapture(path: $0, flows: flows, as: format, endsAtDecision: endsAtDecision)
    }
  }

  static func withFile<Result>(_ bytes: [UInt8], _ body: (String) throws -> Result) throws -> Result {
    let path = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)").path()
    defer { try? FileManager.default.removeItem(atPath: path) }
    try Data(bytes).write(to: URL(filePath: path))
    return try body(path)
  }

  /// How a flow of the source is numbered in the new file: the one that begins with the same frame.
  func newID(of flow: Int) -> Int? {
    let first = before.flow(flow).evidence.firstFrame
    return (0..<after.flowCount).first { oldFrame(after.flow($0).evidence.firstFrame) == first }
  }

  func oldFrame(_ new: UInt32) -> UInt32 { new == 0 ? 0 : frames[Int(new) - 1] }

  /// What differs between a flow and its extract; empty as it should be.
  ///
  /// Frames have the numbers of the source here. Where it ends at the decision, frames are missing on purpose: nothing
  /// is counted, and bytes may be missing behind the last data. A pcap file holds no process.
  func differences(of flow: Int, keepsProcess: Bool = true) -> [String] {
    guard let id = newID(of: flow) else { return ["flow \(flow) is missing"] }
    let endsAtDecision = extraction.endsAtDecision
    let old = Shown(before, flow, endsAtDecision: endsAtDecision) { $0 }
    let new = Shown(after, id, endsAtDecision: endsAtDecision) { oldFrame($0) }
    var lists = [(old.facts, new.facts), (old.events, new.events), (old.notes, new.notes)]
    if !extraction.endsAtDecision { lists.append((old.counts, new.counts)) }
    if keepsProcess { lists.append(([old.process], [new.process])) }
    return lists.flatMap { one, other in
      one == other ? [] : zip(one + ["-"], other + ["-"]).filter { $0 != $1 }.map { "\($0) became \($1)" }
    }
  }
}

/// Everything that is said of a flow, as texts that do not depend on what else is in its capture.
private struct Shown {
  var facts: [String]
  var counts: [String]
  var events: [String]
  var notes: [String]
  var process: String

  init(_ result: CaptureResult, _ id: Int, endsAtDecision: Bool, frame: (UInt32) -> UInt32) {
    var flow = result.flow(id)
    if endsAtDecision { flow.evidence.events = flow.evidence.events.withoutLateLoss }
    let evidence = flow.evidence
    let reason = "\(flow.judgement.reason)".replacing(/\d+/, with: "#")
    facts = [
      "\(flow.judgement.verdict) \(flow.judgement.confidence) \(flow.judgement.labels)",
      reason, "\(evidence.client) \(evidence.server) \(evidence.clientBasis)",
      "\(flow.serverName?.name ?? "-") \(flow.serverName.map { "\($0.source)" } ?? "-")",
      "\(flow.endpoint?.id ?? "-") \(evidence.start) \(frame(evidence.firstFrame))",
      "\(evidence.hasMoreEvents) \(evidence.isStartMissing) \(evidence.hasConflictingOverlap)",
    ]
    counts = [
      "\(evidence.packets) \(evidence.bytes) \(evidence.retransmissions) \(evidence.lacksReceived)",
      "\(evidence.end) \(frame(evidence.lastFrame))",
    ]
    process = "process \(evidence.processID ?? -1)"
    events = evidence.events.map { event in
      "\(frame(event.frame)) \(event.time) \(event.from) \(event.kind) \(result.store.words(of: event))"
    }
    notes = FlowSummary(flow, store: result.store).notes.map {
      "\($0.code) \(frame($0.frame)) \($0.count)"
    }
  }
}

extension EvidenceStore {
  /// The payload of an event, what it points to in its place.
  fileprivate func words(of event: FlowEvent) -> String {
    if let authority = event.authority { return name(authority) ?? "-" }
    if let reference = event.helloReference { return "\(clientHello(reference))" }
    if let index = event.serverHelloIndex { return "\(serverHellos[Int(index)])" }
    if case .otherData(let length, let number) = event.payload { return "\(length) \(quote(number) ?? "-")" }
    if let chain = event.chain { return "\(certificates(ofChain: chain))" }
    return "\(event.payload)"
  }
}
