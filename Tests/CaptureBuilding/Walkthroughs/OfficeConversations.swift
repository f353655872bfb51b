/// What is no business of WSUS: the domain, a share, the network itself, another service on the Internet.
extension OrdinaryTraffic {
  mutating func kerberos(_ capture: inout CaptureBuilder) -> TrafficScript {
    let flow = localFlow(&capture, site.server, EndPoint(site.domainController, 88))
    let nonce = UInt32(randomness.number(100_000_000...2_000_000_000))
    var script = TrafficScript()
    script.handshake(flow, roundTrip: 350)
    script.send(flow, .client, KerberosMessage.request(nonce: nonce), after: 120)
    script.send(flow, .server, KerberosMessage.preauthenticationRequired(at: nextStart), after: 800)
    script.close(flow, from: .client, after: 200, roundTrip: 350)
    return script
  }

  mutating func directory(_ capture: inout CaptureBuilder) -> TrafficScript {
    let flow = localFlow(&capture, site.server, EndPoint(site.domainController, 389))
    var script = TrafficScript()
    script.handshake(flow, roundTrip: 350)
    script.send(flow, .client, LDAPMessage.search(id: 1), after: 120)
    script.send(flow, .server, LDAPMessage.answer(id: 1), after: 700)
    script.ack(flow, .client)
    script.close(flow, from: .client, after: 900_000, roundTrip: 350)
    return script
  }

  mutating func shareEcho(_ capture: inout CaptureBuilder) -> TrafficScript {
    let flow = share ?? localFlow(&capture, site.console, EndPoint(site.server, 445))
    share = flow
    let id = UInt64(started + 700)
    var script = TrafficScript()
    script.send(flow, .client, SMBMessage.echo(id: id, answer: false), after: 400)
    script.send(flow, .server, SMBMessage.echo(id: id, answer: true), after: 200)
    script.ack(flow, .client)
    return script
  }

  mutating func neighbours() -> TrafficScript {
    let (asker, server, router) = (client(), site.server, site.router)
    var script = TrafficScript()
    script.then(100) { $0.arp(from: asker, asking: server) }
    script.then(20) { $0.arp(from: server, asking: asker, answer: true) }
    script.then(600_000) { $0.arp(from: asker, asking: router) }
    return script
  }

  mutating func nameLookup() -> TrafficScript {
    let name = Self.names[started / 7 % Self.names.count]
    let address = name == "db1.contoso.com" ? site.database : site.domainController
    return lookup(name, aliases: [], address: address)
  }

  private static let names = ["db1.contoso.com", "dc1.contoso.com", "ntp.contoso.com"]

  mutating func lookup(_ name: String, aliases: [String], address: Address) -> TrafficScript {
    let id = UInt16(randomness.number(1...65_535))
    let asker = EndPoint(site.server, port())
    let server = EndPoint(site.domainController, 53)
    var script = TrafficScript()
    script.then(200) { $0.udp(DNSMessage.query(id: id, name: name), from: asker, to: server) }
    let answer = DNSMessage.answer(id: id, name: name, aliases: aliases, addresses: [address])
    script.then(520) { $0.udp(answer, from: server, to: asker) }
    return script
  }

  mutating func time() -> TrafficScript {
    let (asker, server) = (EndPoint(site.server, 123), EndPoint(site.domainController, 123))
    var script = TrafficScript()
    script.then(300) { $0.udp(NTPMessage.message(at: $0.now), from: asker, to: server) }
    script.then(450) {
      let asked = $0.now.advanced(microseconds: 0)
      $0.udp(NTPMessage.message(at: $0.now, answerTo: asked), from: server, to: asker)
    }
    return script
  }

  /// Windows fetches its settings over TLS 1.2: a success that has nothing to do with an update endpoint. Newer
  /// systems than 2012 R2 do. Where a policy leaves no ECDHE_RSA suite, an RSA key exchange serves.
  mutating func settings(_ capture: inout CaptureBuilder) -> TrafficScript {
    let roundTrip = 31_000
    let flow = capture.tcp(
      client: EndPoint(site.server, port()), server: Site.settings,
      options: TCPOptions(roundTrip: roundTrip))
    let hello = site.hello(.tls12, to: Site.settingsName, random: capture.random())
    let suite: UInt16 = hello.cipherSuites.contains(0xC030) ? 0xC030 : 0x009D
    var script = lookup(Site.settingsName, aliases: Site.settingsAliases, address: Site.settings.address)
    script.handshake(flow, roundTrip: roundTrip)
    script.send(flow, .client, hello.record, after: 900)
    let chain = TestCertificates.settingsChain
    let flight = capture.serverFlight(cipherSuite: suite, certificates: chain)
    script.send(flow, .server, flight, after: roundTrip)
    script.ack(flow, .client, after: 40)
    script.send(flow, .client, capture.clientKeyFlight(cipherSuite: suite), after: 3800)
    script.send(flow, .server, capture.serverFinishedFlight(), after: roundTrip)
    let request = TLSRecord.applicationData(430, using: &capture.randomness)
    let answer = TLSRecord.applicationData(610, using: &capture.randomness)
    script.send(flow, .client, request, after: 700)
    script.send(flow, .server, answer, after: roundTrip + 6000)
    script.ack(flow, .client)
    script.close(flow, from: .client, after: 2_500_000, roundTrip: roundTrip)
    return script
  }
}
