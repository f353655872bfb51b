extension Walkthrough {
  /// A synchronisation through a proxy that works.
  static let proxySuccess = Walkthrough(
    name: "proxy-success",
    frames: tunnelFrames.merging([
      69: "ClientHello TLS 1.2", 71: "ServerHello, Certificate",
      75: "ClientKeyExchange, ChangeCipherSpec, Finished", 76: "ChangeCipherSpec, Finished",
      77: "application data",
    ]) { $1 }
  ) {
    var stage = Stage.behindProxy(
      system: .server2016, start: Timestamp(2020, 8, 5, 3, 0, 9), seed: 75)
    let flow = stage.openTunnel()
    stage.synchronizeThroughTunnel(flow)
    stage.fill(milliseconds: 1500)
    return stage.capture
  }

  /// The proxy asks for credentials, gets them on the same connection, and the synchronisation works.
  static let proxyAuthenticationThenSuccess = Walkthrough(
    name: "proxy-407-then-success",
    frames: [
      63: "SYN", 64: "SYN, ACK", 65: "ACK", 66: "CONNECT", 68: "407 Proxy Authentication Required",
      69: "CONNECT with credentials", 71: "200 Connection established", 72: "ClientHello TLS 1.2",
      74: "ServerHello, Certificate", 78: "ClientKeyExchange, ChangeCipherSpec, Finished",
      79: "ChangeCipherSpec, Finished", 80: "application data",
    ]
  ) {
    var stage = Stage.behindProxy(
      system: .server2016, start: Timestamp(2020, 8, 6, 3, 0, 12), seed: 76)
    let flow = stage.connection(to: stage.site.proxy, roundTrip: 400)
    stage.openConnection(flow)
    let schemes = ["Negotiate", "NTLM", "Basic realm=\"contoso proxy\""]
    let refusal = HTTPMessage.refusal(
      407, "Proxy Authentication Required", fields: schemes.map { ("Proxy-Authenticate", $0) })
    stage.requestTunnel(flow, refusal, "407 Proxy Authentication Required", waiting: 1)
    let dummy = HTTPMessage.basic(user: "CONTOSO\\dummy-user", password: "not-a-real-password")
    stage.requestTunnel(
      flow, HTTPMessage.connectionEstablished(), "200 Connection established", authorization: dummy)
    stage.synchronizeThroughTunnel(flow)
    stage.fill(milliseconds: 1500)
    return stage.capture
  }
}
