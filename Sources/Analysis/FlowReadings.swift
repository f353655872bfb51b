import Protocols
import Streams

/// The readings of all flows that are being read, reused when a flow is decided.
///
/// Plain arrays that are indexed where they are used: an accessor of our own would lend through a frame that
/// it takes from the heap, four times for each segment with data.
struct FlowReadings: Sendable {
  /// Two for each flow, at ``slot(_:_:)``.
  var sides: [DirectionState] = []
  /// The TLS reader of each side; none while they are lent, see ``FlowObserver/withTLSReader(of:_:)``.
  var readers: [TLSStreamReader] = []
  var flows: [FlowReading] = []
  private var free: [Int32] = []

  /// Gives a connection a fresh reading and returns its index.
  mutating func add(connection: Int) -> Int32 {
    let index = free.popLast() ?? append()
    flows[Int(index)].connection = connection
    return index
  }

  private mutating func append() -> Int32 {
    sides.append(DirectionState())
    sides.append(DirectionState())
    readers.append(TLSStreamReader())
    readers.append(TLSStreamReader())
    flows.append(FlowReading())
    return Int32(flows.count - 1)
  }

  /// Lets a reading go, and what it kept with it.
  mutating func remove(_ index: Int32) {
    sides[Self.slot(index, .one)] = DirectionState()
    sides[Self.slot(index, .other)] = DirectionState()
    flows[Int(index)] = FlowReading()
    free.append(index)
    if !readers.isEmpty { resetReaders(index) }
  }

  /// Lets go what the TLS readers of a flow kept.
  mutating func resetReaders(_ index: Int32) {
    readers[Self.slot(index, .one)] = TLSStreamReader()
    readers[Self.slot(index, .other)] = TLSStreamReader()
  }

  /// Both sides speak something else, and one has done so for too long to lead to TLS.
  func isTooLongOther(_ index: Int32) -> Bool {
    let one = Self.slot(index, .one)
    let other = Self.slot(index, .other)
    guard max(sides[one].otherBytes, sides[other].otherBytes) > DirectionState.otherByteLimit else {
      return false
    }
    return sides[one].isOther && sides[other].isOther
  }

  /// The place of a flow's side in ``sides``.
  static func slot(_ index: Int32, _ side: Side) -> Int {
    switch side {
    case .one: Int(index) &* 2
    case .other: Int(index) &* 2 &+ 1
    }
  }
}
