import Diagnosis

extension Words {
  func explanation(of verdict: Verdict) -> Explanation {
    Explanation(
      title: verdict.isFailure ? cause(verdict, .anyServer) : label(verdict), onTheWire: onTheWire(verdict),
      why: why(verdict))
  }

  private func onTheWire(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .success:
      text(
        en: """
          The handshake completed. Up to TLS 1.2: ChangeCipherSpec and an encrypted handshake record from both \
          ends. TLS 1.3: a ServerHello, the client's Finished, and then a record of the server that is not an \
          alert.
          """,
        ja: """
          ハンドシェイクが完了しています。TLS 1.2 までは、ChangeCipherSpec と暗号化されたハンドシェイク \
          レコードが両側から送信されます。TLS 1.3 では、ServerHello とクライアントの Finished の後に、サーバーが\
          アラート以外のレコードを送信します。
          """)
    case .versionReject:
      text(
        en: """
          A ClientHello whose highest version is lower than the server accepts, then RST, FIN or an alert from the \
          server. The highest version is the largest in supported_versions, or else the version of the ClientHello; \
          the record version is irrelevant.
          """,
        ja: """
          最高バージョンがサーバーの受け入れるバージョンより古い ClientHello の後、サーバーが RST、FIN、\
          またはアラートを送信します。最高バージョンは、supported_versions がある場合はその最大値、ない場合は \
          ClientHello 自体のバージョンです。レコードのバージョンは判断の材料になりません。
          """)
    case .noCommonCipher:
      text(
        en: """
          A ClientHello with a version that the server accepts, but without an acceptable cipher suite, curve or \
          certificate type, then RST, FIN or an alert.
          """,
        ja: """
          サーバーが受け入れるバージョンの ClientHello に、適合する暗号スイート、曲線、または証明書の\
          種類がなく、サーバーが RST、FIN、またはアラートを送信します。
          """)
    case .clientFin:
      text(
        en: """
          SYN, SYN/ACK, ACK (and CONNECT with its response), then FIN from the client, which has not sent any TLS \
          data.
          """,
        ja: """
          SYN、SYN/ACK、ACK (および CONNECT とその応答) の後、TLS のデータをまったく送信していない\
          クライアントが FIN を送信します。
          """)
    case .clientReset:
      text(
        en: """
          SYN, SYN/ACK, ACK (and CONNECT with its response), then RST from the client, which has not sent any TLS \
          data.
          """,
        ja: """
          SYN、SYN/ACK、ACK (および CONNECT とその応答) の後、TLS のデータをまったく送信していない\
          クライアントが RST を送信します。
          """)
    case .clientAlert:
      text(
        en: "After the ServerHello, a fatal alert from the client that is not about the certificate.",
        ja: "ServerHello の後、クライアントが証明書に関するもの以外の致命的なアラートを送信します。")
    case .certificateRejected:
      text(
        en: """
          An alert from the client about the certificate (42 to 49), or FIN or RST from the client right after \
          the certificate.
          """,
        ja: """
          クライアントが、証明書に関するアラート (42 から 49) を送信するか、サーバー証明書の直後に FIN または \
          RST を送信します。
          """)
    case .serverAlert:
      text(
        en: """
          A fatal alert from the server before the handshake completed, for a reason that no other verdict \
          covers.
          """,
        ja: """
          ハンドシェイクが完了する前に、ほかの判定に当てはまらない理由で、サーバーが致命的なアラートを\
          送信します。
          """)
    case .serverReset:
      text(
        en: """
          RST from the server's direction, after a ClientHello that the server should accept or about which \
          nothing is known, or before the client sent anything.
          """,
        ja: """
          サーバーが受け入れるはずの ClientHello や判断材料のない ClientHello の後、またはクライアントが何も\
          送信しないうちに、サーバーの方向から RST が送信されます。
          """)
    case .serverClose:
      text(
        en: """
          FIN from the server's direction, after a ClientHello that the server should accept or about which \
          nothing is known, or before the client sent anything.
          """,
        ja: """
          サーバーが受け入れるはずの ClientHello や判断材料のない ClientHello の後、またはクライアントが何も\
          送信しないうちに、サーバーの方向から FIN が送信されます。
          """)
    case .handshakeTimeout:
      text(
        en: "A ClientHello without an answer: it is retransmitted, or the client gives up after waiting.",
        ja: "ClientHello に応答がなく、再送されるか、しばらく待った後にクライアントが断念します。")
    case .handshakeAborted:
      text(
        en: """
          The connection ended between ServerHello and Finished, in a way that no other verdict covers.
          """,
        ja: "ServerHello と Finished の間で、ほかの判定に当てはまらない形で接続が終了します。")
    case .connectionRefused:
      text(
        en: "A SYN that is answered by RST, or by an ICMP unreachable message.",
        ja: "SYN に対し、RST または ICMP 到達不能メッセージが返されます。")
    case .connectTimeout: text(en: "A SYN that is never answered.", ja: "SYN に応答がありません。")
    case .proxyDenied:
      text(
        en: """
          A CONNECT that is answered with a status other than 2xx, with no later success on the connection.
          """,
        ja: "CONNECT に対して 2xx 以外の応答が返され、その接続ではその後も成功しません。")
    case .notTLS:
      text(
        en: "The client uses another protocol, or it sends nothing and nothing indicates that TLS was meant.",
        ja: """
          クライアントが TLS 以外のプロトコルで通信しているか、何も送信せず、TLS 用の接続であることを示す情報も\
          ありません。
          """)
    case .incompleteCapture:
      text(
        en: """
          The deciding packets are missing: the start of the flow was not captured, or packets were lost or \
          truncated by the snap length.
          """,
        ja: """
          判断に必要なパケットがありません。フローの開始部分がない、パケットが失われた、またはスナップ長で\
          切り捨てられた状態です。
          """)
    case .unfinished:
      text(
        en: "The capture ended before the outcome was known.",
        ja: "結果が出る前にキャプチャが終了しています。")
    }
  }

  private func why(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .success:
      text(
        en: """
          Both ends agreed on a version and a cipher suite, and the client accepted the certificate.
          """,
        ja: "両側がバージョンと暗号スイートに合意し、クライアントが証明書を受け入れました。")
    case .versionReject:
      text(
        en: "The program cannot use TLS 1.2, although the system can: issue 1 or 3 of the article.",
        ja: """
          システムは TLS 1.2 を使用できても、プログラムが使用できません。記事の問題 1 または問題 3 です。
          """)
    case .noCommonCipher:
      text(
        en: "Cipher suites are limited by Group Policy or in the registry: issue 5 of the article.",
        ja: "グループ ポリシーまたはレジストリで暗号スイートが制限されています。記事の問題 5 です。")
    case .clientFin, .clientReset:
      text(
        en: """
          The program cannot use any of the enabled versions, so it fails before it sends a ClientHello: issue 2 \
          or 4 of the article.
          """,
        ja: """
          有効なバージョンの中に、プログラムが使用できるものがないため、ClientHello を送信する前に\
          失敗します。記事の問題 2 または問題 4 です。
          """)
    case .certificateRejected:
      text(
        en: """
          The client does not trust the certificate. Possible causes are TLS inspection on the path, missing root \
          certificates, and a wrong clock.
          """,
        ja: """
          クライアントが証明書を信頼していません。経路上の TLS 検査、ルート証明書の不足、または時刻のずれが\
          考えられます。
          """)
    case .clientAlert:
      text(
        en: """
          The client does not accept what the server chose. Possible causes are a TLS inspection device and a server \
          that chooses a version that is disabled on the client.
          """,
        ja: """
          サーバーの選択をクライアントが受け入れていません。TLS 検査装置や、クライアントで無効になっているバージョンを\
          サーバーが選択したことなどが考えられます。
          """)
    case .serverAlert: text(en: "The name of the alert tells the cause.", ja: "アラートの名前が原因を示します。")
    case .serverReset, .serverClose:
      text(
        en: "The most common cause is a firewall, filter or TLS inspection device on the path.",
        ja: "多くの場合、経路上のファイアウォール、フィルター、または TLS 検査装置が原因です。")
    case .handshakeTimeout:
      text(
        en: """
          The ClientHello is dropped on the path. Possible causes are a filter and a path that loses large packets.
          """,
        ja: """
          ClientHello が経路上で破棄されています。原因として、フィルターや、大きなパケットが失われる経路が\
          考えられます。
          """)
    case .handshakeAborted:
      text(
        en: "One end gave up during the handshake; the preceding frames show which.",
        ja: """
          一方がハンドシェイクの途中で断念しました。どちらであるかは、直前のフレームからわかります。
          """)
    case .connectionRefused:
      text(
        en: "No program listens on that port, or a firewall rejects the connection.",
        ja: "そのポートで待ち受けているプログラムがないか、ファイアウォールが接続を拒否しています。")
    case .connectTimeout:
      text(
        en: "The address is not reachable, or a firewall drops the packets.",
        ja: "アドレスに到達できないか、ファイアウォールがパケットを破棄しています。")
    case .proxyDenied:
      text(
        en: """
          407: credentials. 403: the policy of the proxy. 502, 503, 504: the proxy could not reach the endpoint.
          """,
        ja: """
          407 は資格情報、403 はプロキシのポリシーを示します。502、503、504 は、プロキシがエンドポイントに\
          到達できなかったことを示します。
          """)
    case .notTLS: text(en: "This traffic is unrelated to TLS.", ja: "TLS とは関係のない通信です。")
    case .incompleteCapture:
      text(
        en: """
          The capture started too late, lost packets, or truncated them (by default, pktmon captures 128 bytes \
          of each packet).
          """,
        ja: """
          キャプチャの開始が遅すぎたか、パケットが失われたか、切り捨てられています (pktmon が既定で保存するのは、\
          各パケットの 128 バイトのみです)。
          """)
    case .unfinished: text(en: "The capture was stopped too early.", ja: "キャプチャの停止が早すぎました。")
    }
  }
}
