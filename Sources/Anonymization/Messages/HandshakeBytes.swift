/// Messages of the handshake, put together from records in clear (RFC 8446, section 4): type, length (3), body.
struct HandshakeBytes {
  /// After a ChangeCipherSpec.
  var isEncrypted = false
  /// Bytes are missing: what comes next may be the rest of a message.
  var isLost = false
  /// Bytes of a message whose beginning is rewritten already.
  private var skipped = 0
  private var bytes: [UInt8] = []
  /// Where each byte is in the stream.
  private var positions: [Int] = []
  private static let headerLength = 4

  /// - Parameter missing: so many bytes at the end of the record were not captured.
  mutating func add(
    _ body: Range<Int>, missing: Int, _ stream: inout RewrittenBytes, _ pseudonyms: inout PacketPseudonyms
  ) {
    let rest = body.dropFirst(skipped)
    skipped -= body.count - rest.count
    if isLost, !Self.areMessages(stream.content(rest)) {
      return keepHeader(rest, missing: missing, &stream)
    }
    isLost = false
    bytes += stream.content(rest)
    positions += rest
    while let length, bytes.count >= length { rewriteFirst(length, &stream, &pseudonyms) }
    if missing > 0 { skip(missing, &stream, &pseudonyms) }
  }

  /// What is missing may all belong to the message that has begun; else another one begins in it.
  private mutating func skip(
    _ missing: Int, _ stream: inout RewrittenBytes, _ pseudonyms: inout PacketPseudonyms
  ) {
    let left = skipped > 0 ? skipped : length.map { $0 - bytes.count } ?? 0
    finish(&stream, &pseudonyms)
    isLost = left < missing
    skipped = max(0, left - missing)
  }

  /// The type and the length of a message that may begin there, and is cut off.
  private func keepHeader(_ rest: Range<Int>, missing: Int, _ stream: inout RewrittenBytes) {
    guard missing > 0, let type = stream.number(at: rest.lowerBound, bytes: 1), Self.types.contains(type),
      let length = stream.number(at: rest.lowerBound + 1, bytes: 3),
      length + Self.headerLength <= rest.count + missing
    else { return }
    stream.keep(rest.prefix(Self.headerLength))
  }

  /// Those that are sent in clear (IANA, "TLS HandshakeType").
  private static let types = [1, 2, 4, 11, 12, 13, 14, 15, 16, 22]

  /// Ends what has begun, because segments are missing.
  mutating func lose(_ stream: inout RewrittenBytes, _ pseudonyms: inout PacketPseudonyms) {
    finish(&stream, &pseudonyms)
    (isLost, skipped) = (true, 0)
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
