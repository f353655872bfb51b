import Diagnosis
import Protocols

extension Words {
  /// Why a flow has its verdict, with the beginning of an answer in clear text.
  func reason(of flow: JudgedFlow, in store: EvidenceStore) -> Phrase {
    let sentence = reason(flow.judgement.reason, flow.peer)
    guard case .helloAnsweredOtherwise(_, let answer, _) = flow.judgement.reason,
      let event = flow.evidence.events.first(where: { $0.frame == answer && $0.kind == .otherData }),
      case .otherData(_, let number) = event.payload, let quote = store.quote(number)
    else { return sentence }
    let beginning = text(
      en: "The answer begins with \"\(name: quote)\".", ja: "応答の先頭は \"\(name: quote)\" です。")
    return paragraph([sentence, beginning])
  }

  /// Why a flow has its verdict: one sentence that names frames.
  func reason(_ reason: Reason, _ peer: Peer) -> Phrase {
    switch reason {
    case .handshakeFinished(let frame, let resumed):
      resumed
        ? text(
          en: "The session was resumed: the abbreviated handshake completed in frame \(frame).",
          ja: "セッションが再開され、フレーム \(frame) で短縮ハンドシェイクが完了しました。")
        : text(
          en: "The handshake completed in frame \(frame).",
          ja: "フレーム \(frame) でハンドシェイクが完了しました。")
    case .versionTooLow(let hello, let offered, let minimum, let end):
      versionTooLow(hello, offered, minimum, end, peer)
    case .noSuiteInCommon(let hello, let end):
      text(
        en: """
          The ClientHello in frame \(hello) offers no cipher suite that the \(server(peer)) accepts, and \
          \(ending(end, peer)).
          """,
        ja: """
          フレーム \(hello) の ClientHello には、\(server(peer))が受け入れる暗号スイートが 1 つも\
          含まれていません。\(ending(end, peer))。
          """)
    case .noGroupInCommon(let hello, let end):
      text(
        en: """
          The ClientHello in frame \(hello) has a cipher suite in common with the \(server(peer)) but no \
          elliptic curve for it, and \(ending(end, peer)).
          """,
        ja: """
          フレーム \(hello) の ClientHello には、\(server(peer))と共通の暗号スイートはありますが、それに使用\
          できる楕円曲線が含まれていません。\(ending(end, peer))。
          """)
    case .noSignatureAlgorithmInCommon(let hello, let end):
      text(
        en: """
          The ClientHello in frame \(hello) has a cipher suite in common with the \(server(peer)) but no \
          signature algorithm for its RSA certificate, and \(ending(end, peer)).
          """,
        ja: """
          フレーム \(hello) の ClientHello には、\(server(peer))と共通の暗号スイートはありますが、RSA 証明書に使用\
          できる署名アルゴリズムが含まれていません。\(ending(end, peer))。
          """)
    case .alertSaysNoSuite(let hello, let end):
      text(
        en: """
          The \(server(peer)) found no acceptable parameters in the ClientHello in frame \(hello): \
          \(ending(end, peer)).
          """,
        ja: """
          フレーム \(hello) の ClientHello には、\(server(peer))が受け入れるパラメーターがありませんでした。\
          \(ending(end, peer))。
          """)
    case .clientLeftSilently(let established, let end, let tunnel):
      text(
        en: """
          The \(connection(tunnel)) was established in frame \(established); \(ending(end, peer)) without \
          sending any TLS data.
          """,
        ja: """
          フレーム \(established) で\(connection(tunnel))が確立しましたが、TLS のデータをまったく送信しないまま、\
          \(ending(end, peer))。
          """)
    case .clientRefusedCertificate(let certificate, let end):
      clientRefusedCertificate(certificate, end, peer)
    case .serverSentAlert(let end):
      text(
        en: "Before the handshake completed, \(ending(end, peer)).",
        ja: "ハンドシェイクが完了する前に、\(ending(end, peer))。")
    case .serverRefusedFlight(let flight, let alert, let end, _):
      text(
        en: """
          The \(server(peer)) answered the client's last handshake messages in frame \(flight) with a record in \
          frame \(alert) that has the size of an encrypted alert, and \(ending(end, peer)).
          """,
        ja: """
          フレーム \(flight) のクライアントの最後のハンドシェイク メッセージに対し、\(server(peer))はフレーム \
          \(alert) で、サイズから見て暗号化されたアラートと考えられるレコードを返しました。\(ending(end, peer))。
          """)
    case .serverRefusedClient(let request, let certificate, let end):
      serverRefusedClient(request, certificate, end, peer)
    case .clientSentAlert(let end):
      text(
        en: "After the ServerHello, \(ending(end, peer)).",
        ja: "ServerHello の後、\(ending(end, peer))。")
    case .endedBeforeEstablished(let end):
      text(
        en: "Before the TCP handshake was complete, \(ending(end, peer)).",
        ja: "TCP ハンドシェイクが完了する前に、\(ending(end, peer))。")
    case .serverEndedHello(let hello, let end, let acceptable):
      acceptable
        ? text(
          en: """
            The \(server(peer)) should accept the ClientHello in frame \(hello), but \(ending(end, peer)).
            """,
          ja: """
            フレーム \(hello) の ClientHello は\(server(peer))が受け入れるはずの内容ですが、\
            \(ending(end, peer))。
            """)
        : text(
          en: "After the ClientHello in frame \(hello), \(ending(end, peer)).",
          ja: "フレーム \(hello) の ClientHello の後、\(ending(end, peer))。")
    case .helloAnsweredOtherwise(let hello, let answer, let end):
      text(
        en: """
          The ClientHello in frame \(hello) was answered with data that is not TLS in frame \(answer); then \
          \(ending(end, peer)).
          """,
        ja: """
          フレーム \(hello) の ClientHello に対し、フレーム \(answer) で TLS ではないデータが返されました。\
          その後、\(ending(end, peer))。
          """)
    case .serverLeftFirst(let established, let end, let tunnel):
      text(
        en: """
          The \(connection(tunnel)) was established in frame \(established); \(ending(end, peer)) before the \
          client sent any data.
          """,
        ja: """
          フレーム \(established) で\(connection(tunnel))が確立しましたが、クライアントが何も送信しないうちに、\
          \(ending(end, peer))。
          """)
    case .helloUnanswered(let hello, let retransmissions, let end):
      unanswered("ClientHello", in: hello, retransmissions, until: end, peer)
    case .answerLost(let hello, let hole, let end): answerLost(hello, hole, end, peer)
    case .connectUnanswered(let request, let retransmissions, let end):
      unanswered("CONNECT", in: request, retransmissions, until: end, peer)
    case .helloCut(let hello, let end):
      text(
        en: """
          The ClientHello in frame \(hello) was truncated before the end of its cipher suites, and \
          \(ending(end, peer)): the capture does not tell whether there is a cipher suite in common.
          """,
        ja: """
          フレーム \(hello) の ClientHello は暗号スイートの一覧の途中で切れており、\(ending(end, peer))。\
          キャプチャされた範囲からは、共通の暗号スイートがあるかどうかを判断できません。
          """)
    case .endedInHandshake(0, let end):
      text(
        en: "The ClientHello was answered, but \(ending(end, peer)) before the handshake completed.",
        ja: "ClientHello に応答がありましたが、ハンドシェイクが完了する前に、\(ending(end, peer))。")
    case .endedInHandshake(let serverHello, let end):
      text(
        en: """
          After the ServerHello in frame \(serverHello), \(ending(end, peer)) before the handshake completed.
          """,
        ja: """
          フレーム \(serverHello) の ServerHello の後、ハンドシェイクが完了する前に、\(ending(end, peer))。
          """)
    case .synRefused(let syn, let answer, let refusal): synRefused(syn, answer, refusal)
    case .synUnanswered(let syn, let attempts):
      attempts <= 1
        ? text(
          en: "The SYN in frame \(syn) was never answered.",
          ja: "フレーム \(syn) の SYN に応答がありませんでした。")
        : text(
          en: "The SYN in frame \(syn) was sent \(times(attempts)) and never answered.",
          ja: """
            フレーム \(syn) の SYN は \(count: attempts) 回送信されましたが、応答がありませんでした。
            """)
    case .synAnsweredLate(let syn, let attempts, let answer, let end):
      text(
        en: """
          The SYN in frame \(syn) was sent \(times(attempts)) and answered in frame \(answer), after the \
          client had given up: \(ending(end, peer)).
          """,
        ja: """
          フレーム \(syn) の SYN は \(count: attempts) 回送信され、フレーム \(answer) で応答がありましたが、\
          クライアントは既に接続を断念していました。\(ending(end, peer))。
          """)
    case .proxyAnswered(let request, let response, let status):
      text(
        en: """
          The proxy answered the CONNECT in frame \(request) with status \(status) in frame \(response).
          """,
        ja: """
          フレーム \(request) の CONNECT に対し、プロキシはフレーム \(response) で状態コード \(status) \
          を返しました。
          """)
    case .otherProtocol(let frame):
      frame == 0
        ? text(
          en: "The client used a protocol other than TLS.",
          ja: "クライアントは TLS 以外のプロトコルで通信しました。")
        : text(
          en: "The first data of the client, in frame \(frame), is not TLS.",
          ja: "フレーム \(frame) にあるクライアントの最初のデータは TLS ではありません。")
    case .wsusTraffic(let request, let service, let purpose, let failure):
      wsusTraffic(request, service, purpose, failure)
    case .noTLSBehindHello(let hello, let data):
      text(
        en: """
          Frame \(hello) looks like a ClientHello, but the data that the client sent next, in frame \
          \(data), is not TLS.
          """,
        ja: """
          フレーム \(hello) は ClientHello のように見えますが、フレーム \(data) で続けて送信された\
          クライアントのデータは TLS ではありません。
          """)
    case .nothingSent:
      text(
        en: "No data was sent, and nothing indicates that the connection was meant for TLS.",
        ja: """
          データは何も送信されませんでした。TLS 用の接続であることを示す情報もありません。
          """)
    case .missingStart(let frame):
      text(
        en: """
          The flow began before the capture: its first frame is \(frame), and the deciding packets are \
          missing.
          """,
        ja: """
          このフローはキャプチャの開始前に始まっています。最初のフレームは \(frame) で、判断に必要なパケットが\
          含まれていません。
          """)
    case .missingBytes(let frame, let isCut):
      isCut
        ? text(
          en: "The deciding bytes at frame \(frame) were truncated by the snap length.",
          ja: "フレーム \(frame) で、判断に必要なデータがスナップ長によって切り捨てられています。")
        : text(
          en: "The deciding bytes at frame \(frame) were not captured.",
          ja: "フレーム \(frame) の位置で、判断に必要なデータがキャプチャされていません。")
    case .bytesGivenUp(let frame):
      text(
        en: """
          The deciding bytes up to frame \(frame) were not kept, because the flows together needed more memory than is \
          allowed.
          """,
        ja: """
          フレーム \(frame) までの判断に必要なデータは保持されませんでした。フロー全体で必要なメモリが上限を超えたためです。
          """)
    case .oneDirectionOnly(let present):
      text(
        en: "The capture shows only the packets that the \(sender(present, peer)) sent.",
        ja: "キャプチャで確認できるのは、\(sender(present, peer))が送信したパケットだけです。")
    case .captureEnded(let lastFrame):
      text(
        en: """
          The capture ended before the outcome was known; frame \(lastFrame) is the last of the flow.
          """,
        ja: "結果が出る前にキャプチャが終了しました。このフローの最後のフレームは \(lastFrame) です。")
    }
  }

  private func versionTooLow(
    _ hello: UInt32, _ offered: UInt16, _ minimum: UInt16, _ end: EndSign, _ peer: Peer
  ) -> Phrase {
    let (highest, lowest) = (ProtocolVersion(rawValue: offered), ProtocolVersion(rawValue: minimum))
    guard offered > 0 else {
      return text(
        en: """
          The \(server(peer)) accepts no version that the ClientHello in frame \(hello) offers: \
          \(ending(end, peer)).
          """,
        ja: """
          フレーム \(hello) の ClientHello が提示するバージョンを\(server(peer))は受け入れません。\
          \(ending(end, peer))。
          """)
    }
    guard minimum > 0 else {
      return text(
        en: "The ClientHello in frame \(hello) offers at most \(highest), and \(ending(end, peer)).",
        ja: """
          フレーム \(hello) の ClientHello が提示する最高バージョンは \(highest) です。\(ending(end, peer))。
          """)
    }
    let ended: Phrase =
      end.by == .server && !peer.isThroughProxy && !peer.isEndDoubtful
      ? " and \(action(end))" : ", and \(ending(end, peer))"
    return text(
      en: """
        The ClientHello in frame \(hello) offers at most \(highest); the \(server(peer)) accepts \(lowest) or \
        later\(ended).
        """,
      ja: """
        フレーム \(hello) の ClientHello が提示する最高バージョンは \(highest) ですが、\(server(peer))は \
        \(lowest) 以降のみを受け入れます。\(ending(end, peer))。
        """)
  }

  private func clientRefusedCertificate(_ frame: UInt32, _ end: EndSign, _ peer: Peer) -> Phrase {
    guard frame == 0 else {
      return text(
        en: "The \(server(peer)) sent its certificate in frame \(frame), and \(ending(end, peer)).",
        ja: "フレーム \(frame) で\(server(peer))が証明書を送信した後、\(ending(end, peer))。")
    }
    if case .alert = end.kind {
      return text(
        en: "The client rejected the certificate: \(ending(end, peer)).",
        ja: "クライアントが証明書を拒否しました。\(ending(end, peer))。")
    }
    return text(
      en: "The client most likely rejected the certificate: \(ending(end, peer)).",
      ja: "クライアントが証明書を拒否した可能性が高いと考えられます。\(ending(end, peer))。")
  }

  private func serverRefusedClient(
    _ request: UInt32, _ certificate: UInt32?, _ end: EndSign, _ peer: Peer
  ) -> Phrase {
    guard let certificate else {
      return text(
        en: """
          The \(server(peer)) asked for a client certificate in frame \(request); the client sent none, and \
          \(ending(end, peer)).
          """,
        ja: """
          フレーム \(request) で\(server(peer))がクライアント証明書を要求しましたが、クライアントは証明書を送信しません\
          でした。\(ending(end, peer))。
          """)
    }
    return text(
      en: """
        The \(server(peer)) asked for a client certificate in frame \(request); the client sent one in frame \
        \(certificate), and \(ending(end, peer)).
        """,
      ja: """
        フレーム \(request) で\(server(peer))がクライアント証明書を要求し、クライアントはフレーム \(certificate) で\
        証明書を送信しました。\(ending(end, peer))。
        """)
  }

  private func synRefused(_ syn: UInt32, _ answer: UInt32, _ refusal: Reason.Refusal) -> Phrase {
    switch refusal {
    case .rst:
      text(
        en: "The SYN in frame \(syn) was answered by RST in frame \(answer).",
        ja: "フレーム \(syn) の SYN に対し、フレーム \(answer) で RST が返されました。")
    case .numberedRST:
      text(
        en: """
          The SYN in frame \(syn) was answered by RST in frame \(answer). Its sequence number is not 0, as that of a \
          closed port is: a device on the path sent it, or a SYN/ACK before it was not captured.
          """,
        ja: """
          フレーム \(syn) の SYN に対し、フレーム \(answer) で RST が返されました。そのシーケンス番号は、閉じたポートの RST の\
          ように 0 ではありません。経路上の機器が送信したか、その前の SYN/ACK がキャプチャされていません。
          """)
    case .icmp:
      text(
        en: "The SYN in frame \(syn) was answered by an ICMP unreachable message in frame \(answer).",
        ja: "フレーム \(syn) の SYN に対し、フレーム \(answer) で ICMP 到達不能メッセージが返されました。")
    }
  }

  private func answerLost(_ hello: UInt32, _ hole: UInt32, _ end: EndSign?, _ peer: Peer) -> Phrase {
    let left = leaving(end, peer)
    return text(
      en: """
        The ClientHello in frame \(hello) was answered, but bytes of the \(server(peer)) before frame \(hole) never \
        reached the client\(left).
        """,
      ja: """
        フレーム \(hello) の ClientHello に応答がありましたが、フレーム \(hole) より前の\(server(peer))のデータが\
        クライアントに届いていません。\(left)
        """)
  }

  /// A ClientHello or CONNECT without an answer.
  private func unanswered(
    _ message: StaticString, in frame: UInt32, _ retransmissions: UInt32, until end: EndSign?, _ peer: Peer
  ) -> Phrase {
    let message = Phrase(stringLiteral: message)
    let left = leaving(end, peer)
    guard retransmissions > 0 else {
      return text(
        en: "The \(message) in frame \(frame) was never answered\(left).",
        ja: "フレーム \(frame) の \(message) に応答がありませんでした。\(left)")
    }
    let again: Phrase = retransmissions == 1 ? "once more" : "\(count: retransmissions) more times"
    return text(
      en: "The \(message) in frame \(frame) was sent \(again) and never answered\(left).",
      ja: """
        フレーム \(frame) の \(message) は \(count: retransmissions) 回再送されましたが、応答がありません\
        でした。\(left)
        """)
  }

  /// How the client gave up, behind what was not answered; empty where it did not.
  private func leaving(_ end: EndSign?, _ peer: Peer) -> Phrase {
    end.map { text(en: "; \(ending($0, peer))", ja: "その後、\(ending($0, peer))。") } ?? ""
  }

  private func connection(_ isTunnel: Bool) -> Phrase {
    isTunnel ? text(en: "tunnel", ja: "トンネル") : text(en: "connection", ja: "接続")
  }

  func sender(_ role: Role, _ peer: Peer) -> Phrase {
    role == .client ? self.role(role) : tcpServer(peer)
  }

  /// `the proxy reset the connection in frame 877`: the clause that nearly every reason ends with.
  private func ending(_ end: EndSign, _ peer: Peer) -> Phrase {
    let isOfTLS =
      switch end.kind {
      case .alert, .encryptedAlert: true
      case .fin, .rst: false
      }
    if end.by == .server, !isOfTLS, peer.isEndDoubtful { return doubtfulEnding(end) }
    let sender = end.by == .server && isOfTLS ? server(peer) : sender(end.by, peer)
    return text(en: "the \(sender) \(action(end))", ja: "フレーム \(end.frame) で\(sender)が\(action(end))")
  }

  /// Does not say who did it.
  private func doubtfulEnding(_ end: EndSign) -> Phrase {
    end.kind == .fin
      ? text(
        en: "the connection was closed with FIN in frame \(end.frame)",
        ja: "フレーム \(end.frame) の FIN によって接続が閉じられました")
      : text(
        en: "the connection was reset in frame \(end.frame)",
        ja: "フレーム \(end.frame) の RST によって接続がリセットされました")
  }

  private func action(_ end: EndSign) -> Phrase {
    switch end.kind {
    case .fin:
      text(en: "closed the connection with FIN in frame \(end.frame)", ja: " FIN を送信して接続を閉じました")
    case .rst:
      text(en: "reset the connection in frame \(end.frame)", ja: " RST を送信して接続をリセットしました")
    case .alert(let code):
      text(en: "sent alert \(alert(code)) in frame \(end.frame)", ja: "アラート \(alert(code)) を送信しました")
    case .encryptedAlert:
      text(
        en: "sent a record in frame \(end.frame) that has the size of an encrypted alert",
        ja: "サイズから見て暗号化されたアラートと考えられるレコードを送信しました")
    }
  }

  /// `handshake_failure (40)`.
  func alert(_ code: UInt8) -> Phrase { "\(AlertDescription(rawValue: code).displayName) (\(code))" }

  /// `once`; Japanese counts.
  private func times(_ count: UInt32) -> Phrase {
    switch count {
    case 1: "once"
    case 2: "twice"
    default: "\(count: count) times"
    }
  }
}
