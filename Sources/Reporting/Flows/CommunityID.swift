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
    appendBase64(of: Array(Insecure.SHA1.hash(data: input)), to: &text)
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

  /// Base 64 (RFC 4648, section 4), padded.
  private static func appendBase64(of bytes: [UInt8], to text: inout [UInt8]) {
    var index = 0
    while index < bytes.count {
      let rest = bytes.count - index
      let group =
        UInt32(bytes[index]) << 16 | (rest > 1 ? UInt32(bytes[index + 1]) << 8 : 0)
        | (rest > 2 ? UInt32(bytes[index + 2]) : 0)
      for place in 0..<4 {
        text.append(
          place <= rest
            ? letter(UInt8(truncatingIfNeeded: group >> (18 - 6 * place) & 63)) : UInt8(ascii: "="))
      }
      index += 3
    }
  }

  private static func letter(_ value: UInt8) -> UInt8 {
    switch value {
    case 0..<26: value + UInt8(ascii: "A")
    case 26..<52: value - 26 + UInt8(ascii: "a")
    case 52..<62: value - 52 + UInt8(ascii: "0")
    case 62: UInt8(ascii: "+")
    default: UInt8(ascii: "/")
    }
  }
}
