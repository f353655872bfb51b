import Bytes

/// Skips the header of the PROXY protocol, which a load balancer sends in front of the client's first bytes.
///
/// Version 1 is a line of at most 107 bytes, `PROXY TCP4 192.0.2.1 198.51.100.1 56324 443` and CRLF. Version 2:
///
/// ```
/// 0                        12                  13       14       16
/// | 0d 0a 0d 0a 00 0d 0a … | version, command | family | length | addresses, length bytes
/// ```
///
/// (HAProxy, "The PROXY protocol, versions 1 and 2", sections 2.1 and 2.2.)
package struct ProxyHeaderReader: Sendable {
  package enum Step: Equatable, Sendable {
    case needsMore
    /// The header ended; `consumed` bytes of the span belonged to it.
    case end(consumed: Int)
    case invalid
  }

  private var head: [UInt8] = []
  /// Bytes of the addresses of version 2 that are still to come; nil before its head is whole.
  private var remaining: Int?

  package init() {}

  /// How many bytes of an unfinished header are kept.
  package var keptBytes: Int { head.count }

  /// Whether bytes begin with a header of either version.
  package static func looksLikeHeader(_ bytes: Span<UInt8>) -> Recognition {
    if bytes.count > 0, bytes[0] != UInt8(ascii: "P"), bytes[0] != signature[0] { return .no }
    let line = recognize("PROXY ", in: bytes)
    return line == .no ? recognizeSignature(bytes) : line
  }

  package mutating func read(_ bytes: Span<UInt8>) -> Step {
    var offset = 0
    while offset < bytes.count {
      if let left = remaining {
        let taken = min(left, bytes.count - offset)
        remaining = left - taken
        offset += taken
        if remaining == 0 { return .end(consumed: offset) }
        continue
      }
      head.append(bytes[offset])
      offset += 1
      if let step = examineHead(consumed: offset) { return step }
    }
    return .needsMore
  }

  /// Nil while the head is incomplete.
  private mutating func examineHead(consumed: Int) -> Step? {
    if head[0] == Self.signature[0] {
      guard head.count == Self.binaryHead else { return nil }
      remaining = Int(head[14]) << 8 | Int(head[15])
      return remaining == 0 ? .end(consumed: consumed) : nil
    }
    if head.last == 0x0a { return .end(consumed: consumed) }
    return head.count >= Self.longestLine ? .invalid : nil
  }

  private static let longestLine = 107
  private static let binaryHead = 16
  private static let signature: [UInt8] = [
    0x0d, 0x0a, 0x0d, 0x0a, 0x00, 0x0d, 0x0a, 0x51, 0x55, 0x49, 0x54, 0x0a,
  ]

  private static func recognizeSignature(_ bytes: Span<UInt8>) -> Recognition {
    for index in 0..<min(bytes.count, signature.count) where bytes[index] != signature[index] { return .no }
    return bytes.count < signature.count ? .needsMore : .yes
  }
}
