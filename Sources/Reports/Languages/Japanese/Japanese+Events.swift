import Diagnosis
import Protocols

extension Japanese {
  func label(_ kind: FlowEvent.Kind) -> Phrase {
    switch kind {
    case .syn: "SYN"
    case .synAck: "SYN, ACK"
    case .handshakeAck: "ACK"
    case .connectRequest: "CONNECT"
    case .connectResponse: "HTTP 応答"
    case .clientHello: "ClientHello"
    case .serverHello: "ServerHello"
    case .helloRetryRequest: "HelloRetryRequest"
    case .certificate: "Certificate"
    case .serverKeyExchange: "ServerKeyExchange"
    case .certificateRequest: "CertificateRequest"
    case .serverHelloDone: "ServerHelloDone"
    case .clientKeyExchange: "ClientKeyExchange"
    case .alert: "アラート"
    case .encryptedAlert: "暗号化されたアラート"
    case .changeCipherSpec: "ChangeCipherSpec"
    case .finished: "Finished"
    case .applicationData, .clientDataAfterFinished, .serverDataAfterFinished: "アプリケーション データ"
    case .otherData: "その他のデータ"
    case .fin: "FIN"
    case .rst: "RST"
    case .outOfWindowReset: "無関係な RST"
    case .retransmission: "再送"
    case .gap: "欠落"
    case .cut: "切り捨て"
    case .unreachable: "ICMP 到達不能"
    }
  }

  func detail(of event: FlowEvent, in store: EvidenceStore) -> Phrase {
    switch event.payload {
    case .connectRequest(let authority): store.name(authority).map { "\(name: $0)" } ?? ""
    case .connectResponse(let status): "状態コード \(status)"
    case .clientHello(let reference): clientHello(store, reference)
    case .serverHello(let index), .helloRetryRequest(let index): serverHello(store.serverHellos[Int(index)])
    case .certificate(let chain): certificate(store.certificates(ofChain: chain))
    case .alert(let level, let description):
      "\(level.displayName) \(Self.alert(description.rawValue))"
    case .encryptedAlert(let length), .finished(let length), .applicationData(let length):
      "\(count: length) バイト"
    case .clientDataAfterFinished(let length): "自身の Finished の後に \(count: length) バイト"
    case .serverDataAfterFinished(let length): "クライアントの Finished の後に \(count: length) バイト"
    case .otherData(let length): "TLS ではない \(count: length) バイト"
    case .outOfWindowReset: "ウィンドウ外のため影響なし"
    case .retransmission(let kind): repeated(kind, from: event.from)
    case .gap(let bytes): "\(count: bytes) バイトが未キャプチャ"
    case .cut(let bytes): "スナップ長により \(count: bytes) バイトを切り捨て"
    case .unreachable(let code): "コード \(code)"
    case .syn, .synAck, .handshakeAck, .serverKeyExchange, .certificateRequest, .serverHelloDone,
      .clientKeyExchange, .changeCipherSpec, .fin, .rst:
      ""
    }
  }

  func offer(_ hello: ClientHello) -> Phrase {
    guard let written = hello.clientVersion else { return "バージョンの手前で途切れ" }
    let version: Phrase = hello.provenHighestVersion.map { "\($0)" } ?? "\(written) 以降"
    let count = hello.cipherSuites.count + hello.sslv2CipherKinds.count
    if !hello.hasAllCipherSuites {
      return count == 0
        ? "\(version)、暗号スイートの手前で途切れ"
        : "\(version)、暗号スイートの途中で途切れ (\(count: count) 個をキャプチャ)"
    }
    let format: Phrase = hello.isSSLv2Format ? "、SSL 2.0 形式" : ""
    let cut: Phrase = hello.isComplete ? "" : "、その後で途切れ"
    return "\(version)、暗号スイート \(count: count) 個\(format)\(cut)"
  }

  func clientHello(_ offer: Phrase, serverName: String?) -> Phrase {
    guard let serverName else { return offer }
    return "\(offer)、SNI \(name: serverName)"
  }

  private func clientHello(_ store: EvidenceStore, _ reference: UInt32) -> Phrase {
    let sighting = store.sightings[Int(reference)]
    return clientHello(
      offer(store.clientHellos[Int(sighting.hello)]), serverName: store.name(sighting.serverName))
  }

  private func serverHello(_ hello: ServerHello) -> Phrase {
    guard let oldest = hello.oldestVersion else { return "バージョンの手前で途切れ" }
    let version: Phrase = hello.version.map { "\($0)" } ?? "\(oldest) 以降"
    let group: Phrase = hello.group.map { "、\($0.displayName)" } ?? ""
    let resumed: Phrase = hello.resumesSession ? "、セッション再開" : ""
    return "\(version)\(choice(of: hello))\(group)\(resumed)"
  }

  /// The suite that a server chose, or the cipher kinds that it leaves to the client, as far as captured.
  private func choice(of hello: ServerHello) -> Phrase {
    if let suite = hello.cipherSuite {
      return hello.isComplete ? "、\(suite.displayName)" : "、\(suite.displayName)、その後で途切れ"
    }
    let kinds = hello.sslv2CipherKinds.count
    if kinds > 0 { return "、暗号の種類 \(count: kinds) 個" }
    return hello.isComplete ? "" : "、暗号スイートの手前で途切れ"
  }

  private func certificate(_ chain: [CertificateSummary]) -> Phrase {
    guard let leaf = chain.first else { return "証明書なし" }
    guard leaf.fault == nil else { return "証明書 \(count: chain.count) 個、解読不能" }
    let more: Phrase = chain.count == 1 ? "" : "、証明書 \(count: chain.count) 個"
    return "\(name: leaf.subjectCommonName)、発行者 \(name: leaf.issuerCommonName)\(more)"
  }

  private func repeated(_ kind: FlowEvent.Kind, from role: Role) -> Phrase {
    // The first bytes of either side are one kind; a server's are its hello.
    return label(kind == .clientHello && role == .server ? .serverHello : kind)
  }
}
