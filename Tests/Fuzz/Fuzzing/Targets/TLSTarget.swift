import Bytes
import Protocols

extension FuzzTarget {
  static let tls = FuzzTarget(
    name: "tls", about: "one side of a TLS connection, whole and cut in two; the first byte says where"
  ) { bytes in
    guard let cut = bytes.first else { return }
    let stream = Array(bytes.dropFirst())
    let whole = events(of: [stream])
    let place = stream.count * Int(cut) / 256
    require(
      whole == events(of: [Array(stream[..<place]), Array(stream[place...])]), "a cut at \(place) matters")
    read(message: stream)
  }

  /// What a reader says, however the bytes come.
  private static func events(of pieces: [[UInt8]]) -> [String] {
    var reader = TLSStreamReader()
    var said: [String] = []
    let stamp = FrameStamp(number: 1, time: 0)
    for piece in pieces {
      reader.read(piece.span, origin: stamp, stamp: stamp) { event, message in
        said.append("\(event) \(bytes(of: message))")
      }
    }
    reader.finish { event, message in said.append("\(event) \(bytes(of: message))") }
    return said
  }

  private static func bytes(of message: Span<UInt8>) -> [UInt8] { message.indices.map { message[$0] } }

  /// The same bytes as the body of each message.
  private static func read(message: [UInt8]) {
    for isComplete in [true, false] {
      _ = ClientHello(reading: message.span, recordVersion: .tls12, isComplete: isComplete)
      _ = ServerHello(reading: message.span, recordVersion: .tls12, isComplete: isComplete)
      _ = ClientHello(readingSSLv2: message.span, isComplete: isComplete)
      _ = ServerHello(readingSSLv2: message.span, isComplete: isComplete)
      _ = CertificateList(reading: message.span, isTLS13: false, isComplete: isComplete)
      _ = CertificateList(reading: message.span, isTLS13: true, isComplete: isComplete)
    }
  }
}
