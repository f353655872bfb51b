import Protocols

extension FlowFacts {
  var isThroughProxy: Bool { connectRequest != nil }

  /// The other end is a proxy, also when it closed before the request came.
  var involvesProxy: Bool { isThroughProxy || askedProxyAfterEnd }

  var isTLS13: Bool { negotiated.map { $0 >= .tls13 } ?? false }

  /// Where the client may begin TLS: after the TCP handshake, and after the tunnel if one was requested.
  var established: Position? {
    if isThroughProxy { return tunnel }
    return handshakeAck ?? synAck
  }

  /// The server speaks another protocol: it answered the hello with something else, or greeted a client that
  /// then began TLS without a command such as STARTTLS.
  var hasOtherAnswer: Bool {
    clearAnswer != nil || otherData.server != nil && otherData.client == nil && !isStartMissing
  }

  /// What the server said in clear text instead of an answer in TLS, which a line that grants TLS has behind it.
  var clearAnswer: Position? {
    guard let clearText, firstTLS.server.map({ $0.index < clearText.index }) ?? true else { return nil }
    return clearText
  }

  /// The server judged neither version nor cipher: it answered the hello in clear text, or greeted a client that asked for
  /// nothing, neither with a command nor with a request that is missing.
  var hasClearAnswer: Bool { clearAnswer != nil || hasOtherAnswer && !lacksBytes(of: .client) }

  /// The client's first data that is neither TLS nor a request to the proxy in front of its CONNECT.
  var otherClientData: Position? {
    guard let data = otherData.client else { return nil }
    return connectRequest.map { data.index < $0.index } ?? false ? nil : data
  }

  /// Bytes of either side before the end are missing, or may be.
  var hasLoss: Bool { lacksBytes(of: .client) || lacksBytes(of: .server) }

  func lacksBytes(of role: Role) -> Bool { loss[role] != nil || lacksReceived[role] || givenUp[role] }

  var hasGivenUp: Bool { givenUp.client || givenUp.server }

  /// Bytes before a position are missing, on the side itself or on the one it answers.
  func lacksBytes(before mark: Position) -> Bool {
    (loss.client.map { $0.index < mark.index } ?? false)
      || (loss.server.map { $0.index < mark.index } ?? false)
  }

  var serverEnd: EndSign? { end?.by == .server ? end : nil }

  var clientEnd: EndSign? { end?.by == .client ? end : nil }

  /// Ports with TLS from the first byte (IANA service names), and WSUS' HTTPS ports.
  private static let portsOfTLS: [UInt16] = [
    443, 465, 636, 853, 989, 990, 992, 993, 994, 995, 3269, 5061, 5986, 8443, 8531, 9443,
  ]

  /// Ports of plain HTTP: even an endpoint of the policy does not use TLS here.
  private static let portsOfPlainText: [UInt16] = [80, 8080, 8530]

  /// Whether the port, the server or a tunnel indicates TLS.
  var isTiedToTLS: Bool {
    if involvesProxy || saidHelloAfterEnd { return true }
    if Self.portsOfTLS.contains(serverPort) { return true }
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
    guard let sign = serverEnd, firstHello != nil, serverHello == nil, helloRetry == nil,
      !isThroughProxy || tunnel != nil || sign.fatalAlert != nil, !hasClearAnswer,
      endBeforeHello == nil,
      sign.fatalAlert != nil || endDetails.answer != .more
    else { return nil }
    return sign.fatalAlert != nil || !lacksBytes(of: .server) ? sign : nil
  }
}
