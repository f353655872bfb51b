import Bytes

/// What of a hello stays the same from one connection to the next.
///
/// A client sends the same offer to a server a thousand times; only its random, its session id, and what a few
/// extensions hold differ. Two whole hellos with the same recurring bytes read the same, but for the parts
/// that this type points to. So a reader of many connections need not read each of them.
package struct HelloTemplate: Sendable {
  /// Where the session id stands in the message.
  package var sessionID: Range<Int>
  /// Where the data of server_name stands in the message; nil without that extension.
  package var serverName: Range<Int>?
  /// The parts of the message that are blanked out, in order.
  package private(set) var personal: [Range<Int>] = []
  /// Where the copy of the message begins.
  private let base: Int

  /// Appends a copy of a whole ClientHello to `bytes` in which zeros stand for the random, the session id, and
  /// the data of extensions that hold names, keys and tickets. Nil when a length in it does not fit, also of
  /// what is blanked out: such a hello has to be read.
  package init?(client message: Span<UInt8>, appendingTo bytes: inout [UInt8]) {
    guard var cursor = Self.start(message) else { return nil }
    base = bytes.count
    bytes.append(message, 0..<message.count)
    sessionID = 0..<0
    do throws(ParseFault) {
      try blankOpening(message, &cursor, &bytes)
      _ = try cursor.readRange(Int(try cursor.readUInt16(message, "cipher_suites")), "cipher_suites")
      _ = try cursor.readRange(Int(try cursor.readUInt8(message, "compression_methods")), "methods")
      try blankExtensions(message, &cursor, &bytes, isServer: false)
    } catch {
      return nil
    }
  }

  /// The same for a ServerHello. A HelloRetryRequest has to be read.
  package init?(server message: Span<UInt8>, appendingTo bytes: inout [UInt8]) {
    guard var cursor = Self.start(message) else { return nil }
    // The random of a HelloRetryRequest begins with these bytes (RFC 8446, section 4.1.3).
    if message[6] == 0xcf, message[7] == 0x21, message[8] == 0xad { return nil }
    base = bytes.count
    bytes.append(message, 0..<message.count)
    sessionID = 0..<0
    do throws(ParseFault) {
      try blankOpening(message, &cursor, &bytes)
      _ = try cursor.readRange(3, "cipher_suite")
      try blankExtensions(message, &cursor, &bytes, isServer: true)
    } catch {
      return nil
    }
  }

  /// A cursor behind the header and the version; nil when the header's length is not the message's.
  private static func start(_ message: Span<UInt8>) -> ByteCursor? {
    guard message.count > 38 else { return nil }
    let length = Int(message[1]) << 16 | Int(message[2]) << 8 | Int(message[3])
    return length == message.count - 4 ? ByteCursor(6..<message.count) : nil
  }

  private mutating func blankOpening(
    _ message: Span<UInt8>, _ cursor: inout ByteCursor, _ bytes: inout [UInt8]
  ) throws(ParseFault) {
    blank(try cursor.readRange(32, "random"), &bytes)
    sessionID = try cursor.readRange(Int(try cursor.readUInt8(message, "session_id")), "session_id")
    blank(sessionID, &bytes)
  }

  private mutating func blankExtensions(
    _ message: Span<UInt8>, _ cursor: inout ByteCursor, _ bytes: inout [UInt8], isServer: Bool
  ) throws(ParseFault) {
    if cursor.isAtEnd { return }
    var list = try cursor.readRegion(Int(try cursor.readUInt16(message, "extensions")), "extensions")
    try cursor.finish("hello")
    while !list.isAtEnd {
      let type = try list.readUInt16(message, "extension_type")
      let data = try list.readRange(Int(try list.readUInt16(message, "length")), "extension_data")
      if isServer {
        // Of the server's key_share the group stands first, and is read.
        if type == ExtensionType.keyShare.rawValue { blank(data.dropFirst(2), &bytes) }
      } else if Self.isPersonal(type) {
        blank(data, &bytes)
        if type == ExtensionType.serverName.rawValue, !data.isEmpty { serverName = data }
      }
    }
  }

  /// The extensions of a client whose data differs from one connection to the next and is not read.
  private static func isPersonal(_ type: UInt16) -> Bool {
    switch type {
    case ExtensionType.serverName.rawValue, ExtensionType.sessionTicket.rawValue,
      ExtensionType.preSharedKey.rawValue, ExtensionType.cookie.rawValue, ExtensionType.keyShare.rawValue,
      ExtensionType.padding.rawValue, ExtensionType.encryptedClientHello.rawValue:
      true
    default: false
    }
  }

  private mutating func blank(_ part: Range<Int>, _ bytes: inout [UInt8]) {
    personal.append(part)
    var copy = bytes.mutableSpan
    for place in part { copy[base + place] = 0 }
  }
}

extension ClientHello {
  /// The host name in the data of a server_name extension; nil when it cannot be read as one.
  package static func serverName(in data: Range<Int>, of message: Span<UInt8>) -> Range<Int>? {
    var cursor = ByteCursor(data)
    do throws(ParseFault) {
      var list = try cursor.readRegion(Int(try cursor.readUInt16(message, "server_name_list")), "list")
      try cursor.finish("server_name")
      guard try list.readUInt8(message, "name_type") == 0 else { return nil }
      let name = try list.readRange(Int(try list.readUInt16(message, "host_name")), "host_name")
      try list.finish("server_name_list")
      return name
    } catch {
      return nil
    }
  }
}
