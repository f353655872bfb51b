import Packets

/// The checksum of IP, TCP, UDP and ICMP (RFC 1071).
enum InternetChecksum {
  /// The sum of 16-bit words; an odd byte at the end is the upper half of one.
  static func sum(_ bytes: [UInt8], _ range: Range<Int>) -> UInt64 {
    var sum: UInt64 = 0
    for index in range.clamped(to: 0..<bytes.count) {
      sum += UInt64(bytes[index]) << ((index - range.lowerBound) & 1 == 0 ? 8 : 0)
    }
    return sum
  }

  static func folded(_ sum: UInt64) -> UInt16 {
    var sum = sum
    while sum > 0xffff { sum = sum >> 16 + sum & 0xffff }
    return UInt16(sum)
  }

  /// Addresses, length and protocol, which the sums of TCP, UDP and ICMPv6 begin with (RFC 9293, section 3.1; RFC 8200,
  /// section 8.1).
  static func pseudoHeader(_ source: IPAddress, _ destination: IPAddress, next: UInt8, length: Int) -> UInt64
  {
    let addresses = source.bytes + destination.bytes
    return sum(addresses, 0..<addresses.count) + UInt64(next) + UInt64(length >> 16) + UInt64(length & 0xffff)
  }
}

/// What a checksum covers.
struct ChecksumScope {
  /// Where it is.
  var field: Int
  var range: Range<Int>
  /// Nothing of the range is missing.
  var isWhole: Bool
  /// The sums of the pseudo header before and after the rewriting, 0 without one, and the length in it.
  var pseudoHeaders: (old: UInt64, new: UInt64) = (0, 0)
  var length = 0
}

extension RewrittenBytes {
  /// Makes a checksum right that was right, and leaves a wrong one. One that the network card was to finish is the sum
  /// of the pseudo header, and stays that. Where bytes are missing, it is updated by what changed (RFC 1624, section 3).
  mutating func updateChecksum(_ scope: ChecksumScope) {
    guard let field = number(at: scope.field, bytes: 2), scope.range.contains(scope.field + 1) else { return }
    let old = InternetChecksum.sum(original, scope.range)
    let new = InternetChecksum.sum(bytes, scope.range)
    let others = (
      old: old + scope.pseudoHeaders.old - UInt64(field), new: new + scope.pseudoHeaders.new - UInt64(field)
    )
    if let partial = partial(field, scope) {
      write(partial, at: scope.field)
    } else if scope.isWhole ? InternetChecksum.folded(others.old + UInt64(field)) == 0xffff : field != 0 {
      let change = UInt64(~InternetChecksum.folded(others.old)) + UInt64(InternetChecksum.folded(others.new))
      write(~InternetChecksum.folded(UInt64(~UInt16(field)) + change), at: scope.field)
    }
  }

  /// Some systems leave the length to the network card too.
  private func partial(_ field: Int, _ scope: ChecksumScope) -> UInt16? {
    let (old, new) = scope.pseudoHeaders
    guard old != 0 else { return nil }
    for length in [0, UInt64(scope.length >> 16 + scope.length & 0xffff)] {
      if field == Int(InternetChecksum.folded(old - length)) { return InternetChecksum.folded(new - length) }
    }
    return nil
  }
}
