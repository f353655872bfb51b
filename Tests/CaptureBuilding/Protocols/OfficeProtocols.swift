/// ASN.1 values in DER (X.690): what Kerberos and LDAP are made of.
enum DER {
  static func value(_ tag: UInt8, _ content: [UInt8]) -> [UInt8] {
    if content.count < 128 { return [tag, UInt8(content.count)] + content }
    var bytes: [UInt8] = [tag, 0x82]
    bytes.appendVector(content, width: 2)
    return bytes
  }

  static func sequence(_ parts: [UInt8]...) -> [UInt8] { value(0x30, Array(parts.joined())) }
  static func context(_ number: UInt8, _ content: [UInt8]) -> [UInt8] { value(0xA0 | number, content) }
  static func octets(_ text: String) -> [UInt8] { value(0x04, Array(text.utf8)) }

  static func integer(_ number: UInt32) -> [UInt8] {
    var bytes: [UInt8] = [0]
    bytes.append(number, width: 4)
    while bytes.count > 1, bytes[0] == 0, bytes[1] < 128 { bytes.removeFirst() }
    return value(0x02, bytes)
  }
}

/// Kerberos over TCP (RFC 4120): a ticket is asked for and the answer is that it needs pre-authentication.
package enum KerberosMessage {
  /// AS-REQ of the computer account (section 5.4.1).
  package static func request(nonce: UInt32) -> [UInt8] {
    let till = DER.value(0x18, Array("20370913024805Z".utf8))
    let kinds = DER.sequence(DER.integer(18), DER.integer(17), DER.integer(23))
    let body = DER.sequence(
      DER.context(0, DER.value(0x03, [0, 0x40, 0x81, 0x00, 0x10])),
      DER.context(1, name(kind: 1, ["WSUS$"])), DER.context(2, realm),
      DER.context(3, name(kind: 2, ["krbtgt", "CONTOSO.COM"])), DER.context(5, till),
      DER.context(7, DER.integer(nonce)), DER.context(8, kinds))
    return framed(
      10,
      DER.sequence(
        DER.context(1, DER.integer(5)), DER.context(2, DER.integer(10)), DER.context(4, body)))
  }

  /// KRB-ERROR 25, KDC_ERR_PREAUTH_REQUIRED (section 5.9.1).
  package static func preauthenticationRequired(at time: Timestamp) -> [UInt8] {
    let clock = DER.value(0x18, Array((time.calendarDigits + "Z").utf8))
    let body = DER.sequence(
      DER.context(0, DER.integer(5)), DER.context(1, DER.integer(30)), DER.context(4, clock),
      DER.context(5, DER.integer(41_210)), DER.context(6, DER.integer(25)), DER.context(9, realm),
      DER.context(10, name(kind: 2, ["krbtgt", "CONTOSO.COM"])))
    return framed(30, body)
  }

  private static let realm = DER.value(0x1B, Array("CONTOSO.COM".utf8))

  private static func name(kind: UInt32, _ parts: [String]) -> [UInt8] {
    let strings = parts.flatMap { DER.value(0x1B, Array($0.utf8)) }
    return DER.sequence(
      DER.context(0, DER.integer(kind)), DER.context(1, DER.value(0x30, strings)))
  }

  private static func framed(_ application: UInt8, _ content: [UInt8]) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.appendVector(DER.value(0x60 | application, content), width: 4)
    return bytes
  }
}

/// LDAP (RFC 4511): the root entry is asked for its naming context.
package enum LDAPMessage {
  /// A search of the root entry (section 4.5.1).
  package static func search(id: UInt32) -> [UInt8] {
    let scope = DER.value(0x0A, [0]) + DER.value(0x0A, [0])
    let limits = DER.integer(0) + DER.integer(120) + DER.value(0x01, [0])
    let filter = DER.value(0x87, Array("objectclass".utf8))
    let wanted = DER.sequence(DER.octets("defaultNamingContext"))
    return DER.sequence(
      DER.integer(id), DER.value(0x63, DER.octets("") + scope + limits + filter + wanted))
  }

  /// The entry and the end of the search (section 4.5.2).
  package static func answer(id: UInt32) -> [UInt8] {
    let values = DER.value(0x31, DER.octets("DC=contoso,DC=com"))
    let attributes = DER.sequence(DER.sequence(DER.octets("defaultNamingContext"), values))
    let entry = DER.sequence(DER.integer(id), DER.value(0x64, DER.octets("") + attributes))
    let done = DER.value(0x65, DER.value(0x0A, [0]) + DER.octets("") + DER.octets(""))
    return entry + DER.sequence(DER.integer(id), done)
  }
}

/// TDS of SQL Server ([MS-TDS], section 2.2).
package enum TDSMessage {
  /// A SQL batch (section 2.2.6.7): transaction headers, then text in UTF-16.
  package static func batch(_ text: String) -> [UInt8] {
    var headers: [UInt8] = []
    headers.appendLittleEndian(22, width: 4)
    headers.appendLittleEndian(18, width: 4)
    headers.appendLittleEndian(2, width: 2)
    headers.appendLittleEndian(0, width: 8)
    headers.appendLittleEndian(1, width: 4)
    return packet(type: 1, headers + [UInt8](utf16: text))
  }

  /// A result of one DONE token that counts rows (section 2.2.7.6).
  package static func done(rows: UInt64) -> [UInt8] {
    var token: [UInt8] = [0xFD]
    token.appendLittleEndian(0x0010, width: 2)
    token.appendLittleEndian(0x00C5, width: 2)
    token.appendLittleEndian(rows, width: 8)
    return packet(type: 4, token)
  }

  // Type, status (end of message), length, process id, packet number, window.
  private static func packet(type: UInt8, _ body: [UInt8]) -> [UInt8] {
    var packet: [UInt8] = [type, 1]
    packet.append(8 + body.count, width: 2)
    return packet + [0, 54, 1, 0] + body
  }
}

/// SMB 2 ([MS-SMB2]): an ECHO and its answer, which keep a share's session alive.
package enum SMBMessage {
  /// ECHO (section 2.2.28), behind the 4-byte length of direct TCP transport.
  package static func echo(id: UInt64, answer: Bool) -> [UInt8] {
    var message: [UInt8] = [0xFE, 0x53, 0x4D, 0x42]
    message.appendLittleEndian(64, width: 2)
    message.appendLittleEndian(1, width: 2)
    message.appendLittleEndian(0, width: 4)
    message.appendLittleEndian(13, width: 2)
    message.appendLittleEndian(1, width: 2)
    message.appendLittleEndian(answer ? 1 : 0, width: 4)
    message.appendLittleEndian(0, width: 4)
    message.appendLittleEndian(id, width: 8)
    message.appendLittleEndian(0xFEFF, width: 4)
    message.appendLittleEndian(0, width: 4)
    message.appendLittleEndian(0x0000_1400_0000_0041, width: 8)
    message += [UInt8](repeating: 0, count: 16) + [4, 0, 0, 0]
    var bytes: [UInt8] = []
    bytes.appendVector(message, width: 4)
    return bytes
  }
}

/// NTP (RFC 5905, section 7.3): 48 bytes.
package enum NTPMessage {
  /// A request (mode 3), or an answer (mode 4) to one of `asked`.
  package static func message(at time: Timestamp, answerTo asked: Timestamp? = nil) -> [UInt8] {
    var message: [UInt8] = asked == nil ? [0x1B, 0, 10, 0xE9] : [0x1C, 2, 10, 0xE9]
    message += [0, 0, 8, 0, 0, 0, 12, 0]
    message += asked == nil ? [0, 0, 0, 0] : [192, 0, 2, 123]
    message += stamp(Timestamp(nanoseconds: time.nanoseconds - 600_000_000_000))
    message += asked.map(stamp) ?? [UInt8](repeating: 0, count: 8)
    message += asked == nil ? [UInt8](repeating: 0, count: 8) : stamp(time)
    return message + stamp(time)
  }

  // Seconds since 1900 and a fraction of 2^32.
  private static func stamp(_ time: Timestamp) -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(time.seconds + 2_208_988_800, width: 4)
    bytes.append((time.nanoseconds % 1_000_000_000) << 32 / 1_000_000_000, width: 4)
    return bytes
  }
}
