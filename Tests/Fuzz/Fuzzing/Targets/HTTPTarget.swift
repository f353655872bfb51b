import Bytes
import Protocols

extension FuzzTarget {
  static let http = FuzzTarget(
    name: "http", about: "CONNECT, its answer, and the PROXY protocol, a byte at a time and at once"
  ) { bytes in
    let stamp = FrameStamp(number: 1, time: 0)
    for pieces in [[bytes], bytes.map { [$0] }] {
      var (request, response, header) = (ConnectRequestReader(), ConnectResponseReader(), ProxyHeaderReader())
      for piece in pieces {
        _ = request.read(piece.span, origin: stamp, stamp: stamp)
        _ = response.read(piece.span, origin: stamp, stamp: stamp)
        _ = header.read(piece.span)
      }
      _ = request.takeUnfinished()
    }
  }
}
