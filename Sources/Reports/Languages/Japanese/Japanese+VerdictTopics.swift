import Diagnosis

extension Japanese {
  func explanation(of verdict: Verdict) -> Explanation {
    Explanation(
      title: verdict.isFailure ? cause(verdict) : label(verdict), onTheWire: onTheWire(verdict),
      why: why(verdict))
  }

  private func onTheWire(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .success:
      """
      ハンドシェイクが完了しています。TLS 1.2 までは、ChangeCipherSpec と暗号化されたハンドシェイク レコードが両側から送信されます。\
      TLS 1.3 では、ServerHello の後に暗号化されたレコードが双方向で送受信され、クライアントは Finished の後も通信を続けます。
      """
    case .versionReject:
      """
      最高バージョンがサーバーの受け入れるバージョンより古い ClientHello の後、サーバーが RST、FIN、またはアラートを送信します。最高\
      バージョンは、supported_versions がある場合はその最大値、ない場合は ClientHello 自体のバージョンです。レコードのバージョンは\
      判断の材料になりません。
      """
    case .noCommonCipher:
      """
      サーバーが受け入れるバージョンの ClientHello に、適合する暗号スイート、曲線、または証明書の種類がなく、サーバーが RST、FIN、\
      またはアラートを送信します。
      """
    case .clientFin:
      """
      SYN、SYN/ACK、ACK (および CONNECT とその応答) の後、TLS のデータを 1 バイトも送信していないクライアントが FIN を送信します。
      """
    case .clientReset:
      """
      SYN、SYN/ACK、ACK (および CONNECT とその応答) の後、TLS のデータを 1 バイトも送信していないクライアントが RST を送信します。
      """
    case .certificateRejected:
      """
      クライアントが、証明書に関するアラート (42 から 49) を送信するか、サーバー証明書の直後に FIN または RST を送信します。
      """
    case .serverAlert:
      "ハンドシェイクが完了する前に、ほかの判定に当てはまらない理由で、サーバーが致命的なアラートを送信します。"
    case .serverReset:
      """
      サーバーが受け入れるはずの ClientHello の後、または情報がないサーバーへの ClientHello の後に、サーバー側から RST が送信されます。
      """
    case .serverClose:
      """
      そのような ClientHello の後、またはクライアントが何も送信しないうちに、サーバー側から FIN が送信されます。
      """
    case .handshakeTimeout:
      "ClientHello に応答がなく、再送されるか、しばらく待った後にクライアントが断念します。"
    case .handshakeAborted:
      "ServerHello と Finished の間で、ほかの判定に当てはまらない形で接続が終了します。"
    case .connectionRefused: "SYN に対し、RST または ICMP 到達不能メッセージが返されます。"
    case .connectTimeout: "SYN に応答がありません。"
    case .proxyDenied:
      "CONNECT に対して 2xx 以外の応答が返され、その接続ではその後も成功しません。"
    case .notTLS:
      """
      クライアントが TLS 以外のプロトコルで通信しているか、TLS と結び付ける情報がないポートに何も送信していません。
      """
    case .incompleteCapture:
      """
      判断に必要な部分がキャプチャされていません。開始部分がない、パケットが失われた、またはスナップ長で切り捨てられた状態です。
      """
    case .unfinished: "結果が出る前にキャプチャが終了しています。"
    }
  }

  private func why(_ verdict: Verdict) -> Phrase {
    switch verdict {
    case .success:
      "両側がバージョンと暗号スイートに合意し、クライアントが証明書を受け入れました。"
    case .versionReject:
      """
      システムは TLS 1.2 を使用できても、プログラムが使用できません。記事の問題 1 または問題 3 です。
      """
    case .noCommonCipher:
      "グループ ポリシーまたはレジストリで暗号スイートが制限されています。記事の問題 5 です。"
    case .clientFin, .clientReset:
      """
      有効なバージョンの中に、プログラムが使用できるものがないため、ClientHello を送信する前に失敗します。記事の問題 2 または問題 4 \
      です。
      """
    case .certificateRejected:
      """
      クライアントが証明書を信頼していません。経路上の TLS 検査、ルート証明書の不足、または時刻のずれが考えられます。
      """
    case .serverAlert: "アラートの名前が原因を示します。"
    case .serverReset, .serverClose:
      "多くの場合、経路上のファイアウォール、フィルター、または TLS 検査装置が原因です。"
    case .handshakeTimeout:
      """
      経路上の何かが ClientHello を破棄しています。フィルターや、大きなパケットが失われる経路が考えられます。
      """
    case .handshakeAborted:
      "一方がハンドシェイクの途中で断念しました。どちらであるかは、直前のフレームからわかります。"
    case .connectionRefused:
      "そのポートで待ち受けているプログラムがないか、ファイアウォールが接続を拒否しています。"
    case .connectTimeout: "アドレスに到達できないか、ファイアウォールがパケットを破棄しています。"
    case .proxyDenied:
      """
      407 は資格情報、403 はプロキシのポリシーを示します。502、503、504 は、プロキシがエンドポイントに到達できなかったことを示します。
      """
    case .notTLS: "TLS とは関係のない通信です。"
    case .incompleteCapture:
      """
      キャプチャの開始が遅すぎたか、パケットが失われたか、各パケットの保存サイズが小さすぎます (pktmon は、指定しない限り 128 バイト\
      しか保存しません)。
      """
    case .unfinished: "キャプチャの停止が早すぎました。"
    }
  }
}
