import Diagnosis

extension Words {
  func issueTitle(_ issue: ArticleIssue) -> Phrase {
    switch issue {
    case .importFails:
      text(en: "import fails, synchronisation works", ja: "手動インポートは失敗するが、同期は成功する")
    case .importFailsAfterHardening:
      text(
        en: "import fails after TLS 1.0 and 1.1 were disabled",
        ja: "TLS 1.0 と TLS 1.1 を無効にした後、インポートが失敗する")
    case .synchronizationFailsWithoutRollup:
      text(
        en: "synchronisation fails on Windows Server 2012 or 2012 R2 without Monthly Rollups",
        ja: "月次ロールアップがない Windows Server 2012 または 2012 R2 で同期が失敗する")
    case .synchronizationFailsWithConfigurationManager:
      text(
        en: "synchronisation fails with Configuration Manager",
        ja: "Configuration Manager との統合環境で同期が失敗する")
    case .limitedCiphers:
      text(
        en: "synchronisation fails because cipher suites are limited",
        ja: "暗号スイートの制限により同期が失敗する")
    }
  }

  /// Which issue it is, or may be, and why.
  func issue(_ assessment: IssueAssessment) -> Phrase {
    let numbers = assessment.best.map { [$0] } ?? assessment.candidates
    let names = numbers.compactMap(ArticleIssue.init(rawValue:)).map { issue in
      text(
        en: "\(issue.rawValue) (\(issueTitle(issue)))", ja: "問題 \(issue.rawValue) (\(issueTitle(issue)))"
      ).text
    }
    let whole = names.joined(separator: language == .english ? " or " : "または")
    let article =
      assessment.basis == .doubtfulCause
      ? text(en: "Article: possibly issue \(whole).", ja: "記事の\(whole)の可能性があります。")
      : assessment.strength == .likely
        ? text(en: "Article: most likely issue \(whole).", ja: "記事の\(whole)の可能性が高いと考えられます。")
        : text(en: "Article: issue \(whole).", ja: "記事の\(whole) に該当します。")
    return paragraph([article, reason(assessment)])
  }

  /// Why it is that issue, or why nothing tells.
  func reason(_ assessment: IssueAssessment) -> Phrase {
    guard assessment.basis == .undecided, !assessment.files.isEmpty else { return basis(assessment.basis) }
    return text(
      en: "Neither the capture nor the given files can tell which.",
      ja: "キャプチャと指定されたファイルからは、どちらであるかを判断できません。")
  }

  /// What decided, as a sentence.
  func basis(_ basis: IssueAssessment.Basis) -> Phrase {
    switch basis {
    case .onlyCandidate:
      text(
        en: "No other issue of the article matches.",
        ja: "記事のほかの問題には該当しません。")
    case .sameClientSucceeds(let flow):
      text(
        en: """
          The same client and TLS stack also completed TLS 1.2 with the endpoint in this capture (flow \(flow)).
          """,
        ja: """
          このキャプチャ内で、同じクライアントの同じ TLS スタックがエンドポイントとの TLS 1.2 接続に成功して\
          います (フロー \(flow))。
          """)
    case .helloOfNewerSystem(let flow):
      text(
        en: """
          The ClientHello of flow \(flow) has features that no system before Windows Server 2016 sends.
          """,
        ja: """
          フロー \(flow) の ClientHello には、Windows Server 2016 より前のシステムが送信しない内容が\
          含まれています。
          """)
    case .program(let program):
      program == .service
        ? text(
          en: "The capture names WsusService.exe as the program of every attempt; it synchronises.",
          ja: "キャプチャでは、すべての試行のプログラムが WsusService.exe とされています。これは同期を行うプログラムです。")
        : text(
          en: "The capture names w3wp.exe as the program of every attempt; it imports updates.",
          ja: "キャプチャでは、すべての試行のプログラムが w3wp.exe とされています。これは更新プログラムをインポートするプログラムです。")
    case .undecided:
      text(en: "The capture alone cannot tell which.", ja: "キャプチャだけでは、どちらであるかを判断できません。")
    case .decided(let step), .likely(let step): claim(step.claim)
    case .contradictory:
      text(
        en: "The evidence is contradictory: see which evidence supports which issue.",
        ja: "証拠が互いに矛盾しています。どの証拠がどの問題を示すかを確認してください。")
    case .modernProtocolDisabled:
      text(
        en: "TLS 1.2 itself is disabled on the WSUS server, which alone causes this failure.",
        ja: "WSUS サーバーで TLS 1.2 自体が無効になっています。それだけでこの失敗が発生します。")
    case .severalSystems:
      text(
        en: """
          The files are not of one system, or not of this client, so they cannot tell which: provide the files of \
          the WSUS server only.
          """,
        ja: """
          ファイルが 1 つのシステムのものではないか、このクライアントのものではないため、どちらであるかを判断\
          できません。この WSUS サーバーのファイルだけを指定してください。
          """)
    case .severalClients:
      text(
        en: "The files are from one WSUS server, and it is not known which client of the capture that is.",
        ja: """
          ファイルは 1 台の WSUS サーバーのものですが、キャプチャのどのクライアントに当たるかを判断できません。
          """)
    case .doubtfulCause:
      text(
        en: "Something other than the cause of this issue may have ended these connections.",
        ja: "この問題の原因とは別の要因で、接続が終了した可能性があります。")
    }
  }

  func explanation(of issue: ArticleIssue) -> Explanation {
    Explanation(
      title: text(
        en: "issue \(issue.rawValue) of the article: \(issueTitle(issue))",
        ja: "記事の問題 \(issue.rawValue): \(issueTitle(issue))"),
      onTheWire: onTheWire(issue), why: cause(issue))
  }

  private func onTheWire(_ issue: ArticleIssue) -> Phrase {
    switch issue {
    case .importFails:
      text(
        en: """
          version_reject: a ClientHello that offers at most TLS 1.0, answered by RST (through a proxy, often \
          FIN). The same client also succeeds over TLS 1.2 when it synchronises. Issue 3 looks the same; a \
          success over TLS 1.2, or a ClientHello of a system newer than 2012 R2, shows that it is issue 1.
          """,
        ja: """
          version_reject: 最高でも TLS 1.0 しか提示しない ClientHello (クライアント Hello) に、RST \
          (プロキシ経由では多くの場合 FIN) が返されます。同じクライアントは、同期では TLS 1.2 で成功します。\
          問題 3 も同じように見えますが、TLS 1.2 での成功、または 2012 R2 より新しいシステムの ClientHello \
          があれば、問題 1 と判断できます。
          """)
    case .importFailsAfterHardening:
      text(
        en: """
          client_fin: SYN, SYN/ACK, ACK, and then FIN from the client. No ClientHello is sent. Issue 4 looks \
          the same.
          """,
        ja: """
          client_fin: SYN、SYN/ACK、ACK の後、クライアントが FIN を送信します。ClientHello は送信されません。\
          問題 4 も同じように見えます。
          """)
    case .synchronizationFailsWithoutRollup:
      text(
        en: """
          version_reject, several times in a row, because synchronisation is retried. The same client never \
          succeeds over TLS 1.2. SoftwareDistribution.log has a service start without SCHANNEL lines.
          """,
        ja: """
          version_reject が続けて数回発生します。同期が再試行されるためです。同じクライアントが TLS 1.2 \
          で成功することはありません。SoftwareDistribution.log では、サービスの起動時に SCHANNEL のエントリが\
          記録されていません。
          """)
    case .synchronizationFailsWithConfigurationManager:
      text(
        en: "client_fin, as in issue 2. Wsyncmgr.log has failures of ImportUpdateFromCatalogSite.",
        ja: """
          問題 2 と同じく client_fin です。Wsyncmgr.log に ImportUpdateFromCatalogSite \
          の失敗が記録されています。
          """)
    case .limitedCiphers:
      text(
        en: """
          no_common_cipher: a ClientHello that offers TLS 1.2 without one of the four ECDHE_RSA suites that \
          the endpoint accepts, answered by RST.
          """,
        ja: """
          no_common_cipher: TLS 1.2 を提示するものの、エンドポイントが受け入れる 4 つの ECDHE_RSA \
          の暗号スイートを 1 つも含まない ClientHello に、RST が返されます。
          """)
    }
  }

  private func cause(_ issue: ArticleIssue) -> Phrase {
    switch issue {
    case .importFails:
      text(
        en: """
          Imports run in the IIS worker process, whose version of .NET does not use TLS 1.2 unless it is \
          configured to. Since July 2020, the endpoint accepts no older version.
          """,
        ja: """
          インポートは IIS ワーカー プロセスで実行されますが、そこで使用される .NET のバージョンは、設定しない限り \
          TLS 1.2 を使用しません。エンドポイントは、2020 年 7 月以降、TLS 1.2 より古いバージョンを受け\
          入れません。
          """)
    case .importFailsAfterHardening:
      text(
        en: """
          As in issue 1, the import can use only SSL 3.0 to TLS 1.1. These are disabled, so there is no \
          version to offer.
          """,
        ja: """
          問題 1 と同じく、インポートが使用できるのは SSL 3.0 から TLS 1.1 までです。これらがすべて\
          無効になっているため、提示できるバージョンがありません。
          """)
    case .synchronizationFailsWithoutRollup:
      text(
        en: """
          The change that enables WSUS on Windows Server 2012 and 2012 R2 to use TLS 1.2 is included in Monthly \
          Rollups only. Servers with Security Only updates, and newly installed servers, do not have it.
          """,
        ja: """
          Windows Server 2012 と 2012 R2 の WSUS で TLS 1.2 を使用できるようにする変更は、\
          月次ロールアップにのみ含まれています。セキュリティのみの更新プログラムを適用しているサーバーや、\
          新しくインストールしたサーバーには、この変更がありません。
          """)
    case .synchronizationFailsWithConfigurationManager:
      text(
        en: """
          Configuration Manager imports Surface drivers with the same function as a manual import, so it has \
          the same limit as issue 1.
          """,
        ja: """
          Configuration Manager は、手動インポートと同じ機能を使用して Surface ドライバーをインポートします。\
          そのため、問題 1 と同じ制限があります。
          """)
    case .limitedCiphers:
      text(
        en: """
          Cipher suites are limited by Group Policy or in the registry, and since July 2020 the endpoint \
          accepts fewer of them.
          """,
        ja: """
          グループ ポリシーまたはレジストリで暗号スイートが制限されています。また、エンドポイントが受け入れる\
          暗号スイートは、2020 年 7 月以降少なくなっています。
          """)
    }
  }
}
