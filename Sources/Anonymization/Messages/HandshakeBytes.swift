/// Messages of the handshake, put together from records in clear (RFC 8446, section 4): type, length (3), body.
struct HandshakeBytes {
  /// After a ChangeCipherSpec.
  var isEncrypted = false
  /// Bytes are missing: what comes next may be the rest of a message.
  var isLost = false
  private var bytes: [UInt8] = []
  /// Where each byte is in the stream.
  private var positions: [Int] = []
  private static let headerLength = 4

  mutating func add(_ body: Range<Int>, _ stream: inout RewrittenBytes, _ pseudonyms: inout PacketPseudonyms)
  {
    if isLost, !Self.areMessages(stream.content(body)) { return }
    isLost = false
    bytes += stream.content(body)
    positions += body
    while let length, bytes.count >= length { rewriteFirst(length, &stream, &pseudonyms) }
  }

  /// Rewrites what there is of a message whose end is missing.
  mutating func finish(_ stream: inout RewrittenBytes, _ pseudonyms: inout PacketPseudonyms) {
    guard !bytes.isEmpty else { return }
    rewriteFirst(bytes.count, &stream, &pseudonyms)
    isLost = true
  }

  /// Whether bytes are whole messages and nothing else.
  private static func areMessages(_ bytes: [UInt8]) -> Bool {
    var rest = bytes[...]
    while rest.count >= headerLength {
      let length = rest.dropFirst().prefix(3).reduce(0) { $0 << 8 | Int($1) }
      if length > rest.count - headerLength { return false }
      rest = rest.dropFirst(headerLength + length)
    }
    return rest.isEmpty
  }

  /// The length of the first message with its header.
  private var length: Int? {
    bytes.count < Self.headerLength ? nil : Self.headerLength + bytes[1..<4].reduce(0) { $0 << 8 | Int($1) }
  }

  private mutating func rewriteFirst(
    _ count: Int, _ stream: inout RewrittenBytes, _ pseudonyms: inout PacketPseudonyms
  ) {
    let head = bytes.prefix(min(count, Self.headerLength))
    let body = Array(bytes[head.count..<count])
    let rewritten = head + HandshakeMessage.rewritten(type: head[0], body, &pseudonyms)
    for (byte, position) in zip(rewritten, positions) { stream.write([byte], at: position) }
    bytes.removeFirst(count)
    positions.removeFirst(count)
  }
}
