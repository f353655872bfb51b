/// Rewrites the messages of the handshake. Of a message that is cut off, what is there is rewritten.
enum HandshakeMessage {
  /// - Returns: as many bytes as `body` has.
  static func rewritten(type: UInt8, _ body: [UInt8], _ pseudonyms: inout PacketPseudonyms) -> [UInt8] {
    var message = MessageRewriting(body)
    switch type {
    case 1: message.rewriteClientHello(&pseudonyms)
    case 2: message.rewriteServerHello(&pseudonyms)
    case 11: message.rewriteCertificates(&pseudonyms)
    // ServerKeyExchange and ClientKeyExchange: keys that are used once.
    case 12, 16: message.keep(body.count)
    // Tickets, names of certification authorities, answers of OCSP, signatures.
    default: break
    }
    return message.bytes.bytes
  }
}

/// A message that is read from its start, and rewritten on the way.
struct MessageRewriting {
  var bytes: RewrittenBytes
  var offset = 0
  let end: Int

  init(_ body: [UInt8]) {
    bytes = RewrittenBytes(body)
    end = body.count
  }

  var remaining: Int { end - offset }

  mutating func keep(_ count: Int) {
    bytes.keep(offset..<offset + min(count, remaining))
    offset += min(count, remaining)
  }

  /// Reads a length and keeps it; nil where it is cut off.
  mutating func length(bytes width: Int) -> Int? {
    guard remaining >= width else { return nil }
    let value = bytes.number(at: offset, bytes: width)
    keep(width)
    return value
  }

  /// Passes a part that is there in full, and gives its range; nil where it is cut off.
  mutating func part(_ count: Int) -> Range<Int>? {
    guard count <= remaining else { return nil }
    offset += count
    return offset - count..<offset
  }

  mutating func replace(_ range: Range<Int>, _ change: ([UInt8]) -> [UInt8]) {
    bytes.write(change(bytes.content(range)), at: range.lowerBound)
  }

  // MARK: Messages

  /// RFC 8446, section 4.1.2; the same in TLS 1.0 to 1.2.
  mutating func rewriteClientHello(_ pseudonyms: inout PacketPseudonyms) {
    keep(2 + 32)
    for width in [1, 2, 1] {
      guard let count = length(bytes: width) else { return }
      keep(count)
    }
    rewriteExtensions(&pseudonyms)
  }

  /// RFC 8446, section 4.1.3.
  mutating func rewriteServerHello(_ pseudonyms: inout PacketPseudonyms) {
    keep(2 + 32)
    guard let count = length(bytes: 1) else { return }
    keep(count + 2 + 1)
    rewriteExtensions(&pseudonyms)
  }

  /// RFC 5246, section 7.4.2.
  mutating func rewriteCertificates(_ pseudonyms: inout PacketPseudonyms) {
    guard length(bytes: 3) != nil else { return }
    // Every iteration reads three bytes.
    while let count = length(bytes: 3), let range = part(count) {
      replace(range) { Certificate.rewritten($0, &pseudonyms) }
    }
  }
}
