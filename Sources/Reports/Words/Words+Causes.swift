import Diagnosis

// What a finding says beyond its verdict, where the decisive flow shows more.

extension Words {
  /// The second half of the finding's title.
  func cause(of finding: Finding, _ verdict: Verdict) -> Phrase {
    switch finding.traits?.cause {
    case .clearText: text(en: "the ClientHello is answered in clear text", ja: "ClientHello に平文で応答がありました")
    case .clientCertificate(isSent: true):
      text(
        en: "the \(server(finding.peer)) refuses the client's certificate",
        ja: "\(server(finding.peer))がクライアントの証明書を拒否しました")
    case .clientCertificate(isSent: false):
      text(
        en: "the \(server(finding.peer)) requires a client certificate",
        ja: "\(server(finding.peer))がクライアント証明書を要求しています")
    case .answerLost:
      text(
        en: "the answer to the ClientHello does not arrive whole", ja: "ClientHello への応答の一部が届いていません")
    case .lastFlight, nil: cause(verdict, finding.peer)
    }
  }

  /// Who sent a FIN or RST, where it is not the end in whose name it came.
  func origin(of end: EndedBy) -> Phrase? {
    switch end.side {
    case .path:
      list(
        [text(en: "most likely from a device on the path", ja: "経路上の装置が送信した可能性が高い"), hops(of: end)].compactMap
        { $0 })
    case .unknown where end.how == .rst || end.how == .fin:
      text(en: "it cannot answer the ClientHello", ja: "ClientHello への応答ではない")
    case .client, .server, .proxy, .unknown: nil
    }
  }

  private func hops(of end: EndedBy) -> Phrase? {
    guard end.hopLimit > 0, end.usualHopLimit > 0, end.hopLimit != end.usualHopLimit else { return nil }
    return text(
      en: "hop limit \(end.hopLimit), otherwise \(end.usualHopLimit)",
      ja: "ホップ リミット \(end.hopLimit) (通常は \(end.usualHopLimit))")
  }

  func meaning(of finding: Finding, _ verdict: Verdict) -> Phrase {
    let peer = finding.peer
    return switch finding.traits?.cause {
    case .clearText: meaningOfClearText(finding)
    case .clientCertificate(isSent: true):
      text(
        en: "The \(server(peer)) refused the certificate that the client sent.",
        ja: "\(server(peer))は、クライアントが送信した証明書を拒否しました。")
    case .clientCertificate(isSent: false):
      text(
        en: """
          The \(server(peer)) requires a certificate of the client. WSUS does not send one, and neither do Windows Update \
          clients.
          """,
        ja: """
          \(server(peer))がクライアントの証明書を要求しています。WSUS も Windows Update のクライアントも、証明書を送信\
          しません。
          """)
    case .lastFlight:
      text(
        en: """
          Most likely, the \(server(peer)) requires a client certificate and did not accept what the client sent. With \
          TLS 1.3, the alert that would say so is encrypted.
          """,
        ja: """
          \(server(peer))がクライアント証明書を要求し、クライアントが送信した内容を受け入れなかった可能性が最も高いと\
          考えられます。TLS 1.3 では、それを示すアラートは暗号化されます。
          """)
    case .answerLost:
      text(
        en: """
          The \(server(peer)) answered, but a part of its answer was lost on the path to the client, although it had time \
          to repeat it.
          """,
        ja: """
          \(server(peer))は応答しましたが、再送に十分な時間があったにもかかわらず、応答の一部がクライアントまでの経路で\
          失われています。
          """)
    case nil: hasUnknownTerms(finding) ? meaningOfUnknownTerms(verdict, peer) : meaning(verdict, peer)
    }
  }

  private func meaningOfClearText(_ finding: Finding) -> Phrase {
    let peer = finding.peer
    if peer.kind == .updateEndpoint {
      return text(
        en: """
          An update endpoint does not answer a ClientHello in clear text. Most likely, a web filter or proxy on the path \
          answered in its place, so neither the version nor the cipher suites are the cause.
          """,
        ja: """
          更新エンドポイントが ClientHello に平文で応答することはありません。経路上の Web フィルターまたはプロキシが代わりに\
          応答した可能性が最も高いと考えられます。バージョンや暗号スイートは原因ではありません。
          """)
    }
    return text(
      en: """
        The \(server(peer)) does not use TLS on this port, or a web filter or proxy on the path answered in its place. \
        Neither the version nor the cipher suites are the cause.
        """,
      ja: """
        \(server(peer))がこのポートで TLS を使用していないか、経路上の Web フィルターまたはプロキシが代わりに応答して\
        います。バージョンや暗号スイートは原因ではありません。
        """)
  }

  private func hasUnknownTerms(_ finding: Finding) -> Bool {
    guard let doubts = finding.traits?.doubts else { return false }
    return doubts.contains(.termsUnknown) || doubts.contains(.notInPolicy)
  }

  /// What the server accepts is stated nowhere.
  private func meaningOfUnknownTerms(_ verdict: Verdict, _ peer: Peer) -> Phrase {
    if verdict == .versionReject {
      return text(
        en: """
          Most likely, the \(server(peer)) no longer accepts the highest TLS version that the client offers. Nothing states \
          which versions it accepts.
          """,
        ja: """
          クライアントが提示する TLS の最高バージョンを、\(server(peer))が受け入れていない可能性が最も高いと考えられます。\
          受け入れるバージョンを示す情報はありません。
          """)
    }
    guard verdict == .noCommonCipher else { return meaning(verdict, peer) }
    return text(
      en: """
        Most likely, the \(server(peer)) accepts none of the cipher suites that the client offers. Nothing states which \
        cipher suites it accepts.
        """,
      ja: """
        クライアントが提示する暗号スイートを、\(server(peer))が 1 つも受け入れていない可能性が最も高いと考えられます。\
        受け入れる暗号スイートを示す情報はありません。
        """)
  }
}
