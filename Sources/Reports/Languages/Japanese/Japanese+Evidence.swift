import Diagnosis

extension Japanese {
  func heading(_ heading: EvidenceHeading) -> Phrase {
    switch heading {
    case .windows: "Windows のバージョン"
    case .serviceStarts: "WSUS の起動"
    case .synchronizations: "同期"
    case .failures: "失敗した呼び出し"
    case .driverImports: "ドライバーのインポート"
    case .importFailures: "失敗したインポート"
    case .syncFailures: "失敗した同期"
    case .cipherOrder: "暗号スイートの順序"
    case .protocols: "Schannel プロトコル"
    case .framework: ".NET Framework の設定"
    case .workerProcessSwitch: "ワーカー プロセスのスイッチ"
    case .updateSource: "更新元"
    case .notes: "注意"
    case .notRead: "読み取らなかったファイル"
    }
  }

  func remark(_ remark: EvidenceRemark) -> Phrase {
    switch remark {
    case .lines(let count): "\(count: count) 行"
    case .line(let number): "\(number) 行目"
    case .byteOrderMark: "(バイト オーダー マーク付き)"
    case .entries(let count, let period?): "エントリ \(count: count) 件、\(period)"
    case .entries(let count, nil): "エントリ \(count: count) 件、時刻不明"
    case .period(let from, let to): "\(from) から \(to) UTC"
    case .at(let time): "\(time) UTC"
    case .noSchannelLines: "SCHANNEL のエントリなし"
    case .host(let host): "\(name: host)"
    case .httpStatus(let status): "HTTP 状態コード \(status)"
    case .updates(let shown, let count):
      count > shown.count
        ? "更新プログラム \(shown.joined(separator: "、"))、ほか \(count: count - shown.count) 個"
        : "更新プログラム \(shown.joined(separator: "、"))"
    case .suites(let count): "暗号スイート \(count: count) 個"
    case .value(let name, let value?): "\(name) \(Self.number(value))"
    case .value(let name, nil): "\(name) 未設定"
    case .allProtocolsAtDefault: "プロトコルの設定なし (すべてシステムの既定値)"
    case .switchIs(false): "false: ワーカー プロセスはシステムの TLS バージョンを使用"
    case .switchIs(true): "true: ワーカー プロセスはシステムの TLS バージョンを使用しない"
    case .switchIsNotSet: "未設定"
    case .xmlFault(let line, let column):
      "整形式の XML ではないため .NET は読み取りません (\(line) 行目 \(column) 列目)"
    case .redirectorChangeNumber(let number): "RedirectorChangeNumber \(number)"
    case .bits(let bits): "\(bits) ビット"
    case .nothingFound: "更新サービスに関する内容は含まれていません。"
    case .noEvidence: "証拠となるファイルは見つかりませんでした。"
    }
  }

  /// Small numbers in decimal, masks in hexadecimal.
  private static func number(_ value: UInt32) -> String {
    value < 10 ? String(value) : "0x" + String(value, radix: 16)
  }

  func label(_ component: LoggedComponent) -> Phrase {
    switch component {
    case .workerProcess, .service: Phrase(component.rawValue)
    case .configurationManager: "Configuration Manager"
    case .unknown: "不明なコンポーネント"
    }
  }

  func label(_ state: SchannelLine.State) -> Phrase {
    switch state {
    case .enabled: "有効"
    case .disabled: "無効"
    case .unknownWording: "不明な記述"
    }
  }

  func label(_ sign: ServiceStart.Sign) -> Phrase {
    switch sign {
    case .schannelLines: "SCHANNEL のエントリ"
    case .startEvent: "イベント 501、サービスの開始"
    case .failedStart: "イベント 507、開始の失敗"
    }
  }

  func label(_ outcome: Synchronization.Outcome) -> Phrase {
    switch outcome {
    case .succeeded: "成功 (イベント 384)"
    case .failed: "失敗 (イベント 386)"
    }
  }

  func label(_ source: CipherOrder.Source) -> Phrase {
    switch source {
    case .groupPolicy(let object?, _): "グループ ポリシー オブジェクト \(name: object) による設定"
    case .groupPolicy(nil, _): "レポートに名前のないグループ ポリシー オブジェクトによる設定"
    case .policyRegistry: "レジストリのポリシーによる設定"
    case .localRegistry: "サーバー自体の設定 (ポリシーがない場合に有効)"
    }
  }

  func label(_ kind: LoggedFailure.Kind) -> Phrase {
    switch kind {
    case .noCommonAlgorithm: "共通のアルゴリズムなし (0x80090331)"
    case .untrustedCertificate: "サーバー証明書を信頼できない"
    case .nameResolution: "名前を解決できない"
    case .proxy: "プロキシによる拒否"
    case .httpError: "HTTP エラー応答"
    case .connectionRefused: "接続の拒否"
    case .timeout: "タイムアウト"
    case .closedByRemoteHost: "リモート ホストによる切断"
    case .secureChannel: "TLS チャネルを確立できない"
    case .connectionClosed: "接続の切断 (どちらの側からかは不明)"
    case .soapFault: "Web サービスのエラー応答"
    case .other: "その他の失敗"
    }
  }
}
