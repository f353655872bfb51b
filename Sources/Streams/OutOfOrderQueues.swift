/// How much out-of-order data is stored, and for how long. At a limit the oldest hole is given up: a gap
/// event.
package struct ReassemblyBudget: Sendable {
  /// Bytes kept for one side of one connection. A TLS handshake flight is far smaller; 1 MiB is a
  /// window that real senders seldom pass.
  package var bytesPerSide = 1 << 20
  /// Segments kept for one side: with 1460 bytes each a window of 373,760 bytes. It bounds the
  /// work that one segment can cause.
  package var segmentsPerSide = 256
  /// Bytes kept for the whole capture, with what it costs to keep them.
  package var bytesPerCapture = 64 << 20
  /// Bytes of an acknowledged hole arrived but were not captured. Captures reorder frames, so wait for this
  /// many more segments.
  package var segmentsPastHole = 16
  /// The same in nanoseconds of capture time: one second, the lowest initial retransmission
  /// timeout (RFC 6298, section 2.1).
  package var nanosecondsPastHole: Int64 = 1_000_000_000

  package static let standard = ReassemblyBudget()

  package init() {}

  /// What an out-of-order segment costs beside its bytes: its entry and the header of its array.
  static let costPerSegment = 96
  static let costPerSide = 192
  /// The farthest that a sender can be ahead of its receiver: 65535 · 2¹⁴ rounded up (RFC 7323, section 2.3).
  static let farthestAhead: UInt32 = 1 << 30
}

/// The out-of-order data of one capture: a queue for each side that has any, by age.
///
/// Apart from the connections, because few need one. A half-stream has its queue's number; 0 for none.
struct OutOfOrderQueues {
  let budget: ReassemblyBudget
  /// Queue 0 is never used: its neighbours are the newest and the oldest queue.
  private var queues = [OutOfOrderQueue(connection: 0, side: .one)]
  private var free: [UInt32] = []
  private(set) var cost = 0

  init(budget: ReassemblyBudget) {
    self.budget = budget
  }

  var oldest: UInt32 { queues[0].newer }
  var isOverBudget: Bool { cost > budget.bytesPerCapture && oldest != 0 }

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

  /// Gives the connections of all queues their new numbers, by the old ones.
  mutating func renumber(_ numbers: [UInt32]) {
    var queue = oldest
    while queue != 0 {
      queues[Int(queue)].connection = Int(numbers[queues[Int(queue)].connection])
      queue = queues[Int(queue)].newer
    }
  }

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
