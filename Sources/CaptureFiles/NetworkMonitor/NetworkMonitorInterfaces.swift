import Bytes

/// The networks of a Network Monitor capture: each frame has its own, and each kind counts as an interface.
struct NetworkMonitorInterfaces {
  private var linkTypes: [UInt32] = []
  private var counts: [Int] = []

  /// - Returns: the number of the interface.
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

  /// There are some ten networks; a file that names more was made up.
  private static let limit = 256

  func interfaces(timeDigits: Int, ofFile linkType: UInt32) -> [CaptureInterface] {
    let known = linkTypes.isEmpty ? [(linkType, 0)] : Array(zip(linkTypes, counts))
    return known.map { type, count in
      CaptureInterface(linkType: type, snapLength: 0, timeDigits: timeDigits, packets: count)
    }
  }

  /// The LINKTYPE_ number of a network (NDIS media types; 0xE000 and more: Network Monitor 3.x). What holds no packet
  /// has a number above all of them: see ``metadata``.
  static func linkType(of network: UInt16) -> UInt32 {
    switch network {
    case 1: 1
    case 2: 6
    case 3: 10
    case 6: 105
    case 7, 8, 9: 101
    case 0xE000...0xEFFF: LinkTypeNumbers.linkType(inFile: UInt32(network & 0x0FFF))
    default: metadata | UInt32(network)
    }
  }

  /// Frames that Network Monitor adds: filters, names, processes, events of Windows.
  static let metadata: UInt32 = 0xFFFF_0000

  /// How many bytes precede an 802.11 frame: version (1), length (2), and the radio's values.
  static func metadataSize(_ linkType: UInt32, _ frame: Span<UInt8>) -> Int {
    guard linkType == 105 else { return 0 }
    var cursor = ByteCursor(frame)
    guard (try? cursor.readUInt8(frame, "version")) != nil,
      let length = try? cursor.readLittleUInt16(frame, "length")
    else { return 0 }
    return min(Int(length), frame.count)
  }
}
