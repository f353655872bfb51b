/// Captures of Endace's cards (ERF Types Reference Guide), of Ethernet frames.
package enum ERFFile {
  /// - Parameter isColoured: whether records are coloured by the stream and have two extension headers.
  package static func bytes(frames: [CapturedFrame], isColoured: Bool = false) -> [UInt8] {
    frames.reduce(into: []) { file, frame in
      let extensions: [UInt8] = isColoured ? [0x83, 1, 2, 3, 4, 5, 6, 7, 0x05, 0, 0, 0, 0, 0, 0, 0] : []
      var body = extensions + [0, 0] + frame.bytes
      while body.count % 8 != 0 { body.append(0) }
      file.appendLittleEndian(fraction(frame.time), width: 4)
      file.appendLittleEndian(frame.time.nanoseconds / 1_000_000_000, width: 4)
      file += [isColoured ? 0x90 : 2, 4]
      file.append(16 + body.count, width: 2)
      file.append(0, width: 2)
      file.append(frame.length, width: 2)
      file += body
    }
  }

  /// Of a second, in 2⁻³², rounded up: a reader that rounds finds the same nanosecond.
  private static func fraction(_ time: Timestamp) -> UInt64 {
    ((time.nanoseconds % 1_000_000_000) << 32 + 999_999_999) / 1_000_000_000
  }
}
