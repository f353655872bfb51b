import Bytes
import CaptureFiles
import Packets
import Streams

extension Work {
  /// Returns the bytes of all frames.
  static let read = Work("1 read: pass every frame") { traffic in
    var bytes = 0
    var reader = try CaptureReader(path: traffic.path)
    try reader.forEachFrame { _, frame in
      bytes &+= frame.count
      return true
    }
    return bytes
  }

  /// Returns the number of segments.
  static let decode = Work("2 decode: the headers of every frame") { traffic in
    var decoder = PacketDecoder()
    var segments = 0
    for frame in traffic.frames {
      let packet = decoder.decode(
        traffic.bytes.span.extracting(frame.range), linkType: .ethernet,
        originalLength: frame.range.count, time: frame.stamp.time)
      if case .segment = packet { segments &+= 1 }
    }
    return segments
  }

  /// Returns the bytes of all streams.
  static let assemble = Work("3 assemble: every segment") { traffic in
    var table = ConnectionTable()
    var sink = EventSink()
    var count = 0
    for item in traffic.segments {
      let frame = traffic.bytes.span.extracting(item.frame.range)
      table.receive(item.segment, in: frame, stamp: item.frame.stamp, into: &sink)
      for event in sink.events { count &+= sink.bytes(of: event, in: frame).count }
      sink.removeAll()
    }
    while table.finishNext(into: &sink) { sink.removeAll() }
    return count
  }
}
