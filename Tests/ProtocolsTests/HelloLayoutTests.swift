import Testing

@testable import Protocols

/// The parts that a hello's layout names may differ, and nothing else of what is read does.
@Suite struct HelloLayoutTests {
  /// One of every extension whose data belongs to a connection.
  private static let connectionExtensions: [ExtensionType] = [
    .padding, .sessionTicket, .preSharedKey, .cookie, .keyShare, .encryptedClientHello,
  ]

  private let client = Build.clientHello(
    session: [1, 2, 3],
    extensions: Build.standardExtensions
      + Self.connectionExtensions.map { Build.extension(Int($0.rawValue), [7, 8, 9]) })

  private func read(_ bytes: [UInt8]) -> ClientHello {
    var hello = ClientHello(reading: bytes.span, recordVersion: .tls12, isComplete: true)
    hello.serverName = nil
    hello.sessionID = []
    return hello
  }

  @Test func everyByteOfAConnectionMayDiffer() {
    let hello = read(client)
    #expect(hello.isComplete)
    for index in hello.layout.varying.joined() {
      var other = client
      other[index] ^= 1
      #expect(read(other) == hello, "byte \(index)")
    }
  }

  @Test func thePartsOfAClientHelloAreNamedInOrder() {
    let hello = ClientHello(reading: client.span, recordVersion: .tls12, isComplete: true)
    let parts = hello.layout.varying
    #expect(zip(parts, parts.dropFirst()).allSatisfy { $0.upperBound <= $1.lowerBound })
    #expect(parts.first == 6..<38)
    #expect(hello.layout.sessionID == 39..<42)
    #expect(
      hello.layout.serverName.map { client[$0].elementsEqual(Build.text(hello.serverName ?? "")) } == true)
    // Random, session id and name; the standard session_ticket is empty.
    #expect(parts.filter { !$0.isEmpty }.count == 3 + Self.connectionExtensions.count)
  }

  @Test func thePartsOfAServerHelloAreItsRandomSessionAndKey() {
    let share = Build.extension(51, Build.number16(29) + Build.vector16([1, 2, 3]))
    let message = Build.serverHello(session: [5, 6], extensions: [share])
    let hello = ServerHello(reading: message.span, recordVersion: .tls12, isComplete: true)
    #expect(hello.layout.varying == [6..<38, 39..<41, (message.count - 3)..<message.count])
    for index in hello.layout.varying.joined() {
      var other = message
      other[index] ^= 1
      var read = ServerHello(reading: other.span, recordVersion: .tls12, isComplete: true)
      read.sessionID = hello.sessionID
      #expect(read == hello, "byte \(index)")
    }
  }

  @Test func theRandomOfARetryRequestIsCompared() {
    let message = Build.serverHello(random: Build.retryRandom, suite: 0x1301)
    let hello = ServerHello(reading: message.span, recordVersion: .tls12, isComplete: true)
    let isRetry = ServerHello.isHelloRetryRequest(message.span)
    let plain = Build.serverHello()
    let isPlainRetry = ServerHello.isHelloRetryRequest(plain.span)
    #expect(isRetry && !isPlainRetry)
    #expect(!hello.layout.varying.contains(6..<38))
  }
}
