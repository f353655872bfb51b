import Diagnosis

extension Japanese {
  func explanation(of topic: Topic) -> Explanation {
    switch topic {
    case .verdict(let verdict): explanation(of: verdict)
    case .endpointRetired:
      Explanation(
        title: "使用停止になったエンドポイントへのフロー",
        onTheWire: "fe2.update.microsoft.com への接続です。接続の結果は問いません。",
        why: """
          このエンドポイントは、WSUS 同期にはもう使用できません。Windows Update のクライアントは引き続き fe2 を使用することがある\
          ため、応答が返る場合もありますが、このエンドポイントを設定したサーバーは同期できません。
          """)
    case .endpointDeprecated:
      Explanation(
        title: "使用停止が予定されているエンドポイントへのフロー",
        onTheWire: """
          sws1.update.microsoft.com への接続です。TLS 1.0、TLS 1.1、TLS 1.2 を受け入れるため、通常は成功します。2022 年 1 月 10 日\
          以降は廃止されている可能性があり、その場合は応答がありません。
          """,
        why: """
          このエンドポイントは、ほかに方法がないシステムのためのものです。Windows Server 2012 以降では \
          sws.update.microsoft.com を使用する必要があります。
          """)
    case .tlsInspection:
      Explanation(
        title: "エンドポイントの証明書が第三者によって発行されている",
        onTheWire: """
          更新エンドポイントの Certificate メッセージに、Microsoft 以外の発行者が示されます。多くの場合、クライアントはその後アラートを\
          送信するか、接続を閉じます。TLS 1.3 では証明書が暗号化されるため、確認できません。
          """,
        why: """
          プロキシまたはファイアウォールが、接続を復号して検査し、独自の証明書を提示しています。更新のクライアントはその証明書を信頼\
          しません。
          """)
    case .issue(let issue):
      Explanation(
        title: "記事の問題 \(issue.rawValue): \(issueTitle(issue))", onTheWire: onTheWire(issue),
        why: cause(issue))
    }
  }

  private func onTheWire(_ issue: ArticleIssue) -> Phrase {
    switch issue {
    case .importFails:
      """
      version_reject: 最高でも TLS 1.0 しか提示しない ClientHello (クライアント Hello) に、RST (プロキシ経由では多くの場合 FIN) が\
      返されます。同じクライアントは、同期では TLS 1.2 で成功します。問題 3 も同じように見えますが、TLS 1.2 での成功、または \
      2012 R2 より新しいシステムの ClientHello があれば、問題 1 と判断できます。
      """
    case .importFailsAfterHardening:
      """
      client_fin: SYN、SYN/ACK、ACK の後、クライアントが FIN を送信します。ClientHello は送信されません。問題 4 も同じように\
      見えます。
      """
    case .synchronizationFailsWithoutRollup:
      """
      version_reject が続けて数回発生します。同期が再試行されるためです。同じクライアントが TLS 1.2 で成功することはありません。\
      SoftwareDistribution.log では、サービスの起動時に SCHANNEL のエントリが記録されていません。
      """
    case .synchronizationFailsWithConfigurationManager:
      """
      問題 2 と同じく client_fin です。Wsyncmgr.log に ImportUpdateFromCatalogSite の失敗が記録されています。
      """
    case .limitedCiphers:
      """
      no_common_cipher: TLS 1.2 を提示するものの、エンドポイントが受け入れる 4 つの ECDHE_RSA の暗号スイートを 1 つも含まない \
      ClientHello に、RST が返されます。
      """
    }
  }

  private func cause(_ issue: ArticleIssue) -> Phrase {
    switch issue {
    case .importFails:
      """
      インポートはワーカー プロセスで実行されますが、そこで使用される .NET のバージョンは、設定しない限り TLS 1.2 を使用しません。\
      エンドポイントは、2020 年 7 月以降、TLS 1.2 より古いバージョンを受け入れません。
      """
    case .importFailsAfterHardening:
      """
      問題 1 と同じく、インポートが使用できるのは SSL 3.0 から TLS 1.1 までです。これらがすべて無効になっているため、提示できる\
      バージョンがありません。
      """
    case .synchronizationFailsWithoutRollup:
      """
      Windows Server 2012 と 2012 R2 の WSUS で TLS 1.2 を使用できるようにする変更は、月次ロールアップにのみ含まれています。\
      セキュリティのみの更新プログラムを適用しているサーバーや、新しくインストールしたサーバーには、この変更がありません。
      """
    case .synchronizationFailsWithConfigurationManager:
      """
      Configuration Manager は、手動インポートと同じ機能を使用して Surface ドライバーをインポートします。そのため、問題 1 と同じ\
      制限があります。
      """
    case .limitedCiphers:
      """
      グループ ポリシーまたはレジストリで暗号スイートが制限されています。また、エンドポイントが受け入れる暗号スイートは、2020 年 7 月\
      以降少なくなっています。
      """
    }
  }
}
