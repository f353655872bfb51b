import Packets
import Streams
import Testing

/// Buffers have bounds; where one is reached the oldest hole is given up.
@Suite struct BudgetTests {
  private func holed(_ count: Int, size: Int, port: UInt16 = 5000) -> [Captured] {
    var talk = Conversation()
    talk.clientEnd = EndPoint(address: Conversation.client.address, port: port)
    talk.open()
    for index in 0..<count + 1 {
      talk.say(.client, [UInt8](repeating: UInt8(truncatingIfNeeded: index), count: size))
    }
    talk.segments.remove(at: 3)
    return talk.segments
  }

  @Test func bytesPerSide() {
    var budget = ReassemblyBudget()
    budget.bytesPerSide = 4096
    var recorder = Recorder(budget: budget)
    recorder.capture(holed(2, size: 1000))
    #expect(recorder.lost(.client) == 0)
    recorder.capture(holed(5, size: 1000).suffix(3))
    #expect(recorder.lost(.client) == 1000)
    #expect(recorder.table[0].spentBudget)
    #expect(recorder.end(.client).bytes == 5000)
    #expect(recorder.said(.client).count == 5000)
  }

  @Test func segmentsPerSide() {
    var budget = ReassemblyBudget()
    budget.segmentsPerSide = 8
    var recorder = Recorder(budget: budget)
    recorder.capture(holed(8, size: 1))
    #expect(recorder.lost(.client) == 0)
    recorder.capture(holed(9, size: 1).suffix(1))
    #expect(recorder.lost(.client) == 1)
    #expect(recorder.table[0].spentBudget)
  }

  @Test func bytesPerCaptureTakesTheOldest() {
    var budget = ReassemblyBudget()
    budget.bytesPerCapture = 4000
    var recorder = Recorder(budget: budget)
    for port in 0..<10 { recorder.capture(holed(1, size: 500, port: 5000 + UInt16(port))) }
    for connection in 0..<10 {
      let isOld = connection < 5
      #expect(recorder.lost(.client, connection: connection) == (isOld ? 500 : 0), "\(connection)")
      #expect(recorder.table[connection].spentBudget == isOld, "\(connection)")
    }
    recorder.finish()
    for connection in 0..<10 {
      #expect(recorder.said(.client, connection: connection).count == 500)
    }
  }

  /// Reordered bulk of a connection that nobody reads does not count as lost.
  @Test func stoppedConnectionsKeepNoBytes() {
    var budget = ReassemblyBudget()
    budget.bytesPerSide = 4096
    budget.segmentsPerSide = 8
    var recorder = Recorder(budget: budget)
    recorder.stopsAfter = .opened
    recorder.capture(holed(200, size: 1000))
    #expect(!recorder.table[0].spentBudget)
    #expect(recorder.end(.client).bytes == 200_000)
  }
}
