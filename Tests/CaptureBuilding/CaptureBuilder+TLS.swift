/// Whole TLS exchanges, for tests that are about what comes before or after them.
extension CaptureBuilder {
  /// Writes a full TLS 1.2 handshake after the client's hello was built: hello, the server's flight in one record
  /// as Schannel sends it, key exchange, ChangeCipherSpec and Finished from both ends.
  ///
  /// The server's flight takes three segments with the default chain; the client acknowledges the second.
  @discardableResult
  package mutating func tls12(
    _ flow: TCPFlow, hello: ClientHello, cipherSuite: UInt16 = 0xC030,
    certificates: [[UInt8]] = TestCertificates.synchronizationChain
  ) -> TLSFrames {
    let clientHello = send(flow, .client, hello.record)
    let flight = send(flow, .server, serverFlight(cipherSuite: cipherSuite, certificates: certificates))
    ack(flow, .client)
    wait(milliseconds: 4)
    let clientFinished = send(flow, .client, clientKeyFlight(cipherSuite: cipherSuite))
    let serverFinished = send(flow, .server, serverFinishedFlight())
    ack(flow, .client)
    return TLSFrames(
      clientHello: clientHello, serverFlight: flight, clientFinished: clientFinished,
      serverFinished: serverFinished)
  }

  /// ServerHello, Certificate, ServerKeyExchange (ECDHE suites) and ServerHelloDone in one record.
  /// `ticket`: the hello announces a NewSessionTicket.
  package mutating func serverFlight(
    cipherSuite: UInt16 = 0xC030, certificates: [[UInt8]] = TestCertificates.synchronizationChain,
    ticket: Bool = false
  ) -> [UInt8] {
    let announced: [TLSExtension] = ticket ? [.sessionTicket()] : []
    var hello = ServerHello(
      cipherSuite: cipherSuite, extensions: announced + [.extendedMasterSecret, .renegotiationInfo])
    hello.random = random()
    hello.sessionID = randomness.bytes(32)
    var messages = [hello.message, HandshakeMessage.certificate(certificates)]
    if Self.isEphemeral(cipherSuite) {
      messages.append(HandshakeMessage.serverKeyExchange(using: &randomness))
    }
    return TLSRecord.handshake(messages + [HandshakeMessage.serverHelloDone])
  }

  /// ClientKeyExchange, ChangeCipherSpec and the encrypted Finished, a record each.
  package mutating func clientKeyFlight(cipherSuite: UInt16 = 0xC030) -> [UInt8] {
    let exchange =
      Self.isEphemeral(cipherSuite)
      ? HandshakeMessage.clientKeyExchange(using: &randomness)
      : HandshakeMessage.clientKeyExchangeRSA(using: &randomness)
    return TLSRecord.handshake([exchange]) + TLSRecord.changeCipherSpec()
      + TLSRecord.encryptedFinished(using: &randomness)
  }

  /// ChangeCipherSpec and the encrypted Finished, after a NewSessionTicket if there is one.
  package mutating func serverFinishedFlight(ticket: Bool = false) -> [UInt8] {
    let before = ticket ? TLSRecord.handshake([HandshakeMessage.newSessionTicket(using: &randomness)]) : []
    return before + TLSRecord.changeCipherSpec() + TLSRecord.encryptedFinished(using: &randomness)
  }

  /// One encrypted request and its encrypted answer, of so many plain bytes each. `delay`: milliseconds that the
  /// answer takes beyond the flow's round trip, as behind a proxy.
  @discardableResult
  package mutating func exchange(
    _ flow: TCPFlow, request: Int, answer: Int, sequence: UInt64 = 1, delay: Int = 0
  ) -> ClosedRange<Int> {
    let asked = send(
      flow, .client, TLSRecord.applicationData(request, sequence: sequence, using: &randomness))
    wait(milliseconds: delay)
    send(flow, .server, TLSRecord.applicationData(answer, sequence: sequence, using: &randomness))
    return asked.lowerBound...ack(flow, .client)
  }

  /// Ends an encrypted connection as Windows does: close_notify and FIN from `side`, FIN from the other.
  @discardableResult
  package mutating func closeTLS(
    _ flow: TCPFlow, from side: Side, sequence: UInt64 = 9
  ) -> ClosedRange<Int> {
    let alert = send(flow, side, TLSRecord.encryptedAlert(sequence: sequence, using: &randomness))
    return alert.lowerBound...close(flow, from: side).upperBound
  }

  // The suites of ECDHE are 0xC0xx; the others that are used here exchange keys with RSA.
  private static func isEphemeral(_ cipherSuite: UInt16) -> Bool { cipherSuite >> 8 == 0xC0 }

  /// A hello's random: the time in four bytes (RFC 5246, section 7.4.1.2), then random bytes.
  package mutating func random() -> [UInt8] {
    var bytes: [UInt8] = []
    bytes.append(now.seconds, width: 4)
    return bytes + randomness.bytes(28)
  }
}

/// Where the parts of a TLS handshake stand.
package struct TLSFrames: Hashable, Sendable {
  package var clientHello: ClosedRange<Int>
  package var serverFlight: ClosedRange<Int>
  package var clientFinished: ClosedRange<Int>
  package var serverFinished: ClosedRange<Int>
}
