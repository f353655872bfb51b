import Diagnosis

extension Words {
  func step(_ step: ResolutionStep) -> Phrase {
    switch step {
    case .enableStrongCryptography:
      text(
        en: """
          Let .NET use TLS 1.2: set SchUseStrongCrypto and SystemDefaultTlsVersions for both versions \
          of .NET, 64-bit and 32-bit, then restart the server. Instead of this, w3wp.exe.config is enough for \
          imports.
          """,
        ja: """
          .NET Framework で TLS 1.2 を使用できるようにします。.NET の両方のバージョンについて、64 ビットと 32 \
          ビットのそれぞれに SchUseStrongCrypto と SystemDefaultTlsVersions を設定し、サーバーを\
          再起動します。インポートだけが目的であれば、代わりに w3wp.exe.config を使用してもかまいません。
          """)
    case .enableTLSInWorkerProcess:
      text(
        en: """
          Let the worker process use TLS 1.2: create %SystemRoot%\\system32\\inetsrv\\w3wp.exe.config with \
          these lines, or add the <runtime> element to the one that is there. It holds for every w3wp.exe of \
          the server.
          """,
        ja: """
          ワーカー プロセスで TLS 1.2 を使用できるようにします。次の内容で \
          %SystemRoot%\\system32\\inetsrv\\w3wp.exe.config を作成するか、既存のファイルに <runtime> \
          要素を追加します。この変更は、サーバー上のすべての w3wp.exe に適用されます。
          """)
    case .restartWorkerProcesses:
      text(
        en: "Restart the worker processes, from an elevated prompt.",
        ja: "管理者特権のコマンド プロンプトで、ワーカー プロセスを再起動します。")
    case .installMonthlyRollup:
      text(
        en: """
          Install the latest Monthly Rollup. Security Only updates lack the change that lets WSUS synchronise \
          over TLS 1.2 (first in KB4022721 for 2012 and KB4022720 for 2012 R2).
          """,
        ja: """
          最新の月次ロールアップをインストールします。WSUS で TLS 1.2 を使用して同期できるようにする変更は、\
          セキュリティのみの更新プログラムには含まれていません (最初に含まれたのは、2012 では KB4022721、2012 \
          R2 では KB4022720)。
          """)
    case .findCipherPolicy:
      text(
        en: """
          Find the Group Policy object that sets "SSL Cipher Suite Order": write the report from an elevated \
          prompt and open it in a browser.
          """,
        ja: """
          [SSL 暗号スイートの順序] を設定しているグループ ポリシー オブジェクト (GPO) を特定します。\
          管理者特権のコマンド プロンプトでレポートを作成し、ブラウザーで開きます。
          """)
    case .allowCipherSuites:
      text(
        en: "Remove that object, or let its list contain one of these suites (2016 and later).",
        ja: "その GPO を削除するか、次のいずれかの暗号スイートを一覧に含めます (2016 以降)。")
    case .allowCipherSuitesWithCurve:
      text(
        en: """
          Remove that object, or let its list contain one of these suites, whose names end in the curve \
          (2012, 2012 R2).
          """,
        ja: """
          その GPO を削除するか、名前の末尾に曲線が付く次のいずれかの暗号スイートを一覧に含めます (2012、2012 \
          R2)。
          """)
    case .extendFunctionsValue:
      text(
        en: """
          If no Group Policy object sets them: look at the Functions value and add one of the suites. The \
          list has commas, no spaces, and 1023 characters at most.
          """,
        ja: """
          GPO で設定されていない場合は、Functions 値を確認し、いずれかの暗号スイートを追加します。\
          一覧はスペースを入れずにコンマで区切り、1023 文字以内にします。
          """)
    case .allowCurves:
      text(
        en: """
          Allow an elliptic curve that the endpoint takes: NistP256 or NistP384 in the ECC curve order.
          """,
        ja: """
          エンドポイントが受け入れる楕円曲線を使用できるようにします。[ECC 曲線の順序] に NistP256 または \
          NistP384 を含めます。
          """)
    case .restartServer:
      text(
        en: "Restart the server: the new values hold after that.",
        ja: "サーバーを再起動します。新しい値は再起動後に有効になります。")
    case .showEndpoint:
      text(
        en: "See which endpoint WSUS synchronises with (elevated PowerShell on the WSUS server).",
        ja: "WSUS の同期エンドポイントを確認します (WSUS サーバーの管理者特権の PowerShell)。")
    case .changeEndpoint:
      text(
        en: "Point WSUS at https://sws.update.microsoft.com (elevated PowerShell on the WSUS server).",
        ja: """
          WSUS の同期エンドポイントを https://sws.update.microsoft.com に変更します (WSUS サーバーの\
          管理者特権の PowerShell)。
          """)
    case .renewProxyCredentials:
      text(
        en: """
          Give the proxy valid credentials: WSUS console, Options, Update Source and Proxy Server. An expired \
          password is the usual cause; the proxy of netsh winhttp does not count here.
          """,
        ja: """
          プロキシの有効な資格情報を設定します。WSUS コンソールの [オプション] で [更新元およびプロキシ \
          サーバー] を開きます。最も多い原因はパスワードの有効期限切れです。netsh winhttp で設定した\
          プロキシは、ここでは使用されません。
          """)
    case .allowEndpointsAtProxy:
      text(
        en: "Let the proxy allow CONNECT to the update endpoints on port 443 without asking.",
        ja: """
          更新エンドポイントのポート 443 への CONNECT を、認証なしで許可するようにプロキシを設定します。
          """)
    case .checkProxyUplink:
      text(
        en: "See whether the proxy itself reaches the endpoint: its DNS, routes and firewall.",
        ja: """
          プロキシ自体がエンドポイントに到達できるかどうか、DNS、経路、ファイアウォールを確認します。
          """)
    case .allowEndpointsAtFirewall:
      text(
        en: """
          Let firewalls and filters on the way pass the update endpoints on TCP 443. Test name and port from \
          the WSUS server (behind a proxy this proves nothing).
          """,
        ja: """
          経路上のファイアウォールとフィルターで、更新エンドポイントの TCP 443 への通信を許可します。WSUS \
          サーバーから名前とポートをテストします (プロキシを使用する環境では、このテストは判断の\
          根拠になりません)。
          """)
    case .allowCertificateLists:
      text(
        en: """
          Let firewalls and filters on the way pass plain HTTP (TCP 80) to the hosts of certificate lists. \
          The lists are signed: there is nothing to inspect.
          """,
        ja: """
          経路上のファイアウォールとフィルターで、証明書リストのホストへの HTTP (TCP 80) の通信を許可します。\
          リストには署名が付いているため、検査する必要はありません。
          """)
    case .checkWebsite:
      text(
        en: """
          See on that WSUS server that its website listens (8530 for HTTP, 8531 for HTTPS), that a \
          certificate is bound to the HTTPS port, and that firewalls let both in.
          """,
        ja: """
          その WSUS サーバーで、Web サイトが待ち受けていること (HTTP は 8530、HTTPS は 8531)、HTTPS \
          のポートに証明書がバインドされていること、ファイアウォールで両方のポートへの受信が\
          許可されていることを確認します。
          """)
    case .exemptFromInspection:
      text(
        en: """
          Take the update endpoints out of TLS inspection: only Microsoft's own certificates are accepted \
          there.
          """,
        ja: """
          更新エンドポイントを TLS 検査の対象から除外します。この接続では、Microsoft 自身の証明書しか受け\
          入れられません。
          """)
    case .checkTrust:
      text(
        en: "See that the server's clock is right and that its root certificates are current.",
        ja: "サーバーの時刻が正しいこと、およびルート証明書が最新であることを確認します。")
    case .captureAgain:
      text(
        en: """
          Capture again: start before the import or synchronisation, keep whole packets, stop after it \
          failed. Use netsh or pktmon, whichever the server has.
          """,
        ja: """
          もう一度キャプチャします。インポートまたは同期の前に開始し、パケット全体を保存し、失敗した後に\
          停止します。netsh と pktmon のうち、サーバーで使用できる方を使います。
          """)
    case .repairWorkerProcessConfiguration:
      text(
        en: "Repair w3wp.exe.config first: it is no well-formed XML, and .NET reads none of it.",
        ja: """
          最初に w3wp.exe.config を修正します。整形式の XML ではないため、.NET はこのファイルをまったく読み\
          取りません。
          """)
    case .enableModernProtocol:
      text(
        en: """
          Enable TLS 1.2 for clients: the registry disables it. It holds after a restart of the server.
          """,
        ja: """
          クライアントの TLS 1.2 を有効にします。現在はレジストリで無効になっています。変更はサーバーの\
          再起動後に有効になります。
          """)
    case .verify:
      text(
        en: """
          Do again what failed, and capture it: the ClientHello should offer TLS 1.2 and be answered with a \
          ServerHello. wsuscap then reports success.
          """,
        ja: """
          失敗した操作をもう一度実行し、キャプチャします。ClientHello が TLS 1.2 を提示し、ServerHello \
          が返されれば解決です。その場合、wsuscap は「\(label(.success))」と報告します。
          """)
    }
  }

  /// Where a step is described: the title of a page, and of its section.
  func reference(_ step: ResolutionStep) -> Phrase {
    switch step {
    case .enableStrongCryptography, .enableTLSInWorkerProcess, .restartWorkerProcesses,
      .repairWorkerProcessConfiguration:
      text(en: "\(article): Resolution for issue 1", ja: "\(article): 問題 1 の解決策")
    case .installMonthlyRollup:
      text(
        en: "\(article): Resolution for issue 3 (KB4022721, KB4022720)",
        ja: "\(article): 問題 3 の解決策 (KB4022721、KB4022720)")
    case .findCipherPolicy:
      text(en: "\(article): Troubleshoot issue 5", ja: "\(article): 問題 5 のトラブルシューティング")
    case .allowCipherSuites, .allowCipherSuitesWithCurve, .extendFunctionsValue, .restartServer:
      text(en: "\(article): Resolution for issue 5", ja: "\(article): 問題 5 の解決策")
    case .showEndpoint: text(en: "\(article): Endpoints", ja: "\(article): エンドポイント")
    case .changeEndpoint:
      text(en: "WSUS synchronization fails with SoapException", ja: "WSUS 同期が SoapException で失敗する")
    case .renewProxyCredentials, .allowEndpointsAtProxy, .checkProxyUplink:
      text(
        en: "\(article): A note about proxy servers",
        ja: "\(article): プロキシ サーバーに関する注意事項")
    case .verify: text(en: "\(article): A successful connection", ja: "\(article): 正常な接続")
    // The page's title in English finds it in every language.
    case .allowCurves: "Manage Transport Layer Security (TLS): Configuring TLS ECC Curve Order"
    case .allowEndpointsAtFirewall, .checkWebsite, .exemptFromInspection, .checkTrust: "Configure WSUS"
    case .allowCertificateLists: "Configure trusted roots and disallowed certificates in Windows"
    case .captureAgain: "Packet Monitor (Pktmon) command formatting; netsh trace"
    case .enableModernProtocol: "Transport Layer Security (TLS) registry settings"
    }
  }

  private var article: Phrase {
    text(
      en: "Troubleshoot WSUS synchronization and import issues",
      ja: "WSUS 同期とインポートに関する問題のトラブルシューティング")
  }

  /// What to collect, and what it tells.
  func collect(_ file: RequestedEvidence) -> Phrase {
    switch file {
    case .softwareDistributionLog:
      text(
        en: """
          SoftwareDistribution.log (%ProgramFiles%\\Update Services\\LogFiles) after a restart of the \
          service: its SCHANNEL lines and the component that failed, w3wp or WsusService.
          """,
        ja: """
          サービス再起動後の SoftwareDistribution.log (%ProgramFiles%\\Update Services\\LogFiles)。SCHANNEL \
          のエントリと、失敗したコンポーネント (w3wp または WsusService) を確認できます。
          """)
    case .wsyncmgrLog:
      text(
        en: """
          Wsyncmgr.log of Configuration Manager: failures of ImportUpdateFromCatalogSite point to issue 4.
          """,
        ja: """
          Configuration Manager の Wsyncmgr.log。ImportUpdateFromCatalogSite の失敗が記録されていれば、問題 4 \
          の可能性が高まります。
          """)
    case .groupPolicyReport:
      text(
        en: "GPReport.html: whether a Group Policy sets SSL Cipher Suite Order.",
        ja: """
          GPReport.html。グループ ポリシーで [SSL 暗号スイートの順序] が設定されているかどうかを\
          確認できます。
          """)
    case .registryExport:
      text(
        en: "An export of the Schannel, cipher suite and .NET keys of the registry.",
        ja: "レジストリの Schannel、暗号スイート、.NET の各キーをエクスポートしたファイル。")
    case .workerProcessConfiguration:
      text(
        en: "w3wp.exe.config (%SystemRoot%\\system32\\inetsrv), if there is one.",
        ja: "w3wp.exe.config (%SystemRoot%\\system32\\inetsrv、存在する場合)。")
    case .fullCapture:
      text(
        en: "A capture from before the first SYN on, with whole packets.",
        ja: "最初の SYN より前から開始し、パケット全体を保存したキャプチャ。")
    }
  }
}
