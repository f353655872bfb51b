import Diagnosis

extension Words {
  /// The verdict in a table, two or three words.
  func label(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .success: text(en: "success", ja: "成功")
    case .versionReject: text(en: "version reject", ja: "バージョン拒否")
    case .noCommonCipher: text(en: "no common cipher", ja: "共通の暗号なし")
    case .clientFin: text(en: "client FIN", ja: "クライアント FIN")
    case .clientReset: text(en: "client reset", ja: "クライアント RST")
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

  func role(_ role: Role) -> Phrase {
    switch role {
    case .client: text(en: "client", ja: "クライアント")
    case .server: text(en: "server", ja: "サーバー")
    }
  }

  /// Who sent a frame: on a flow through a proxy the other end is the proxy.
  func sender(_ role: Role, isThroughProxy: Bool) -> Phrase {
    role == .server && isThroughProxy
      ? text(en: "proxy", ja: "プロキシ")
      : self.role(role)
  }

  /// The second half of a title.
  func cause(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .versionReject: text(en: "the TLS version is refused", ja: "TLS バージョンが拒否されました")
    case .noCommonCipher:
      text(en: "there is no cipher suite in common", ja: "共通の暗号スイートがありません")
    case .clientFin:
      text(
        en: "the client closes before it says anything",
        ja: "クライアントが何も送信せずに接続を閉じました")
    case .clientReset:
      text(
        en: "the client resets the connection before it says anything",
        ja: "クライアントが何も送信せずに接続をリセットしました")
    case .certificateRejected:
      text(
        en: "the client rejects the server's certificate",
        ja: "クライアントがサーバー証明書を拒否しました")
    case .serverAlert:
      text(en: "the server answers with a TLS alert", ja: "サーバーが TLS アラートを返しました")
    case .serverReset:
      text(en: "the ClientHello is answered by a reset", ja: "ClientHello に対して RST が返されました")
    case .serverClose: text(en: "the server closes the connection", ja: "サーバーが接続を閉じました")
    case .handshakeTimeout:
      text(en: "the ClientHello is never answered", ja: "ClientHello に応答がありません")
    case .handshakeAborted: text(en: "the handshake is broken off", ja: "ハンドシェイクが中断されました")
    case .connectionRefused: text(en: "the connection is refused", ja: "接続が拒否されました")
    case .connectTimeout: text(en: "the server never answers", ja: "サーバーから応答がありません")
    case .proxyDenied: text(en: "the proxy opens no tunnel", ja: "プロキシがトンネルを開きませんでした")
    case .success, .notTLS, .incompleteCapture, .unfinished: label(verdict)
    }
  }

  /// What a verdict says about the client, in one or two sentences.
  func meaning(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .versionReject:
      text(
        en: """
          The highest TLS version that the client offers is older than what the server takes, and the server \
          ends it.
          """,
        ja: """
          クライアントが提示する TLS の最高バージョンは、サーバーが受け入れるバージョンより古いため、\
          サーバーが接続を終了しています。
          """)
    case .noCommonCipher:
      text(
        en: """
          The client's TLS version is accepted, but none of its cipher suites is, and the server ends it.
          """,
        ja: """
          クライアントの TLS バージョンは受け入れられますが、提示された暗号スイートはいずれも受け\
          入れられないため、サーバーが接続を終了しています。
          """)
    case .clientFin, .clientReset:
      text(
        en: """
          TCP works, and the client gives up without a ClientHello: every protocol version that its program \
          can use is switched off on that machine.
          """,
        ja: """
          TCP 接続は確立していますが、クライアントは ClientHello を送信せずに終了しています。プログラムが\
          使用できるプロトコルのバージョンが、そのコンピューターですべて無効になっています。
          """)
    case .certificateRejected:
      text(
        en: "The client received the server's certificate and ended the handshake over it.",
        ja: "クライアントはサーバー証明書を受信し、それを理由にハンドシェイクを終了しました。")
    case .serverAlert:
      text(
        en: "The server refused the handshake with a fatal alert that names its reason.",
        ja: "サーバーは、理由を示す致命的なアラートでハンドシェイクを拒否しました。")
    case .serverReset:
      text(
        en: """
          The server should take what the client offers, or nothing is known of it: a firewall, filter or \
          inspection device on the way most often does this.
          """,
        ja: """
          サーバーはクライアントの提示内容を受け入れるはずであるか、サーバーについての情報がありません。\
          多くの場合、経路上のファイアウォール、フィルター、または TLS 検査装置が接続をリセットしています。
          """)
    case .serverClose:
      text(
        en: "The other side closed the connection without an alert.",
        ja: "相手側がアラートを送信せずに接続を閉じました。")
    case .handshakeTimeout:
      text(
        en: """
          The connection stands, but no answer to the ClientHello comes: it is dropped on the way, or what \
          accepted the connection does not go on.
          """,
        ja: """
          TCP 接続は確立していますが、ClientHello への応答がありません。経路上で破棄されているか、接続を受け\
          付けた機器が先の処理に進んでいません。
          """)
    case .handshakeAborted:
      text(
        en: "The server answered, and the handshake ended before it was finished.",
        ja: "サーバーは応答しましたが、ハンドシェイクは完了する前に終了しました。")
    case .connectionRefused:
      text(
        en: "Nothing listens there, or a firewall answers with a refusal.",
        ja: "そのポートで待ち受けているプログラムがないか、ファイアウォールが接続を拒否しています。")
    case .connectTimeout:
      text(
        en: """
          The SYN was never answered: the server is not reachable, or a firewall drops the packets.
          """,
        ja: """
          SYN に応答がありません。サーバーに到達できないか、ファイアウォールがパケットを破棄しています。
          """)
    case .proxyDenied:
      text(
        en: """
          The proxy answered the CONNECT request with an error: credentials, its policy, or its own way out.
          """,
        ja: """
          プロキシが CONNECT 要求にエラーを返しました。原因として、資格情報、プロキシのポリシー、\
          またはプロキシから先の経路が考えられます。
          """)
    case .success, .notTLS, .incompleteCapture, .unfinished: ""
    }
  }
}
