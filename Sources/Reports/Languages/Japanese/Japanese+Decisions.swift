import Diagnosis

extension Japanese {
  func claim(_ claim: DecisionStep.Claim) -> Phrase {
    switch claim {
    case .clientSucceeds(let flow):
      "このキャプチャ内で、同じクライアントがエンドポイントとの TLS 1.2 接続に成功しています (フロー \(flow))。"
    case .helloOfNewerSystem(let flow):
      """
      フロー \(flow) の ClientHello には、Windows Server 2016 より前のシステムが送信しない内容が含まれています。
      """
    case .windowsRelease(let server): "サーバーは \(server.rawValue) を実行しています。"
    case .schannelLinesLogged:
      """
      WSUS は起動時に、Schannel で有効なプロトコルをログに記録しています。WSUS で TLS 1.2 を使用できるようにする更新プログラムが\
      インストールされています。
      """
    case .startWithoutSchannelLines:
      """
      WSUS の起動時に SCHANNEL のエントリが記録されていません。WSUS で TLS 1.2 を使用できるようにする更新プログラムが\
      インストールされていません。
      """
    case .synchronizationSucceeded(let count): "同期は成功しています。ログに \(count: count) 回の成功が記録されています。"
    case .attemptsLogged(let component, let kind, let count, let matched):
      attemptsLogged(component, kind, count, matched)
    case .catalogImportsFailed(let count, let updates):
      """
      Configuration Manager によるカタログからのインポートが失敗しています (\(count: count) 回、更新プログラム \
      \(count: updates) 個)。
      """
    case .noCatalogImportFailed: "Configuration Manager のログに、失敗したインポートの記録はありません。"
    case .noCommonAlgorithmAfterHardening:
      "TLS 1.0 と TLS 1.1 が無効になっており、接続するプログラムはほかのバージョンを使用できません。"
    case .noCommonAlgorithm: "接続するプログラムが使用できるバージョンがありませんでした。"
    case .protocolsDisabled(let names): "クライアントで無効なプロトコル: \(names.joined(separator: "、"))。"
    case .modernProtocolDisabled:
      "クライアントで TLS 1.2 自体が無効になっています。有効にするまで、以下の手順は効果がありません。"
    case .cipherOrderLacksSuites(let source):
      "\(order(source))には、エンドポイントが受け入れる暗号スイートが含まれていません。"
    case .cipherOrderHasSuites(let source):
      """
      \(order(source))には、エンドポイントが受け入れる暗号スイートが含まれています。キャプチャの後に変更されたか、再起動するまで\
      有効にならないか、または別の制限が原因です。
      """
    case .cipherOrderIsFaulty(let source, let faults):
      "\(order(source))は、記述どおりには適用されません。\(paragraph(faults.map { fault($0) }))"
    case .switchIsSet:
      """
      w3wp.exe.config には、ワーカー プロセスで TLS 1.2 を使用する設定が既にあります。ただし、ファイルの保存前に起動したプロセスには\
      反映されません。
      """
    case .switchIsNotSet: "w3wp.exe.config には、ワーカー プロセスで TLS 1.2 を使用する設定がありません。"
    case .switchFileIsBroken(let fault):
      """
      w3wp.exe.config は整形式の XML ではありません (\(fault.line) 行目 \(fault.column) 列目)。.NET はこのファイルをまったく\
      読み取りません。
      """
    case .strongCryptographyIsSet: "レジストリで .NET の TLS 1.2 の使用が有効になっています。再起動後に反映されます。"
    case .strongCryptographyIsNotSet(let missing):
      """
      レジストリで .NET の TLS 1.2 の使用が有効になっていません。\(count: missing) 個の値が存在しないか、0 になっています。
      """
    }
  }

  private func attemptsLogged(
    _ component: LoggedComponent, _ kind: LoggedFailure.Kind, _ count: Int, _ matched: Int
  ) -> Phrase {
    let time: Phrase =
      matched == 0
      ? "キャプチャの試行と同じ時刻のエントリはありません" : "うち \(count: matched) 件はキャプチャの試行と同じ時刻"
    return "\(program(component))が、この種の失敗を \(count: count) 件記録しています (\(kind.rawValue)、\(time))。"
  }

  private func program(_ component: LoggedComponent) -> Phrase {
    switch component {
    case .workerProcess: "ワーカー プロセス (w3wp、インポートを実行) "
    case .service: "サービス (WsusService、同期を実行) "
    case .configurationManager: "Configuration Manager "
    case .unknown: "不明なプログラム"
    }
  }

  private func order(_ source: CipherOrder.Source) -> Phrase {
    switch source {
    case .groupPolicy(let object, _):
      object.map { "グループ ポリシー オブジェクト \"\(name: $0)\" の [SSL 暗号スイートの順序] " }
        ?? "グループ ポリシーの [SSL 暗号スイートの順序] "
    case .policyRegistry: "ポリシーが書き込んだ Functions 値"
    case .localRegistry: "ローカルの Functions 値"
    }
  }

  func stands(_ step: DecisionStep) -> Phrase {
    let supports = step.supports.map { "\($0.rawValue)" }.joined(separator: "、")
    let opposes = step.opposes.map { "\($0.rawValue)" }.joined(separator: "、")
    switch (step.supports.isEmpty, step.opposes.isEmpty) {
    case (true, true): return ""
    case (false, true): return "問題 \(supports) に該当"
    case (true, false): return "問題 \(opposes) には非該当"
    case (false, false): return "問題 \(supports) に該当、\(opposes) には非該当"
    }
  }

  func clock(_ match: ClockMatch) -> Phrase {
    let attempts: Phrase = "\(count: match.attempts) 回の試行のうち \(count: match.matched) 回"
    let seconds = match.offset.magnitude / 1_000_000_000
    guard seconds > 0 else { return "\(attempts)が、ログに同じ時刻で記録されています。" }
    let side = match.offset > 0 ? "進んで" : "遅れて"
    return "\(attempts)がログに記録されています。ログの時計は、キャプチャの時計より \(seconds) 秒\(side)います。"
  }
}
