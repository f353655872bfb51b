import Bytes

/// The networks of a Network Monitor capture: each frame has its own.
enum NetworkMonitorNetwork {
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
