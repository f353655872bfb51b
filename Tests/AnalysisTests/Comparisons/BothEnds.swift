import CaptureBuilding
import Diagnosis
import Foundation
import PolicyFiles

@testable import Analysis

/// Connections at two points: `a` on the client, `b` ten routers further, on the server.
///
/// A line is that of a ``BuiltConversation``; in it a word with `@a` or `@b` passes that point only, so that it was lost or
/// sent between them: `<rst@a`, of another hop limit `<rst@a63`. `<again` is the server's last segment once more, `|` a
/// place at which a capture can begin or end, and `*200(<keepalive >ack)` repeats words.
struct BothEnds {
  /// What a capture at one point holds.
  struct Point {
    var segments: [PassingSegment] = []
    /// Other packets show that the capture runs before and after the connections.
    var hasPacketsBefore = true
    var hasPacketsAfter = true
    /// By so many seconds the clock is ahead.
    var clock: Int64 = 0
  }

  var a = Point()
  var b = Point()
  /// Frames of the first line before which there is a `|`.
  private(set) var marks: [Int] = []

  static let start = Timestamp(2020, 8, 20, 9, 14, 2)
  static let routers: UInt8 = 10
  /// Microseconds from a to b.
  static let way = 10_000

  init() {}

  /// Each line is a connection of its own, a second after the one before.
  init(_ line: String, _ others: String...) { self.init([line] + others) }

  init(_ lines: [String]) {
    for (number, line) in lines.enumerated() {
      var script = PointScript(start: Self.start.advanced(microseconds: number * 1_000_000))
      script.play(line)
      if number == 0 { marks = script.marks }
      a.segments += script.segments(at: "a", connection: number)
      b.segments += script.segments(at: "b", connection: number).map(Self.atServer)
    }
  }

  /// The same segment ten routers further.
  private static func atServer(_ segment: PassingSegment) -> PassingSegment {
    var moved = segment
    if moved.side == .client {
      moved.time = moved.time.advanced(microseconds: way)
      if !moved.isForged { moved.timeToLive -= routers }
    } else {
      moved.time = Timestamp(nanoseconds: moved.time.nanoseconds - UInt64(way) * 1000)
      if !moved.isForged { moved.timeToLive += routers }
    }
    return moved
  }

  /// The same with something else: `BothEnds("…").with { $0.b.clock = 180 }`.
  func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }

  /// The other one is named first.
  var swapped: Self { with { ($0.a, $0.b) = ($0.b, $0.a) } }

  // MARK: Comparing

  func compare(_ mode: CaptureComparison.Mode? = nil) async throws -> CaptureComparison {
    try await Self.compare(a.builder.pcap(), b.builder.pcap(), mode)
  }

  /// Both connections of a proxy in one capture, `a` and then `b`.
  func compareInOne() async throws -> CaptureComparison {
    var both = a
    both.segments += b.segments
    return try await Self.compare(both.builder.pcap(), nil, nil)
  }

  static func compare(
    _ a: [UInt8], _ b: [UInt8]?, _ mode: CaptureComparison.Mode?
  ) async throws -> CaptureComparison {
    let folder = FileManager.default.temporaryDirectory.appending(path: "wsuscap-\(UUID().uuidString)")
    try FileManager.default.createDirectory(at: folder, withIntermediateDirectories: true)
    defer { try? FileManager.default.removeItem(at: folder) }
    var options = AnalysisOptions(policy: .builtIn)
    options.keepsIdentities = true
    var results: [CaptureResult] = []
    for (name, bytes) in [("client.pcap", a), ("server.pcap", b)] {
      guard let bytes else { continue }
      let file = folder.appending(path: name)
      try Data(bytes).write(to: file)
      results.append(try CaptureAnalyzer.analyze(path: file.path(), options: options))
    }
    let comparison = try await CaptureComparison.compare(
      results[0], results.count > 1 ? results[1] : nil, as: mode)
    guard let comparison else { preconditionFailure("nobody interrupts a test") }
    return comparison
  }

  /// The conclusion in short: see ``CaptureComparison/short``.
  var conclusion: String {
    get async throws { try await compare().short }
  }
}

extension CaptureComparison {
  /// `code/confidence`, then the doubts and what is missing: `reset_injected/certain: a 5 rst`.
  var short: String {
    guard case .ends(let ends) = content else { return conclusionCode.rawValue }
    guard let conclusion = ends.conclusion else { return conclusionCode.rawValue }
    let doubts = conclusion.doubts.map { " \($0.code)" }.joined()
    return "\(conclusionCode.rawValue)/\(conclusion.confidence.rawValue)\(doubts)"
  }

  /// The conclusion's subject: `a 5`, the capture and its frame, of what is missing or ended it.
  var subject: String {
    guard case .ends(let ends) = content, let conclusion = ends.conclusion else { return "" }
    switch conclusion.finding {
    case .injected(let segment), .lost(let segment), .oneSided(let segment):
      return "\(segment.shownIn) \(segment.from) \(segment.content.name)"
    case .sameEnd(let end):
      return "\(end.from) \(end.content.name), nearest \(end.nearest.map { "\($0)" } ?? "-")"
    case .closedByProxy(let end), .refusedByProxy(let end), .passedOnByProxy(let end):
      return "near \(end.near), \(end.nearFrom) \(end.nearHow)"
    case .sameWithoutEnd(let verdict): return verdict.rawValue
    case .sameSuccess: return "success"
    }
  }

  /// Segments of all compared connections that only one capture shows: `a client_hello, b rst`.
  var missing: String {
    guard case .ends(let ends) = content else { return "" }
    return ends.connections.flatMap(\.missing).map { "\($0.shownIn) \($0.content.name)" }.joined(
      separator: ", ")
  }
}

extension MissingSegment.Content {
  fileprivate var name: String {
    switch self {
    case .message(let kind): "\(kind)"
    case .syn, .synAck, .fin, .rst, .data: "\(self)"
    }
  }
}

extension PassingSegment {
  /// Its hop limit was given in the line, as it is where it was captured.
  fileprivate var isForged: Bool { timeToLive != 128 && timeToLive != 112 }
}

extension BothEnds.Point {
  var builder: CaptureBuilder {
    let times = segments.map(\.time)
    let first = times.min() ?? BothEnds.start
    let last = times.max() ?? BothEnds.start
    var others: [Timestamp] = []
    if hasPacketsBefore { others.append(Timestamp(nanoseconds: first.nanoseconds - 1_000_000_000)) }
    if hasPacketsAfter { others.append(last.advanced(microseconds: 30_000_000)) }
    return CaptureBuilder(
      passing: segments.map { $0.later(seconds: clock) },
      otherPackets: others.map { $0.later(seconds: clock) })
  }

  /// The capture begins behind so many frames, and nothing tells that it ran before.
  mutating func begin(behind frame: Int) {
    segments.removeAll { $0.frame <= frame }
    hasPacketsBefore = false
  }

  /// The capture ends behind so many frames, and nothing tells that it went on.
  mutating func end(behind frame: Int) {
    segments.removeAll { $0.frame > frame }
    hasPacketsAfter = false
  }

  /// The capture lost some of the segments.
  mutating func lose(where isLost: (PassingSegment) -> Bool) { segments.removeAll(where: isLost) }

  // MARK: What devices on the way change

  /// Source NAT: the client has another address and port there.
  mutating func translate(to client: EndPoint = EndPoint("198.51.100.7", 27_117)) {
    change { segment, side in
      if side == .client { segment.source = client } else { segment.destination = client }
    }
  }

  /// The server is known by another address there.
  mutating func translateServer(to server: EndPoint) {
    change { segment, side in
      if side == .server { segment.source = server } else { segment.destination = server }
    }
  }

  /// Both ends have other sequence numbers there.
  mutating func renumber(client: UInt32 = 1_234_567, server: UInt32 = 3_456_789_012) {
    change { segment, side in
      segment.sequence &+= side == .client ? client : server
      if segment.flags.contains(.ack) { segment.acknowledgment &+= side == .client ? server : client }
    }
  }

  mutating func change(_ body: (inout TCPSegment, Side) -> Void) {
    for index in segments.indices { body(&segments[index].segment, segments[index].side) }
  }

  /// A network card joins segments of a side that follow each other before they are captured.
  mutating func join(_ side: Side) {
    var joined: [PassingSegment] = []
    for next in segments {
      guard let last = joined.last, last.side == side, next.side == side, !last.segment.payload.isEmpty,
        !next.segment.payload.isEmpty, last.segment.sequence &+ last.length == next.segment.sequence
      else {
        joined.append(next)
        continue
      }
      joined[joined.count - 1].segment.payload += next.segment.payload
      joined[joined.count - 1].segment.flags.formUnion(next.segment.flags)
    }
    segments = joined
  }

  /// A device sends a FIN that came with data in a segment of its own.
  mutating func separateFIN() {
    segments = segments.flatMap { whole -> [PassingSegment] in
      guard whole.segment.flags.contains(.fin), !whole.segment.payload.isEmpty else { return [whole] }
      var (data, fin) = (whole, whole)
      data.segment.flags.remove(.fin)
      fin.segment.payload = []
      fin.segment.flags.remove(.psh)
      fin.segment.sequence &+= UInt32(whole.segment.payload.count)
      fin.time = fin.time.advanced(microseconds: 5)
      return [data, fin]
    }
  }
}

extension Timestamp {
  fileprivate func later(seconds: Int64) -> Timestamp {
    Timestamp(nanoseconds: UInt64(Int64(nanoseconds) + seconds * 1_000_000_000))
  }
}

extension PassingSegment {
  fileprivate func later(seconds: Int64) -> PassingSegment {
    var moved = self
    moved.time = time.later(seconds: seconds)
    return moved
  }
}
