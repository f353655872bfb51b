import CaptureFiles
import Diagnosis
import Packets

/// The same connections at two points.
package struct EndsComparison: Sendable {
  /// All connections that both captures have.
  package var pairs: [ConnectionPair]
  /// How far b's clock is ahead; nil where no segment is in both.
  package var offset: ClockOffset?
  /// The capture nearer the client; nil where that is unknown.
  package var nearer: CaptureSide?
  /// Connections that were compared segment by segment, those that failed first.
  package var connections: [ConnectionComparison]
  /// What each compared connection says; the decisive one first.
  package var conclusions: [EndsConclusion]

  package var conclusion: EndsConclusion? { conclusions.first }

  /// The comparison of the decisive connection; nil for those of a proxy.
  package var decisive: ConnectionComparison? {
    connections.first { $0.pair == conclusion?.pair }
  }

  /// Connections that are compared segment by segment: more say the same.
  static let comparedLimit = 32
  /// Where none failed: enough for the clocks and the order.
  static let successLimit = 4

  init(pairs: [ConnectionPair]) {
    self.pairs = pairs
    connections = []
    conclusions = []
  }

  /// - Returns: nil when it was interrupted.
  /// - Throws: ``CaptureFault`` when a capture cannot be read any more.
  static func compare(
    _ a: CaptureResult, _ b: CaptureResult, _ pairs: [ConnectionPair],
    shouldStop: (@Sendable () -> Bool)?
  ) async throws(CaptureFault) -> EndsComparison? {
    var comparison = EndsComparison(pairs: pairs)
    let chosen = choose(pairs, a, b)
    let same = chosen.filter { $0.isOneConnection(a, b) }
    guard
      let (ofA, ofB) = try await SegmentReading.read(
        (a, same.map(\.a)), (b, same.map(\.b)), shouldStop: shouldStop)
    else { return nil }
    comparison.align(same, (a, ofA), (b, ofB))
    comparison.conclude(chosen, a, b)
    return comparison
  }

  /// Failed connections to endpoints, then other failed ones; some of the rest where none failed.
  private static func choose(
    _ pairs: [ConnectionPair], _ a: CaptureResult, _ b: CaptureResult
  ) -> [ConnectionPair] {
    func rank(_ pair: ConnectionPair) -> Int {
      let hasFailed = a.judgement(pair.a).verdict.isFailure || b.judgement(pair.b).verdict.isFailure
      let isToEndpoint = a.endpointRole(pair.a) != nil || b.endpointRole(pair.b) != nil
      return (hasFailed ? 0 : 2) + (isToEndpoint ? 0 : 1)
    }
    let ranked = pairs.indices.map { (rank: rank(pairs[$0]), place: $0) }.sorted { $0 < $1 }
    let failed = ranked.prefix(comparedLimit).prefix { $0.rank < 2 }
    let chosen = failed.isEmpty ? ranked.prefix(successLimit) : failed
    return chosen.map { pairs[$0.place] }
  }

  private mutating func align(
    _ pairs: [ConnectionPair], _ a: (result: CaptureResult, segments: [Int: FlowSegments]),
    _ b: (result: CaptureResult, segments: [Int: FlowSegments])
  ) {
    let segments = pairs.map { pair in
      (a: a.segments[pair.a] ?? FlowSegments(), b: b.segments[pair.b] ?? FlowSegments())
    }
    offset = ClockOffset(segments.flatMap { SegmentAlignment.unique($0.a, $0.b) })
    let isLossy = (a: a.result.lacksPackets, b: b.result.lacksPackets)
    var vantage = Vantage()
    for (pair, segments) in zip(pairs, segments) {
      let comparison = ConnectionComparison(
        pair, (a.result, segments.a, isLossy.a), (b.result, segments.b, isLossy.b),
        offset: offset?.nanoseconds ?? 0)
      vantage.note(comparison.alignment.rows)
      connections.append(comparison)
    }
    nearer = vantage.nearer
  }

  private mutating func conclude(_ pairs: [ConnectionPair], _ a: CaptureResult, _ b: CaptureResult) {
    let aligned = Dictionary(uniqueKeysWithValues: connections.map { ($0.pair, $0) })
    var all = pairs.map { pair in
      aligned[pair].map { ConnectionReading($0, nearer: nearer, a, b).conclusion }
        ?? ProxyReading(pair, a, b).conclusion
    }
    let ofProxies = pairs.lazy.filter { aligned[$0] == nil }.compactMap { ProxyReading($0, a, b).nearer }
    if let near = nearer ?? ofProxies.first {
      let (own, other) = near == .a ? (a, b) : (b, a)
      all += LoneConnections(near, own, other, self.pairs, offset: offset?.nanoseconds ?? 0).conclusions
    }
    let order = all.indices.sorted { (all[$0].rank, $0) < (all[$1].rank, $1) }
    conclusions = order.map { all[$0] }
  }
}

extension SegmentReading {
  /// Both captures again, at the same time.
  fileprivate static func read(
    _ a: (result: CaptureResult, flows: [Int]), _ b: (result: CaptureResult, flows: [Int]),
    shouldStop: (@Sendable () -> Bool)?
  ) async throws(CaptureFault) -> ([Int: FlowSegments], [Int: FlowSegments])? {
    async let first = attempt(a.result, a.flows, shouldStop)
    async let second = attempt(b.result, b.flows, shouldStop)
    guard let one = try await first.get(), let other = try await second.get() else { return nil }
    return (one, other)
  }

  private static func attempt(
    _ result: CaptureResult, _ flows: [Int], _ shouldStop: (@Sendable () -> Bool)?
  ) async -> Result<[Int: FlowSegments]?, CaptureFault> {
    if flows.isEmpty { return .success([:]) }
    do throws(CaptureFault) {
      return .success(try read(result, flows: flows, shouldStop: shouldStop))
    } catch {
      return .failure(error)
    }
  }
}
