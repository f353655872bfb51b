import Crypto
import PacketDecoding

/// Community ID, version 1: one name of a flow in many tools (corelight/community-id-spec).
///
///     "1:" + base64(SHA-1(seed | low address | high address | protocol | 0 | low port | high port))
///
/// The lower of the two ends, by address and then by port, stands first; the seed is 0.
enum CommunityID {
  /// The id of a TCP flow between two ends, in either order.
  static func tcp(_ one: EndPoint, _ other: EndPoint) -> [UInt8] {
    var buffer = ByteBuffer()
    buffer.write(atMost: 64) { put(one, other, &$0) }
    return buffer.bytes
  }

  /// Writes the id: 30 bytes.
  static func put(_ one: EndPoint, _ other: EndPoint, _ pen: inout Pen) {
    let oneFirst = isOrdered(one, other)
    let (low, high) = oneFirst ? (one, other) : (other, one)
    var input = ByteBuffer()
    input.write(atMost: 64) { pen in
      pen.put(network: 0, bytes: 2)
      put(low.address, &pen)
      put(high.address, &pen)
      pen.put(byte: tcpNumber)
      pen.put(byte: 0)
      pen.put(network: UInt64(low.port), bytes: 2)
      pen.put(network: UInt64(high.port), bytes: 2)
    }
    pen.put("1:")
    // As a sequence the digest is an array, which took longer than the sum.
    unsafe Insecure.SHA1.hash(data: input.bytes).withUnsafeBytes { digest in
      unsafe Base64.put(digest.bindMemory(to: UInt8.self).span, &pen)
    }
  }

  /// TCP in the registry of protocol numbers.
  private static let tcpNumber: UInt8 = 6

  private static func isOrdered(_ one: EndPoint, _ other: EndPoint) -> Bool {
    (one.address.high, one.address.low, one.port) < (other.address.high, other.address.low, other.port)
  }

  private static func put(_ address: IPAddress, _ pen: inout Pen) {
    if address.isIPv4 { return pen.put(network: address.low, bytes: 4) }
    pen.put(network: address.high, bytes: 8)
    pen.put(network: address.low, bytes: 8)
  }
}

extension Pen {
  /// The lowest bytes of a number in network order.
  fileprivate mutating func put(network value: UInt64, bytes: Int) {
    for place in stride(from: bytes - 1, through: 0, by: -1) {
      put(byte: UInt8(truncatingIfNeeded: value >> (8 * UInt64(place))))
    }
  }
}
