import Diagnosis

extension Japanese {
  func step(_ step: ResolutionStep) -> Phrase {
    switch step {
    case .enableStrongCryptography:
      """
      .NET Framework で TLS 1.2 を使用できるようにします。.NET の両方のバージョンについて、64 ビットと 32 ビットのそれぞれに \
      SchUseStrongCrypto と SystemDefaultTlsVersions を設定し、サーバーを再起動します。インポートだけが目的であれば、代わりに \
      w3wp.exe.config を使用してもかまいません。
      """
    case .enableTLSInWorkerProcess:
      """
      ワーカー プロセスで TLS 1.2 を使用できるようにします。次の内容で %SystemRoot%\\system32\\inetsrv\\w3wp.exe.config を作成\
      するか、既存のファイルに <runtime> 要素を追加します。この変更は、サーバー上のすべての w3wp.exe に適用されます。
      """
    case .restartWorkerProcesses: "管理者特権のコマンド プロンプトで、ワーカー プロセスを再起動します。"
    case .installMonthlyRollup:
      """
      最新の月次ロールアップをインストールします。WSUS で TLS 1.2 を使用して同期できるようにする変更は、セキュリティのみの更新\
      プログラムには含まれていません (最初に含まれたのは、2012 では KB4022721、2012 R2 では KB4022720)。
      """
    case .findCipherPolicy:
      """
      [SSL 暗号スイートの順序] を設定しているグループ ポリシー オブジェクト (GPO) を特定します。管理者特権のコマンド プロンプトで\
      レポートを作成し、ブラウザーで開きます。
      """
    case .allowCipherSuites:
      "その GPO を削除するか、次のいずれかの暗号スイートを一覧に含めます (2016 以降)。"
    case .allowCipherSuitesWithCurve:
      """
      その GPO を削除するか、名前の末尾に曲線が付く次のいずれかの暗号スイートを一覧に含めます (2012、2012 R2)。
      """
    case .extendFunctionsValue:
      """
      GPO で設定されていない場合は、Functions 値を確認し、いずれかの暗号スイートを追加します。一覧はスペースを入れずにコンマで\
      区切り、1023 文字以内にします。
      """
    case .allowCurves:
      """
      エンドポイントが受け入れる楕円曲線を使用できるようにします。[ECC 曲線の順序] に NistP256 または NistP384 を含めます。
      """
    case .restartServer: "サーバーを再起動します。新しい値は再起動後に有効になります。"
    case .showEndpoint:
      "WSUS の同期エンドポイントを確認します (WSUS サーバーの管理者特権の PowerShell)。"
    case .changeEndpoint:
      """
      WSUS の同期エンドポイントを https://sws.update.microsoft.com に変更します (WSUS サーバーの管理者特権の PowerShell)。
      """
    case .renewProxyCredentials:
      """
      プロキシの有効な資格情報を設定します。WSUS コンソールの [オプション] で [更新元およびプロキシ サーバー] を開きます。最も多い\
      原因はパスワードの有効期限切れです。netsh winhttp で設定したプロキシは、ここでは使用されません。
      """
    case .allowEndpointsAtProxy:
      "更新エンドポイントのポート 443 への CONNECT を、認証なしで許可するようにプロキシを設定します。"
    case .checkProxyUplink:
      "プロキシ自体がエンドポイントに到達できるかどうか、DNS、経路、ファイアウォールを確認します。"
    case .allowEndpointsAtFirewall:
      """
      経路上のファイアウォールとフィルターで、更新エンドポイントの TCP 443 への通信を許可します。WSUS サーバーから名前とポートを\
      テストします (プロキシを使用する環境では、このテストは判断の根拠になりません)。
      """
    case .allowCertificateLists:
      """
      経路上のファイアウォールとフィルターで、証明書リストのホストへの HTTP (TCP 80) の通信を許可します。リストには署名が付いて\
      いるため、検査する必要はありません。
      """
    case .checkWebsite:
      """
      その WSUS サーバーで、Web サイトが待ち受けていること (HTTP は 8530、HTTPS は 8531)、HTTPS のポートに証明書がバインドされて\
      いること、ファイアウォールで両方のポートへの受信が許可されていることを確認します。
      """
    case .exemptFromInspection:
      """
      更新エンドポイントを TLS 検査の対象から除外します。この接続では、Microsoft 自身の証明書しか受け入れられません。
      """
    case .checkTrust: "サーバーの時刻が正しいこと、およびルート証明書が最新であることを確認します。"
    case .captureAgain:
      """
      もう一度キャプチャします。インポートまたは同期の前に開始し、パケット全体を保存し、失敗した後に停止します。netsh と pktmon の\
      うち、サーバーで使用できる方を使います。
      """
    case .repairWorkerProcessConfiguration:
      """
      最初に w3wp.exe.config を修正します。整形式の XML ではないため、.NET はこのファイルをまったく読み取りません。
      """
    case .enableModernProtocol:
      """
      クライアントの TLS 1.2 を有効にします。現在はレジストリで無効になっています。変更はサーバーの再起動後に有効になります。
      """
    case .verify:
      """
      失敗した操作をもう一度実行し、キャプチャします。ClientHello が TLS 1.2 を提示し、ServerHello が返されれば解決です。その場合、\
      wsuscap は「\(label(.success))」と報告します。
      """
    }
  }

  func reference(_ step: ResolutionStep) -> Phrase {
    switch step {
    case .enableStrongCryptography, .enableTLSInWorkerProcess, .restartWorkerProcesses,
      .repairWorkerProcessConfiguration:
      "\(Self.article): 問題 1 の解決策"
    case .installMonthlyRollup: "\(Self.article): 問題 3 の解決策 (KB4022721、KB4022720)"
    case .findCipherPolicy: "\(Self.article): 問題 5 のトラブルシューティング"
    case .allowCipherSuites, .allowCipherSuitesWithCurve, .extendFunctionsValue, .restartServer:
      "\(Self.article): 問題 5 の解決策"
    case .showEndpoint: "\(Self.article): エンドポイント"
    case .changeEndpoint: "WSUS 同期が SoapException で失敗する"
    case .renewProxyCredentials, .allowEndpointsAtProxy, .checkProxyUplink:
      "\(Self.article): プロキシ サーバーに関する注意事項"
    case .verify: "\(Self.article): 正常な接続"
    case .allowCurves, .allowEndpointsAtFirewall, .checkWebsite, .exemptFromInspection, .checkTrust,
      .allowCertificateLists, .captureAgain, .enableModernProtocol:
      // The page's title in English finds it in every language.
      Phrase(step.reference)
    }
  }

  private static let article = "WSUS 同期とインポートに関する問題のトラブルシューティング"

  func collect(_ file: RequestedEvidence) -> Phrase {
    switch file {
    case .softwareDistributionLog:
      """
      サービス再起動後の SoftwareDistribution.log (%ProgramFiles%\\Update Services\\LogFiles)。SCHANNEL のエントリと、失敗した\
      コンポーネント (w3wp または WsusService) を確認できます。
      """
    case .wsyncmgrLog:
      """
      Configuration Manager の Wsyncmgr.log。ImportUpdateFromCatalogSite の失敗が記録されていれば、問題 4 の可能性が高まります。
      """
    case .groupPolicyReport:
      "GPReport.html。グループ ポリシーで [SSL 暗号スイートの順序] が設定されているかどうかを確認できます。"
    case .registryExport: "レジストリの Schannel、暗号スイート、.NET の各キーをエクスポートしたファイル。"
    case .workerProcessConfiguration: "w3wp.exe.config (%SystemRoot%\\system32\\inetsrv、存在する場合)。"
    case .fullCapture: "最初の SYN より前から開始し、パケット全体を保存したキャプチャ。"
    }
  }
}
