import Bytes

/// Cuts one side of a DNS connection over TCP into messages: each has its length in two bytes before it
/// (RFC 1035, section 4.2.2; RFC 7766, section 8).
package struct DNSStreamReader: Sendable {
  /// The beginning of a message, its length bytes included; at most 65 537 bytes.
  private var unfinished: [UInt8] = []
  /// Bytes of a message that a gap interrupted.
  private var skip = 0
  /// A gap hid where the next message begins.
  private var isLost = false

  package init() {}

  /// How many bytes of an unfinished message are kept.
  package var keptBytes: Int { unfinished.count }

  /// Reads the next bytes and calls `deliver` with each message, without its length. The span is valid during
  /// the call only. A message that lies whole in `bytes` is not copied.
  package mutating func read(_ bytes: Span<UInt8>, deliver: (Span<UInt8>) -> Void) {
    if isLost { return }
    var offset = min(skip, bytes.count)
    skip -= offset
    while offset < bytes.count {
      if unfinished.isEmpty, let end = Self.end(of: bytes, offset), end <= bytes.count {
        deliver(bytes.extracting((offset + 2)..<end))
        offset = end
      } else {
        let wanted = (Self.end(of: unfinished.span, 0) ?? 2) - unfinished.count
        let count = min(wanted, bytes.count - offset)
        unfinished.append(bytes, offset..<(offset + count))
        offset += count
        finishMessage(deliver)
      }
    }
  }

  /// So many bytes of the side are missing. A message of known length is stepped over; otherwise nothing more
  /// can be read.
  package mutating func gap(_ count: Int) {
    if count <= 0 || isLost { return }
    let left = skip > 0 ? skip : (Self.end(of: unfinished.span, 0) ?? 0) - unfinished.count
    unfinished = []
    isLost = count > left
    skip = isLost ? 0 : left - count
  }

  private mutating func finishMessage(_ deliver: (Span<UInt8>) -> Void) {
    guard let end = Self.end(of: unfinished.span, 0), end == unfinished.count else { return }
    let whole = unfinished
    unfinished = []
    deliver(whole.span.extracting(2..<end))
  }

  /// The end of the message whose length is at `offset`; nil when the length is incomplete.
  private static func end(of bytes: Span<UInt8>, _ offset: Int) -> Int? {
    guard bytes.count - offset >= 2 else { return nil }
    return offset + 2 + (Int(bytes[offset]) << 8 | Int(bytes[offset + 1]))
  }
}
