/// The control bits of a TCP header (RFC 9293, section 3.1).
package struct TCPFlags: OptionSet, Hashable, Sendable {
  package let rawValue: UInt8
  package init(rawValue: UInt8) { self.rawValue = rawValue }

  package static let fin = TCPFlags(rawValue: 0x01)
  package static let syn = TCPFlags(rawValue: 0x02)
  package static let rst = TCPFlags(rawValue: 0x04)
  package static let psh = TCPFlags(rawValue: 0x08)
  package static let ack = TCPFlags(rawValue: 0x10)
  package static let urg = TCPFlags(rawValue: 0x20)
  package static let ece = TCPFlags(rawValue: 0x40)
  package static let cwr = TCPFlags(rawValue: 0x80)
}

/// One TCP segment (RFC 9293, section 3.1).
///
/// ```
/// source port | destination port | sequence number | acknowledgment number
/// offset, flags | window | checksum | urgent pointer | options                    20 to 60 bytes
/// ```
package struct TCPSegment: Sendable {
  package var source: EndPoint
  package var destination: EndPoint
  package var sequence: UInt32
  package var acknowledgment: UInt32
  package var flags: TCPFlags
  package var window: UInt16
  /// Whole options, padded to four bytes by the builder.
  package var options: [UInt8] = []
  package var payload: [UInt8] = []
  /// Leaves 0 as checksum, as a capture on a host whose network card fills it in shows.
  package var omitsChecksum = false

  /// Header, options and payload, the checksum right unless omitted.
  package var bytes: [UInt8] {
    let padded = options + [UInt8](repeating: 1, count: (4 - options.count % 4) % 4)
    var segment: [UInt8] = []
    segment.append(source.port, width: 2)
    segment.append(destination.port, width: 2)
    segment.append(sequence, width: 4)
    segment.append(acknowledgment, width: 4)
    segment += [UInt8((20 + padded.count) / 4) << 4, flags.rawValue]
    segment.append(window, width: 2)
    segment += [0, 0, 0, 0] + padded + payload
    guard !omitsChecksum else { return segment }
    let sum = InternetChecksum.of(
      segment, protocolNumber: 6, from: source.address, to: destination.address)
    segment.replace(at: 16, with: sum)
    return segment
  }
}
