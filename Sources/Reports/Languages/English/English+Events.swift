import Diagnosis
import Protocols

extension English {
  func label(_ kind: FlowEvent.Kind) -> Phrase {
    switch kind {
    case .syn: "SYN"
    case .synAck: "SYN, ACK"
    case .handshakeAck: "ACK"
    case .connectRequest: "CONNECT"
    case .connectResponse: "HTTP response"
    case .clientHello: "ClientHello"
    case .serverHello: "ServerHello"
    case .helloRetryRequest: "HelloRetryRequest"
    case .certificate: "Certificate"
    case .serverKeyExchange: "ServerKeyExchange"
    case .certificateRequest: "CertificateRequest"
    case .serverHelloDone: "ServerHelloDone"
    case .clientKeyExchange: "ClientKeyExchange"
    case .alert: "Alert"
    case .encryptedAlert: "Encrypted alert"
    case .changeCipherSpec: "ChangeCipherSpec"
    case .finished: "Finished"
    case .applicationData, .clientDataAfterFinished, .serverDataAfterFinished: "Application data"
    case .otherData: "Other data"
    case .fin: "FIN"
    case .rst: "RST"
    case .outOfWindowReset: "Stray RST"
    case .retransmission: "Retransmission"
    case .gap: "Gap"
    case .cut: "Cut"
    case .unreachable: "ICMP unreachable"
    }
  }

  /// An event as a line of a proof begins.
  func proof(_ kind: FlowEvent.Kind, from role: Role) -> Phrase {
    "\(self.role(role)): \(label(kind))"
  }

  func detail(of event: FlowEvent, in store: EvidenceStore) -> Phrase {
    switch event.payload {
    case .connectRequest(let authority): store.name(authority).map { "\(name: $0)" } ?? ""
    case .connectResponse(let status): "status \(status)"
    case .clientHello(let reference): clientHello(store, reference)
    case .serverHello(let index), .helloRetryRequest(let index): serverHello(store.serverHellos[Int(index)])
    case .certificate(let chain): certificate(store.certificates(ofChain: chain))
    case .alert(let level, let description):
      "\(level.displayName) \(Self.alert(description.rawValue))"
    case .encryptedAlert(let length), .finished(let length), .applicationData(let length):
      "\(count: length) bytes"
    case .clientDataAfterFinished(let length): "\(count: length) bytes after its Finished"
    case .serverDataAfterFinished(let length): "\(count: length) bytes after the client's Finished"
    case .otherData(let length): "\(count: length) bytes that are no TLS"
    case .outOfWindowReset: "outside the window: it ends nothing"
    case .retransmission(let kind): repeated(kind, from: event.from)
    case .gap(let bytes): "\(count: bytes) bytes were not captured"
    case .cut(let bytes): "\(count: bytes) bytes were cut off by the snap length"
    case .unreachable(let code): "code \(code)"
    case .syn, .synAck, .handshakeAck, .serverKeyExchange, .certificateRequest, .serverHelloDone,
      .clientKeyExchange, .changeCipherSpec, .fin, .rst:
      ""
    }
  }

  func offer(_ hello: ClientHello) -> Phrase {
    guard let written = hello.clientVersion else { return "cut before its version" }
    let version: Phrase = hello.provenHighestVersion.map { "\($0)" } ?? "\(written) or newer"
    let count = hello.cipherSuites.count + hello.sslv2CipherKinds.count
    if !hello.hasAllCipherSuites {
      return count == 0
        ? "\(version), cut before its cipher suites"
        : "\(version), cut within its cipher suites (\(count: count) captured)"
    }
    let suites = Self.counted(count, "cipher suite", "cipher suites")
    let format: Phrase = hello.isSSLv2Format ? ", SSL 2.0 format" : ""
    let cut: Phrase = hello.isComplete ? "" : ", cut behind them"
    return "\(version), \(suites)\(format)\(cut)"
  }

  func clientHello(_ offer: Phrase, serverName: String?) -> Phrase {
    guard let serverName else { return offer }
    return "\(offer), SNI \(name: serverName)"
  }

  private func clientHello(_ store: EvidenceStore, _ reference: UInt32) -> Phrase {
    let sighting = store.sightings[Int(reference)]
    return clientHello(
      offer(store.clientHellos[Int(sighting.hello)]), serverName: store.name(sighting.serverName))
  }

  private func serverHello(_ hello: ServerHello) -> Phrase {
    guard let oldest = hello.oldestVersion else { return "cut before its version" }
    let version: Phrase = hello.version.map { "\($0)" } ?? "\(oldest) or newer"
    let group: Phrase = hello.group.map { ", \($0.displayName)" } ?? ""
    let resumed: Phrase = hello.resumesSession ? ", resumed" : ""
    return "\(version)\(choice(of: hello))\(group)\(resumed)"
  }

  /// The suite that a server chose, or the cipher kinds that it leaves to the client, as far as captured.
  private func choice(of hello: ServerHello) -> Phrase {
    if let suite = hello.cipherSuite {
      return hello.isComplete ? ", \(suite.displayName)" : ", \(suite.displayName), cut behind it"
    }
    let kinds = hello.sslv2CipherKinds.count
    if kinds > 0 { return ", \(Self.counted(kinds, "cipher kind", "cipher kinds"))" }
    return hello.isComplete ? "" : ", cut before its cipher suite"
  }

  private func certificate(_ chain: [CertificateSummary]) -> Phrase {
    guard let leaf = chain.first else { return "empty" }
    guard leaf.fault == nil else {
      return "\(Self.counted(chain.count, "certificate", "certificates")), unreadable"
    }
    let more: Phrase = chain.count == 1 ? "" : ", \(Self.counted(chain.count, "certificate", "certificates"))"
    return "\(name: leaf.subjectCommonName) from \(name: leaf.issuerCommonName)\(more)"
  }

  private func repeated(_ kind: FlowEvent.Kind, from role: Role) -> Phrase {
    // The first bytes of either side are one kind; a server's are its hello.
    return "of \(label(kind == .clientHello && role == .server ? .serverHello : kind))"
  }
}
