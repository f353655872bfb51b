import Packets

/// Datagrams that were put together from fragments, by the frames of their fragments.
struct Datagrams {
  struct Datagram {
    var bytes: [UInt8]
    var source: IPAddress
    var destination: IPAddress
    var next: UInt8
    /// The frame that completed it.
    var lastFrame: UInt32
  }

  /// Fragments of those that come after so many bytes become zero.
  private static let byteLimit = 64 << 20

  private var datagrams: [Datagram] = []
  private var byFrame: [UInt32: Int] = [:]
  private var heldBytes = 0

  /// Takes what the decoder has just put together.
  /// - Parameter layers: of the frame that completed it.
  mutating func add(_ decoder: PacketDecoder, _ layers: [PacketLayer]) {
    guard case .ip(let source, let destination, _) = layers.last(where: \.isIP)?.kind,
      heldBytes + decoder.reassembledBytes.count <= Self.byteLimit
    else { return }
    heldBytes += decoder.reassembledBytes.count
    for frame in decoder.reassembledFrames { byFrame[frame] = datagrams.count }
    datagrams.append(
      Datagram(
        bytes: decoder.reassembledBytes, source: source, destination: destination,
        next: decoder.reassembledProtocol, lastFrame: decoder.frameNumber))
  }

  func index(ofFrame frame: UInt32) -> Int? { byFrame[frame] }

  subscript(_ index: Int) -> Datagram { datagrams[index] }
}

extension PacketLayer {
  fileprivate var isIP: Bool {
    if case .ip = kind { true } else { false }
  }
}
