import Diagnosis

extension Words {
  func explanation(of topic: Topic) -> Explanation {
    switch topic {
    case .verdict(let verdict): explanation(of: verdict)
    case .endpointRetired:
      Explanation(
        title: text(en: "a flow to a retired endpoint", ja: "使用停止になったエンドポイントへのフロー"),
        onTheWire: text(
          en: "A connection to fe2.update.microsoft.com, whether it succeeds or not.",
          ja: "fe2.update.microsoft.com への接続です。接続の結果は問いません。"),
        why: text(
          en: """
            The endpoint is retired for WSUS synchronisation. Windows Update clients may still use fe2, so it \
            sometimes answers; a WSUS server that is configured to use it cannot synchronise.
            """,
          ja: """
            このエンドポイントは、WSUS 同期にはもう使用できません。Windows Update のクライアントは引き続き \
            fe2 を使用することがあるため、応答が返る場合もありますが、このエンドポイントを設定した WSUS サーバーは\
            同期できません。
            """))
    case .endpointDeprecated:
      Explanation(
        title: text(
          en: "a flow to an endpoint that will be retired",
          ja: "使用停止が予定されているエンドポイントへのフロー"),
        onTheWire: text(
          en: """
            A connection to sws1.update.microsoft.com. The endpoint accepts TLS 1.0, 1.1 and 1.2, so the connection \
            usually succeeds. Since 10 January 2022, the endpoint may be switched off; then it does not answer.
            """,
          ja: """
            sws1.update.microsoft.com への接続です。TLS 1.0、TLS 1.1、TLS 1.2 を受け入れるため、\
            通常は成功します。2022 年 1 月 10 日以降は廃止されている可能性があり、その場合は\
            応答がありません。
            """),
        why: text(
          en: """
            The endpoint is for systems that cannot use TLS 1.2. Windows Server 2012 and later must use \
            sws.update.microsoft.com.
            """,
          ja: """
            このエンドポイントは、TLS 1.2 を使用できないシステムのためのものです。Windows Server 2012 以降では \
            sws.update.microsoft.com を使用する必要があります。
            """))
    case .tlsInspection:
      Explanation(
        title: text(
          en: "the endpoint's certificate has an unexpected issuer",
          ja: "エンドポイントの証明書の発行者が想定外である"),
        onTheWire: text(
          en: """
            The Certificate message from an update endpoint names an issuer other than Microsoft's. Often, the \
            client then sends an alert or closes the connection. In TLS 1.3, certificates are encrypted, so this \
            cannot be seen.
            """,
          ja: """
            更新エンドポイントの Certificate メッセージに、Microsoft 以外の発行者が示されます。多くの場合、\
            クライアントはその後アラートを送信するか、接続を閉じます。TLS 1.3 では証明書が暗号化されるため、\
            確認できません。
            """),
        why: text(
          en: """
            A proxy or firewall decrypts the connection to inspect it and presents a certificate of its own. Update \
            clients do not trust that certificate.
            """,
          ja: """
            プロキシまたはファイアウォールが、接続を復号して検査し、独自の証明書を提示しています。\
            更新のクライアントはその証明書を信頼しません。
            """))
    case .nameNotResolved: explanationOfNameNotResolved
    case .noResponse: explanationOfNoResponse
    case .pathMTU: explanationOfPathMTU
    case .wsusHTTPError: explanationOfWSUSHTTPError
    case .wsusSOAPFault: explanationOfWSUSSOAPFault
    case .issue(let issue): explanation(of: issue)
    }
  }
}
