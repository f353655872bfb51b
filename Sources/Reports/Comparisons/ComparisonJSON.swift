import Analysis
import Diagnosis
import Packets

/// What two captures say together, for programs: schema `wsuscap.compare/1`.
enum ComparisonJSON {
  static func write(_ comparison: CaptureComparison) -> ByteBuffer {
    var json = JSONWriter()
    json.object { json in
      json.field("schema", "wsuscap.compare/1")
      json.addGenerator()
      json.field("mode", comparison.mode.rawValue)
      json.addCaptures(of: comparison)
      switch comparison.content {
      case .ends(let ends): json.add(ends)
      case .goodBad(let comparison): json.add(comparison)
      case .changes(let changes): json.add(changes, of: comparison)
      }
      json.object("conclusion") { $0.addConclusion(of: comparison) }
    }
    json.endLine()
    return json.buffer
  }
}

extension JSONWriter {
  fileprivate mutating func addCaptures(of comparison: CaptureComparison) {
    var captures = [(comparison.a, comparison.role(of: .a))]
    if !comparison.isOneCapture { captures.append((comparison.b, comparison.role(of: .b))) }
    objects("captures", captures) { json, capture in
      json.field("path", capture.0.description.path)
      json.field("role", capture.1)
    }
  }

  fileprivate mutating func addConclusion(of comparison: CaptureComparison) {
    let words = ComparisonWords(comparison, .english)
    field("code", comparison.conclusionCode.rawValue)
    field("message", words.conclusion)
    field("confidence", comparison.confidence.rawValue)
    let doubts = comparison.doubts
    guard !doubts.isEmpty else { return }
    objects("doubts", doubts) { json, doubt in
      json.field("code", doubt.code)
      json.field("message", words.message(doubt))
    }
  }

  // MARK: Both ends

  fileprivate mutating func add(_ ends: EndsComparison) {
    if let offset = ends.offset {
      field(JSONKey("clock_offset_s"), .span(nanoseconds: offset.nanoseconds, scale: 9, digits: 9))
    }
    field("nearer_client", ends.nearer?.rawValue)
    objects("pairs", ends.pairs, breaksLines: true) { $0.add($1) }
    let missing = ends.connections.flatMap { connection in connection.missing.map { (connection.pair, $0) } }
    objects("frames_missing", missing, breaksLines: true) { json, missing in
      json.field("capture", missing.1.shownIn.rawValue)
      json.field("flow", missing.1.shownIn == .a ? missing.0.a : missing.0.b)
      json.field("frame", missing.1.frame)
      json.field("from", missing.1.from.code)
      json.field("event", missing.1.content.code)
      json.field("missing_in", missing.1.missingIn.rawValue)
    }
  }

  private mutating func add(_ pair: ConnectionPair) {
    field("a", pair.a)
    field("b", pair.b)
    field("matched_by", pair.basis.rawValue)
  }

  // MARK: Good and bad

  fileprivate mutating func add(_ comparison: GoodBadComparison?) {
    objects("pairs", comparison.map { [$0.pair] } ?? []) { $0.add($1) }
    objects("differences", comparison?.differences ?? [], breaksLines: true) { json, difference in
      json.field("what", difference.kind.rawValue)
      json.add(difference.a, as: "a")
      json.add(difference.b, as: "b")
      json.field("explains", difference.explains)
    }
  }

  private mutating func add(_ value: FlowDifference.Value, as name: StaticString) {
    switch value {
    case .none: break
    case .text(let text): field(name, text)
    case .list(let names): field(name, names)
    case .route(let route): field(name, route.rawValue)
    case .verdict(let verdict): field(name, verdict.rawValue)
    case .duration(let time): field(JSONKey(name), .span(nanoseconds: time, scale: 9, digits: 9))
    }
  }

  // MARK: Before and after

  fileprivate mutating func add(_ changes: FindingChanges, of comparison: CaptureComparison) {
    object("findings") { json in
      json.add("resolved", changes.resolved, of: comparison.a)
      json.add("left", changes.left, of: comparison.b)
      json.add("new", changes.new, of: comparison.b)
      json.add("not_tried", changes.untried, of: comparison.a)
    }
  }

  private mutating func add(_ name: StaticString, _ places: [Int], of capture: CaptureResult) {
    objects(name, places) { json, place in
      let finding = capture.findings[place]
      json.field("code", finding.code.rawValue)
      json.field("server", finding.serverName ?? finding.serverAddresses.first?.description)
      json.field("route", finding.route.rawValue)
      json.field("flows", finding.flows)
    }
  }
}

extension MissingSegment.Content {
  var code: String {
    switch self {
    case .syn: "syn"
    case .synAck: "syn_ack"
    case .fin: "fin"
    case .rst: "rst"
    case .message(let kind): kind.code
    case .data: "data"
    }
  }
}

extension CaptureComparison {
  /// What a capture is in the comparison.
  func role(of side: CaptureSide) -> String {
    switch content {
    case .ends, .goodBad(nil): side.rawValue
    case .goodBad(let comparison?): comparison.good == side ? "good" : "bad"
    case .changes: side == .a ? "before" : "after"
    }
  }

  var confidence: Confidence {
    switch content {
    case .ends(let ends): ends.conclusion?.confidence ?? .certain
    case .goodBad(let comparison): comparison?.confidence ?? .certain
    case .changes: .certain
    }
  }

  var doubts: [ComparisonDoubt] {
    if case .ends(let ends) = content { ends.conclusion?.doubts ?? [] } else { [] }
  }
}
