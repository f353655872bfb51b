import Protocols

/// A hello that was met lately, and which of its bytes recur.
///
/// What a length field says is among the recurring bytes, so a message that has them all has the same parts in
/// the same places.
struct HelloPattern: Sendable {
  let recordVersion: ProtocolVersion
  /// Where the session id and the data of server_name stand.
  let sessionID: Range<Int>
  let serverName: Range<Int>?
  /// A ServerHello that goes on with the session that was offered.
  let isResumed: Bool
  /// The number of the offer or the choice.
  let number: UInt32
  private let text: [UInt8]
  /// All ones where a byte recurs.
  private let mask: [UInt8]

  init(
    _ message: Span<UInt8>, _ hello: HelloTemplate, recordVersion: ProtocolVersion, isResumed: Bool,
    number: UInt32
  ) {
    self.recordVersion = recordVersion
    (sessionID, serverName) = (hello.sessionID, hello.serverName)
    self.isResumed = isResumed
    self.number = number
    text = (0..<message.count).map { message[$0] }
    var mask = [UInt8](repeating: 0xff, count: message.count)
    for part in hello.personal { for place in part { mask[place] = 0 } }
    self.mask = mask
  }

  /// Whether a message recurs to this pattern.
  func fits(_ message: Span<UInt8>, _ version: ProtocolVersion) -> Bool {
    guard text.count == message.count, recordVersion.rawValue == version.rawValue else { return false }
    let (text, mask) = (text.span, mask.span)
    // No early end: without a branch in it the loop is vectorised.
    var difference: UInt8 = 0
    for index in 0..<message.count { difference |= (text[index] ^ message[index]) & mask[index] }
    return difference == 0
  }
}

/// The patterns of the hellos that were met last: the programs of one capture have few.
struct RecentHellos: Sendable {
  private(set) var patterns: [HelloPattern] = []
  private var oldest = 0

  /// How many patterns are tried: each costs a comparison of one message of the same length.
  private static let limit = 8

  /// The place in ``patterns`` of a message's; nil when none of the last fits. A place, because a pattern that
  /// is handed out is retained and released.
  func place(of message: Span<UInt8>, _ version: ProtocolVersion) -> Int? {
    for place in patterns.indices where patterns[place].fits(message, version) { return place }
    return nil
  }

  /// Remembers a pattern, in the place of the oldest when there are enough, and returns that place.
  mutating func remember(_ pattern: HelloPattern) -> Int {
    if patterns.count < Self.limit {
      patterns.append(pattern)
      return patterns.count - 1
    }
    let place = oldest
    patterns[place] = pattern
    oldest = (oldest + 1) % Self.limit
    return place
  }
}
