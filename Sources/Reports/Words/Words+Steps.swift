import Diagnosis

extension Words {
  func step(_ step: ResolutionStep) -> Phrase {
    switch step {
    case .enableStrongCryptography:
      text(
        en: """
          Enable TLS 1.2 for .NET Framework: set SchUseStrongCrypto and SystemDefaultTlsVersions for both \
          versions of .NET, 64-bit and 32-bit.
          """,
        ja: """
          .NET Framework で TLS 1.2 を有効にします。.NET の両方のバージョンについて、64 ビットと 32 \
          ビットのそれぞれに SchUseStrongCrypto と SystemDefaultTlsVersions を設定します。
          """)
    case .identifyProgram:
      text(
        en: """
          Find the program on the client that opens these connections while it runs (elevated PowerShell), and check \
          which TLS versions and cipher suites it is configured to use. A browser also opens connections that it \
          closes unused; they need no change.
          """,
        ja: """
          クライアントで、この接続を開くプログラムを実行中に特定し (管理者特権の PowerShell)、そのプログラムで使用できる \
          TLS のバージョンと暗号スイートを確認します。ブラウザーは、使用せずに閉じる接続を開くことがあります。その場合、\
          変更は必要ありません。
          """)
    case .enableTLSInWorkerProcess:
      text(
        en: """
          Enable TLS 1.2 for the IIS worker process: create \
          %SystemRoot%\\system32\\inetsrv\\w3wp.exe.config with the following lines, or add the <runtime> element \
          to the existing file. This affects every w3wp.exe on the WSUS server.
          """,
        ja: """
          IIS ワーカー プロセスで TLS 1.2 を有効にします。次の内容で \
          %SystemRoot%\\system32\\inetsrv\\w3wp.exe.config を作成するか、既存のファイルに <runtime> \
          要素を追加します。この変更は、WSUS サーバー上のすべての w3wp.exe に適用されます。
          """)
    case .restartWorkerProcesses:
      text(
        en: "Restart the IIS worker processes from an elevated command prompt.",
        ja: "管理者特権のコマンド プロンプトで、IIS ワーカー プロセスを再起動します。")
    case .installMonthlyRollup:
      text(
        en: """
          Install the latest Monthly Rollup on the WSUS server. Security Only updates do not contain the change \
          that enables WSUS to synchronise over TLS 1.2 (first included in KB4022721 for 2012 and KB4022720 for 2012 R2).
          """,
        ja: """
          WSUS サーバーに最新の月次ロールアップをインストールします。WSUS で TLS 1.2 を使用して同期できるようにする変更は、\
          セキュリティのみの更新プログラムには含まれていません (最初に含まれたのは、2012 では KB4022721、2012 \
          R2 では KB4022720)。
          """)
    case .enableAlgorithms:
      text(
        en: """
          Enable the algorithms that the registry disables for Schannel: delete the Enabled value of the keys that the \
          report names below Ciphers, Hashes and KeyExchangeAlgorithms, or set it to 0xffffffff.
          """,
        ja: """
          レジストリで無効になっている Schannel のアルゴリズムを有効にします。レポートに示された Ciphers、Hashes、\
          KeyExchangeAlgorithms の下のキーの Enabled 値を削除するか、0xffffffff に設定します。
          """)
    case .findCipherPolicy:
      text(
        en: """
          Find the Group Policy object that sets "SSL Cipher Suite Order": create the report from an elevated \
          command prompt on the WSUS server, and open it in a browser.
          """,
        ja: """
          [SSL 暗号スイートの順序] を設定しているグループ ポリシー オブジェクト (GPO) を特定します。\
          WSUS サーバーの管理者特権のコマンド プロンプトでレポートを作成し、ブラウザーで開きます。
          """)
    case .allowCipherSuites:
      text(
        en: "Remove that Group Policy object, or add one of these cipher suites to its list.",
        ja: "その GPO を削除するか、次のいずれかの暗号スイートを一覧に含めます。")
    case .allowCipherSuitesWithCurve:
      text(
        en: """
          Remove that Group Policy object, or add one of these cipher suites, whose names end with the curve, to \
          its list.
          """,
        ja: "その GPO を削除するか、名前の末尾に曲線が付く次のいずれかの暗号スイートを一覧に含めます。")
    case .extendFunctionsValue:
      text(
        en: """
          If no Group Policy object sets the order, check the Functions value and add one of the cipher suites. \
          Separate the names with commas, without spaces; the list can have at most 1023 characters.
          """,
        ja: """
          GPO で設定されていない場合は、Functions 値を確認し、いずれかの暗号スイートを追加します。\
          一覧はスペースを入れずにコンマで区切り、1023 文字以内にします。
          """)
    case .allowCurves:
      text(
        en: """
          Allow an elliptic curve that the endpoint accepts: NistP256 or NistP384 in the ECC curve order.
          """,
        ja: """
          エンドポイントが受け入れる楕円曲線を使用できるようにします。[ECC 曲線の順序] に NistP256 または \
          NistP384 を含めます。
          """)
    case .restartServer:
      text(
        en: "Restart the WSUS server in a maintenance window to apply the changes.",
        ja: "変更を適用するために、メンテナンス期間中に WSUS サーバーを再起動します。")
    case .applyPolicy:
      text(
        en: "Apply the Group Policy on the WSUS server from an elevated command prompt.",
        ja: "WSUS サーバーの管理者特権のコマンド プロンプトで、グループ ポリシーを適用します。")
    case .showEndpoint:
      text(
        en: "Check which endpoint WSUS synchronises with (elevated PowerShell on the WSUS server).",
        ja: "WSUS の同期エンドポイントを確認します (WSUS サーバーの管理者特権の PowerShell)。")
    case .changeEndpoint:
      text(
        en: """
          Set the synchronisation endpoint of WSUS to https://sws.update.microsoft.com (elevated PowerShell on the \
          WSUS server).
          """,
        ja: """
          WSUS の同期エンドポイントを https://sws.update.microsoft.com に変更します (WSUS サーバーの\
          管理者特権の PowerShell)。
          """)
    case .renewProxyCredentials:
      text(
        en: """
          Enter valid credentials for the proxy: in the WSUS console, select Options, then Update Source and Proxy \
          Server. The usual cause is an expired password. The proxy of netsh winhttp is not used here.
          """,
        ja: """
          プロキシの有効な資格情報を設定します。WSUS コンソールの [オプション] で [更新元およびプロキシ \
          サーバー] を開きます。最も多い原因はパスワードの有効期限切れです。netsh winhttp で設定した\
          プロキシは、ここでは使用されません。
          """)
    case .allowEndpointsAtProxy:
      text(
        en: """
          Configure the proxy to allow CONNECT to the update endpoints on port 443 without authentication.
          """,
        ja: """
          更新エンドポイントのポート 443 への CONNECT を、認証なしで許可するようにプロキシを設定します。
          """)
    case .checkProxyUplink:
      text(
        en: "Check whether the proxy itself can reach the endpoint: its DNS, routes and firewall.",
        ja: """
          プロキシ自体がエンドポイントに到達できるかどうか、DNS、経路、ファイアウォールを確認します。
          """)
    case .allowEndpointsAtFirewall:
      text(
        en: """
          Allow TCP 443 to the update endpoints on all firewalls and filters on the path. Test the name and port \
          from the WSUS server (behind a proxy, this test is not conclusive).
          """,
        ja: """
          経路上のファイアウォールとフィルターで、更新エンドポイントの TCP 443 への通信を許可します。WSUS \
          サーバーから名前とポートをテストします (プロキシを使用する環境では、このテストは判断の\
          根拠になりません)。
          """)
    case .checkNameResolution:
      text(
        en: """
          On the client, list its DNS servers and ask them for the name. If they give no address, check their \
          forwarders, and whether a DNS filter blocks the name.
          """,
        ja: """
          クライアントで、使用している DNS サーバーを確認し、名前を問い合わせます。アドレスが返らない場合は、DNS \
          サーバーのフォワーダーの設定と、DNS フィルターで名前がブロックされていないかを確認します。
          """)
    case .configureProxy:
      text(
        en: """
          If this network reaches the internet only through a proxy, enter the proxy in the WSUS console: Options, \
          Update Source and Proxy Server. The proxy then resolves the names of the update endpoints.
          """,
        ja: """
          このネットワークからインターネットへの接続にプロキシが必要な場合は、WSUS コンソールの [オプション]、\
          [更新元およびプロキシ サーバー] でプロキシを設定します。設定後は、更新エンドポイントの名前はプロキシが解決します。
          """)
    case .findResettingDevice:
      text(
        en: """
          Ask the administrators of the firewalls, filters and inspection devices on the path whether one of them \
          ended this connection: the report gives its time, addresses and ports. A capture on the far side of such \
          a device shows whether the server sent the RST or FIN.
          """,
        ja: """
          経路上のファイアウォール、フィルター、検査装置の管理者に、この接続をいずれかの装置が切断していないかどうかを\
          確認します (時刻、アドレス、ポートはレポートに示されています)。装置の反対側でキャプチャすると、接続先が RST や \
          FIN を送信したかどうかがわかります。
          """)
    case .allowInWebFilter:
      text(
        en: """
          Exempt the update endpoints in the web filter or proxy that sent this answer, also from TLS inspection. The \
          page that it sent often names the product and the rule.
          """,
        ja: """
          この応答を送信した Web フィルターまたはプロキシで、更新エンドポイントをフィルターと TLS 検査の対象から除外します。\
          送信されたページに、製品名やルールが示されていることがよくあります。
          """)
    case .checkClientCertificate:
      text(
        en: """
          Find out why a client certificate is required: WSUS does not send one. On a WSUS server, set Client \
          certificates to Ignore in the SSL Settings of its website in IIS. If a proxy or an inspection device asks \
          for it, exempt the update traffic there.
          """,
        ja: """
          クライアント証明書が要求されている理由を確認します。WSUS はクライアント証明書を送信しません。接続先が WSUS \
          サーバーの場合は、IIS の Web サイトの [SSL 設定] で [クライアント証明書] を [無視] に設定します。プロキシや\
          検査装置が要求している場合は、更新の通信をその対象から除外します。
          """)
    case .allowPathMTUDiscovery:
      text(
        en: """
          Let ICMP "fragmentation needed" (type 3, code 4; ICMPv6 type 2) pass all firewalls between the client and \
          the server, or lower the MTU or the TCP MSS where the path is narrow, often a VPN or PPPoE link. Test which \
          size of packet passes.
          """,
        ja: """
          クライアントと接続先の間にあるすべてのファイアウォールで、ICMP の「フラグメント化が必要」(タイプ 3、コード 4、\
          ICMPv6 ではタイプ 2) を許可します。または、経路上で MTU の小さいリンク (VPN や PPPoE など) の MTU や TCP MSS \
          を小さくします。どのサイズのパケットまで通るかをテストします。
          """)
    case .allowCertificateLists:
      text(
        en: """
          Allow HTTP (TCP 80) to the hosts of the certificate lists on all firewalls and filters on the path. \
          The lists are signed and need no inspection.
          """,
        ja: """
          経路上のファイアウォールとフィルターで、証明書リストのホストへの HTTP (TCP 80) の通信を許可します。\
          リストには署名が付いているため、検査する必要はありません。
          """)
    case .checkWebsite:
      text(
        en: """
          On the WSUS server that does not answer, check that its website is listening (8530 for HTTP, 8531 for \
          HTTPS), that a certificate is bound to the HTTPS port, and that firewalls allow both ports.
          """,
        ja: """
          応答しない WSUS サーバーで、Web サイトが待ち受けていること (HTTP は 8530、HTTPS は 8531)、HTTPS \
          のポートに証明書がバインドされていること、ファイアウォールで両方のポートへの受信が\
          許可されていることを確認します。
          """)
    case .checkApplicationPool:
      text(
        en: """
          On the WSUS server, check whether the application pool WsusPool is started, and start it. If it stops again, \
          raise its private memory limit (0 is no limit) and its queue length (2000), then restart it.
          """,
        ja: """
          WSUS サーバーで、アプリケーション プール WsusPool が開始されているかどうかを確認し、停止している場合は開始\
          します。再び停止する場合は、プライベート メモリの制限 (0 は無制限) とキューの長さ (2000) を増やしてから、再起動\
          します。
          """)
    case .checkWebServices:
      text(
        en: """
          On the WSUS server, check that the website of WSUS has the web service that was asked for, and the port to \
          which the request went. If services are missing, run wsusutil postinstall.
          """,
        ja: """
          WSUS サーバーで、要求された Web サービスが WSUS の Web サイトに存在すること、要求の宛先のポートがその Web \
          サイトにバインドされていることを確認します。サービスがない場合は、wsusutil postinstall を実行します。
          """)
    case .checkWebPermissions:
      text(
        en: """
          On the WSUS server, check authentication, SSL settings and permissions of the folder in IIS. Services for \
          clients and downstream servers allow anonymous access; ApiRemoting30 requires Windows authentication.
          """,
        ja: """
          WSUS サーバーの IIS で、フォルダーの認証、SSL 設定、アクセス許可を確認します。クライアントとダウンストリーム \
          サーバー用のサービスでは匿名アクセスを許可し、ApiRemoting30 では Windows 認証が必要です。
          """)
    case .checkContent:
      text(
        en: """
          On the WSUS server, let WSUS check every file of its content folder and download again what is missing. This \
          may take hours.
          """,
        ja: """
          WSUS サーバーで、コンテンツ フォルダーのすべてのファイルを WSUS に確認させ、不足しているファイルを再度ダウン\
          ロードさせます。数時間かかることがあります。
          """)
    case .checkServerHealth:
      text(
        en: """
          On the WSUS server, let WSUS check itself, and read its events and SoftwareDistribution.log for the time of the \
          error. Check that its database is running.
          """,
        ja: """
          WSUS サーバーで正常性チェックを実行し、エラーの発生時刻のイベントと SoftwareDistribution.log を確認します。\
          データベースが実行されていることも確認します。
          """)
    case .resetClientAuthorization:
      text(
        en: """
          On the client, discard its cookie and let it detect again. If many clients are affected, check whether they were \
          cloned with the same SusClientId.
          """,
        ja: """
          クライアントで Cookie を破棄し、検出をやり直します。多くのクライアントで発生する場合は、同じ SusClientId の\
          まま複製されていないかどうかを確認します。
          """)
    case .exemptFromInspection:
      text(
        en: """
          Exempt the update endpoints from TLS inspection: WSUS accepts only Microsoft's own certificates for \
          these connections.
          """,
        ja: """
          更新エンドポイントを TLS 検査の対象から除外します。WSUS がこの接続で受け入れるのは、Microsoft 自身の\
          証明書だけです。
          """)
    case .checkTrust:
      text(
        en: "Check that the clock and the root certificates of the client are up to date.",
        ja: "クライアントの時刻が正しいこと、およびルート証明書が最新であることを確認します。")
    case .captureAgain:
      text(
        en: """
          Capture again on the WSUS server: start before the import or synchronisation, capture whole packets, and \
          stop after the failure. Use netsh or pktmon, whichever is available.
          """,
        ja: """
          WSUS サーバーでもう一度キャプチャします。インポートまたは同期の前に開始し、パケット全体を保存し、\
          失敗した後に停止します。netsh と pktmon のうち、使用できる方を使います。
          """)
    case .repairWorkerProcessConfiguration:
      text(
        en: "First, repair w3wp.exe.config: it is not well-formed XML, so .NET ignores it.",
        ja: """
          最初に w3wp.exe.config を修正します。整形式の XML ではないため、.NET はこのファイルを無視します。
          """)
    case .enableModernProtocol:
      text(
        en: """
          First, enable TLS 1.2 in Schannel for client connections of the WSUS server: it is disabled, and the other \
          steps have no effect until it is enabled.
          """,
        ja: """
          最初に、WSUS サーバーのクライアントとしての接続で、Schannel の TLS 1.2 を有効にします。現在は無効になって\
          おり、有効にしない限り、ほかの手順は効果がありません。
          """)
    case .verify:
      text(
        en: """
          Repeat the failed operation while capturing. The ClientHello should offer TLS 1.2 and the endpoint should \
          answer with a ServerHello; wsuscap then reports success.
          """,
        ja: """
          キャプチャしながら、失敗した操作をもう一度実行します。ClientHello が TLS 1.2 を提示し、エンドポイントが \
          ServerHello を返せば解決です。その場合、wsuscap は「\(label(.success))」と報告します。
          """)
    }
  }

  /// A step as it applies to a finding.
  func step(_ planned: PlannedStep) -> Phrase {
    if planned.reason == .privateAddress {
      return text(
        en: "On the client, list its DNS servers and ask them for the name.",
        ja: "クライアントで、使用している DNS サーバーを確認し、名前を問い合わせます。")
    }
    guard let server = planned.server, !server.isEndpoint else { return step(planned.step) }
    let name = server.name.map { "\(name: $0)" as Phrase } ?? "\(server.address)"
    if planned.step == .allowEndpointsAtFirewall {
      return text(
        en: """
          Check that \(name) accepts connections on TCP port \(server.port), and that all firewalls and filters on \
          the path let them through. Test it from the client.
          """,
        ja: """
          \(name) が TCP ポート \(server.port) で接続を受け入れること、および経路上のファイアウォールとフィルターで\
          通信が許可されていることを確認します。クライアントからテストします。
          """)
    }
    guard planned.step == .allowEndpointsAtProxy else { return step(planned.step) }
    return text(
      en: "Check whether the proxy allows CONNECT to \(name).",
      ja: "プロキシで \(name) への CONNECT が許可されているかどうかを確認します。")
  }

  /// Why a step is among the steps.
  func why(_ reason: PlannedStep.Reason) -> Phrase {
    switch reason {
    case .shown(let citation):
      text(
        en: "Shown by line \(citation.line) of \(citation.kind.rawValue).",
        ja: "\(citation.kind.rawValue) の \(citation.line) 行目に示されています。")
    case .forImports:
      text(
        en: "Synchronisation does not need this step; it prevents the next manual import from failing.",
        ja: "同期にはこの手順は必要ありませんが、次の手動インポートの失敗を防ぎます。")
    case .onlyPossible:
      text(
        en: "The cause is only possible: confirm it before you change anything.",
        ja: "原因は可能性にすぎません。変更を行う前に確認してください。")
    case .privateAddress:
      text(
        en: """
          The name leads to a private address: find out which computer has it, and whether the hosts file, an internal \
          DNS zone or a DNS filter gives it.
          """,
        ja: """
          名前がプライベート アドレスに解決されています。そのアドレスを使用しているコンピューターと、hosts ファイル、内部の \
          DNS ゾーン、DNS フィルターのどれがそのアドレスを返しているかを確認してください。
          """)
    case .forIssue(let issue):
      text(en: "Only for issue \(issue.rawValue).", ja: "問題 \(issue.rawValue) の場合だけ必要です。")
    case .afterConfiguration:
      text(
        en: "Sufficient if only w3wp.exe.config was changed.",
        ja: "w3wp.exe.config だけを変更した場合は、これで十分です。")
    case .afterOtherChanges:
      text(en: "Required if the registry was changed.", ja: "レジストリを変更した場合に必要です。")
    case .foreignHello:
      text(
        en: """
          The ClientHello does not come from Schannel, so no setting of Windows or .NET Framework changes it.
          """,
        ja: """
          ClientHello は Schannel のものではないため、Windows や .NET Framework の設定では変わりません。
          """)
    case .proxyStatus(let status): proxyStatus(status)
    case .policyObjectAccepts(let object):
      text(
        en: """
          \(object.map { "The Group Policy object \"\(name: $0)\"" as Phrase } ?? "A Group Policy object") already \
          contains a suite that the update endpoint accepts, but is not in effect yet.
          """,
        ja: """
          \(object.map { "GPO \"\(name: $0)\" " as Phrase } ?? "GPO ")には、接続先が受け入れる暗号スイートが既に含まれて\
          いますが、まだ有効になっていません。
          """)
    case .policyObject(let object):
      text(
        en: """
          \(object.map { "The Group Policy object \"\(name: $0)\"" as Phrase } ?? "A Group Policy object") sets the \
          order. Change that object: Group Policy overwrites the value in the registry.
          """,
        ja: """
          \(object.map { "GPO \"\(name: $0)\" " as Phrase } ?? "GPO ")で順序が設定されています。この GPO を変更して\
          ください。レジストリの値はグループ ポリシーによって上書きされます。
          """)
    }
  }

  /// What a proxy says with a status (RFC 9110, section 15).
  private func proxyStatus(_ status: Int) -> Phrase {
    switch status {
    case 407:
      text(
        en: "The proxy answered with status 407: it requires credentials that it accepts.",
        ja: "プロキシの応答の状態コードは 407 です。有効な資格情報が要求されています。")
    case 403:
      text(
        en: "The proxy answered with status 403: its rules do not allow this request.",
        ja: "プロキシの応答の状態コードは 403 です。プロキシの規則でこの要求が許可されていません。")
    case 502:
      text(
        en: """
          The proxy answered with status 502: it could not connect to the endpoint, or got an invalid response from it.
          """,
        ja: """
          プロキシの応答の状態コードは 502 です。プロキシがエンドポイントに接続できなかったか、無効な応答を受け取り\
          ました。
          """)
    case 503:
      text(
        en: "The proxy answered with status 503: the proxy or its uplink is overloaded or out of service.",
        ja: """
          プロキシの応答の状態コードは 503 です。プロキシまたはその上位の回線が過負荷であるか、停止しています。
          """)
    case 504:
      text(
        en: "The proxy answered with status 504: the endpoint did not answer the proxy in time.",
        ja: "プロキシの応答の状態コードは 504 です。エンドポイントがプロキシに時間内に応答しませんでした。")
    default:
      text(
        en: "The proxy answered with status \(status).", ja: "プロキシの応答の状態コードは \(status) です。")
    }
  }

  /// What precedes a step that another one can replace, or that replaces one.
  func alternative(to number: Int, isFirst: Bool) -> Phrase {
    isFirst
      ? text(en: "Either do this step or step \(number).", ja: "この手順または手順 \(number) のいずれかを実行します。")
      : text(en: "Alternative to step \(number).", ja: "手順 \(number) の代わりの方法です。")
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
    case .identifyProgram: "Get-NetTCPConnection"
    case .applyPolicy: "gpupdate"
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
    case .checkApplicationPool, .checkWebServices, .checkContent:
      "Manage WSUS: wsusutil; Plan your WSUS deployment"
    case .checkWebPermissions: "IIS: <anonymousAuthentication>, <windowsAuthentication>, <access>"
    case .checkServerHealth: "[MS-WSUSSS] 2.2.9.3, [MS-WUSP] 2.2.2.4: ErrorCode"
    case .resetClientAuthorization: "[MS-WUSP] 3.2.5: InvalidCookie, RegistrationRequired"
    case .allowCertificateLists: "Configure trusted roots and disallowed certificates in Windows"
    case .checkNameResolution: "Resolve-DnsName"
    case .configureProxy:
      text(
        en: "\(article): A note about proxy servers",
        ja: "\(article): プロキシ サーバーに関する注意事項")
    case .findResettingDevice:
      "Weaver, Sommer, Paxson: Detecting Forged TCP Reset Packets (NDSS 2009)"
    case .allowInWebFilter: "Configure WSUS"
    case .checkClientCertificate: "IIS: <access> (system.webServer/security)"
    case .allowPathMTUDiscovery: "RFC 1191, RFC 2923 (section 2.1)"
    case .captureAgain: "Packet Monitor (Pktmon) command formatting; netsh trace"
    case .enableModernProtocol, .enableAlgorithms: "Transport Layer Security (TLS) registry settings"
    }
  }

  /// Leads to the address of the article.
  var seeArticle: Phrase {
    text(en: "See \"\(article)\":", ja: "「\(article)」を参照してください:")
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
          SoftwareDistribution.log (%ProgramFiles%\\Update Services\\LogFiles) after you restart the service, run \
          iisreset, and open the WSUS console and connect to the server: it shows the SCHANNEL lines and the component \
          that failed, w3wp or WsusService.
          """,
        ja: """
          サービスの再起動と iisreset の後、WSUS コンソールを開いてサーバーに接続してから採取した \
          SoftwareDistribution.log (%ProgramFiles%\\Update Services\\LogFiles)。SCHANNEL のエントリと、失敗した\
          コンポーネント (w3wp または WsusService) を確認できます。
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
        en: "GPReport.html: it shows whether a Group Policy sets SSL Cipher Suite Order.",
        ja: """
          GPReport.html。グループ ポリシーで [SSL 暗号スイートの順序] が設定されているかどうかを\
          確認できます。
          """)
    case .registryExport:
      text(
        en: "An export of the Schannel, cipher suite and .NET registry keys.",
        ja: "レジストリの Schannel、暗号スイート、.NET の各キーをエクスポートしたファイル。")
    case .workerProcessConfiguration:
      text(
        en: "w3wp.exe.config (%SystemRoot%\\system32\\inetsrv), if it exists.",
        ja: "w3wp.exe.config (%SystemRoot%\\system32\\inetsrv、存在する場合)。")
    case .fullCapture:
      text(
        en: "A capture of whole packets that starts before the first SYN.",
        ja: "最初の SYN より前から開始し、パケット全体を保存したキャプチャ。")
    }
  }
}
