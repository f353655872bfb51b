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
    let oneFirst = isOrdered(one, other)
    let (low, high) = oneFirst ? (one, other) : (other, one)
    var input: [UInt8] = [0, 0]
    input.reserveCapacity(40)
    append(low.address, to: &input)
    append(high.address, to: &input)
    input.append(tcpNumber)
    input.append(0)
    append(low.port, to: &input)
    append(high.port, to: &input)
    var text: [UInt8] = [UInt8(ascii: "1"), UInt8(ascii: ":")]
    text.reserveCapacity(30)
    Base64.append(Array(Insecure.SHA1.hash(data: input)), to: &text)
    return text
  }

  /// TCP in the registry of protocol numbers.
  private static let tcpNumber: UInt8 = 6

  private static func isOrdered(_ one: EndPoint, _ other: EndPoint) -> Bool {
    (one.address.high, one.address.low, one.port) < (other.address.high, other.address.low, other.port)
  }

  private static func append(_ address: IPAddress, to bytes: inout [UInt8]) {
    if !address.isIPv4 { append(address.high, to: &bytes) }
    if address.isIPv4 {
      append(UInt32(truncatingIfNeeded: address.low), to: &bytes)
    } else {
      append(address.low, to: &bytes)
    }
  }

  private static func append(_ value: some FixedWidthInteger, to bytes: inout [UInt8]) {
    var shift = value.bitWidth - 8
    while shift >= 0 {
      bytes.append(UInt8(truncatingIfNeeded: value >> shift))
      shift -= 8
    }
  }
}
