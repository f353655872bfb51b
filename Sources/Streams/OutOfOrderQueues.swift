/// How much the table may keep, and for how long, of segments that wait behind a hole.
///
/// Where a bound is reached the oldest hole is given up: a gap event, and the connection says so.
package struct ReassemblyBudget: Sendable {
  /// Bytes kept for one side of one connection. A TLS handshake flight is far smaller; 1 MiB is a
  /// window that real senders seldom pass.
  package var bytesPerSide = 1 << 20
  /// Segments kept for one side: with 1460 bytes each a window of 373,760 bytes. It bounds the
  /// work that one segment can cause.
  package var segmentsPerSide = 256
  /// Bytes kept for the whole capture, with what it costs to keep them.
  package var bytesPerCapture = 64 << 20
  /// A hole that the receiver has acknowledged holds bytes which arrived but were not captured.
  /// Captures reorder frames, so this many more segments of the sender are waited for.
  package var segmentsPastHole = 16
  /// The same in nanoseconds of capture time: one second, the lowest initial retransmission
  /// timeout (RFC 6298, section 2.1).
  package var nanosecondsPastHole: Int64 = 1_000_000_000

  package static let standard = ReassemblyBudget()

  package init() {}

  /// What an out-of-order segment costs beside its bytes: its entry and the header of its array.
  static let costPerSegment = 96
  /// What a side costs that has out-of-order segments.
  static let costPerSide = 192
  /// The farthest that a sender can be ahead of its receiver: 65535 · 2¹⁴ rounded up (RFC 7323,
  /// section 2.3). What lies farther is no part of the stream.
  static let farthestAhead: UInt32 = 1 << 30
}

/// All that waits behind holes in one capture: a queue for each side that has any, in the order of age.
///
/// They are apart from the connections because few ever need one. A half-stream knows its queue by
/// number; 0 is none.
struct OutOfOrderQueues {
  let budget: ReassemblyBudget
  /// Queue 0 is never used: its neighbours are the newest and the oldest queue.
  private var queues = [OutOfOrderQueue(connection: 0, side: .one)]
  private var free: [UInt32] = []
  /// What all queues cost together.
  private(set) var cost = 0

  init(budget: ReassemblyBudget) {
    self.budget = budget
  }

  /// The queue that has waited longest; 0 when nothing waits.
  var oldest: UInt32 { queues[0].newer }
  var isOverBudget: Bool { cost > budget.bytesPerCapture && oldest != 0 }

  /// A queue, changed in place; the sum of the costs follows.
  subscript(queue: UInt32) -> OutOfOrderQueue {
    _read { yield queues[Int(queue)] }
    _modify {
      let before = queues[Int(queue)].cost
      yield &queues[Int(queue)]
      cost &+= queues[Int(queue)].cost &- before
    }
  }

  func isOverBudget(_ queue: UInt32) -> Bool {
    self[queue].cost > budget.bytesPerSide || self[queue].count > budget.segmentsPerSide
  }

  /// A new queue, the newest.
  mutating func open(connection: Int, side: Side) -> UInt32 {
    let queue = free.popLast() ?? UInt32(truncatingIfNeeded: queues.count)
    let fresh = OutOfOrderQueue(connection: connection, side: side)
    if Int(queue) == queues.count { queues.append(fresh) } else { queues[Int(queue)] = fresh }
    cost &+= fresh.cost
    let newest = queues[0].older
    queues[Int(queue)].older = newest
    queues[Int(newest)].newer = queue
    queues[0].older = queue
    return queue
  }

  /// Frees a queue and all it holds.
  mutating func close(_ queue: UInt32) {
    guard queue != 0 else { return }
    let (older, newer) = (queues[Int(queue)].older, queues[Int(queue)].newer)
    queues[Int(older)].newer = newer
    queues[Int(newer)].older = older
    cost &-= queues[Int(queue)].cost
    queues[Int(queue)] = OutOfOrderQueue(connection: 0, side: .one)
    free.append(queue)
  }
}
