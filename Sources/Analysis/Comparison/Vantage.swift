import Diagnosis
import Packets

/// Which of two captures was taken nearer the client.
///
/// Each router on the way takes one from the hop limit, so that the client's packets have more of it nearer the client
/// (RFC 791, RFC 8200), and the server's have less. Without a router between, a SYN waits longer for its answer nearer
/// the client.
struct Vantage {
  private var votes = 0
  private var waits: [Int64] = []

  mutating func note(a: FlowSegment, b: FlowSegment) {
    guard a.hopLimit > 0, b.hopLimit > 0, a.hopLimit != b.hopLimit else { return }
    votes += (a.hopLimit > b.hopLimit) == (a.from == .client) ? 1 : -1
  }

  /// - Parameter rows: of a connection, in order.
  mutating func note(_ rows: [SegmentAlignment.Row]) {
    for row in rows { if let a = row.a, let b = row.b { note(a: a, b: b) } }
    let whole = rows.filter { $0.a != nil && $0.b != nil }
    guard let syn = whole.first(where: { $0.isSyn(of: .client) }),
      let answer = whole.first(where: { $0.isSyn(of: .server) }),
      let waitedA = answer.wait(since: syn, \.a), let waitedB = answer.wait(since: syn, \.b)
    else { return }
    waits.append(waitedA &- waitedB)
  }

  /// Nil where neither shows it.
  var nearer: CaptureSide? {
    if votes != 0 { return votes > 0 ? .a : .b }
    guard !waits.isEmpty else { return nil }
    let median = waits.sorted()[waits.count / 2]
    guard median.magnitude >= Self.shortestDifference else { return nil }
    return median > 0 ? .a : .b
  }

  /// Nanoseconds that clocks and queues of one machine do not explain.
  private static let shortestDifference: UInt64 = 20_000
}

extension SegmentAlignment.Row {
  fileprivate func isSyn(of role: Role) -> Bool { a?.from == role && a?.flags.contains(.syn) == true }

  fileprivate func wait(since syn: Self, _ side: (Self) -> FlowSegment?) -> Int64? {
    guard let start = side(syn)?.time, let end = side(self)?.time else { return nil }
    return end &- start
  }
}
