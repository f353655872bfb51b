import Analysis
import Diagnosis
import Packets

/// All flows to update endpoints in time: one row for each client and endpoint, with marks for flows that are close
/// together and had the same outcome.
struct Timeline {
  struct Pair: Hashable {
    var client: IPAddress
    var server: String
  }

  struct Mark {
    /// The first flow of the row, and how many more.
    var flow: Int
    var more: Int
    var verdict: Phrase
    /// Start of the first, in nanoseconds since 1970 (UTC).
    var time: Int64
  }

  struct Row {
    var pair: Pair
    /// By slot and outcome.
    fileprivate(set) var marks: [Int: Mark] = [:]
    /// In the order of `FlowOutcome.allCases`.
    fileprivate(set) var counts = [Int](repeating: 0, count: FlowOutcome.allCases.count)
  }

  private(set) var rows: [Row] = []
  /// Pairs that have no row, because there are enough.
  private(set) var unlisted = 0
  private(set) var flowCount = 0
  let start: Int64
  let end: Int64
  private var rowIndices: [Pair: Int] = [:]
  private var others: Set<Pair> = []

  /// More pairs than a WSUS server and its proxies have; a drawing with more is not readable.
  static let rowLimit = 12
  /// Marks side by side: more would touch.
  static let slots = 43
  /// Pairs without a row, kept apart to count them.
  private static let pairLimit = 10_000

  init(_ capture: ReportedCapture, options: ReportOptions, _ words: Words) {
    start = capture.description.firstPacket ?? 0
    end = max(start, capture.description.lastPacket ?? start)
    for id in FlowSelection(capture, options: options).ids {
      guard capture.endpointRole(id)?.isUpdateService == true || capture.judgement(id).isListedOfWSUS
      else { continue }
      add(capture.flow(id), words)
    }
    unlisted = others.count
  }

  private mutating func add(_ flow: JudgedFlow, _ words: Words) {
    let pair = Pair(client: flow.evidence.client.address, server: flow.shownServer)
    guard let row = row(of: pair) else { return }
    flowCount += 1
    let outcome = flow.judgement.outcome
    let key = slot(of: flow.evidence.start) * FlowOutcome.allCases.count + outcome.rawValue
    rows[row].counts[outcome.rawValue] += 1
    if rows[row].marks[key] != nil {
      rows[row].marks[key]?.more += 1
    } else {
      rows[row].marks[key] = Mark(
        flow: flow.evidence.id, more: 0, verdict: words.label(flow.judgement),
        time: flow.evidence.start)
    }
  }

  private mutating func row(of pair: Pair) -> Int? {
    if let row = rowIndices[pair] { return row }
    guard rows.count < Self.rowLimit else {
      if others.count < Self.pairLimit { others.insert(pair) }
      return nil
    }
    rowIndices[pair] = rows.count
    rows.append(Row(pair: pair))
    return rows.count - 1
  }

  /// From 0 to ``slots`` - 1.
  private func slot(of time: Int64) -> Int {
    let length = Double(end &- start)
    guard length > 0 else { return 0 }
    return max(0, min(Self.slots - 1, Int(Double(time &- start) / length * Double(Self.slots))))
  }
}

extension Timeline.Row {
  /// The marks in a fixed order, with the slot and the outcome of each.
  var orderedMarks: [(slot: Int, outcome: FlowOutcome, mark: Timeline.Mark)] {
    let outcomes = FlowOutcome.allCases
    return marks.sorted { $0.key < $1.key }.map {
      ($0.key / outcomes.count, outcomes[$0.key % outcomes.count], $0.value)
    }
  }
}

extension Judgement {
  var outcome: FlowOutcome {
    if case .wsusTraffic(_, _, _, let failure) = reason { return failure > 0 ? .fails : .succeeds }
    if verdict.isFailure { return .fails }
    return verdict == .success ? .succeeds : .open
  }

  var style: TextStyle {
    if case .wsusTraffic(_, _, _, let failure) = reason { return failure > 0 ? .warning : .plain }
    return verdict.style
  }

  /// Whether a report for people lists it among the flows that it is about: what a WSUS server's clients ask belongs to
  /// every capture, and matters where it fails.
  var isListedOfWSUS: Bool {
    guard case .wsusTraffic(_, _, let purpose, let failure) = reason else { return false }
    return failure > 0 || purpose == .synchronization
  }
}

extension CaptureDocument {
  /// All flows to endpoints in time, where drawings are shown.
  var timeline: Timeline? {
    guard layout.hasPictures else { return nil }
    let timeline = Timeline(capture, options: options, words)
    return timeline.rows.isEmpty ? nil : timeline
  }
}
