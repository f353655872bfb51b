import CaptureBuilding

@testable import Analysis

/// One attempt to connect to an update endpoint, in a capture of its own.
struct Attempt: Sendable {
  enum Ending: Sendable {
    case success
    case serverReset
    case serverAlert(UInt8)
    case clientAlert(UInt8)
    case refused
    /// The SYN is not answered.
    case silent
    case proxyRefuses
  }

  var host = "sws.update.microsoft.com"
  var server: Address = "203.0.113.10"
  var client: Address = "10.0.0.5"
  /// Nil for none.
  var proxy: Address?
  var hello = ClientHello.schannel(.server2016, version: .tls12, name: "sws.update.microsoft.com")
  var certificates = TestCertificates.synchronizationChain
  var ending = Ending.success

  /// The same with something else.
  func with(_ change: (inout Self) -> Void) -> Self {
    var copy = self
    change(&copy)
    return copy
  }

  /// It failed so.
  func failing(_ ending: Ending) -> Self { with { $0.ending = ending } }

  /// - Parameter number: each attempt has other random bytes.
  static func capture(_ attempts: [Attempt], number: UInt8) -> CaptureBuilder {
    var capture = CaptureBuilder(start: BothEnds.start, seed: UInt64(number))
    for (place, attempt) in attempts.enumerated() {
      attempt.play(in: &capture, port: 50_231 + UInt16(place), number: number &* 16 &+ UInt8(place))
      capture.wait(milliseconds: 2000)
    }
    capture.wait(milliseconds: 60_000)
    capture.arp(from: "10.0.0.5", asking: "10.0.0.1")
    return capture
  }

  private func play(in capture: inout CaptureBuilder, port: UInt16, number: UInt8) {
    let answer = DNSMessage.answer(id: 7, name: host, addresses: [server])
    capture.udp(answer, from: EndPoint("10.0.0.2", 53), to: EndPoint(client, 51_000))
    let flow = capture.tcp(
      client: EndPoint(client, port),
      server: proxy.map { EndPoint($0, 8080) } ?? EndPoint(server, 443))
    switch ending {
    case .refused:
      capture.syn(flow)
      capture.refuse(flow)
    case .silent:
      let syn = capture.syn(flow)
      for seconds in [1, 2, 4, 8, 16] {
        capture.wait(milliseconds: seconds * 1000)
        capture.retransmit(syn)
      }
    case .success, .serverReset, .serverAlert, .clientAlert, .proxyRefuses: talk(in: &capture, flow, number)
    }
  }

  private func talk(in capture: inout CaptureBuilder, _ flow: TCPFlow, _ number: UInt8) {
    capture.handshake(flow)
    if proxy != nil {
      capture.send(flow, .client, HTTPMessage.connect("\(host):443"))
      if case .proxyRefuses = ending {
        capture.send(flow, .server, HTTPMessage.refusal(403, "Forbidden"))
        capture.close(flow, from: .server)
        return
      }
      capture.send(flow, .server, HTTPMessage.connectionEstablished())
    }
    var hello = hello
    hello.random = hello.random.map { $0 ^ number }
    capture.send(flow, .client, hello.record)
    end(in: &capture, flow)
  }

  private func end(in capture: inout CaptureBuilder, _ flow: TCPFlow) {
    switch ending {
    case .success:
      capture.send(flow, .server, capture.serverFlight(certificates: certificates))
      capture.send(flow, .client, capture.clientKeyFlight())
      capture.send(flow, .server, capture.serverFinishedFlight())
      capture.closeTLS(flow, from: .client)
    case .serverReset: capture.rst(flow, .server)
    case .serverAlert(let code):
      capture.send(flow, .server, TLSRecord.alert(code))
      capture.close(flow, from: .server)
    case .clientAlert(let code):
      capture.send(flow, .server, capture.serverFlight(certificates: certificates))
      capture.send(flow, .client, TLSRecord.alert(code))
      capture.close(flow, from: .client)
    case .refused, .silent, .proxyRefuses: break
    }
  }
}
