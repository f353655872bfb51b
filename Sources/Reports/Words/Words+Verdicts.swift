import Diagnosis
import Protocols

extension Words {
  /// The verdict in a table, two or three words.
  func label(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .success: text(en: "success", ja: "成功")
    case .versionReject: text(en: "version reject", ja: "バージョン拒否")
    case .noCommonCipher: text(en: "no common cipher", ja: "共通の暗号スイートなし")
    case .clientFin: text(en: "client FIN", ja: "クライアント FIN")
    case .clientReset: text(en: "client reset", ja: "クライアント RST")
    case .clientAlert: text(en: "client alert", ja: "クライアント アラート")
    case .certificateRejected: text(en: "certificate rejected", ja: "証明書拒否")
    case .serverAlert: text(en: "server alert", ja: "サーバー アラート")
    case .serverReset: text(en: "server reset", ja: "サーバー RST")
    case .serverClose: text(en: "server close", ja: "サーバー切断")
    case .handshakeTimeout: text(en: "handshake timeout", ja: "ハンドシェイク無応答")
    case .handshakeAborted: text(en: "handshake aborted", ja: "ハンドシェイク中断")
    case .connectionRefused: text(en: "connection refused", ja: "接続拒否")
    case .connectTimeout: text(en: "connect timeout", ja: "接続タイムアウト")
    case .proxyDenied: text(en: "proxy denied", ja: "プロキシ拒否")
    case .notTLS: text(en: "not TLS", ja: "TLS 以外")
    case .incompleteCapture: text(en: "incomplete capture", ja: "不完全なキャプチャ")
    case .unfinished: text(en: "unfinished", ja: "未完了")
    }
  }

  func label(_ confidence: Confidence) -> Phrase {
    switch confidence {
    case .certain: text(en: "certain", ja: "確実")
    case .probable: text(en: "probable", ja: "ほぼ確実")
    case .possible: text(en: "possible", ja: "可能性あり")
    }
  }

  /// The second half of a title.
  func cause(_ verdict: Verdict, _ peer: Peer) -> Phrase {
    switch verdict {
    case .versionReject: text(en: "the TLS version is refused", ja: "TLS バージョンが拒否されました")
    case .noCommonCipher: text(en: "no cipher suite in common", ja: "共通の暗号スイートがありません")
    case .clientFin:
      text(
        en: "the client closes the connection without sending a ClientHello",
        ja: "クライアントが ClientHello を送信せずに接続を閉じました")
    case .clientReset:
      text(
        en: "the client resets the connection without sending a ClientHello",
        ja: "クライアントが ClientHello を送信せずに接続をリセットしました")
    case .clientAlert: text(en: "the client sends a TLS alert", ja: "クライアントが TLS アラートを送信しました")
    case .certificateRejected:
      text(en: "the client rejects the certificate", ja: "クライアントが証明書を拒否しました")
    case .serverAlert:
      text(en: "the \(server(peer)) sends a TLS alert", ja: "\(server(peer))が TLS アラートを送信しました")
    case .serverReset: text(en: "the connection is reset", ja: "接続がリセットされました")
    case .serverClose:
      text(en: "closed by the \(tcpServer(peer))", ja: "\(tcpServer(peer))が接続を閉じました")
    case .handshakeTimeout:
      text(en: "the ClientHello is never answered", ja: "ClientHello に応答がありません")
    case .handshakeAborted: text(en: "the handshake was aborted", ja: "ハンドシェイクが中断されました")
    case .connectionRefused: text(en: "the connection is refused", ja: "接続が拒否されました")
    case .connectTimeout: text(en: "no answer to the SYN", ja: "SYN に応答がありません")
    case .proxyDenied:
      text(en: "the proxy refuses the CONNECT request", ja: "プロキシが CONNECT 要求を拒否しました")
    case .success, .notTLS, .incompleteCapture, .unfinished: label(verdict)
    }
  }

  /// What a verdict says about the client, in one or two sentences.
  func meaning(_ verdict: Verdict, _ peer: Peer) -> Phrase {
    switch verdict {
    case .versionReject:
      text(
        en: """
          The highest TLS version that the client offers is older than any version that the \(server(peer)) \
          accepts, so the handshake fails.
          """,
        ja: """
          クライアントが提示する TLS の最高バージョンは、\(server(peer))が受け入れるどのバージョンよりも古いため、\
          ハンドシェイクが失敗します。
          """)
    case .noCommonCipher:
      text(
        en: """
          The \(server(peer)) accepts the client's TLS version but none of its cipher suites, so the \
          handshake fails.
          """,
        ja: """
          クライアントの TLS バージョンは受け入れられますが、提示された暗号スイートを\(server(peer))が 1 つも受け\
          入れないため、ハンドシェイクが失敗します。
          """)
    case .clientFin, .clientReset:
      text(
        en: """
          The TCP connection is established, but the client does not send a ClientHello. Most likely, every TLS \
          version that its program can use is disabled on that machine.
          """,
        ja: """
          TCP 接続は確立していますが、クライアントは ClientHello を送信せずに終了しています。プログラムが\
          使用できる TLS のバージョンが、そのコンピューターですべて無効になっている可能性が最も高いと考えられます。
          """)
    case .certificateRejected:
      text(
        en: """
          The client received the certificate and ended the handshake, most likely because it does not trust it.
          """,
        ja: """
          クライアントは証明書を受信した後、ハンドシェイクを終了しました。証明書を信頼していない可能性が最も高いと\
          考えられます。
          """)
    case .clientAlert:
      text(
        en: """
          The client refused, with a fatal alert, the version or parameters that the \(server(peer)) chose.
          """,
        ja: "クライアントは、\(server(peer))が選択したバージョンまたはパラメーターを致命的なアラートで拒否しました。")
    case .serverAlert:
      text(
        en:
          "The \(server(peer)) refused the handshake with a fatal alert. Unless it is encrypted, it names the reason.",
        ja: "\(server(peer))は、致命的なアラートでハンドシェイクを拒否しました。暗号化されていない場合は、アラートが理由を示します。")
    case .serverReset:
      text(
        en: """
          Nothing shows that the \(server(peer)) refuses what the client offers. The most common cause is a \
          firewall, filter or TLS inspection device on the path that resets the connection.
          """,
        ja: """
          クライアントの提示内容を\(server(peer))が拒否したことを示すものはありません。最も多い原因は、経路上の\
          ファイアウォール、フィルター、または TLS 検査装置による接続のリセットです。
          """)
    case .serverClose:
      text(
        en: "The \(tcpServer(peer)) closed the connection without an alert.",
        ja: "\(tcpServer(peer))がアラートを送信せずに接続を閉じました。")
    case .handshakeTimeout:
      text(
        en: """
          The TCP connection is established, but the ClientHello is not answered. Either it is dropped on the \
          path, or whatever accepted the connection does not respond.
          """,
        ja: """
          TCP 接続は確立していますが、ClientHello への応答がありません。経路上で破棄されているか、接続を受け\
          付けた機器が応答していません。
          """)
    case .handshakeAborted:
      text(
        en: "The ClientHello was answered, but the connection ended before the handshake completed.",
        ja: "ClientHello に応答がありましたが、ハンドシェイクが完了する前に接続が終了しました。")
    case .connectionRefused:
      text(
        en: "No program listens on that port, or a firewall rejects the connection.",
        ja: "そのポートで待ち受けているプログラムがないか、ファイアウォールが接続を拒否しています。")
    case .connectTimeout:
      text(
        en: "The \(tcpServer(peer)) is not reachable, or a firewall drops the packets.",
        ja: "\(tcpServer(peer))に到達できないか、ファイアウォールがパケットを破棄しています。")
    case .proxyDenied:
      text(
        en: """
          The proxy answered the CONNECT request with an error. Possible causes are the credentials, the policy \
          of the proxy, and the connection from the proxy to the \(server(peer)).
          """,
        ja: """
          プロキシが CONNECT 要求にエラーを返しました。原因として、資格情報、プロキシのポリシー、またはプロキシから\
          \(server(peer))への接続が考えられます。
          """)
    case .success, .notTLS, .incompleteCapture, .unfinished: ""
    }
  }

  /// What the endpoint accepts, where that is the point.
  func terms(of endpoint: Endpoint, for verdict: Verdict) -> Phrase {
    switch verdict {
    case .versionReject: endpoint.statesMinimumVersion ? versions(of: endpoint) : ""
    case .noCommonCipher: cipherSuites(of: endpoint)
    case .success, .clientFin, .clientReset, .clientAlert, .certificateRejected, .serverAlert, .serverReset,
      .serverClose,
      .handshakeTimeout, .handshakeAborted, .connectionRefused, .connectTimeout, .proxyDenied, .notTLS,
      .incompleteCapture, .unfinished:
      ""
    }
  }

  private func versions(of endpoint: Endpoint) -> Phrase {
    let (lowest, highest) = (endpoint.minimumVersion, endpoint.maximumVersion)
    return lowest == highest
      ? text(
        en: "The endpoint accepts \(lowest) only.", ja: "このエンドポイントが受け入れるのは \(lowest) のみです。")
      : text(
        en: "The endpoint accepts \(lowest) to \(highest).",
        ja: "このエンドポイントが受け入れるのは \(lowest) から \(highest) までです。")
  }

  private func cipherSuites(of endpoint: Endpoint) -> Phrase {
    guard let suites = endpoint.cipherSuites, !suites.isEmpty else { return "" }
    let names = list(suites.map(\.displayName))
    let date = endpoint.cipherSuitesAsOf.map { text(en: " (as of \($0))", ja: " (\($0) 時点)") } ?? ""
    return text(
      en: "The endpoint accepts these cipher suites\(date): \(names).",
      ja: "このエンドポイントが受け入れる暗号スイート\(date): \(names)。")
  }
}
