import Diagnosis

extension Words {
  func explanation(of topic: Topic) -> Explanation {
    switch topic {
    case .verdict(let verdict): explanation(of: verdict)
    case .endpointRetired:
      Explanation(
        title: text(en: "a flow to a retired endpoint", ja: "使用停止になったエンドポイントへのフロー"),
        onTheWire: text(
          en: "A connection to fe2.update.microsoft.com, whatever comes of it.",
          ja: "fe2.update.microsoft.com への接続です。接続の結果は問いません。"),
        why: text(
          en: """
            The endpoint no longer serves WSUS. Clients of Windows Update may still use fe2, so that it \
            answers at times; a server that is set to it cannot synchronise.
            """,
          ja: """
            このエンドポイントは、WSUS 同期にはもう使用できません。Windows Update のクライアントは引き続き \
            fe2 を使用することがあるため、応答が返る場合もありますが、このエンドポイントを設定したサーバーは\
            同期できません。
            """))
    case .endpointDeprecated:
      Explanation(
        title: text(
          en: "a flow to an endpoint that will be switched off",
          ja: "使用停止が予定されているエンドポイントへのフロー"),
        onTheWire: text(
          en: """
            A connection to sws1.update.microsoft.com. It takes TLS 1.0, 1.1 and 1.2, and usually succeeds. \
            Since 10 January 2022 it may be gone: then nothing answers.
            """,
          ja: """
            sws1.update.microsoft.com への接続です。TLS 1.0、TLS 1.1、TLS 1.2 を受け入れるため、\
            通常は成功します。2022 年 1 月 10 日以降は廃止されている可能性があり、その場合は\
            応答がありません。
            """),
        why: text(
          en: """
            The endpoint is for systems that cannot do better. Windows Server 2012 and later have to use \
            sws.update.microsoft.com.
            """,
          ja: """
            このエンドポイントは、ほかに方法がないシステムのためのものです。Windows Server 2012 以降では \
            sws.update.microsoft.com を使用する必要があります。
            """))
    case .tlsInspection:
      Explanation(
        title: text(
          en: "the endpoint's certificate comes from somebody else",
          ja: "エンドポイントの証明書が第三者によって発行されている"),
        onTheWire: text(
          en: """
            The Certificate message of an update endpoint names an issuer that is not one of Microsoft's. \
            Often the client then sends an alert or closes. In TLS 1.3 certificates are encrypted, and \
            nothing can be seen.
            """,
          ja: """
            更新エンドポイントの Certificate メッセージに、Microsoft 以外の発行者が示されます。多くの場合、\
            クライアントはその後アラートを送信するか、接続を閉じます。TLS 1.3 では証明書が暗号化されるため、\
            確認できません。
            """),
        why: text(
          en: """
            A proxy or firewall opens the connection to inspect it and shows a certificate of its own. Update \
            clients do not trust it.
            """,
          ja: """
            プロキシまたはファイアウォールが、接続を復号して検査し、独自の証明書を提示しています。\
            更新のクライアントはその証明書を信頼しません。
            """))
    case .issue(let issue): explanation(of: issue)
    }
  }
}
