/// Rewrites a message of DNS (RFC 1035, section 4): names label by label and addresses; other data becomes zero.
struct DNSRewriting {
  private var message: MessageRewriting
  /// Labels of one name (RFC 1035, section 3.1), and how often a name may go on elsewhere.
  private static let labelLimit = 128

  static func rewritten(_ bytes: [UInt8], _ pseudonyms: inout PacketPseudonyms) -> [UInt8] {
    var rewriting = DNSRewriting(message: MessageRewriting(bytes))
    rewriting.rewrite(&pseudonyms)
    return rewriting.message.bytes.bytes
  }

  /// Identifier, flags, the counts of questions and of three kinds of records.
  private mutating func rewrite(_ pseudonyms: inout PacketPseudonyms) {
    let counts = [4, 6, 8, 10].map { message.bytes.number(at: $0, bytes: 2) ?? 0 }
    message.keep(12)
    for _ in 0..<counts[0] {
      guard rewriteName(&pseudonyms), message.remaining >= 4 else { return }
      message.keep(4)
    }
    for _ in 0..<counts.dropFirst().reduce(0, +) {
      guard rewriteRecord(&pseudonyms) else { return }
    }
  }

  /// Name, type (2), class (2), time to live (4), length (2), data.
  private mutating func rewriteRecord(_ pseudonyms: inout PacketPseudonyms) -> Bool {
    guard rewriteName(&pseudonyms), let type = message.length(bytes: 2), message.remaining >= 8 else {
      return false
    }
    message.keep(6)
    guard let count = message.length(bytes: 2), count <= message.remaining else { return false }
    let end = message.offset + count
    rewriteData(type, message.offset..<end, &pseudonyms)
    message.offset = end
    return true
  }

  private mutating func rewriteData(_ type: Int, _ range: Range<Int>, _ pseudonyms: inout PacketPseudonyms) {
    switch type {
    case 1 where range.count == 4, 28 where range.count == 16:
      message.bytes.replaceAddress(range, &pseudonyms)
    // NS, CNAME, PTR, DNAME
    case 2, 5, 12, 39: _ = rewriteName(&pseudonyms)
    // SOA: two names and five numbers.
    case 6:
      if rewriteName(&pseudonyms), rewriteName(&pseudonyms), message.offset + 20 == range.upperBound {
        message.keep(20)
      }
    // MX
    case 15:
      message.keep(2)
      _ = rewriteName(&pseudonyms)
    default: break
    }
  }

  /// Rewrites the labels that stand here, and passes them; false where the name cannot be read.
  ///
  /// A name may go on elsewhere in the message (section 4.1.4). There its labels are rewritten in their turn, with the
  /// same result: whether a label stays depends only on those behind it, or on the whole name.
  private mutating func rewriteName(_ pseudonyms: inout PacketPseudonyms) -> Bool {
    guard let name = DNSLabels(message.bytes, at: message.offset, limit: Self.labelLimit) else {
      return false
    }
    let rewritten = pseudonyms.labels(name.labels)
    message.bytes.keep(message.offset..<name.end)
    for (label, offset) in zip(rewritten, name.offsets) { message.bytes.write(label, at: offset) }
    message.offset = name.end
    return true
  }
}

/// The labels of a name in a message, and where those stand that come before its first pointer.
struct DNSLabels {
  private(set) var labels: [[UInt8]] = []
  private(set) var offsets: [Int] = []
  /// The end of what stands here.
  private(set) var end: Int

  init?(_ message: RewrittenBytes, at start: Int, limit: Int) {
    end = start
    var offset = start
    var isElsewhere = false
    for _ in 0..<limit {
      guard let length = message.number(at: offset, bytes: 1) else { return nil }
      if length >= 0xc0 {
        guard let pointer = message.number(at: offset, bytes: 2) else { return nil }
        if !isElsewhere { end = offset + 2 }
        isElsewhere = true
        offset = pointer & 0x3fff
      } else if length == 0 {
        if !isElsewhere { end = offset + 1 }
        return
      } else {
        guard length < 0x40, offset + 1 + length <= message.count else { return nil }
        labels.append(message.content(offset + 1..<offset + 1 + length))
        if !isElsewhere { offsets.append(offset + 1) }
        offset += 1 + length
      }
    }
    return nil
  }
}
