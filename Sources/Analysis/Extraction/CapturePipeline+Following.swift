import CaptureFiles
import Packets
import Streams

/// A frame that was taken, and whose it is.
struct FollowedFrame {
  let packet: DecodedPacket
  /// The number of the connection that it is a segment of, or that it quotes a segment of.
  let connection: Int?
  /// Earlier frames that hold parts of the same datagram; empty unless it came in fragments.
  let earlier: [UInt32]
}

/// Following flows: a way of its own, so that who only analyses does not pay for it.
extension CapturePipeline {
  /// A walk that can be asked whose the frames are and where names were learnt.
  static var following: CapturePipeline {
    var walk = CapturePipeline()
    walk.observer.names.origins = NameOrigins()
    return walk
  }

  /// Processes the next frame of the capture as ``process(_:_:)`` does, and says whose it is.
  mutating func follow(_ header: FrameHeader, _ bytes: Span<UInt8>) -> FollowedFrame {
    decoder.frameNumber = header.number
    let packet = decode(header, bytes)
    let parts = decoder.isReassembled ? decoder.reassembledFrames : []
    observer.names.origins?.current = .frames(parts.isEmpty ? [header.number] : parts)
    process(packet, bytes, header)
    return FollowedFrame(
      packet: packet, connection: connection(of: packet), earlier: parts.filter { $0 != header.number })
  }

  private func connection(of packet: DecodedPacket) -> Int? {
    switch packet {
    case .segment(let segment): table.newest(from: segment.source, to: segment.destination)
    case .unreachable(let quoted), .otherError(let quoted):
      table.newest(from: quoted.source, to: quoted.destination)
    default: nil
    }
  }
}
