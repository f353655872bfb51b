import Bytes

/// What the Windows Filtering Platform saw of a packet: addresses and what follows the IP header, for which another is made.
///
///     60011, 60012:  source, destination (4 bytes each, as on the wire)   60021, 60022: 16 bytes each
///                    protocol (1), of 60012 and 60022 the flow (8), length (2), TCP or UDP
enum FilteredPacket {
  /// Makes the IP packet.
  /// - Throws: `.truncated` for an event that ends inside its fields, `.invalid` for one that has others.
  static func add(
    of event: UInt16, _ bytes: Span<UInt8>, _ range: Range<Int>, to packet: inout [UInt8]
  ) throws(ParseFault) {
    var cursor = ByteCursor(range)
    guard [60_011, 60_012, 60_021, 60_022].contains(event) else {
      throw ParseFault(.invalid, offset: range.lowerBound, field: "FragmentEventId")
    }
    let isVersion6 = event >= 60_021
    let addresses = try cursor.readRange(isVersion6 ? 32 : 8, "SourceAddress")
    let protocolNumber = try cursor.readUInt8(bytes, "Protocol")
    if event & 1 == 0 { _ = try cursor.readRange(8, "FlowHandle") }
    let length = Int(try cursor.readLittleUInt16(bytes, "ByteLength"))
    let payload = try cursor.readRange(length == 0 ? cursor.remaining : length, "MessageFrame")
    packet += header(isVersion6: isVersion6, protocolNumber, length: payload.count)
    packet.append(bytes.extracting(addresses))
    packet.append(bytes.extracting(payload))
  }

  /// All up to the addresses. Nothing is known of lifetime and identification; a checksum of zero is not checked.
  private static func header(isVersion6: Bool, _ protocolNumber: UInt8, length: Int) -> [UInt8] {
    let total = UInt16(clamping: isVersion6 ? length : length + 20)
    let size = [UInt8(total >> 8), UInt8(total & 0xFF)]
    return isVersion6
      ? [0x60, 0, 0, 0] + size + [protocolNumber, lifetime]
      : [0x45, 0] + size + [0, 0, 0, 0, lifetime, protocolNumber, 0, 0]
  }

  /// What Windows sends with.
  private static let lifetime: UInt8 = 128
}
