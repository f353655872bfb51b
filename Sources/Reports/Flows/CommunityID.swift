import Crypto
import Packets

/// Community ID, version 1: one name of a flow in many tools (corelight/community-id-spec).
///
///     "1:" + base64(SHA-1(seed | low address | high address | protocol | 0 | low port | high port))
///
/// The lower of the two ends, by address and then by port, stands first; the seed is 0.
enum CommunityID {
  /// The id of a TCP flow between two ends, in either order.
  static func tcp(_ one: EndPoint, _ other: EndPoint) -> String {
    let (low, high) = isOrdered(one, other) ? (one, other) : (other, one)
    var input: [UInt8] = [0, 0]
    input.reserveCapacity(longestInput)
    append(low.address, to: &input)
    append(high.address, to: &input)
    input += [tcpNumber, 0]
    append(UInt64(low.port), bytes: 2, to: &input)
    append(UInt64(high.port), bytes: 2, to: &input)
    var id = ByteBuffer()
    id.reserve(30)
    id.add(literal: "1:")
    id.addBase64(Array(Insecure.SHA1.hash(data: input)))
    return id.text
  }

  /// TCP in the registry of protocol numbers.
  private static let tcpNumber: UInt8 = 6
  /// Two IPv6 addresses of 16 bytes and eight more.
  private static let longestInput = 40

  private static func isOrdered(_ one: EndPoint, _ other: EndPoint) -> Bool {
    (one.address.high, one.address.low, one.port) < (other.address.high, other.address.low, other.port)
  }

  private static func append(_ address: IPAddress, to input: inout [UInt8]) {
    if address.isIPv4 { return append(address.low, bytes: 4, to: &input) }
    append(address.high, bytes: 8, to: &input)
    append(address.low, bytes: 8, to: &input)
  }

  /// Appends the lowest bytes of a number in network order.
  private static func append(_ value: UInt64, bytes count: Int, to input: inout [UInt8]) {
    for index in (0..<count).reversed() {
      input.append(UInt8(truncatingIfNeeded: value >> UInt64(8 * index)))
    }
  }
}
