import Bytes
import CaptureFiles
import Packets
import Streams

extension FuzzTarget {
  static let captureFile = FuzzTarget(
    name: "capture", about: "a capture of any format, to its segments"
  ) { bytes in
    // A fault is an answer.
    FileInMemory.with(bytes) { path in try? follow(path) }
  }

  private static func follow(_ path: String) throws(CaptureFault) {
    var reader = try CaptureReader(path: path)
    var decoder = PacketDecoder()
    var table = ConnectionTable()
    var sink = EventSink()
    try reader.forEachFrame { header, bytes in
      let packet = decoder.decode(
        bytes, linkType: LinkType(rawValue: header.linkType), originalLength: header.originalLength,
        time: header.time)
      if case .segment(let segment) = packet {
        let datagram = decoder.reassembledBytes
        let stamp = FrameStamp(number: header.number, time: header.time)
        table.receive(
          segment, in: decoder.isReassembled ? datagram.span : bytes, stamp: stamp, into: &sink)
        sink.removeAll()
      }
      return true
    }
    while table.finishNext(into: &sink) { sink.removeAll() }
  }
}
