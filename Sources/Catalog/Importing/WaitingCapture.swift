/// The flows of a capture whose own line has not come.
struct WaitingCapture {
  let name: String
  /// In the order in which they came, each id once.
  private(set) var flows: [PackedFlow] = []
  /// How many were given up.
  private(set) var givenUp = 0
  /// Bytes that it takes.
  private(set) var size: Int
  /// Of each id its place, counted from the first flow that ever was there.
  private var places: [Int: Int] = [:]

  private static let overhead = 256

  init(name: String) {
    self.name = name
    // It is a key too.
    size = name.utf8.count * 2 + Self.overhead
  }

  mutating func add(_ flow: PackedFlow) {
    size += flow.size
    if let place = places[flow.id] {
      size -= flows[place - givenUp].size
      flows[place - givenUp] = flow
    } else {
      places[flow.id] = givenUp + flows.count
      flows.append(flow)
    }
  }

  /// Gives up its oldest flows: as many as asked for, and those that have as many bytes, or all.
  mutating func giveUpOldest(flows count: Int, bytes: Int) {
    var (left, freed) = (0, 0)
    while left < flows.count, left < count || freed < bytes {
      freed += flows[left].size
      places[flows[left].id] = nil
      left += 1
    }
    flows.removeFirst(left)
    size -= freed
    givenUp += left
  }
}
