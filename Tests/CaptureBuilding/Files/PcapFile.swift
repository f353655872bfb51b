/// The classic capture file (IETF draft-ietf-opsawg-pcap, section 4).
///
/// ```
///  0                   1                   2                   3
///  0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1 2 3 4 5 6 7 8 9 0 1
/// +---------------------------------------------------------------+
/// |                 magic a1b2c3d4 or a1b23c4d (ns)               |  0
/// |          major 2              |           minor 4             |  4
/// |                  reserved, 8 bytes of zero                    |  8
/// |                        snap length                            | 16
/// |                         link type                             | 20
/// +---------------------------------------------------------------+
/// then for each frame: seconds, fraction, kept length, length on the wire, the kept bytes
/// ```
package enum PcapFile {
  /// The file's bytes. All frames must come from interfaces of one link type; the first interface's is stated.
  package static func bytes(
    frames: [CapturedFrame], interface: CaptureInterface, order: ByteOrder = .little,
    resolution: TimeResolution = .microseconds
  ) -> [UInt8] {
    var file = header(interface: interface, order: order, resolution: resolution)
    for frame in frames {
      let kept = frame.kept(snapLength: interface.snapLength)
      let units = resolution.units(of: frame.time)
      order.append(units / resolution.unitsPerSecond, width: 4, to: &file)
      order.append(units % resolution.unitsPerSecond, width: 4, to: &file)
      order.append(kept.count, width: 4, to: &file)
      order.append(frame.length, width: 4, to: &file)
      file += kept
    }
    return file
  }

  private static func header(
    interface: CaptureInterface, order: ByteOrder, resolution: TimeResolution
  ) -> [UInt8] {
    var header: [UInt8] = []
    let magic = resolution == .microseconds ? 0xA1B2_C3D4 : 0xA1B2_3C4D
    order.append(magic, width: 4, to: &header)
    order.append(2, width: 2, to: &header)
    order.append(4, width: 2, to: &header)
    order.append(0, width: 8, to: &header)
    order.append(interface.snapLength, width: 4, to: &header)
    order.append(interface.link.linkType, width: 4, to: &header)
    return header
  }
}
