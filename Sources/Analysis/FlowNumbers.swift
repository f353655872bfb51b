/// The ids of the flows that are kept, in order.
///
/// A flow's id counts the connections of the capture from 0. Its place is its index among those that are kept: the same,
/// until flows are left out.
package struct FlowNumbers: Sendable {
  /// The ids of the flows that were kept when others were left out for the last time.
  private var kept: [UInt32] = []
  /// The id of the flow behind them.
  private var next = 0

  /// Whether every id is a place.
  package var areAll: Bool { kept.count == next }

  package func id(at place: Int) -> Int {
    place < kept.count ? Int(kept[place]) : place &- kept.count &+ next
  }

  /// The place of a flow; nil when it was left out. Of an id that no flow has yet it is where that flow would be.
  package func place(of id: Int) -> Int? {
    if id >= next { return id &- next &+ kept.count }
    if areAll { return id }
    var (low, high) = (0, kept.count)
    while low < high {
      let middle = (low + high) / 2
      if Int(kept[middle]) < id { low = middle + 1 } else { high = middle }
    }
    return low < kept.count && Int(kept[low]) == id ? low : nil
  }

  /// Leaves out all but the flows at some places, which are in order.
  /// - Parameter count: how many flows there were.
  mutating func keepOnly(_ places: [UInt32], of count: Int) {
    let ids = places.map { UInt32(truncatingIfNeeded: id(at: Int($0))) }
    next = id(at: count)
    kept = ids
  }
}
