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
