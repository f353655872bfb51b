import Diagnosis
import Protocols

extension Words {
  /// Why a flow has its verdict: one sentence that names frames.
  func reason(_ reason: Reason) -> Phrase {
    switch reason {
    case .handshakeFinished(let frame, let resumed):
      resumed
        ? text(
          en: "A resumed session: the abbreviated handshake was finished in frame \(frame).",
          ja: "セッションが再開され、フレーム \(frame) で短縮ハンドシェイクが完了しました。")
        : text(
          en: "The handshake was finished in frame \(frame).",
          ja: "フレーム \(frame) でハンドシェイクが完了しました。")
    case .versionTooLow(let hello, 0, _, let end):
      text(
        en: """
          The server takes no version that the ClientHello of frame \(hello) offers: \(ending(end)).
          """,
        ja: """
          フレーム \(hello) の ClientHello が提示するバージョンをサーバーは受け入れません。\(ending(end))。
          """)
    case .versionTooLow(let hello, let offered, 0, let end):
      text(
        en: """
          The ClientHello of frame \(hello) offers at most \(ProtocolVersion(rawValue: offered)), and \
          \(ending(end)).
          """,
        ja: """
          フレーム \(hello) の ClientHello が提示する最高バージョンは \(ProtocolVersion(rawValue: offered)) \
          です。\(ending(end))。
          """)
    case .versionTooLow(let hello, let offered, let minimum, let end):
      text(
        en: """
          The ClientHello of frame \(hello) offers at most \(ProtocolVersion(rawValue: offered)), the server \
          takes \(ProtocolVersion(rawValue: minimum)) or newer, and \(ending(end)).
          """,
        ja: """
          フレーム \(hello) の ClientHello が提示する最高バージョンは \(ProtocolVersion(rawValue: offered)) \
          ですが、サーバーは \(ProtocolVersion(rawValue: minimum)) 以降のみを受け入れます。\(ending(end))。
          """)
    case .noSuiteInCommon(let hello, let end):
      text(
        en: """
          The ClientHello of frame \(hello) offers no cipher suite that the server takes, and \(ending(end)).
          """,
        ja: """
          フレーム \(hello) の ClientHello には、サーバーが受け入れる暗号スイートが 1 つも含まれていません。\
          \(ending(end))。
          """)
    case .noGroupInCommon(let hello, let end):
      text(
        en: """
          The ClientHello of frame \(hello) shares a cipher suite with the server but no elliptic curve for \
          it, and \(ending(end)).
          """,
        ja: """
          フレーム \(hello) の ClientHello には、サーバーと共通の暗号スイートはありますが、それに使用できる\
          楕円曲線が含まれていません。\(ending(end))。
          """)
    case .alertSaysNoSuite(let hello, let end):
      text(
        en: """
          The server found nothing to agree on in the ClientHello of frame \(hello): \(ending(end)).
          """,
        ja: """
          フレーム \(hello) の ClientHello について、サーバーと合意できる項目がありませんでした。\
          \(ending(end))。
          """)
    case .clientLeftSilently(let established, let end, let tunnel):
      text(
        en: tunnel
          ? "The tunnel stood in frame \(established), then \(ending(end)) and had sent no TLS byte."
          : """
          The connection stood in frame \(established), then \(ending(end)) and had sent no TLS byte.
          """,
        ja: """
          フレーム \(established) で\(tunnel ? "トンネル" : "接続")が確立しましたが、TLS のデータを 1 \
          バイトも送信しないまま、\(ending(end))。
          """)
    case .clientRefusedCertificate(let certificate, let end):
      certificate == 0
        ? text(
          en: "The client ended it over the server's certificate: \(ending(end)).",
          ja: "クライアントがサーバー証明書を理由に接続を終了しました。\(ending(end))。")
        : text(
          en: "The server sent its certificate in frame \(certificate), and \(ending(end)).",
          ja: "フレーム \(certificate) でサーバーが証明書を送信した後、\(ending(end))。")
    case .serverSentAlert(let end):
      text(
        en: "Before the handshake was done, \(ending(end)).",
        ja: "ハンドシェイクが完了する前に、\(ending(end))。")
    case .serverEndedHello(let hello, let end, let acceptable):
      acceptable
        ? text(
          en: """
            The ClientHello of frame \(hello) is one that the server should take, yet \(ending(end)).
            """,
          ja: """
            フレーム \(hello) の ClientHello はサーバーが受け入れるはずの内容ですが、\(ending(end))。
            """)
        : text(
          en: "After the ClientHello of frame \(hello), \(ending(end)).",
          ja: "フレーム \(hello) の ClientHello の後、\(ending(end))。")
    case .helloAnsweredOtherwise(let hello, let answer, let end):
      text(
        en: """
          The server answered the ClientHello of frame \(hello) with something that is no TLS, in frame \
          \(answer); then \(ending(end)).
          """,
        ja: """
          フレーム \(hello) の ClientHello に対し、サーバーはフレーム \(answer) で TLS ではないデータを\
          返しました。その後、\(ending(end))。
          """)
    case .serverLeftFirst(let established, let end, let tunnel):
      text(
        en: tunnel
          ? """
          The tunnel stood in frame \(established), and before the client sent anything through it \
          \(ending(end)).
          """
          : """
          The connection stood in frame \(established), and before the client sent anything \(ending(end)).
          """,
        ja: """
          フレーム \(established) で\(tunnel ? "トンネル" : "接続")が確立しましたが、クライアントが何も\
          送信しないうちに、\(ending(end))。
          """)
    case .helloUnanswered(let hello, let retransmissions, let end):
      unanswered("ClientHello", in: hello, retransmissions, until: end)
    case .connectUnanswered(let request, let retransmissions, let end):
      unanswered("CONNECT", in: request, retransmissions, until: end)
    case .helloCut(let hello, let end):
      text(
        en: """
          The ClientHello of frame \(hello) was cut before the end of its cipher suites, and \(ending(end)): \
          what was captured does not tell whether one is shared.
          """,
        ja: """
          フレーム \(hello) の ClientHello は暗号スイートの一覧の途中で切れており、\(ending(end))。\
          キャプチャされた範囲からは、共通の暗号スイートがあるかどうかを判断できません。
          """)
    case .endedInHandshake(0, let end):
      text(
        en: """
          The server had answered the ClientHello, and before the handshake was finished \(ending(end)).
          """,
        ja: "サーバーが ClientHello に応答した後、ハンドシェイクが完了する前に、\(ending(end))。")
    case .endedInHandshake(let serverHello, let end):
      text(
        en: """
          After the ServerHello of frame \(serverHello) and before the handshake was finished, \
          \(ending(end)).
          """,
        ja: """
          フレーム \(serverHello) の ServerHello の後、ハンドシェイクが完了する前に、\(ending(end))。
          """)
    case .synRefused(let syn, let answer, let isICMP):
      isICMP
        ? text(
          en: """
            The SYN of frame \(syn) was answered by an ICMP unreachable message in frame \(answer).
            """,
          ja: """
            フレーム \(syn) の SYN に対し、フレーム \(answer) で ICMP 到達不能メッセージが返されました。
            """)
        : text(
          en: "The SYN of frame \(syn) was answered by RST in frame \(answer).",
          ja: "フレーム \(syn) の SYN に対し、フレーム \(answer) で RST が返されました。")
    case .synUnanswered(let syn, let attempts):
      attempts <= 1
        ? text(
          en: "The SYN of frame \(syn) was never answered.",
          ja: "フレーム \(syn) の SYN に応答がありませんでした。")
        : text(
          en: "The SYN of frame \(syn) was sent \(times(attempts)) and never answered.",
          ja: """
            フレーム \(syn) の SYN は \(count: attempts) 回送信されましたが、応答がありませんでした。
            """)
    case .synAnsweredLate(let syn, let attempts, let answer, let end):
      text(
        en: """
          The SYN of frame \(syn) was sent \(times(attempts)) and answered in frame \(answer), when the \
          client had given up: \(ending(end)).
          """,
        ja: """
          フレーム \(syn) の SYN は \(count: attempts) 回送信され、フレーム \(answer) で応答がありましたが、\
          クライアントは既に接続を断念していました。\(ending(end))。
          """)
    case .proxyAnswered(let request, let response, let status):
      text(
        en: """
          The proxy answered the CONNECT of frame \(request) with status \(status) in frame \(response).
          """,
        ja: """
          フレーム \(request) の CONNECT に対し、プロキシはフレーム \(response) で状態コード \(status) \
          を返しました。
          """)
    case .otherProtocol(let frame):
      frame == 0
        ? text(
          en: "The client spoke something other than TLS.",
          ja: "クライアントは TLS 以外のプロトコルで通信しました。")
        : text(
          en: "The first bytes of the client, in frame \(frame), are no TLS.",
          ja: "フレーム \(frame) にあるクライアントの最初のデータは TLS ではありません。")
    case .noTLSBehindHello(let hello, let data):
      text(
        en: """
          Frame \(hello) looks like a ClientHello, but what the client said right behind it, in frame \
          \(data), is no TLS.
          """,
        ja: """
          フレーム \(hello) は ClientHello のように見えますが、フレーム \(data) で続けて送信された\
          クライアントのデータは TLS ではありません。
          """)
    case .nothingSent:
      text(
        en: "Nothing was sent, to a port and a server that nothing ties to TLS.",
        ja: """
          データは何も送信されませんでした。このポートとサーバーを TLS と結び付ける情報はありません。
          """)
    case .missingStart(let frame):
      text(
        en: """
          The flow began before the capture: frame \(frame) is the first of it, and what would decide is \
          missing.
          """,
        ja: """
          このフローはキャプチャの開始前に始まっています。最初のフレームは \(frame) で、判断に必要な部分が\
          含まれていません。
          """)
    case .missingBytes(let frame, let isCut):
      isCut
        ? text(
          en: "The snap length cut off the bytes at frame \(frame) that would decide.",
          ja: "フレーム \(frame) で、判断に必要なデータがスナップ長によって切り捨てられています。")
        : text(
          en: "Bytes at frame \(frame) that would decide were not captured.",
          ja: "フレーム \(frame) の位置で、判断に必要なデータがキャプチャされていません。")
    case .oneDirectionOnly(let present):
      text(
        en: "Only what the \(role(present)) sent was captured.",
        ja: "\(role(present))が送信したデータしかキャプチャされていません。")
    case .captureEnded(let lastFrame):
      text(
        en: """
          The capture ended before anything was decided; frame \(lastFrame) is the last of the flow.
          """,
        ja: "結果が出る前にキャプチャが終了しました。このフローの最後のフレームは \(lastFrame) です。")
    }
  }

  /// A ClientHello or CONNECT without an answer.
  private func unanswered(
    _ message: StaticString, in frame: UInt32, _ retransmissions: UInt32, until end: EndSign?
  ) -> Phrase {
    let message = Phrase(stringLiteral: message)
    let again =
      retransmissions == 0
      ? text(en: "", ja: "に応答がありませんでした。")
      : text(
        en: " and \(times(retransmissions)) again",
        ja: "は \(count: retransmissions) 回再送されましたが、応答がありませんでした。")
    let left = end.map { text(en: ", until \(ending($0))", ja: "その後、\(ending($0))。") } ?? ""
    return text(
      en: "The \(message) of frame \(frame) was sent\(again) and never answered\(left).",
      ja: "フレーム \(frame) の \(message) \(again)\(left)")
  }

  /// `the server reset the connection in frame 877`: the clause that nearly every reason ends with.
  private func ending(_ end: EndSign) -> Phrase {
    switch end.kind {
    case .fin:
      text(
        en: "the \(role(end.by)) closed with FIN in frame \(end.frame)",
        ja: "フレーム \(end.frame) で\(role(end.by))が FIN を送信して接続を閉じました")
    case .rst:
      text(
        en: "the \(role(end.by)) reset the connection in frame \(end.frame)",
        ja: "フレーム \(end.frame) で\(role(end.by))が RST を送信して接続をリセットしました")
    case .alert(let code):
      text(
        en: "the \(role(end.by)) sent alert \(alert(code)) in frame \(end.frame)",
        ja: "フレーム \(end.frame) で\(role(end.by))がアラート \(alert(code)) を送信しました")
    case .encryptedAlert:
      text(
        en: "the \(role(end.by)) sent what is by its size an encrypted alert in frame \(end.frame)",
        ja: """
          フレーム \(end.frame) で\(role(end.by))が、サイズから見て暗号化されたアラートと考えられるレコードを\
          送信しました
          """)
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
