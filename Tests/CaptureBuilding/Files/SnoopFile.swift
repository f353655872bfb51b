/// Captures of Solaris' snoop (RFC 1761), of Ethernet frames.
package enum SnoopFile {
  package static func bytes(frames: [CapturedFrame]) -> [UInt8] {
    var file = Array("snoop\0\0\0".utf8)
    file.append(2, width: 4)
    file.append(4, width: 4)
    for frame in frames {
      let padding = (4 - frame.bytes.count % 4) % 4
      file.append(frame.length, width: 4)
      file.append(frame.bytes.count, width: 4)
      file.append(24 + frame.bytes.count + padding, width: 4)
      file.append(0, width: 4)
      file.append(frame.time.nanoseconds / 1_000_000_000, width: 4)
      file.append(frame.time.nanoseconds % 1_000_000_000 / 1000, width: 4)
      file += frame.bytes + [UInt8](repeating: 0, count: padding)
    }
    return file
  }
}
