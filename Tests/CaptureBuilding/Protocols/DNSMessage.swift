/// DNS messages (RFC 1035, section 4) for one question.
package enum DNSMessage {
  /// Type A or AAAA.
  package enum RecordType: UInt16, Sendable { case a = 1, cname = 5, aaaa = 28 }

  /// A query with recursion desired.
  package static func query(id: UInt16, name: String, type: RecordType = .a) -> [UInt8] {
    header(id: id, flags: 0x0100, answers: 0) + question(name, type)
  }

  /// The answer: `name` is an alias of the first of `aliases`, that of the second, and so on; the last name has
  /// `addresses`. Each owner that was written before is a pointer (section 4.1.4). Without addresses and with
  /// `code` 3 the name does not exist.
  package static func answer(
    id: UInt16, name: String, aliases: [String] = [], addresses: [Address], type: RecordType = .a,
    timeToLive: UInt32 = 300, code: UInt16 = 0
  ) -> [UInt8] {
    var message = header(id: id, flags: 0x8180 | code, answers: aliases.count + addresses.count)
    message += question(name, type)
    var owner = 12
    for alias in aliases {
      message += record(owner: owner, type: .cname, timeToLive, names(alias))
      owner = message.count - names(alias).count
    }
    for address in addresses {
      message += record(owner: owner, type: address.isVersion6 ? .aaaa : .a, timeToLive, address.bytes)
    }
    return message
  }

  /// The same message with recursion not desired: of a resolver that follows referrals itself.
  package static func iterative(_ message: [UInt8]) -> [UInt8] {
    message.enumerated().map { $0.offset == 2 ? $0.element & ~1 : $0.element }
  }

  /// A message as it is in a TCP stream: after its length in two bytes (section 4.2.2).
  package static func overTCP(_ message: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendVector(message, width: 2)
    return bytes
  }

  private static func header(id: UInt16, flags: UInt16, answers: Int) -> [UInt8] {
    var header: [UInt8] = []
    for field in [id, flags, 1, UInt16(answers), 0, 0] { header.append(field, width: 2) }
    return header
  }

  private static func question(_ name: String, _ type: RecordType) -> [UInt8] {
    names(name) + [0, UInt8(type.rawValue), 0, 1]
  }

  private static func names(_ name: String) -> [UInt8] {
    name.split(separator: ".").flatMap { [UInt8($0.utf8.count)] + Array($0.utf8) } + [0]
  }

  private static func record(owner: Int, type: RecordType, _ timeToLive: UInt32, _ data: [UInt8]) -> [UInt8] {
    var record: [UInt8] = []
    record.append(0xC000 | owner, width: 2)
    record.append(type.rawValue, width: 2)
    record.append(1, width: 2)
    record.append(timeToLive, width: 4)
    record.appendVector(data, width: 2)
    return record
  }
}
