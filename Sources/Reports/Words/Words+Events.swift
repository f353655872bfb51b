import Diagnosis
import Protocols

extension Words {
  /// What happened, as a line of the walkthrough begins.
  func label(_ kind: FlowEvent.Kind) -> Phrase {
    switch kind {
    case .syn: "SYN"
    case .synAck: "SYN, ACK"
    case .handshakeAck: "ACK"
    case .connectRequest: "CONNECT"
    case .connectResponse: text(en: "HTTP response", ja: "HTTP 応答")
    case .clientHello: "ClientHello"
    case .serverHello: "ServerHello"
    case .helloRetryRequest: "HelloRetryRequest"
    case .certificate: "Certificate"
    case .serverKeyExchange: "ServerKeyExchange"
    case .certificateRequest: "CertificateRequest"
    case .serverHelloDone: "ServerHelloDone"
    case .certificateStatus: "CertificateStatus"
    case .newSessionTicket: "NewSessionTicket"
    case .certificateVerify: "CertificateVerify"
    case .clientKeyExchange: "ClientKeyExchange"
    case .alert: text(en: "Alert", ja: "アラート")
    case .encryptedAlert: text(en: "Encrypted alert", ja: "暗号化されたアラート")
    case .changeCipherSpec: "ChangeCipherSpec"
    case .finished: "Finished"
    case .applicationData, .clientDataAfterFinished, .serverDataAfterFinished:
      text(en: "Application data", ja: "アプリケーション データ")
    case .heartbeat: "Heartbeat"
    case .otherData: text(en: "Other data", ja: "その他のデータ")
    case .wsusRequest: text(en: "HTTP request", ja: "HTTP 要求")
    case .wsusResponse: text(en: "HTTP response", ja: "HTTP 応答")
    case .wsusExchanges: text(en: "HTTP requests", ja: "HTTP 要求")
    case .fin: "FIN"
    case .rst: "RST"
    case .outOfWindowReset: text(en: "Out-of-window RST", ja: "ウィンドウ外の RST")
    case .retransmission: text(en: "Retransmission", ja: "再送")
    case .gap: text(en: "Gap", ja: "欠落")
    case .truncated: text(en: "Truncated", ja: "切り捨て")
    case .unreachable: text(en: "ICMP unreachable", ja: "ICMP 到達不能")
    case .packetTooBig: text(en: "ICMP packet too big", ja: "ICMP パケット過大")
    }
  }

  /// The rest of a walkthrough's line; empty when the label says it all.
  /// - Parameter showsNames: false leaves out what the network sent as text.
  func detail(of event: FlowEvent, in store: EvidenceStore, showsNames: Bool = true) -> Phrase {
    switch event.payload {
    case .connectRequest(let authority):
      showsNames ? store.name(authority).map { "\(name: $0)" } ?? "" : ""
    case .connectResponse(let status): text(en: "status \(status)", ja: "状態コード \(status)")
    case .clientHello(let reference): clientHello(store, reference, showsNames: showsNames)
    case .serverHello(let index), .helloRetryRequest(let index): serverHello(store.serverHellos[Int(index)])
    case .certificate(let chain):
      certificate(
        store.certificates(ofChain: chain), store.chains[Int(chain)].extent, showsNames: showsNames)
    case .alert(let level, let description): "\(level.displayName) \(alert(description.rawValue))"
    case .encryptedAlert(let length), .finished(let length), .applicationData(let length),
      .heartbeat(let length):
      text(en: "\(count: length) bytes", ja: "\(count: length) バイト")
    case .clientDataAfterFinished(let length):
      text(
        en: "\(count: length) bytes after its Finished",
        ja: "自身の Finished の後に \(count: length) バイト")
    case .serverDataAfterFinished(let length):
      text(
        en: "\(count: length) bytes after the client's Finished",
        ja: "クライアントの Finished の後に \(count: length) バイト")
    case .otherData(let length, let quote):
      otherData(length: Int(length), quote: showsNames ? store.quote(quote) : nil)
    case .wsusRequest(let service, let operation, let quote):
      wsusRequest(service, operation, file: showsNames ? store.quote(quote) : nil)
    case .wsusResponse(let answer, let quote): wsusResponse(answer, exception: store.quote(quote))
    case .wsusExchanges(let count):
      text(en: "\(count: count) more, without an error", ja: "ほかに \(count: count) 件、エラーなし")
    case .outOfWindowReset:
      text(en: "no effect", ja: "影響なし")
    case .retransmission(let kind): repeated(kind, from: event.from)
    case .gap(let bytes):
      text(en: "\(count: bytes) bytes were not captured", ja: "\(count: bytes) バイトが未キャプチャ")
    case .truncated(let bytes):
      text(
        en: "\(count: bytes) bytes were truncated by the snap length",
        ja: "スナップ長により \(count: bytes) バイトを切り捨て")
    case .unreachable(let code): text(en: "code \(code)", ja: "コード \(code)")
    case .syn, .synAck, .handshakeAck, .serverKeyExchange, .certificateRequest, .serverHelloDone,
      .certificateStatus, .newSessionTicket, .certificateVerify,
      .clientKeyExchange, .changeCipherSpec, .fin, .rst, .packetTooBig:
      ""
    }
  }

  private func otherData(length: Int, quote: String?) -> Phrase {
    guard let quote else {
      return text(en: "\(count: length) bytes that are not TLS", ja: "TLS ではない \(count: length) バイト")
    }
    return text(
      en: "\(count: length) bytes that are not TLS: \"\(name: quote)\"",
      ja: "TLS ではない \(count: length) バイト: \"\(name: quote)\"")
  }

  /// What a ClientHello offers, without its name.
  func offer(_ hello: ClientHello) -> Phrase {
    guard let written = hello.clientVersion else { return cutBeforeVersion }
    return list([hello.provenHighestVersion.map { "\($0)" } ?? orNewer(written)] + offeredSuites(hello))
  }

  /// What a ClientHello offers besides its version.
  func offeredSuites(_ hello: ClientHello) -> [Phrase] {
    let count = hello.cipherSuites.count + hello.sslv2CipherKinds.count
    guard hello.hasAllCipherSuites else {
      return [
        count == 0
          ? text(en: "truncated before its cipher suites", ja: "暗号スイートの手前で途切れ")
          : text(
            en: "truncated within its cipher suites (\(count: count) captured)",
            ja: "暗号スイートの途中で途切れ (\(count: count) 個をキャプチャ)")
      ]
    }
    var parts = [
      text(en: "\(count: count, "cipher suite", "cipher suites")", ja: "暗号スイート \(count: count) 個")
    ]
    if hello.isSSLv2Format { parts.append(text(en: "SSL 2.0 format", ja: "SSL 2.0 形式")) }
    if !hello.isComplete { parts.append(text(en: "truncated after them", ja: "その後で途切れ")) }
    return parts
  }

  func clientHello(_ offer: Phrase, serverName: String?) -> Phrase {
    guard let serverName else { return offer }
    return text(en: "\(offer), SNI \(name: serverName)", ja: "\(offer)、SNI \(name: serverName)")
  }

  private func clientHello(_ store: EvidenceStore, _ reference: UInt32, showsNames: Bool) -> Phrase {
    let sighting = store.sightings[Int(reference)]
    return clientHello(
      offer(store.clientHellos[Int(sighting.hello)]),
      serverName: showsNames ? store.name(sighting.serverName) : nil)
  }

  private func serverHello(_ hello: ServerHello) -> Phrase {
    guard let oldest = hello.oldestVersion else { return cutBeforeVersion }
    var parts = [hello.version.map { "\($0)" } ?? orNewer(oldest)]
    parts += choice(of: hello)
    if let group = hello.group { parts.append(Phrase(group.displayName)) }
    if hello.resumesSession { parts.append(text(en: "resumed", ja: "セッション再開")) }
    return list(parts)
  }

  /// The suite that a server chose, or the cipher kinds that it leaves to the client, as far as captured.
  private func choice(of hello: ServerHello) -> [Phrase] {
    let kinds = hello.sslv2CipherKinds.count
    if let suite = hello.cipherSuite {
      let name = Phrase(suite.displayName)
      return hello.isComplete ? [name] : [name, text(en: "truncated after it", ja: "その後で途切れ")]
    }
    if kinds > 0 {
      return [
        text(en: "\(count: kinds, "cipher kind", "cipher kinds")", ja: "暗号の種類 \(count: kinds) 個")
      ]
    }
    return hello.isComplete
      ? [] : [text(en: "truncated before its cipher suite", ja: "暗号スイートの手前で途切れ")]
  }

  private func certificate(
    _ chain: [CertificateSummary], _ extent: CertificateChain.Extent, showsNames: Bool
  ) -> Phrase {
    let unread = unread(extent).map { [$0] } ?? []
    guard let leaf = chain.first else { return noCertificate(extent) }
    let count = text(
      en: "\(count: chain.count, "certificate", "certificates")", ja: "証明書 \(count: chain.count) 個")
    guard leaf.fault == nil else { return list([count, text(en: "unreadable", ja: "解読不能")] + unread) }
    guard showsNames else { return list([count] + unread) }
    let names = text(
      en: "\(name: leaf.subjectCommonName) from \(name: leaf.issuerCommonName)",
      ja: "\(name: leaf.subjectCommonName)、発行者 \(name: leaf.issuerCommonName)")
    return list((chain.count == 1 && unread.isEmpty ? [names] : [names, count]) + unread)
  }

  /// What is said behind the certificates that were read; nil when these are all.
  private func unread(_ extent: CertificateChain.Extent) -> Phrase? {
    switch extent {
    case .whole: nil
    case .longer: text(en: "more follow", ja: "ほかにもあり")
    case .truncated: text(en: "truncated after them", ja: "その後で途切れ")
    case .tooLong: text(en: "too long to be read whole", ja: "長すぎるため以降は未解析")
    case .malformed: text(en: "malformed after them", ja: "その後の形式が不正")
    }
  }

  /// What is said of a message of which no certificate could be read. Only a whole one is empty.
  private func noCertificate(_ extent: CertificateChain.Extent) -> Phrase {
    switch extent {
    case .whole: text(en: "empty", ja: "証明書なし")
    case .truncated: text(en: "truncated in the first certificate", ja: "最初の証明書の途中で途切れ")
    case .longer, .tooLong: text(en: "too long to be read", ja: "長すぎるため未解析")
    case .malformed: text(en: "malformed", ja: "形式が不正")
    }
  }

  private func repeated(_ kind: FlowEvent.Kind, from role: Role) -> Phrase {
    // The first bytes of either side are one kind; a server's are its hello.
    let kind = kind == .clientHello && role == .server ? .serverHello : kind
    return text(en: "of \(label(kind))", ja: label(kind))
  }

  private var cutBeforeVersion: Phrase { text(en: "truncated before its version", ja: "バージョンの手前で途切れ") }

  private func orNewer(_ version: ProtocolVersion) -> Phrase {
    text(en: "\(version) or later", ja: "\(version) 以降")
  }
}

extension CertificateSummary {
  var subjectCommonName: String { Self.commonName(subject) }
  var issuerCommonName: String { Self.commonName(issuer) }

  /// The common name of a distinguished name in the form of RFC 4514; the whole when it has none.
  private static func commonName(_ name: String) -> String {
    let utf8 = name.utf8
    guard
      let start = name.hasPrefix("CN=")
        ? utf8.index(utf8.startIndex, offsetBy: 3) : name.firstRange(of: ",CN=")?.upperBound
    else { return name }
    var common: [UInt8] = []
    var isEscaped = false
    for byte in utf8[start...] {
      if byte == UInt8(ascii: ","), !isEscaped { break }
      isEscaped = byte == UInt8(ascii: "\\") && !isEscaped
      if !isEscaped { common.append(byte) }
    }
    return String(decoding: common, as: UTF8.self)
  }
}
