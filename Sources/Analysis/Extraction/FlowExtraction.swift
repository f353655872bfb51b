package import CaptureFiles
package import Diagnosis

/// Chosen flows of a capture, to be written as a capture that shows the same about them.
///
/// The capture is read twice: to find the frames, and to copy them. The copy is analysed on the way.
package struct FlowExtraction: Sendable {
  /// Ends each flow where its verdict was decided, plus the frames that show its end.
  package var endsAtDecision: Bool
  package var wholeFlows: Set<Int> = []
  package let result: CaptureResult
  let flows: [Int: FlowFrames]
  private let path: String
  private let outline: CaptureOutline
  private let names: FrameRuns
  private let latest: FlowFollower.Witness
  private let latestBystander: FlowFollower.Witness

  /// Flows of the capture, with those that were left out.
  package var flowCount: Int { result.flowCount + result.description.leftOutFlows }
  package var frameCount: Int { result.description.packets }
  /// Reservations about the capture, such as `truncated_file`.
  package var notes: [CaptureDescription.Note] { result.description.notes }

  init(
    _ follower: FlowFollower, _ result: CaptureResult, names: [NameOrigin], outline: CaptureOutline,
    endsAtDecision: Bool
  ) {
    self.endsAtDecision = endsAtDecision
    self.result = result
    self.outline = outline
    path = result.description.path
    flows = follower.flows
    latest = follower.latest
    latestBystander = follower.latestBystander
    self.names = follower.supportFrames.union(FrameRuns(names.flatMap(\.frames)))
  }

  package var frames: FrameRuns {
    let own = flows.map { id, frames in
      endsAtDecision && !wholeFlows.contains(id) ? frames.untilDecision : frames.whole
    }
    return FrameRuns.union(own + [names, FrameRuns(witness.map { [$0] } ?? [])])
  }

  /// A later frame of another connection that proves a silence on which a verdict rests (a single SYN without
  /// an answer).
  package var witness: UInt32? {
    let end = flows.values.map(\.openingEnd).max() ?? latest.time
    if flows.keys.allSatisfy({ isJudgedTheSame($0, ifCaptureEndedAt: end) }) { return nil }
    let bystander = latestBystander
    let isEnough =
      bystander.number != 0
      && flows.keys.allSatisfy { isJudgedTheSame($0, ifCaptureEndedAt: max(end, bystander.time)) }
    return isEnough ? bystander.number : latest.number
  }

  private func isJudgedTheSame(_ id: Int, ifCaptureEndedAt end: Int64) -> Bool {
    result.judgement(id, ifCaptureEndedAt: end) == result.judgement(id)
  }

  /// Hands the frames of the new file to `body`, as they were captured: for a rewriting that must know all of them
  /// before it changes one.
  /// - Returns: false when `shouldStop` ended it.
  package func forEachFrame(
    shouldStop: () -> Bool, _ body: (FrameHeader, Span<UInt8>) -> Void
  ) throws(CaptureFault) -> Bool {
    var reader = try CaptureReader(path: path)
    return try reader.forEachRecord(of: frames, shouldStop: shouldStop) { record, bytes in
      body(record.header, bytes)
      return true
    }
  }

  /// Reads the capture a second time and writes the new file, block by block.
  /// - Parameters:
  /// - application: the writer, such as `wsuscap 0.1.0`.
  /// - rewrite: changes each frame; names and descriptions of interfaces are then left out. nil copies all.
  /// - comments: added to the frames, by their numbers in the source.
  /// - write: gets the next bytes; false ends the writing.
  /// - Returns: how the flows came out; nil when `write` or `shouldStop` ended it.
  /// - Throws: ``CaptureFault``; `.doesNotFit` when the format cannot contain the frames.
  package func write(
    as format: WritingFormat, application: String, shouldStop: () -> Bool,
    rewrite: CaptureCopy.Rewriting? = nil, comments: FrameComments = FrameComments(),
    to write: ([UInt8]) -> Bool
  ) throws(CaptureFault) -> ExtractOutcome? {
    var outline = rewrite == nil ? outline : outline.withoutNames
    outline.application = application
    var copy = CaptureCopy(path: path, frames: frames, outline: outline, format: format)
    copy.comments = comments
    var check = ExtractCheck(self, comparesVerdictsOnly: rewrite != nil)
    let isWhole = try copy.run(
      shouldStop: shouldStop, rewrite: rewrite, see: { check.take($0, $1) }, write: write)
    return isWhole ? check.finish() : nil
  }
}

extension CaptureOutline {
  fileprivate var withoutNames: CaptureOutline {
    var outline = self
    outline.processNames = [:]
    for index in outline.interfaces.indices {
      outline.interfaces[index].name = nil
      outline.interfaces[index].description = nil
    }
    return outline
  }
}

extension FlowExtraction {
  /// Reads a capture for the first time. DNS answers over TCP need one more reading, to find their
  /// connections.
  /// - Parameters:
  /// - flows: their ids; unknown ones and those that were left out are ignored, see ``flowCount``.
  /// - shouldStop: true ends the reading.
  /// - Returns: nil when `shouldStop` ended it.
  /// - Throws: ``CaptureFault`` when the path is not a capture, or cannot be read twice.
  package static func read(
    path: String, flows: Set<Int>, endsAtDecision: Bool, policy: PolicyChoice,
    budget: ResourceBudget = .standard, shouldStop: () -> Bool
  ) throws(CaptureFault) -> FlowExtraction? {
    var supporting: [Int: UInt32] = [:]
    while true {
      var follower = FlowFollower(flows, supporting: supporting, policy: policy, budget: budget)
      guard let outline = try follow(path, &follower, shouldStop) else { return nil }
      let result = follower.finish(outline.description, policy: policy)
      follower.forgetLeftOut(result)
      let names = follower.flows.keys.flatMap { follower.origins(of: result.flow($0).evidence) }
      let connections = Self.connections(names)
      // The same capture read again names the same connections, so this ends with the second time.
      guard supporting.isEmpty, !connections.isEmpty else {
        return FlowExtraction(
          follower, result, names: names, outline: outline.outline, endsAtDecision: endsAtDecision)
      }
      supporting = connections
    }
  }

  private static func connections(_ names: [NameOrigin]) -> [Int: UInt32] {
    var connections: [Int: UInt32] = [:]
    for case .connection(let number, let last) in names {
      connections[number] = max(last, connections[number] ?? 0)
    }
    return connections
  }

  private static func follow(
    _ path: String, _ follower: inout FlowFollower, _ shouldStop: () -> Bool
  ) throws(CaptureFault) -> (outline: CaptureOutline, description: CaptureDescription)? {
    var reader = try CaptureReader(path: path)
    guard path != "-", reader.canBeReadAgain else { throw .isPipe }
    let isWhole = try reader.forEachFrame { header, bytes in
      follower.take(header, bytes)
      return header.number & (framesPerQuestion - 1) != 0 || !shouldStop()
    }
    guard isWhole else { return nil }
    var outline = CaptureOutline(
      interfaces: reader.interfaces, longestFrame: follower.longestFrame, end: follower.latest.time,
      application: "")
    outline.processNames = reader.processNames.unambiguous
    return (outline, CaptureDescription(reader, path: path))
  }

  /// How many frames are read between two looks at whether to stop: some milliseconds.
  private static let framesPerQuestion: UInt32 = 4096
}
