/// The capture file of blocks (IETF draft-ietf-opsawg-pcapng).
///
/// One section: a section header block, an interface description block for each interface, an enhanced packet
/// block for each frame. Every block is its type, its length, its body padded to four bytes, its length again.
package enum PcapngFile {
  /// The file's bytes. With `resolution` nanoseconds each interface carries `if_tsresol`, else none does.
  package static func bytes(
    frames: [CapturedFrame], interfaces: [CaptureInterface], order: ByteOrder = .little,
    resolution: TimeResolution = .microseconds
  ) -> [UInt8] {
    var file = sectionHeader(order)
    for interface in interfaces { file += description(of: interface, order, resolution) }
    for frame in frames {
      file += enhancedPacket(frame, snapLength: interfaces[frame.interface].snapLength, order, resolution)
    }
    return file
  }

  /// A block of any type: a test can add blocks that readers must skip (section 3.1).
  package static func block(type: UInt32, body: [UInt8], order: ByteOrder = .little) -> [UInt8] {
    let padded = body + [UInt8](repeating: 0, count: (4 - body.count % 4) % 4)
    var block: [UInt8] = []
    order.append(type, width: 4, to: &block)
    order.append(padded.count + 12, width: 4, to: &block)
    block += padded
    order.append(padded.count + 12, width: 4, to: &block)
    return block
  }

  // Section 4.1. A section length of -1 means that it is not stated.
  private static func sectionHeader(_ order: ByteOrder) -> [UInt8] {
    var body: [UInt8] = []
    order.append(0x1A2B_3C4D, width: 4, to: &body)
    order.append(1, width: 2, to: &body)
    order.append(0, width: 2, to: &body)
    order.append(UInt64.max, width: 8, to: &body)
    return block(type: 0x0A0D_0D0A, body: body, order: order)
  }

  // Section 4.2. Options: if_name 2, if_tsresol 9.
  private static func description(
    of interface: CaptureInterface, _ order: ByteOrder, _ resolution: TimeResolution
  ) -> [UInt8] {
    var body: [UInt8] = []
    order.append(interface.link.linkType, width: 2, to: &body)
    order.append(0, width: 2, to: &body)
    order.append(interface.snapLength, width: 4, to: &body)
    if let name = interface.name { body += option(2, Array(name.utf8), order) }
    if resolution == .nanoseconds { body += option(9, [9], order) }
    if body.count > 8 { body += option(0, [], order) }
    return block(type: 1, body: body, order: order)
  }

  // Section 4.3. The time's upper half stands first in either byte order. Option: opt_comment 1.
  private static func enhancedPacket(
    _ frame: CapturedFrame, snapLength: Int, _ order: ByteOrder, _ resolution: TimeResolution
  ) -> [UInt8] {
    let kept = frame.kept(snapLength: snapLength)
    let units = resolution.units(of: frame.time)
    var body: [UInt8] = []
    order.append(frame.interface, width: 4, to: &body)
    order.append(units >> 32, width: 4, to: &body)
    order.append(units & 0xFFFF_FFFF, width: 4, to: &body)
    order.append(kept.count, width: 4, to: &body)
    order.append(frame.length, width: 4, to: &body)
    body += kept + [UInt8](repeating: 0, count: (4 - kept.count % 4) % 4)
    if let comment = frame.comment { body += option(1, Array(comment.utf8), order) + option(0, [], order) }
    return block(type: 6, body: body, order: order)
  }

  private static func option(_ code: UInt16, _ value: [UInt8], _ order: ByteOrder) -> [UInt8] {
    var option: [UInt8] = []
    order.append(code, width: 2, to: &option)
    order.append(value.count, width: 2, to: &option)
    return option + value + [UInt8](repeating: 0, count: (4 - value.count % 4) % 4)
  }
}
