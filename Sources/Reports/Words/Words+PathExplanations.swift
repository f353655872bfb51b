import Diagnosis

// Findings about what the path does, and about names.

extension Words {
  var explanationOfNameNotResolved: Explanation {
    Explanation(
      title: text(
        en: "DNS gives no address for an endpoint or a proxy",
        ja: "エンドポイントまたはプロキシのアドレスを DNS で取得できない"),
      onTheWire: text(
        en: """
          The client asks DNS for an update endpoint, for its proxy or for wpad, and receives NXDOMAIN, SERVFAIL, \
          REFUSED, no address, an address that no server has (0.0.0.0, loopback), or no answer for five seconds.
          """,
        ja: """
          クライアントが、更新エンドポイント、プロキシ、または wpad の名前を DNS に問い合わせ、NXDOMAIN、SERVFAIL、\
          REFUSED、アドレスのない応答、サーバーのアドレスではない応答 (0.0.0.0、ループバック) を受け取るか、5 秒間\
          応答がありません。
          """),
      why: text(
        en: """
          The DNS server or its forwarder does not know the name, a filter blocks it, or only a proxy resolves public \
          names and the client does not use the proxy.
          """,
        ja: """
          DNS サーバーやフォワーダーで名前を解決できない、フィルターでブロックされている、または外部の名前を解決できる\
          のはプロキシだけで、クライアントがプロキシを使用していない、という原因が考えられます。
          """))
  }

  var explanationOfNoResponse: Explanation {
    Explanation(
      title: text(en: "the request is not answered", ja: "要求に応答がない"),
      onTheWire: text(
        en: """
          TLS is established, the client sends its request, and the server acknowledges it. Then the server sends \
          nothing for 30 seconds, or ends the connection.
          """,
        ja: """
          TLS 接続が確立し、クライアントが要求を送信し、サーバーは受信を確認します。その後、サーバーは 30 秒間何も\
          送信しないか、接続を終了します。
          """),
      why: text(
        en: "The server is overloaded, or a proxy or inspecting firewall holds the request back.",
        ja: """
          サーバーが過負荷であるか、プロキシや通信を検査するファイアウォールが要求を転送していません。
          """))
  }

  var explanationOfPathMTU: Explanation {
    Explanation(
      title: text(en: "large packets are lost on the path", ja: "経路上で大きいパケットが失われる"),
      onTheWire: text(
        en: """
          Small packets of the server arrive. The large ones of its handshake do not, although the server had time to \
          repeat them, and the client never acknowledges them.
          """,
        ja: """
          サーバーからの小さいパケットは届きますが、ハンドシェイクの大きいパケットは、再送に十分な時間があっても\
          届かず、クライアントも受信を確認しません。
          """),
      why: text(
        en: """
          A link on the path carries only smaller packets, and a firewall drops the ICMP messages by which the \
          server would learn it (RFC 2923, section 2.1).
          """,
        ja: """
          経路上に小さいパケットしか通さないリンクがあり、サーバーがそれを知るための ICMP メッセージがファイア\
          ウォールで破棄されています (RFC 2923、2.1 節)。
          """))
  }
}
