/// The interfaces of a capture whose frames have link types of their own: each link type counts as one.
struct LinkTypeInterfaces {
  private var linkTypes: [UInt32] = []
  private var counts: [Int] = []

  /// Some ten link types are usual; a file that has more was made up.
  private static let limit = 256

  /// Counts a frame.
  /// - Returns: the number of its interface.
  mutating func note(_ linkType: UInt32) -> Int32 {
    let index = linkTypes.firstIndex(of: linkType) ?? linkTypes.count
    if index == linkTypes.count {
      guard linkTypes.count < Self.limit else { return 0 }
      linkTypes.append(linkType)
      counts.append(0)
    }
    counts[index] += 1
    return Int32(index)
  }

  /// - Parameter linkType: the link type to name while there is no frame.
  func interfaces(timeDigits: Int, ofFile linkType: UInt32) -> [CaptureInterface] {
    let known = linkTypes.isEmpty ? [(linkType, 0)] : Array(zip(linkTypes, counts))
    return known.map { type, count in
      CaptureInterface(linkType: type, snapLength: 0, timeDigits: timeDigits, packets: count)
    }
  }
}
