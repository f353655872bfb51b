/// All that waits behind holes in one capture: a queue a side that has any, and the order of their age.
///
/// It stands apart from the connections because few ever need it. A half-stream knows its queue by
/// number; 0 is none.
struct OutOfOrderQueues {
  let budget: AssemblyBudget
  /// Queue 0 is never used: its neighbours are the newest and the oldest queue.
  private var queues = [OutOfOrderQueue(connection: 0, side: .one)]
  private var free: [UInt32] = []
  /// What all queues cost together.
  private(set) var cost = 0

  init(budget: AssemblyBudget) {
    self.budget = budget
  }

  /// The queue that has waited longest; 0 when nothing waits.
  var oldest: UInt32 { queues[0].newer }
  var isOverBudget: Bool { cost > budget.bytesPerCapture && oldest != 0 }

  subscript(queue: UInt32) -> OutOfOrderQueue { queues[Int(queue)] }

  func isOverBudget(_ queue: UInt32) -> Bool {
    queues[Int(queue)].cost > budget.bytesPerSide || queues[Int(queue)].count > budget.segmentsPerSide
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

  /// Works on one queue in place and keeps the sum of the costs.
  mutating func with<Result>(_ queue: UInt32, _ body: (inout OutOfOrderQueue) -> Result) -> Result {
    let before = queues[Int(queue)].cost
    let result = body(&queues[Int(queue)])
    cost &+= queues[Int(queue)].cost &- before
    return result
  }
}
