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

/// What a DNS server answered (RFC 1035, section 4; AAAA: RFC 3596, section 2.2).
package struct DNSAnswer: Hashable, Sendable {
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

  /// The name that was asked for; nil when the message repeats no question.
  package var question: String?
  /// The A, AAAA and CNAME records of class IN, in order.
  package var records: [Record]

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
  /// Nil for anything but an answer (QR 1, opcode 0) without an error (rcode 0). A message that ends early or
  /// goes wrong gives the records before that place.
  package static func read(_ message: Span<UInt8>) -> DNSAnswer? {
    var cursor = ByteCursor(message)
    var answer = DNSAnswer(question: nil, records: [])
    do throws(ParseFault) {
      _ = try cursor.readUInt16(message, "id")
      let flags = try cursor.readUInt16(message, "flags")
      guard flags & 0xf80f == 0x8000 else { return nil }
      let questions = Int(try cursor.readUInt16(message, "qdcount"))
      let answers = Int(try cursor.readUInt16(message, "ancount"))
      _ = try cursor.readRange(4, "nscount, arcount")
      try answer.readQuestions(questions, message, &cursor)
      try answer.readRecords(answers, message, &cursor)
    } catch {
      return answer.records.isEmpty ? nil : answer
    }
    return answer
  }

  private mutating func readQuestions(
    _ count: Int, _ bytes: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(ParseFault) {
    for _ in 0..<count {
      let name = try DNSName.read(bytes, &cursor)
      _ = try cursor.readRange(4, "qtype, qclass")
      if question == nil { question = name }
    }
  }

  /// Name, type (2), class (2), time to live (4), data length (2), data (RFC 1035, section 4.1.3).
  private mutating func readRecords(
    _ count: Int, _ bytes: Span<UInt8>, _ cursor: inout ByteCursor
  ) throws(ParseFault) {
    for _ in 0..<min(count, Self.maximumRecords) {
      let name = try DNSName.read(bytes, &cursor)
      let type = try cursor.readUInt16(bytes, "type")
      let isInternet = try cursor.readUInt16(bytes, "class") & 0x7fff == 1
      _ = try cursor.readUInt32(bytes, "ttl")
      let length = Int(try cursor.readUInt16(bytes, "rdlength"))
      let data = try cursor.readRegion(length, "rdata")
      guard isInternet, let content = try Self.readContent(type, bytes, data) else { continue }
      records.append(Record(name: name, content: content))
    }
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
