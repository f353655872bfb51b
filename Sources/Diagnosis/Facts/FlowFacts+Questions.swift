import Protocols

extension FlowFacts {
  var isThroughProxy: Bool { connectRequest != nil }

  var isTLS13: Bool { negotiated.map { $0 >= .tls13 } ?? false }

  /// Where the client may begin TLS: after the TCP handshake, and after the tunnel if one was requested.
  var established: Position? {
    if isThroughProxy { return tunnel }
    return handshakeAck ?? synAck
  }

  /// The server speaks another protocol: it answered the hello with something else, or greeted a client that
  /// then began TLS without a command such as STARTTLS.
  func hasOtherAnswer(to hello: Position) -> Bool {
    guard let data = otherData.server else { return false }
    return data.index > hello.index || (otherData.client == nil && !isStartMissing)
  }

  /// The server answered the hello in clear text, and so judged neither version nor cipher.
  func hasClearAnswer(to hello: Position) -> Bool {
    otherData.server.map { $0.index > hello.index } ?? false
  }

  /// Bytes of either side before the end are missing, or may be.
  var hasLoss: Bool { lacksBytes(of: .client) || lacksBytes(of: .server) }

  func lacksBytes(of role: Role) -> Bool { loss[role] != nil || lacksReceived[role] }

  /// Bytes before a position are missing, on the side itself or on the one it answers.
  func lacksBytes(before mark: Position) -> Bool {
    (loss.client.map { $0.index < mark.index } ?? false)
      || (loss.server.map { $0.index < mark.index } ?? false)
  }

  var serverEnd: EndSign? { end?.by == .server ? end : nil }

  var clientEnd: EndSign? { end?.by == .client ? end : nil }

  /// Ports with TLS from the first byte (IANA service names), and WSUS' HTTPS ports.
  private static let portsOfTLS: Set<UInt16> = [
    443, 465, 636, 853, 989, 990, 992, 993, 994, 995, 3269, 5061, 5986, 8443, 8531, 9443,
  ]

  /// Ports of plain HTTP: even an endpoint of the policy does not use TLS here.
  private static let portsOfPlainText: Set<UInt16> = [80, 8080, 8530]

  /// Whether the port, the server or a tunnel indicates TLS.
  var isTiedToTLS: Bool {
    if isThroughProxy || Self.portsOfTLS.contains(serverPort) { return true }
    return isEndpointOfTLS && !Self.portsOfPlainText.contains(serverPort)
  }

  /// Milliseconds: the first retransmission timeout (RFC 6298, section 2.1).
  private static let retransmissionTimeout: UInt32 = 1000

  func waited(since mark: Position) -> Bool {
    guard let endPosition, endPosition.elapsed >= mark.elapsed else { return false }
    return endPosition.elapsed - mark.elapsed >= Self.retransmissionTimeout
  }

  /// The confidence in a RST or FIN: certain only when the endpoint's terms are known.
  var confidenceOfSilentEnd: Confidence {
    switch standing {
    case .endpoint: .certain
    case .named: .probable
    case .unnamed: .possible
    }
  }

  /// The server's end without a ServerHello, when no earlier byte of the server is missing. An alert is read
  /// from its own bytes, so gaps before it do not matter.
  var endOfHello: EndSign? {
    guard let sign = serverEnd, let hello = firstHello, serverHello == nil, helloRetry == nil,
      !isThroughProxy || tunnel != nil || sign.fatalAlert != nil, !hasClearAnswer(to: hello),
      endBeforeHello == nil,
      sign.fatalAlert != nil || endDetails.answer != .more
    else { return nil }
    return sign.fatalAlert != nil || !lacksBytes(of: .server) ? sign : nil
  }
}
