/// Rewrites one direction of a connection. TLS, the heads of HTTP, the header of the PROXY protocol and DNS are read;
/// everything else becomes zero, up to a segment that begins with one of them.
struct StreamRewriting {
  var stream: RewrittenBytes
  private let parts: [Range<Int>]
  /// Where segments begin, in ascending order.
  private let starts: [Int]
  private var handshake = HandshakeBytes()

  /// - Parameter hasStart: the first byte of the stream was captured.
  init(_ original: [UInt8], parts: [Range<Int>], starts: [Int], hasStart: Bool) {
    handshake.isLost = !hasStart
    stream = RewrittenBytes(original)
    self.parts = parts
    self.starts = starts
  }

  mutating func run(isDNS: Bool, _ pseudonyms: inout PacketPseudonyms) {
    var offset = 0
    for part in parts {
      if offset < part.lowerBound {
        handshake.lose(&stream, &pseudonyms)
        offset = part.lowerBound
      }
      // Every step passes a byte at least.
      while offset < part.upperBound {
        offset =
          isDNS
          ? readDNS(offset..<part.upperBound, &pseudonyms) : read(offset..<part.upperBound, &pseudonyms)
      }
    }
    handshake.finish(&stream, &pseudonyms)
  }

  /// - Parameter range: what is known without a hole.
  /// - Returns: where to go on, perhaps behind the range.
  private mutating func read(_ range: Range<Int>, _ pseudonyms: inout PacketPseudonyms) -> Int {
    if let record = TLSRecord(stream, range) { return read(record, range, &pseudonyms) }
    handshake.finish(&stream, &pseudonyms)
    return stream.rewriteHTTP(range, &pseudonyms)
      ?? (range.lowerBound == parts[0].lowerBound ? stream.rewriteProxyHeader(range, &pseudonyms) : nil)
      ?? stream.rewriteSSLv2(range, &pseudonyms)
      ?? nextStart(in: range)
  }

  private func nextStart(in range: Range<Int>) -> Int {
    var (low, high) = (0, starts.count)
    while low < high {
      let middle = (low + high) / 2
      if starts[middle] > range.lowerBound { high = middle } else { low = middle + 1 }
    }
    return low < starts.count ? min(starts[low], range.upperBound) : range.upperBound
  }

  private mutating func read(
    _ record: TLSRecord, _ range: Range<Int>, _ pseudonyms: inout PacketPseudonyms
  ) -> Int {
    let body = record.body.clamped(to: range)
    stream.keep(range.lowerBound..<record.body.lowerBound)
    switch record.type {
    case TLSRecord.changeCipherSpec:
      stream.keep(body)
      handshake.isEncrypted = true
    case TLSRecord.handshake:
      let isPlain = !handshake.isEncrypted || record.holdsHello(stream)
      let missing = record.body.count - body.count
      if isPlain { handshake.add(body, missing: missing, &stream, &pseudonyms) }
    // In clear an alert has two bytes.
    case TLSRecord.alert where record.body.count == 2: stream.keep(body)
    // Type and length of the payload (RFC 6520, section 4).
    case TLSRecord.heartbeat: stream.keep(body.prefix(3))
    default: break
    }
    return record.body.upperBound
  }

  /// A message of DNS behind its length (RFC 1035, section 4.2.2).
  private mutating func readDNS(_ range: Range<Int>, _ pseudonyms: inout PacketPseudonyms) -> Int {
    guard range.count >= 2, let length = stream.number(at: range.lowerBound, bytes: 2) else {
      return range.upperBound
    }
    stream.keep(range.prefix(2))
    let message = range.dropFirst(2).prefix(length)
    guard message.count == length, length > 0 else { return range.lowerBound + 2 + length }
    stream.write(DNSRewriting.rewritten(stream.content(message), &pseudonyms), at: message.lowerBound)
    return message.upperBound
  }
}

/// A record of TLS (RFC 8446, section 5.1): type, version (2), length (2).
struct TLSRecord {
  static let changeCipherSpec: UInt8 = 20
  static let alert: UInt8 = 21
  static let handshake: UInt8 = 22
  static let heartbeat: UInt8 = 24
  private static let headerLength = 5
  /// RFC 5246, section 6.2.3.
  private static let longest = 16_384 + 2048

  let type: UInt8
  let body: Range<Int>

  init?(_ stream: RewrittenBytes, _ range: Range<Int>) {
    let start = range.lowerBound
    guard range.count >= Self.headerLength, let length = stream.number(at: start + 3, bytes: 2) else {
      return nil
    }
    type = stream.original[start]
    let version = stream.original[start + 1...start + 2]
    guard (Self.changeCipherSpec...Self.heartbeat).contains(type), version.first == 3,
      (version.last ?? 5) <= 4,
      length <= Self.longest
    else { return nil }
    body = start + Self.headerLength..<start + Self.headerLength + length
  }

  /// Whether it is a whole hello in clear: in TLS 1.3 one may follow a ChangeCipherSpec (RFC 8446, appendix D.4).
  func holdsHello(_ stream: RewrittenBytes) -> Bool {
    guard let type = stream.number(at: body.lowerBound, bytes: 1), [1, 2].contains(type) else { return false }
    return stream.number(at: body.lowerBound + 1, bytes: 3) == body.count - 4
  }
}
