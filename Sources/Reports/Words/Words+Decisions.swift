import Diagnosis

extension Words {
  /// What a step of the decision claims, as a sentence.
  func claim(_ claim: DecisionStep.Claim) -> Phrase {
    switch claim {
    case .clientSucceeds(let flow):
      text(
        en: """
          The same client and TLS stack completed TLS 1.2 with the endpoint in this capture (flow \(flow)).
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
    case .windowsRelease(let server):
      text(
        en: "The WSUS server runs \(server.rawValue).",
        ja: "WSUS サーバーの OS は \(server.rawValue) です。")
    case .releaseDiffersFromHello(let server, let systems):
      text(
        en: """
          The file comes from \(server.rawValue), but the ClientHello looks like that of \
          \(orList(systems.map(\.rawValue))): it is not a file of this client.
          """,
        ja: """
          ファイルは \(server.rawValue) のものですが、ClientHello は \(orList(systems.map(\.rawValue))) \
          のものに見えます。このクライアントのファイルではありません。
          """)
    case .severalReleases(let servers):
      text(
        en: """
          The files come from several systems (\(andList(servers.map(\.rawValue)))), and it is not known which is the \
          client.
          """,
        ja: """
          ファイルは複数のシステム (\(list(servers.map(\.rawValue)))) のもので、どれがクライアントであるかを判断\
          できません。
          """)
    case .severalComputers(let names):
      text(
        en: """
          The files come from several computers (\(list(names.map { "\(name: $0)" }))), and it is not known which is \
          the client.
          """,
        ja: """
          ファイルは複数のコンピューター (\(list(names.map { "\(name: $0)" }))) のもので、どれがクライアントであるか\
          を判断できません。
          """)
    case .schannelLinesOfAnotherStart:
      text(
        en: """
          WSUS logged which protocols Schannel allows, but at a start that is not close to these attempts: another \
          start, or an update, may lie between them.
          """,
        ja: """
          WSUS は Schannel で有効なプロトコルをログに記録していますが、これらの試行に近い起動のものではありません。\
          間に別の起動や更新プログラムのインストールがあった可能性があります。
          """)
    case .startThatProvesNothing:
      text(
        en: """
          WSUS started without logging a SCHANNEL line. That proves nothing: the lines are logged after iisreset, \
          when the console connects, or another start may lie between this one and the attempts.
          """,
        ja: """
          WSUS の起動時に SCHANNEL のエントリが記録されていませんが、判断の根拠にはなりません。エントリは iisreset の後、\
          コンソールが接続したときに記録されます。または、これらの試行との間に別の起動があった可能性があります。
          """)
    case .synchronizationSucceededElsewhere(let count, let host):
      text(
        en: """
          The log contains \(count: count, "successful synchronisation", "successful synchronisations"), but WSUS uses \
          \(name: host), which also accepts older versions of TLS.
          """,
        ja: """
          ログに \(count: count) 回の同期の成功が記録されていますが、WSUS は古いバージョンの TLS も受け入れる \
          \(name: host) を使用しています。
          """)
    case .synchronizesElsewhere(let host):
      text(
        en: "WSUS is configured to synchronise with \(name: host), not with the endpoint of these attempts.",
        ja: "WSUS の同期エンドポイントは \(name: host) に設定されており、これらの試行の接続先とは異なります。")
    case .synchronizationSucceededEarlier(let count):
      text(
        en: """
          The log contains \(count: count, "successful synchronisation", "successful synchronisations"), but none after \
          the last failure, or not in the time of these attempts.
          """,
        ja: """
          ログに \(count: count) 回の同期の成功が記録されていますが、最後の失敗より前であるか、これらの試行の時間帯の\
          ものではありません。
          """)
    case .synchronizationFailed(let count):
      text(
        en: """
          Synchronisation failed at the time of these attempts: \(count: count, "entry", "entries").
          """,
        ja: "これらの試行と同じ時刻に、同期が失敗しています (\(count: count) 件)。")
    case .catalogImportsFailedAtOtherTimes(let count):
      text(
        en: """
          Imports from the catalogue failed, but not at the time of these attempts: \
          \(count: count, "failure", "failures").
          """,
        ja: """
          カタログからのインポートが失敗していますが、これらの試行とは時刻が異なります (\(count: count) 回)。
          """)
    case .catalogImportsFailedOtherwise(let count, let kind):
      text(
        en: """
          Imports from the catalogue failed with another kind of error (\(kind.rawValue)): \
          \(count: count, "failure", "failures").
          """,
        ja: """
          カタログからのインポートが、別の種類のエラー (\(kind.rawValue)) で失敗しています (\(count: count) 回)。
          """)
    case .noCipherPolicy:
      text(
        en: "The Group Policy report does not set SSL Cipher Suite Order.",
        ja: "グループ ポリシー レポートでは、[SSL 暗号スイートの順序] は設定されていません。")
    case .policiesApplied(let objects):
      text(
        en: """
          Group Policy applies these objects to the WSUS server, any of which may set the order: \
          \(list(objects.map { "\(name: $0)" })).
          """,
        ja: """
          WSUS サーバーには次のグループ ポリシー オブジェクトが適用されており、このいずれかで順序が設定されている可能性が\
          あります: \(list(objects.map { "\(name: $0)" }))。
          """)
    case .schannelLinesLogged:
      text(
        en: """
          WSUS logged at startup which protocols Schannel allows: it has the update that enables it to use TLS 1.2.
          """,
        ja: """
          WSUS は起動時に、Schannel で有効なプロトコルをログに記録しています。WSUS で TLS 1.2 \
          を使用できるようにする更新プログラムがインストールされています。
          """)
    case .startWithoutSchannelLines:
      text(
        en: """
          WSUS started without logging a SCHANNEL line: it does not have the update that enables it to use TLS 1.2.
          """,
        ja: """
          WSUS の起動時に SCHANNEL のエントリが記録されていません。WSUS で TLS 1.2 を使用できるようにする\
          更新プログラムがインストールされていません。
          """)
    case .synchronizationSucceeded(let count):
      text(
        en: "Synchronisation works: the log contains \(count: count, "success", "successes").",
        ja: "同期は成功しています。ログに \(count: count) 回の成功が記録されています。")
    case .attemptsLogged(let component, let kind, let count, let matched):
      attemptsLogged(component, kind, count, matched)
    case .catalogImportsFailed(let count, let updates):
      text(
        en: """
          Imports by Configuration Manager from the catalogue fail: \(count: count, "failure", "failures"), \
          \(count: updates, "update", "updates").
          """,
        ja: """
          Configuration Manager によるカタログからのインポートが失敗しています (\(count: count) 回、\
          更新プログラム \(count: updates) 個)。
          """)
    case .noCatalogImportFailed:
      text(
        en: "The log of Configuration Manager contains no failed import.",
        ja: "Configuration Manager のログに、失敗したインポートの記録はありません。")
    case .noCommonAlgorithmAfterHardening:
      text(
        en: "TLS 1.0 and 1.1 are disabled, and the program that connects cannot use any other version.",
        ja: """
          TLS 1.0 と TLS 1.1 が無効になっており、接続するプログラムはほかのバージョンを使用できません。
          """)
    case .noCommonAlgorithm:
      text(
        en: "The program that connects found no version that it can use.",
        ja: "接続するプログラムが使用できるバージョンがありませんでした。")
    case .protocolsDisabled(let names):
      text(
        en: "Disabled for client connections: \(list(names)).",
        ja: "クライアントとしての接続で無効なプロトコル: \(list(names))。")
    case .modernProtocolDisabled:
      text(
        en:
          "TLS 1.2 itself is disabled for client connections: enable it first, or the other steps have no effect.",
        ja: """
          クライアントとしての接続で TLS 1.2 自体が無効になっています。先に有効にしない限り、ほかの手順は効果が\
          ありません。
          """)
    case .cipherOrderLacksSuites(let source):
      text(
        en: "\(order(source)) contains no cipher suite that the endpoint accepts.",
        ja: "\(order(source))には、エンドポイントが受け入れる暗号スイートが含まれていません。")
    case .cipherOrderHasSuites(let source):
      text(
        en: """
          \(order(source)) contains a cipher suite that the endpoint accepts: either it was changed after the \
          capture, or it requires a restart, or another limit is the cause.
          """,
        ja: """
          \(order(source))には、エンドポイントが受け入れる暗号スイートが含まれています。キャプチャの後に\
          変更されたか、再起動するまで有効にならないか、または別の制限が原因です。
          """)
    case .cipherOrderIsFaulty(let source, let faults):
      text(
        en: "\(order(source)) cannot be applied as written. \(paragraph(faults.map { fault($0) }))",
        ja: "\(order(source))は、記述どおりには適用されません。\(paragraph(faults.map { fault($0) }))")
    case .switchIsSet:
      text(
        en: """
          w3wp.exe.config already enables TLS 1.2 for IIS worker processes, but not for those that started before \
          the file was saved.
          """,
        ja: """
          w3wp.exe.config には、IIS ワーカー プロセスで TLS 1.2 を使用する設定が既にあります。ただし、ファイルの\
          保存前に起動したプロセスには反映されません。
          """)
    case .switchIsNotSet:
      text(
        en: "w3wp.exe.config does not enable TLS 1.2 for IIS worker processes.",
        ja: "w3wp.exe.config には、IIS ワーカー プロセスで TLS 1.2 を使用する設定がありません。")
    case .switchFileIsBroken(let fault):
      text(
        en: """
          w3wp.exe.config is not well-formed XML (line \(fault.line), column \(fault.column)), so .NET ignores it.
          """,
        ja: """
          w3wp.exe.config は整形式の XML ではありません (\(fault.line) 行目 \(fault.column) 列目)。.NET \
          はこのファイルを無視します。
          """)
    case .strongCryptographyIsSet:
      text(
        en:
          "TLS 1.2 is enabled for .NET in the registry; this takes effect after a restart of the WSUS server.",
        ja: "レジストリで .NET の TLS 1.2 の使用が有効になっています。WSUS サーバーの再起動後に反映されます。")
    case .importsByScriptFailed(let count, let updates):
      text(
        en: """
          Imports by a script fail: \(count: count, "failure", "failures"), \(count: updates, "update", "updates").
          """,
        ja: """
          スクリプトによるインポートが失敗しています (\(count: count) 回、更新プログラム \(count: updates) 個)。
          """)
    case .synchronizationFailedAlike(let count):
      text(
        en: "Synchronisation failed with this kind of error: \(count: count, "entry", "entries").",
        ja: "同期が、この種のエラーで失敗しています (\(count: count) 件)。")
    case .importsFailedAlike(let count):
      text(
        en: "Imports failed with this kind of error: \(count: count, "entry", "entries").",
        ja: "インポートが、この種のエラーで失敗しています (\(count: count) 件)。")
    case .noProtocolLeft(let count):
      text(
        en: """
          Schannel could not create a client credential (event 36871, \(count: count, "entry", "entries")): no TLS \
          version is left that the program can use.
          """,
        ja: """
          Schannel がクライアントの資格情報を作成できませんでした (イベント 36871、\(count: count) 件)。プログラムが使用\
          できる TLS のバージョンが残っていません。
          """)
    case .schannelEvents(let ids):
      text(
        en: "Schannel logged \(ids.count == 1 ? "event" : "events") \(list(ids.map { Phrase(String($0)) })).",
        ja: "Schannel がイベント \(list(ids.map { Phrase(String($0)) })) を記録しています。")
    case .monthlyRollupInstalled(let id):
      text(
        en: """
          The Monthly Rollup \(name: id) is installed, which contains the change that enables WSUS to use TLS 1.2.
          """,
        ja: """
          マンスリー ロールアップ \(name: id) がインストールされています。WSUS で TLS 1.2 を使用できるようにする変更が\
          含まれています。
          """)
    case .onlySecurityOnlyUpdates(let ids):
      text(
        en: """
          Only Security Only updates are installed (\(list(ids.prefix(3).map { "\(name: $0)" }))), which do not \
          contain the change that enables WSUS to use TLS 1.2; no Monthly Rollup is in the list.
          """,
        ja: """
          セキュリティのみの更新プログラム (\(list(ids.prefix(3).map { "\(name: $0)" }))) だけがインストールされており、\
          WSUS で TLS 1.2 を使用できるようにする変更は含まれていません。一覧に月次ロールアップはありません。
          """)
    case .algorithmsDisabled(let names):
      text(
        en: """
          The registry disables algorithms that the endpoint's cipher suites need: \
          \(list(names.map { "\(name: $0)" })).
          """,
        ja: """
          エンドポイントの暗号スイートに必要なアルゴリズムが、レジストリで無効になっています: \
          \(list(names.map { "\(name: $0)" }))。
          """)
    case .proxyConfigured(let host, let port, let isEnabled, let isUsed):
      proxyConfigured("\(name: host)\(port.map { ":\($0)" } ?? "")", isEnabled, isUsed)
    case .proxyOfWinHTTP(let host, let port):
      text(
        en: """
          WinHTTP is configured with the proxy \(name: host)\(port.map { ":\($0)" } ?? ""), which WSUS does not use.
          """,
        ja: """
          WinHTTP にはプロキシ \(name: host)\(port.map { ":\($0)" } ?? "") が設定されていますが、WSUS は使用しません。
          """)
    case .synchronizesWithUpstream(let host, let port):
      text(
        en: """
          WSUS is configured to synchronise with the upstream server \(name: host)\(port.map { ":\($0)" } ?? ""), not \
          with Microsoft.
          """,
        ja: """
          WSUS の同期元は Microsoft ではなく、アップストリーム サーバー \(name: host)\(port.map { ":\($0)" } ?? "") に\
          設定されています。
          """)
    case .strongCryptographyIsNotSet(let missing):
      text(
        en: """
          TLS 1.2 is not enabled for .NET in the registry: \(count: missing, "value is", "values are") missing \
          or 0.
          """,
        ja: """
          レジストリで .NET の TLS 1.2 の使用が有効になっていません。\(count: missing) 個の値が存在しないか、\
          0 になっています。
          """)
    }
  }

  private func proxyConfigured(_ address: Phrase, _ isEnabled: Bool, _ isUsed: Bool) -> Phrase {
    switch (isEnabled, isUsed) {
    case (true, true):
      text(en: "WSUS is configured with the proxy \(address).", ja: "WSUS にはプロキシ \(address) が設定されています。")
    case (true, false):
      text(
        en: "WSUS is configured with the proxy \(address), but these connections do not go through a proxy.",
        ja: "WSUS にはプロキシ \(address) が設定されていますが、これらの接続はプロキシを経由していません。")
    case (false, true):
      text(
        en: "WSUS has the proxy \(address), which is switched off, but these connections go through a proxy.",
        ja: "WSUS のプロキシ \(address) は無効ですが、これらの接続はプロキシを経由しています。")
    case (false, false):
      text(
        en: "WSUS has the proxy \(address), which is switched off.", ja: "WSUS のプロキシ \(address) は無効になっています。")
    }
  }

  private func attemptsLogged(
    _ component: LoggedComponent, _ kind: LoggedFailure.Kind, _ count: Int, _ matched: Int
  ) -> Phrase {
    let time =
      matched == 0
      ? text(en: "none at the time of these attempts", ja: "キャプチャの試行と同じ時刻のエントリはありません")
      : text(
        en: "\(count: matched) of them at the time of these attempts",
        ja: "うち \(count: matched) 件はキャプチャの試行と同じ時刻")
    return text(
      en: """
        \(program(component)) logged this kind of failure: \(count: count, "entry", "entries"), \(time) \
        (\(kind.rawValue)).
        """,
      ja: """
        \(program(component))が、この種の失敗を \(count: count) 件記録しています (\(kind.rawValue)、\(time))。
        """)
  }

  private func program(_ component: LoggedComponent) -> Phrase {
    switch component {
    case .workerProcess:
      text(
        en: "The IIS worker process (w3wp, which imports)",
        ja: "IIS ワーカー プロセス (w3wp、インポートを実行) ")
    case .service:
      text(en: "The WSUS service (WsusService, which synchronises)", ja: "WSUS サービス (WsusService、同期を実行) ")
    case .configurationManager, .configurationManagerOfWSUS, .controlManagerOfWSUS:
      text(en: "Configuration Manager", ja: "Configuration Manager ")
    case .unknown: text(en: "A program", ja: "不明なプログラム")
    }
  }

  private func order(_ source: CipherOrder.Source) -> Phrase {
    switch source {
    case .groupPolicy(let object?, _):
      text(
        en: "The SSL Cipher Suite Order of the Group Policy object \"\(name: object)\"",
        ja: "グループ ポリシー オブジェクト \"\(name: object)\" の [SSL 暗号スイートの順序] ")
    case .groupPolicy(nil, _):
      text(
        en: "The SSL Cipher Suite Order of Group Policy",
        ja: "グループ ポリシーの [SSL 暗号スイートの順序] ")
    case .policyRegistry:
      text(en: "The Functions value that a policy sets", ja: "ポリシーで設定された Functions 値")
    case .localRegistry: text(en: "The local Functions value", ja: "ローカルの Functions 値")
    case .effective:
      text(en: "The order in effect (Get-TlsCipherSuite)", ja: "有効な順序 (Get-TlsCipherSuite) ")
    }
  }

  /// Which issues it supports and opposes; empty when it only explains.
  func stands(_ step: DecisionStep) -> Phrase {
    let supports = list(step.supports.map { "\($0.rawValue)" })
    let opposes = list(step.opposes.map { "\($0.rawValue)" })
    return switch (step.supports.isEmpty, step.opposes.isEmpty) {
    case (true, true): ""
    case (false, true): text(en: "for issue \(supports)", ja: "問題 \(supports) に該当")
    case (true, false): text(en: "against issue \(opposes)", ja: "問題 \(opposes) には非該当")
    case (false, false):
      text(
        en: "for issue \(supports), against \(opposes)",
        ja: "問題 \(supports) に該当、\(opposes) には非該当")
    }
  }

  /// How log and capture agree in time.
  func clock(_ match: ClockMatch) -> Phrase {
    let attempts = text(
      en: "\(match.matched) of \(count: match.attempts, "attempt", "attempts")",
      ja: "\(count: match.attempts) 回の試行のうち \(count: match.matched) 回")
    let seconds = match.offset.magnitude / 1_000_000_000
    guard seconds > 0 else {
      return text(
        en: "\(attempts) \(match.matched == 1 ? "is" : "are") in the log at the same time.",
        ja: "\(attempts)が、ログに同じ時刻で記録されています。")
    }
    let side =
      match.offset > 0 ? text(en: "ahead of", ja: "進んで") : text(en: "behind", ja: "遅れて")
    return text(
      en: """
        \(attempts) \(match.matched == 1 ? "is" : "are") in the log, whose clock is \(seconds) s \(side) that of the \
        capture.
        """,
      ja: """
        \(attempts)がログに記録されています。ログの時計は、キャプチャの時計より \(seconds) 秒\(side)います。
        """)
  }
}
