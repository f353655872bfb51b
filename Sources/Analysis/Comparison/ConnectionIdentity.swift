import Packets
import Protocols
import Streams

/// What is the same of one connection wherever it is captured.
package struct ConnectionIdentity: Hashable, Sendable {
  /// The number before each side's first byte: that of its SYN, or what the first acknowledgement of it says; nil
  /// where neither was captured. Address translation keeps them, some firewalls and all proxies do not.
  package var initialSequences: (client: UInt32?, server: UInt32?) { (clientSequence, serverSequence) }
  /// Of the random and the session id of its first ClientHello, which proxies pass on that do not decrypt.
  let random: UInt64?
  let session: UInt64?
  private let clientSequence: UInt32?
  private let serverSequence: UInt32?

  init(client: UInt32?, server: UInt32?, hello: HelloIdentity?) {
    (clientSequence, serverSequence) = (client, server)
    (random, session) = (hello?.random, hello?.session)
  }

  /// Both numbers in one; nil where one is missing.
  var sequences: UInt64? {
    guard let clientSequence, let serverSequence else { return nil }
    return UInt64(clientSequence) << 32 | UInt64(serverSequence)
  }

  /// The number of a client that was not answered: alone it is a weak sign.
  var unansweredSequence: UInt32? { serverSequence == nil ? clientSequence : nil }
}

/// Random and session id of a ClientHello, as 64 bits each: enough to tell all connections of two captures apart.
struct HelloIdentity: Sendable {
  let random: UInt64?
  let session: UInt64?

  /// Where the fields are in a handshake message (RFC 8446, section 4.1.2).
  private static let random = 6..<38

  /// - Parameter message: a ClientHello with its handshake header.
  init(_ message: Span<UInt8>) {
    guard message.count > Self.random.upperBound else {
      (random, session) = (nil, nil)
      return
    }
    random = Self.hash(message, Self.random)
    let start = Self.random.upperBound + 1
    let length = Int(message[start - 1])
    // Shorter ones are no proof, and none longer is valid.
    session =
      length == 32 && start + length <= message.count
      ? Self.hash(message, start..<(start + length)) : nil
  }

  private static func hash(_ message: Span<UInt8>, _ range: Range<Int>) -> UInt64 {
    var hasher = Hasher()
    for index in range { hasher.combine(message[index]) }
    return UInt64(bitPattern: Int64(hasher.finalize()))
  }
}

/// The first ClientHello of each flow; nil is kept of none.
struct HelloIdentities: Sendable {
  private var hellos: [Int: HelloIdentity] = [:]

  mutating func note(_ message: Span<UInt8>, of connection: Int) {
    if hellos[connection] == nil { hellos[connection] = HelloIdentity(message) }
  }

  subscript(connection: Int) -> HelloIdentity? { hellos[connection] }

  /// Gives the connections their new places, by the old ones; ``FlowObserver/leftOut`` removes one.
  mutating func renumber(_ places: [UInt32]) {
    let old = hellos
    hellos = [:]
    for (place, hello) in old where places[place] != FlowObserver.leftOut {
      hellos[Int(places[place])] = hello
    }
  }
}
