import ByteReading

/// What of a hello stays the same from one connection to the next.
///
/// A client sends the same offer to a server a thousand times; only its random, its session id, and what a few
/// extensions hold differ. Two whole hellos with the same recurring bytes read the same, but for the parts
/// that this type points to. So a reader of many connections need not read each of them.
package struct RecurringHello: Sendable {
  /// Where the session id stands in the message.
  package var sessionID: Range<Int>
  /// Where the data of server_name stands in the message; nil without that extension.
  package var serverName: Range<Int>?

  /// Appends the recurring bytes of a whole ClientHello to `bytes`: all but the random, the session id, and the
  /// data of extensions that hold names, keys and tickets. Nil when a length in it does not fit, also of
  /// what is left out: such a hello has to be read.
  package init?(client message: Span<UInt8>, appendingTo bytes: inout [UInt8]) {
    guard let body = Self.open(message, &bytes) else { return nil }
    var cursor = body.rest
    sessionID = body.sessionID
    do throws(ParseFault) {
      try Self.copyVector16(message, &cursor, &bytes)
      let compression = Int(try cursor.readUInt8(message, "compression_methods"))
      bytes.append(message, try cursor.readRange(compression, "compression_methods"))
      try copyExtensions(message, &cursor, &bytes, isServer: false)
    } catch {
      return nil
    }
  }

  /// The same for a ServerHello. A HelloRetryRequest has to be read.
  package init?(server message: Span<UInt8>, appendingTo bytes: inout [UInt8]) {
    guard let body = Self.open(message, &bytes) else { return nil }
    var cursor = body.rest
    sessionID = body.sessionID
    do throws(ParseFault) {
      bytes.append(message, try cursor.readRange(3, "cipher_suite"))
      try copyExtensions(message, &cursor, &bytes, isServer: true)
    } catch {
      return nil
    }
    // The random of a HelloRetryRequest begins with these bytes (RFC 8446, section 4.1.3).
    if message[6] == 0xcf, message[7] == 0x21, message[8] == 0xad { return nil }
  }

  /// Copies what stands before the session id, without the random.
  private static func open(
    _ message: Span<UInt8>, _ bytes: inout [UInt8]
  ) -> (sessionID: Range<Int>, rest: ByteCursor)? {
    var cursor = ByteCursor(message)
    do throws(ParseFault) {
      bytes.append(message, try cursor.readRange(6, "header"))
      guard Int(message[1]) << 16 | Int(message[2]) << 8 | Int(message[3]) == message.count - 4 else {
        return nil
      }
      _ = try cursor.readRange(32, "random")
      let length = try cursor.readUInt8(message, "session_id")
      bytes.append(length)
      return (try cursor.readRange(Int(length), "session_id"), cursor)
    } catch {
      return nil
    }
  }

  private static func copyVector16(
    _ message: Span<UInt8>, _ cursor: inout ByteCursor, _ bytes: inout [UInt8]
  ) throws(ParseFault) {
    let start = cursor.offset
    let length = Int(try cursor.readUInt16(message, "length"))
    let data = try cursor.readRange(length, "vector")
    bytes.append(message, start..<data.upperBound)
  }

  private mutating func copyExtensions(
    _ message: Span<UInt8>, _ cursor: inout ByteCursor, _ bytes: inout [UInt8], isServer: Bool
  ) throws(ParseFault) {
    if cursor.isAtEnd { return }
    let length = Int(try cursor.readUInt16(message, "extensions"))
    var list = try cursor.readRegion(length, "extensions")
    try cursor.finish("hello")
    while !list.isAtEnd {
      let start = list.offset
      let type = ExtensionType(rawValue: try list.readUInt16(message, "extension_type"))
      let data = try list.readRange(Int(try list.readUInt16(message, "length")), "extension_data")
      if type == .serverName, !isServer, !data.isEmpty { serverName = data }
      let kept = Self.recurringLength(of: type, data, isServer: isServer)
      bytes.append(message, start..<(data.lowerBound + kept))
    }
  }

  /// How much of an extension's data, from its start, says the same in every connection.
  private static func recurringLength(of type: ExtensionType, _ data: Range<Int>, isServer: Bool) -> Int {
    switch type {
    // Of the server's key_share the group stands first, and is read.
    case .keyShare: isServer ? min(2, data.count) : 0
    case .serverName, .sessionTicket, .preSharedKey, .cookie, .padding, .encryptedClientHello:
      isServer ? data.count : 0
    default: data.count
    }
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
