// Connections that are left out.

extension ConnectionTable {
  /// Leaves out all connections but some, with what waits of them. Those that stay get new numbers, in the same order.
  ///
  /// A later segment of a connection that was left out begins a new one, whose start is missing.
  /// - Parameter numbers: of the connections that stay, in order.
  package mutating func keepOnly(_ numbers: [UInt32]) {
    var renumbered = [UInt32](repeating: Self.leftOut, count: connections.count)
    for (place, number) in numbers.enumerated() { renumbered[Int(number)] = UInt32(place) }
    for number in renumbered.indices where renumbered[number] == Self.leftOut { drop(number) }
    connections.keepOnly(numbers)
    queues.renumber(renumbered)
    renumberHeld(renumbered)
    copies.renumber(renumbered)
    index.renumber(renumbered)
    latest = connections.count
  }

  /// What ``keepOnly(_:)`` has instead of the new number of a connection that is left out.
  static let leftOut = UInt32.max

  private mutating func drop(_ number: Int) {
    heldBytes &-= held[number]?.cost ?? 0
    held[number] = nil
    connections[number].one.closeQueue(&queues)
    connections[number].other.closeQueue(&queues)
  }

  private mutating func renumberHeld(_ numbers: [UInt32]) {
    var renumbered: [Int: HeldSegments] = [:]
    for (number, waiting) in held { renumbered[Int(numbers[number])] = waiting }
    held = renumbered
  }
}

extension ConnectionStorage {
  /// In place: the connections are most of the memory.
  fileprivate mutating func keepOnly(_ numbers: [UInt32]) {
    for (place, number) in numbers.enumerated() where place != Int(number) {
      self[place] = self[Int(number)]
    }
    truncate(to: numbers.count)
  }
}
