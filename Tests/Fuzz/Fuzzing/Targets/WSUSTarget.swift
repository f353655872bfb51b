import Bytes
import Protocols

extension FuzzTarget {
  static let wsus = FuzzTarget(
    name: "wsus", about: "both sides of a WSUS server's HTTP connection, at once and a byte at a time"
  ) { bytes in
    for pieces in [[bytes], bytes.map { [$0] }] {
      var requests = WSUSRequestReader()
      var responses = WSUSResponseReader(position: 0)
      for piece in pieces {
        read(piece, &requests)
        read(piece, &responses)
      }
      _ = requests.takeUnfinished(stamp)
      _ = responses.takeUnfinished(stamp)
    }
  }

  private static let stamp = FrameStamp(number: 1, time: 0)

  private static func read(_ piece: [UInt8], _ reader: inout WSUSRequestReader) {
    var rest = piece[...]
    while !rest.isEmpty {
      let bytes = Array(rest)
      guard
        case .request(_, let consumed) = reader.read(
          bytes.span, origin: stamp, stamp: stamp, acknowledged: .max)
      else { return }
      require((0...bytes.count).contains(consumed), "\(consumed) of \(bytes.count) bytes")
      if consumed == 0 { return }
      rest = rest.dropFirst(consumed)
    }
  }

  private static func read(_ piece: [UInt8], _ reader: inout WSUSResponseReader) {
    var rest = piece[...]
    while !rest.isEmpty {
      let bytes = Array(rest)
      guard case .response(_, let consumed) = reader.read(bytes.span, origin: stamp, stamp: stamp) else {
        return
      }
      require((0...bytes.count).contains(consumed), "\(consumed) of \(bytes.count) bytes")
      if consumed == 0 { return }
      rest = rest.dropFirst(consumed)
    }
  }
}
