/// A TLS session id in eight bytes, to be compared with another.
///
/// Two ids that differ have the same mark once in 2^64; the seed keeps anybody from finding such a pair.
struct SessionIDHash: Hashable, Sendable {
  private var mark: UInt64 = 0

  private static let seed = UInt64.random(in: 1 ... .max)

  /// The mark of no session.
  init() {}

  /// The mark of the id that stands in a part of a message; an empty part is no session.
  init(_ message: Span<UInt8>, _ part: Range<Int>) {
    if part.isEmpty { return }
    mark = Self.seed
    for place in part {
      mark = (mark ^ UInt64(message[place])) &* 0x9e37_79b9_7f4a_7c15
      mark ^= mark &>> 29
    }
  }

  init(_ session: [UInt8]) {
    self.init(session.span, 0..<session.count)
  }

  /// An id was offered.
  var isPresent: Bool { mark != 0 }
}
