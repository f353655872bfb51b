import Protocols

/// Questions that more than one rule asks.
extension FlowFacts {
  var isThroughProxy: Bool { connectRequest != nil }

  var isTLS13: Bool { negotiated.map { $0 >= .tls13 } ?? false }

  /// The point from which the client may speak TLS to the server; nil until TCP, and the tunnel if one is
  /// asked for, stand.
  var established: Position? {
    if isThroughProxy { return tunnel }
    return handshakeAck ?? synAck
  }

  /// The server speaks another protocol to a hello: it answered with something else, or greeted a client
  /// that then began TLS without a word of that protocol, such as STARTTLS.
  func hasOtherAnswer(to hello: Position) -> Bool {
    guard let data = otherData.server else { return false }
    return data.index > hello.index || (otherData.client == nil && !isStartMissing)
  }

  /// Some of what a side sent before the end is not in the capture, or may not be.
  var hasLoss: Bool { lacksBytes(of: .client) || lacksBytes(of: .server) }

  /// Some of what that side sent before the end is not in the capture, or may not be.
  func lacksBytes(of role: Role) -> Bool { loss[role] != nil || lacksReceived[role] }

  /// The capture lacks bytes from before something: it need not be a side's first, and what it follows on not all.
  func lacksBytes(before mark: Position) -> Bool {
    (loss.client.map { $0.index < mark.index } ?? false)
      || (loss.server.map { $0.index < mark.index } ?? false)
  }

  /// The server ended the flow: the sign, else nil.
  var serverEnd: EndSign? { end?.by == .server ? end : nil }

  /// The client ended the flow: the sign, else nil.
  var clientEnd: EndSign? { end?.by == .client ? end : nil }

  /// Ports on which servers speak TLS from the first byte: HTTPS, SMTP, LDAP, FTP, DNS, Telnet, IMAP, IRC,
  /// POP3 and SIP over TLS (IANA service names), the global catalogue, Windows Remote Management, HTTPS of
  /// WSUS and of common alternatives.
  private static let portsOfTLS: Set<UInt16> = [
    443, 465, 636, 853, 989, 990, 992, 993, 994, 995, 3269, 5061, 5986, 8443, 8531, 9443,
  ]

  /// Ports of plain HTTP, also that of WSUS: here even an endpoint of the policy speaks no TLS.
  private static let portsOfPlainText: Set<UInt16> = [80, 8080, 8530]

  /// Whether the port, the server or a tunnel says that TLS was to be expected here.
  var isTiedToTLS: Bool {
    if isThroughProxy || Self.portsOfTLS.contains(serverPort) { return true }
    return isEndpointOfTLS && !Self.portsOfPlainText.contains(serverPort)
  }

  /// The end came at least ``ConnectTimeoutRule/patience`` later.
  func waited(since mark: Position) -> Bool {
    guard let endPosition, endPosition.elapsed >= mark.elapsed else { return false }
    return endPosition.elapsed - mark.elapsed >= ConnectTimeoutRule.patience
  }

  /// How sure a RST or FIN is, which fits one row alone when the endpoint's terms are known.
  var confidenceOfSilentEnd: Confidence {
    switch standing {
    case .endpoint: .certain
    case .named: .probable
    case .unnamed: .possible
    }
  }

  /// The server's end of a hello that it had not answered with a ServerHello, when nothing that the
  /// server sent before is missing. An alert needs no such care: it is read as it stands.
  var endOfHello: EndSign? {
    guard let sign = serverEnd, firstHello != nil, serverHello == nil, helloRetry == nil else { return nil }
    return sign.fatalAlert != nil || !lacksBytes(of: .server) ? sign : nil
  }
}
