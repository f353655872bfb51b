import Bytes

/// An IPv4 or IPv6 address in a DNS answer.
///
/// For IPv4 all bits of `high` are set and `low` has the address in its low 32 bits; no IPv6 host address
/// begins with eight bytes 0xff.
package struct DNSAddress: Hashable, Sendable {
  package var high: UInt64
  package var low: UInt64

  package var isIPv4: Bool { high == .max }
}

/// A DNS query or what a server answered (RFC 1035, section 4; AAAA: RFC 3596, section 2.2).
package struct DNSMessage: Hashable, Sendable {
  /// How many records of one answer are kept; UDP answers contain some dozens at most.
  package static let maximumRecords = 256

  package enum Content: Hashable, Sendable {
    /// A or AAAA.
    case address(DNSAddress)
    /// CNAME: the name that this one is another name of.
    case alias(String)
  }

  /// One record of the answer section. Names are in lower case, without a final dot, odd bytes as `\DDD`.
  package struct Record: Hashable, Sendable {
    package var name: String
    package var content: Content
  }

  package struct Question: Hashable, Sendable {
    package var name: String
    /// 1 is A, 28 AAAA.
    package var type: UInt16
  }

  package var identifier: UInt16
  package var isAnswer: Bool
  /// The answer was too long for a datagram: the whole one comes over TCP.
  package var isTruncated: Bool
  /// Whether the server is to find the answer. A resolver that follows referrals from server to server does not ask so.
  package var wantsRecursion: Bool
  /// The response code: 0 is no error, 2 SERVFAIL, 3 NXDOMAIN, 5 REFUSED.
  package var code: UInt8
  /// The first question; nil when the message repeats none.
  package private(set) var question: Question?
  /// The A, AAAA and CNAME records of class IN, in order.
  package private(set) var records: [Record] = []
  /// All records that the message announces were read.
  package private(set) var isComplete = false

  /// Reads a message without the length that TCP puts before it.
  ///
  ///     0                 1                 2
  ///     +--------+--------+--------+--------+
  ///     |       id        |R opcode   rcode |
  ///     +--------+--------+--------+--------+
  ///     | question count  | answer count    |
  ///     +--------+--------+--------+--------+
  ///     | authority count | additional count|  questions, answers, ...
  ///     +--------+--------+--------+--------+
  ///
  /// Nil for anything but a standard query or its answer (opcode 0). A message that ends early or goes wrong gives
  /// what was before that place.
  package static func read(_ message: Span<UInt8>) -> DNSMessage? {
    var cursor = ByteCursor(message)
    guard let identifier = try? cursor.readUInt16(message, "id"),
      let flags = try? cursor.readUInt16(message, "flags"), flags & 0x7800 == 0
    else { return nil }
    var read = DNSMessage(
      identifier: identifier, isAnswer: flags & 0x8000 != 0, isTruncated: flags & 0x0200 != 0,
      wantsRecursion: flags & 0x0100 != 0, code: UInt8(flags & 0xf))
    do throws(ParseFault) {
      try read.readSections(message, &cursor)
      read.isComplete = true
    } catch {
      // What came before the fault counts.
    }
    return read
  }

  private init(identifier: UInt16, isAnswer: Bool, isTruncated: Bool, wantsRecursion: Bool, code: UInt8) {
    (self.identifier, self.isAnswer, self.isTruncated) = (identifier, isAnswer, isTruncated)
    (self.wantsRecursion, self.code) = (wantsRecursion, code)
  }

  private mutating func readSections(_ bytes: Span<UInt8>, _ cursor: inout ByteCursor) throws(ParseFault) {
    let questions = Int(try cursor.readUInt16(bytes, "qdcount"))
    let answers = Int(try cursor.readUInt16(bytes, "ancount"))
    _ = try cursor.readRange(4, "nscount, arcount")
    try readQuestions(questions, bytes, &cursor)
    try readRecords(answers, bytes, &cursor)
  }

  private mutating func readQuestions(
    _ count: Int, _ bytes: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(ParseFault) {
    for _ in 0..<count {
      let name = try DNSName.read(bytes, &cursor)
      let type = try cursor.readUInt16(bytes, "qtype")
      _ = try cursor.readUInt16(bytes, "qclass")
      if question == nil { question = Question(name: name, type: type) }
    }
  }

  /// Name, type (2), class (2), time to live (4), data length (2), data (RFC 1035, section 4.1.3).
  private mutating func readRecords(
    _ count: Int, _ bytes: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(ParseFault) {
    var known = question.map { KnownName(offset: Self.questionOffset, name: $0.name) }
    for _ in 0..<min(count, Self.maximumRecords) {
      let name = try Self.readOwner(bytes, &cursor, &known)
      let type = try cursor.readUInt16(bytes, "type")
      let isInternet = try cursor.readUInt16(bytes, "class") & 0x7fff == 1
      _ = try cursor.readUInt32(bytes, "ttl")
      let length = Int(try cursor.readUInt16(bytes, "rdlength"))
      let data = try cursor.readRegion(length, "rdata")
      guard isInternet, let content = try Self.readContent(type, bytes, data) else { continue }
      records.append(Record(name: name, content: content))
    }
  }

  /// The name that was read last, and where it begins.
  private struct KnownName {
    let offset: Int
    let name: String
  }

  /// The first byte after the header.
  private static let questionOffset = 12

  /// The name of a record. Nearly every one points to the question or to the name of the record before, which is known:
  /// without that a message could have a name read hundreds of times.
  private static func readOwner(
    _ bytes: Span<UInt8>, _ cursor: inout ByteCursor, _ known: inout KnownName?
  ) throws(ParseFault) -> String {
    var reader = cursor
    let start = Int(try reader.readUInt16(bytes, "name"))
    let target = start >= 0xc000 ? start & 0x3fff : nil
    if let target, let known, known.offset == target {
      cursor = reader
      return known.name
    }
    let offset = target ?? cursor.offset
    let name = try DNSName.read(bytes, &cursor)
    known = KnownName(offset: offset, name: name)
    return name
  }

  /// A is type 1, CNAME 5, AAAA 28; nil for any other, and for an address of the wrong length.
  private static func readContent(
    _ type: UInt16, _ bytes: Span<UInt8>, _ data: ByteCursor
  ) throws(ParseFault) -> Content? {
    var data = data
    switch (type, data.remaining) {
    case (1, 4):
      return .address(DNSAddress(high: .max, low: UInt64(try data.readUInt32(bytes, "address"))))
    case (28, 16):
      let high = try data.readUInt64(bytes, "address")
      return .address(DNSAddress(high: high, low: try data.readUInt64(bytes, "address")))
    case (5, _): return .alias(try DNSName.read(bytes, &data))
    default: return nil
    }
  }
}

extension DNSMessage {
  /// The addresses of the answer, whatever alias they belong to.
  package var addresses: [DNSAddress] {
    records.compactMap { record in
      if case .address(let address) = record.content { address } else { nil }
    }
  }
}
