import Diagnosis

extension Words {
  /// What a step of the decision claims, as a sentence.
  func claim(_ claim: DecisionStep.Claim) -> Phrase {
    switch claim {
    case .clientSucceeds(let flow):
      text(
        en: "The same client completed TLS 1.2 with the endpoint in this capture (flow \(flow)).",
        ja: """
          このキャプチャ内で、同じクライアントがエンドポイントとの TLS 1.2 接続に成功しています (フロー \
          \(flow))。
          """)
    case .helloOfNewerSystem(let flow):
      text(
        en: """
          The ClientHello of flow \(flow) offers what no system older than Windows Server 2016 sends.
          """,
        ja: """
          フロー \(flow) の ClientHello には、Windows Server 2016 より前のシステムが送信しない内容が\
          含まれています。
          """)
    case .windowsRelease(let server):
      text(
        en: "The server runs \(server.rawValue).",
        ja: "サーバーは \(server.rawValue) を実行しています。")
    case .schannelLinesLogged:
      text(
        en: """
          WSUS logged at a start which protocols Schannel allows: it has the update that lets it use TLS 1.2.
          """,
        ja: """
          WSUS は起動時に、Schannel で有効なプロトコルをログに記録しています。WSUS で TLS 1.2 \
          を使用できるようにする更新プログラムがインストールされています。
          """)
    case .startWithoutSchannelLines:
      text(
        en: "WSUS started and logged no SCHANNEL line: it lacks the update that lets it use TLS 1.2.",
        ja: """
          WSUS の起動時に SCHANNEL のエントリが記録されていません。WSUS で TLS 1.2 を使用できるようにする\
          更新プログラムがインストールされていません。
          """)
    case .synchronizationSucceeded(let count):
      text(
        en: "Synchronisation works: \(count: count, "success is", "successes are") logged.",
        ja: "同期は成功しています。ログに \(count: count) 回の成功が記録されています。")
    case .attemptsLogged(let component, let kind, let count, let matched):
      attemptsLogged(component, kind, count, matched)
    case .catalogImportsFailed(let count, let updates):
      text(
        en: """
          Configuration Manager imports from the catalogue and fails: \(count: count, "time", "times"), \
          \(count: updates, "update", "updates").
          """,
        ja: """
          Configuration Manager によるカタログからのインポートが失敗しています (\(count: count) 回、\
          更新プログラム \(count: updates) 個)。
          """)
    case .noCatalogImportFailed:
      text(
        en: "Configuration Manager's log knows of no import that failed.",
        ja: "Configuration Manager のログに、失敗したインポートの記録はありません。")
    case .noCommonAlgorithmAfterHardening:
      text(
        en: "TLS 1.0 and 1.1 are disabled, and the program that connects can use no other version.",
        ja: """
          TLS 1.0 と TLS 1.1 が無効になっており、接続するプログラムはほかのバージョンを使用できません。
          """)
    case .noCommonAlgorithm:
      text(
        en: "The program that connects found no version that it may use.",
        ja: "接続するプログラムが使用できるバージョンがありませんでした。")
    case .protocolsDisabled(let names):
      text(
        en: "Disabled for clients: \(list(names)).",
        ja: "クライアントで無効なプロトコル: \(list(names))。")
    case .modernProtocolDisabled:
      text(
        en: "TLS 1.2 itself is disabled for clients: nothing below helps before it is enabled.",
        ja: """
          クライアントで TLS 1.2 自体が無効になっています。有効にするまで、以下の手順は効果がありません。
          """)
    case .cipherOrderLacksSuites(let source):
      text(
        en: "\(order(source)) names no suite that the endpoint takes.",
        ja: "\(order(source))には、エンドポイントが受け入れる暗号スイートが含まれていません。")
    case .cipherOrderHasSuites(let source):
      text(
        en: """
          \(order(source)) names a suite that the endpoint takes: it was changed after the capture, does not \
          hold before a restart, or another limit is the cause.
          """,
        ja: """
          \(order(source))には、エンドポイントが受け入れる暗号スイートが含まれています。キャプチャの後に\
          変更されたか、再起動するまで有効にならないか、または別の制限が原因です。
          """)
    case .cipherOrderIsFaulty(let source, let faults):
      text(
        en: """
          \(order(source)) is not taken as it is written: \
          \(faults.map { fault($0).text }.joined(separator: "; ")).
          """,
        ja: "\(order(source))は、記述どおりには適用されません。\(paragraph(faults.map { fault($0) }))")
    case .switchIsSet:
      text(
        en: """
          w3wp.exe.config already lets worker processes use TLS 1.2: those that started before it was saved \
          do not.
          """,
        ja: """
          w3wp.exe.config には、ワーカー プロセスで TLS 1.2 を使用する設定が既にあります。ただし、ファイルの\
          保存前に起動したプロセスには反映されません。
          """)
    case .switchIsNotSet:
      text(
        en: "w3wp.exe.config does not let worker processes use TLS 1.2.",
        ja: "w3wp.exe.config には、ワーカー プロセスで TLS 1.2 を使用する設定がありません。")
    case .switchFileIsBroken(let fault):
      text(
        en: """
          w3wp.exe.config is no well-formed XML (line \(fault.line), column \(fault.column)): .NET reads none \
          of it.
          """,
        ja: """
          w3wp.exe.config は整形式の XML ではありません (\(fault.line) 行目 \(fault.column) 列目)。.NET \
          はこのファイルをまったく読み取りません。
          """)
    case .strongCryptographyIsSet:
      text(
        en: "The registry lets .NET use TLS 1.2: it holds after a restart.",
        ja: "レジストリで .NET の TLS 1.2 の使用が有効になっています。再起動後に反映されます。")
    case .strongCryptographyIsNotSet(let missing):
      text(
        en: """
          The registry does not let .NET use TLS 1.2: \(count: missing, "value is", "values are") missing or \
          0.
          """,
        ja: """
          レジストリで .NET の TLS 1.2 の使用が有効になっていません。\(count: missing) 個の値が存在しないか、\
          0 になっています。
          """)
    }
  }

  private func attemptsLogged(
    _ component: LoggedComponent, _ kind: LoggedFailure.Kind, _ count: Int, _ matched: Int
  ) -> Phrase {
    let time =
      matched == 0
      ? text(en: "none at the time of these attempts", ja: "キャプチャの試行と同じ時刻のエントリはありません")
      : text(en: "\(matched) at their time", ja: "うち \(count: matched) 件はキャプチャの試行と同じ時刻")
    return text(
      en: """
        \(program(component)) logged such failures: \(count: count, "entry", "entries"), \(time) (\(kind.rawValue)).
        """,
      ja: """
        \(program(component))が、この種の失敗を \(count: count) 件記録しています (\(kind.rawValue)、\(time))。
        """)
  }

  private func program(_ component: LoggedComponent) -> Phrase {
    switch component {
    case .workerProcess:
      text(
        en: "The worker process (w3wp, which imports)",
        ja: "ワーカー プロセス (w3wp、インポートを実行) ")
    case .service:
      text(en: "The service (WsusService, which synchronises)", ja: "サービス (WsusService、同期を実行) ")
    case .configurationManager: text(en: "Configuration Manager", ja: "Configuration Manager ")
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
      text(en: "The Functions value that a policy wrote", ja: "ポリシーが書き込んだ Functions 値")
    case .localRegistry: text(en: "The local Functions value", ja: "ローカルの Functions 値")
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
        en: "\(attempts) stand in the log at the same time.",
        ja: "\(attempts)が、ログに同じ時刻で記録されています。")
    }
    let side =
      match.offset > 0 ? text(en: "ahead of", ja: "進んで") : text(en: "behind", ja: "遅れて")
    return text(
      en: "\(attempts) stand in the log, whose clock is \(seconds) s \(side) the capture's.",
      ja: """
        \(attempts)がログに記録されています。ログの時計は、キャプチャの時計より \(seconds) 秒\(side)います。
        """)
  }
}
