import StreamAssembly

/// The readings of all flows that are being read, reused when a flow is decided.
struct FlowReadings: Sendable {
  private var readings: [FlowReading] = []
  private var free: [Int32] = []

  /// Gives a connection a fresh reading and returns its index.
  mutating func add(connection: Int) -> Int32 {
    if let index = free.popLast() {
      readings[Int(index)].connection = connection
      return index
    }
    var reading = FlowReading()
    reading.connection = connection
    readings.append(reading)
    return Int32(readings.count - 1)
  }

  /// Lets a reading go, and what it kept with it.
  mutating func remove(_ index: Int32) {
    readings[Int(index)] = FlowReading()
    free.append(index)
  }

  subscript(index: Int32) -> FlowReading {
    _read { yield readings[Int(index)] }
    _modify { yield &readings[Int(index)] }
  }

  subscript(index: Int32, side: Side) -> SideReading {
    _read {
      if side == .one {
        yield readings[Int(index)].one
      } else {
        yield readings[Int(index)].other
      }
    }
    _modify {
      if side == .one {
        yield &readings[Int(index)].one
      } else {
        yield &readings[Int(index)].other
      }
    }
  }
}
