import Bytes
import Protocols

extension Work {
  /// Returns the number of hellos and lists of certificates that are whole.
  static let parse = Work("4 parse: the records and hellos of every stream") { traffic in
    traffic.streams.reduce(0) { $0 + messages(in: $1) }
  }

  /// A capture's analysis reads each certificate once, so this is no share of the flow's cost.
  /// Returns how many are sound.
  static let parseCertificate = Work("4 parse: a server's certificate") { traffic in
    var count = 0
    for _ in 0..<traffic.flowCount where CertificateSummary(der: traffic.certificate.span).fault == nil {
      count &+= 1
    }
    return count
  }

  /// Reads one side, in the pieces in which it came.
  private static func messages(in stream: SideBytes) -> Int {
    var reader = TLSStreamReader()
    var count = 0
    for (piece, stamp) in stream.pieces {
      reader.read(stream.bytes.span.extracting(piece), origin: stamp, stamp: stamp) { message, text in
        guard case .handshake(let type, let version, let isComplete) = message.kind else { return }
        if isWhole(type, text, version, isComplete) { count &+= 1 }
      }
    }
    reader.finish { _, _ in }
    return count
  }

  /// Reads a message, if it is one of those that are read.
  private static func isWhole(
    _ type: HandshakeType, _ text: Span<UInt8>, _ version: ProtocolVersion, _ isComplete: Bool
  ) -> Bool {
    switch type {
    case .clientHello:
      ClientHello(reading: text, recordVersion: version, isComplete: isComplete).isComplete
    case .serverHello:
      ServerHello(reading: text, recordVersion: version, isComplete: isComplete).isComplete
    case .certificate:
      CertificateList(reading: text, isTLS13: false, isComplete: isComplete).isComplete
    default: false
    }
  }
}
