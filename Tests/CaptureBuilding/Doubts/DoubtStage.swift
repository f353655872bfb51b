extension Walkthrough {
  /// One capture for each doubt, in the order in which reports show doubts. Their folder is `Captures/doubts`.
  package static let doubts: [Walkthrough] = [
    .endPrecedesHello,
    .endFromElsewhere,
    .lateEnd,
    .contradicted,
    .termsUnknown,
    .termsDated,
    .nameUncertain,
    .privateAddress,
    .bytesMissing,
    .offerTruncated,
    .notInPolicy,
  ]
}

extension Stage {
  /// A WSUS server on Windows Server 2012 R2, with nothing around it but what the capture is about.
  static func plain(
    _ start: Timestamp, seed: UInt64, cipherSuites: [UInt16]? = nil, system: WindowsServer = .server2012R2
  ) -> Stage {
    Stage(site: Site(10, 0, 0, system: system, cipherSuites: cipherSuites), start: start, seed: seed)
  }

  /// Opens a connection and sends a marked hello; the far side acknowledges it.
  mutating func offer(
    _ version: TLSVersion, to end: EndPoint = Site.endpoint, name: String = Site.endpointName,
    cipherSuites: [UInt16]? = nil
  ) -> TCPFlow {
    let flow = connection(to: end)
    capture.handshake(flow)
    var hello = site.hello(version, to: name, random: capture.random())
    hello.cipherSuites = cipherSuites ?? hello.cipherSuites
    let sent = capture.send(flow, .client, hello.record)
    capture.mark(sent.lowerBound, "ClientHello TLS \(version == .tls12 ? "1.2" : "1.0")")
    capture.ack(flow, .server)
    return flow
  }

  /// The far side's RST, marked.
  mutating func reset(_ flow: TCPFlow, _ text: String = "RST, ACK") {
    capture.wait(microseconds: 600)
    capture.mark(capture.rst(flow, .server), text)
  }
}
