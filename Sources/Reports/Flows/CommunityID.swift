import Crypto
import Packets

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
    let (low, high) = isOrdered(one, other) ? (one, other) : (other, one)
    var input = Input()
    input.add(0, bytes: 2)
    input.add(low.address)
    input.add(high.address)
    input.add(UInt64(tcpNumber) << 8, bytes: 2)
    input.add(UInt64(low.port), bytes: 2)
    input.add(UInt64(high.port), bytes: 2)
    pen.put("1:")
    // As a sequence the digest is an array, which took longer than the sum.
    unsafe input.sum.withUnsafeBytes { digest in
      unsafe Base64.put(digest.bindMemory(to: UInt8.self).span, &pen)
    }
  }

  /// TCP in the registry of protocol numbers.
  private static let tcpNumber: UInt8 = 6

  private static func isOrdered(_ one: EndPoint, _ other: EndPoint) -> Bool {
    (one.address.high, one.address.low, one.port) < (other.address.high, other.address.low, other.port)
  }

  /// What the sum is made of, in network order. In place, as the buffer of an array took as long as the sum.
  private struct Input {
    /// The longest: two IPv6 addresses of 16 bytes and eight more.
    private var bytes = InlineArray<40, UInt8>(repeating: 0)
    private var count = 0

    /// Adds the lowest bytes of a number.
    mutating func add(_ value: UInt64, bytes size: Int) {
      for place in 0..<size {
        bytes[count] = UInt8(truncatingIfNeeded: value &>> UInt64(8 &* (size &- 1 &- place)))
        count &+= 1
      }
    }

    mutating func add(_ address: IPAddress) {
      if address.isIPv4 { return add(address.low, bytes: 4) }
      add(address.high, bytes: 8)
      add(address.low, bytes: 8)
    }

    var sum: Insecure.SHA1Digest {
      var sum = Insecure.SHA1()
      unsafe bytes.span.extracting(0..<count).withUnsafeBytes { unsafe sum.update(bufferPointer: $0) }
      return sum.finalize()
    }
  }
}
