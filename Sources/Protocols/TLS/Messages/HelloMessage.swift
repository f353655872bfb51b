import Bytes

/// What a ClientHello and a ServerHello have in common.
protocol HelloMessage: LenientMessage {
  var extensions: [HelloExtension] { get set }
  var layout: HelloLayout { get set }

  /// Reads the data of one extension.
  mutating func readExtension(
    _ type: ExtensionType, _ bytes: Span<UInt8>, _ data: ByteCursor
  ) throws(ParseFault)
}

extension HelloMessage {
  /// Reads a list of extensions: type, length, data (RFC 8446, section 4.2). A fault in one does not end the list.
  mutating func readExtensions(_ bytes: Span<UInt8>, _ list: ByteCursor) throws(ParseFault) {
    var list = list
    // Real hellos have up to about twenty; an extension has at least four bytes.
    extensions.reserveCapacity(min(20, list.remaining / 4))
    while !list.isAtEnd {
      let type = ExtensionType(rawValue: try list.readUInt16(bytes, "extension_type"))
      let length = Int(try list.readUInt16(bytes, "extension_data"))
      let data = readVector(length, of: &list, "extension_data")
      extensions.append(HelloExtension(type: type, length: length))
      do throws(ParseFault) {
        try readExtension(type, bytes, data)
      } catch {
        note(error)
      }
    }
  }

  /// Notes a part that belongs to one connection. Of its bytes nothing may be kept but what ``HelloLayout`` points to.
  mutating func skipVarying(_ part: ByteCursor) {
    layout.varying.append(part.rest)
  }
}

/// One extension of a hello: its type and the length of its data.
package struct HelloExtension: Hashable, Sendable {
  package var type: ExtensionType
  package var length: Int

  package init(type: ExtensionType, length: Int) {
    self.type = type
    self.length = length
  }
}

/// The parts of a hello that differ between connections, as ranges of the message.
///
/// Programs repeat their hellos: a message with equal bytes elsewhere reads the same, but for session id and
/// server name.
package struct HelloLayout: Hashable, Sendable {
  package var sessionID: Range<Int> = 0..<0
  /// The first host name in server_name; nil without one.
  package var serverName: Range<Int>?
  /// Session id, server name, random, keys, tickets: all that differs, in order.
  package var varying: [Range<Int>] = []

  package init() {}
}
