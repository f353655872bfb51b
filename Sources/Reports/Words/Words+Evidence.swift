import Diagnosis

/// Headings of the parts about one file.
enum EvidenceHeading: CaseIterable {
  case windows, serviceStarts, synchronizations, failures, driverImports, importFailures, syncFailures
  case cipherOrder, protocols, framework, workerProcessSwitch, updateSource
  case upstream, proxies, events, hotfixes, algorithms, policyResults, timeZones
  case notRead
}

/// Lines about one file that are put together from facts.
enum EvidenceRemark {
  /// `12,345 lines`.
  case lines(Int)
  /// `line 12`, at the head of a fact.
  case line(Int)
  case byteOrderMark
  /// How often and when; without times when nothing tells them.
  case entries(Int, period: Phrase?)
  case period(from: Phrase, to: Phrase)
  /// The time of one line.
  case at(Phrase)
  case noSchannelLines
  case host(String)
  case httpStatus(Int)
  /// Identifiers of updates, the first few.
  case updates([String], of: Int)
  case suites(Int)
  /// A value of the registry, or that it is not there.
  case value(name: String, UInt32?)
  case allProtocolsAtDefault
  case switchIs(Bool)
  case switchIsNotSet
  case xmlFault(line: Int, column: Int)
  case redirectorChangeNumber(Int)
  case bits(Int)
  /// A policy that is disabled.
  case disabledPolicy
  case proxy(String, port: Int?, isEnabled: Bool, ProxySetting.User)
  case upstream(String, port: Int?, usesTLS: Bool?)
  case hotfix(Hotfix)
  /// Other updates that are installed.
  case otherHotfixes(Int)
  /// Other files of folders that were not read.
  case otherFiles(Int)
  case nothingFound
  /// Nothing was understood at all.
  case noEvidence
}

extension Words {
  func heading(_ heading: EvidenceHeading) -> Phrase {
    switch heading {
    case .windows: text(en: "Windows", ja: "Windows のバージョン")
    case .serviceStarts: text(en: "WSUS starts", ja: "WSUS の起動")
    case .synchronizations: text(en: "Synchronisations", ja: "同期")
    case .failures: text(en: "Failed calls", ja: "失敗した呼び出し")
    case .driverImports: text(en: "Driver imports", ja: "ドライバーのインポート")
    case .importFailures: text(en: "Failed imports", ja: "失敗したインポート")
    case .syncFailures: text(en: "Failed synchronisations", ja: "失敗した同期")
    case .cipherOrder: text(en: "Cipher suite order", ja: "暗号スイートの順序")
    case .protocols: text(en: "Schannel protocols", ja: "Schannel プロトコル")
    case .framework: text(en: ".NET Framework", ja: ".NET Framework の設定")
    case .workerProcessSwitch: text(en: "Setting of the IIS worker process", ja: "IIS ワーカー プロセスの設定")
    case .updateSource: text(en: "Update source", ja: "更新元")
    case .upstream: text(en: "Upstream server", ja: "アップストリーム サーバー")
    case .proxies: text(en: "Proxy", ja: "プロキシ")
    case .events: text(en: "Events", ja: "イベント")
    case .hotfixes: text(en: "Installed updates", ja: "インストール済みの更新プログラム")
    case .algorithms: text(en: "Schannel algorithms", ja: "Schannel アルゴリズム")
    case .policyResults: text(en: "Applied Group Policy objects", ja: "適用されたグループ ポリシー オブジェクト")
    case .timeZones: text(en: "Time zone", ja: "タイム ゾーン")
    case .notRead: text(en: "Not read", ja: "読み取らなかったファイル")
    }
  }

  /// An offset from UTC, such as `UTC+05:30`.
  func offset(minutes: Int) -> Phrase {
    let (hours, rest) = abs(minutes).quotientAndRemainder(dividingBy: 60)
    let digits = [hours, rest].map { $0 < 10 ? "0\($0)" : "\($0)" }.joined(separator: ":")
    return "UTC\(minutes < 0 ? "-" : "+")\(digits)"
  }

  func remark(_ remark: EvidenceRemark) -> Phrase {
    switch remark {
    case .lines(let count): text(en: "\(count: count, "line", "lines")", ja: "\(count: count) 行")
    case .line(let number): text(en: "line \(number)", ja: "\(number) 行目")
    case .byteOrderMark: text(en: "with a byte order mark", ja: "(バイト オーダー マーク付き)")
    case .entries(let count, let period?):
      text(
        en: "\(count: count, "entry", "entries"), \(period)",
        ja: "エントリ \(count: count) 件、\(period)")
    case .entries(let count, nil):
      text(
        en: "\(count: count, "entry", "entries"), at unknown times",
        ja: "エントリ \(count: count) 件、時刻不明")
    case .period(let from, let to): text(en: "\(from) to \(to) UTC", ja: "\(from) から \(to) UTC")
    case .at(let time): "\(time) UTC"
    case .otherFiles(let count):
      text(
        en: "\(count: count, "more file", "more files") of the folders",
        ja: "フォルダー内のほかのファイル \(count: count) 個")
    case .noSchannelLines: text(en: "no SCHANNEL lines", ja: "SCHANNEL のエントリなし")
    case .host(let host): "\(name: host)"
    case .httpStatus(let status): text(en: "HTTP status \(status)", ja: "HTTP 状態コード \(status)")
    case .updates(let shown, let count):
      count > shown.count
        ? text(
          en: "updates \(list(shown)) and \(count: count - shown.count) more",
          ja: "更新プログラム \(list(shown))、ほか \(count: count - shown.count) 個")
        : text(
          en: "\(count == 1 ? "update" : "updates") \(list(shown))",
          ja: "更新プログラム \(list(shown))")
    case .suites(let count):
      text(en: "\(count: count, "suite", "suites")", ja: "暗号スイート \(count: count) 個")
    case .value(let name, let value?): "\(name) \(Self.number(value))"
    case .value(let name, nil): text(en: "\(name) not set", ja: "\(name) 未設定")
    case .allProtocolsAtDefault:
      text(
        en: "no protocol is set; all have the system default",
        ja: "プロトコルの設定なし (すべてシステムの既定値)")
    case .switchIs(false):
      text(
        en: "false: the IIS worker process uses the TLS versions of the system",
        ja: "false: IIS ワーカー プロセスはシステムの TLS バージョンを使用")
    case .switchIs(true):
      text(
        en: "true: the IIS worker process does not use the TLS versions of the system",
        ja: "true: IIS ワーカー プロセスはシステムの TLS バージョンを使用しない")
    case .switchIsNotSet: text(en: "not set", ja: "未設定")
    case .xmlFault(let line, let column):
      text(
        en: "not well-formed XML, so .NET ignores it (line \(line), column \(column))",
        ja: "整形式の XML ではないため .NET は無視します (\(line) 行目 \(column) 列目)")
    case .redirectorChangeNumber(let number): "RedirectorChangeNumber \(number)"
    case .bits(let bits): text(en: "\(bits)-bit", ja: "\(bits) ビット")
    case .disabledPolicy: text(en: "disabled: it sets no order", ja: "無効 (順序を設定しない)")
    case .proxy(let host, let port, let isEnabled, let user): proxy(host, port, isEnabled, user)
    case .upstream(let host, let port, let usesTLS):
      list(
        [
          "\(name: host)\(port.map { ":\($0)" } ?? "")" as Phrase,
          usesTLS == true
            ? text(en: "over TLS", ja: "TLS を使用")
            : usesTLS == false ? text(en: "without TLS", ja: "TLS なし") : "",
        ].filter { !$0.isEmpty })
    case .hotfix(let hotfix): self.hotfix(hotfix)
    case .otherHotfixes(let count):
      text(
        en: "\(count: count, "other update", "other updates")", ja: "その他の更新プログラム \(count: count) 個")
    case .nothingFound:
      text(
        en: "It contains nothing about the update service.",
        ja: "更新サービスに関する内容は含まれていません。")
    case .noEvidence: text(en: "No evidence was found.", ja: "証拠となるファイルは見つかりませんでした。")
    }
  }

  private func proxy(
    _ host: String, _ port: Int?, _ isEnabled: Bool, _ user: ProxySetting.User
  ) -> Phrase {
    let address = "\(name: host)\(port.map { ":\($0)" } ?? "")" as Phrase
    let who =
      switch user {
      case .updateServices: text(en: "for WSUS", ja: "WSUS 用")
      case .winHTTP:
        text(en: "for WinHTTP, which WSUS does not use", ja: "WinHTTP 用 (WSUS は使用しない)")
      }
    return list([address, who] + (isEnabled ? [] : [text(en: "not used", ja: "使用しない")]))
  }

  private func hotfix(_ hotfix: Hotfix) -> Phrase {
    let kind: Phrase =
      switch hotfix.kind {
      case .monthlyRollup(let server):
        text(en: "Monthly Rollup of \(server.rawValue)", ja: "\(server.rawValue) のマンスリー ロールアップ")
      case .securityOnly(let server):
        text(
          en: "Security Only update of \(server.rawValue)", ja: "\(server.rawValue) のセキュリティのみの更新プログラム")
      case nil: ""
      }
    return list(
      ["\(name: hotfix.id)" as Phrase, kind, hotfix.installed.map { "\(name: $0)" as Phrase } ?? ""].filter {
        !$0.isEmpty
      })
  }

  /// Small numbers in decimal, masks in hexadecimal.
  private static func number(_ value: UInt32) -> String {
    value < 10 ? String(value) : "0x" + String(value, radix: 16)
  }

  /// Who wrote a line.
  func label(_ component: LoggedComponent) -> Phrase {
    switch component {
    case .workerProcess, .service: Phrase(component.rawValue)
    case .configurationManager: "Configuration Manager"
    case .configurationManagerOfWSUS, .controlManagerOfWSUS:
      text(en: "Configuration Manager (WSUS API)", ja: "Configuration Manager (WSUS API)")
    case .unknown: text(en: "unknown component", ja: "不明なコンポーネント")
    }
  }

  func label(_ state: SchannelLine.State) -> Phrase {
    switch state {
    case .enabled: text(en: "enabled", ja: "有効")
    case .disabled: text(en: "disabled", ja: "無効")
    case .unknownWording: text(en: "unknown wording", ja: "不明な記述")
    }
  }

  /// What shows that it was a start.
  func label(_ sign: ServiceStart.Sign) -> Phrase {
    switch sign {
    case .schannelLines: text(en: "SCHANNEL lines", ja: "SCHANNEL のエントリ")
    case .startEvent: text(en: "event 501, the service started", ja: "イベント 501、サービスの開始")
    case .failedStart: text(en: "event 507, the start failed", ja: "イベント 507、開始の失敗")
    }
  }

  func label(_ outcome: Synchronization.Outcome) -> Phrase {
    switch outcome {
    case .succeeded: text(en: "succeeded", ja: "成功")
    case .failed: text(en: "failed", ja: "失敗")
    }
  }

  /// Where an order of suites comes from.
  func label(_ source: CipherOrder.Source) -> Phrase {
    switch source {
    case .groupPolicy(let object?, _):
      text(
        en: "set by the Group Policy object \(name: object)",
        ja: "グループ ポリシー オブジェクト \(name: object) による設定")
    case .groupPolicy(nil, _):
      text(
        en: "set by a Group Policy object that the report does not name",
        ja: "レポートに名前のないグループ ポリシー オブジェクトによる設定")
    case .policyRegistry: text(en: "set by policy in the registry", ja: "レジストリのポリシーによる設定")
    case .localRegistry:
      text(
        en: "local setting of the server, which applies if no policy sets one",
        ja: "サーバー自体の設定 (ポリシーがない場合に有効)")
    case .effective:
      text(en: "order in effect (Get-TlsCipherSuite)", ja: "有効な順序 (Get-TlsCipherSuite)")
    }
  }

  /// What went wrong, as a clause.
  func label(_ kind: LoggedFailure.Kind) -> Phrase {
    switch kind {
    case .noCommonAlgorithm:
      text(en: "no common algorithm (0x80090331)", ja: "共通のアルゴリズムなし (0x80090331)")
    case .untrustedCertificate:
      text(en: "the certificate is not trusted", ja: "証明書を信頼できない")
    case .nameResolution: text(en: "the name was not resolved", ja: "名前を解決できない")
    case .proxy: text(en: "the proxy refused the request", ja: "プロキシによる拒否")
    case .httpError: text(en: "the response was an HTTP error", ja: "HTTP エラー応答")
    case .connectionRefused: text(en: "the connection was refused", ja: "接続の拒否")
    case .timeout: text(en: "timed out", ja: "タイムアウト")
    case .closedByRemoteHost:
      text(en: "the remote host closed the connection", ja: "リモート ホストによる切断")
    case .secureChannel: text(en: "no TLS channel could be established", ja: "TLS チャネルを確立できない")
    case .connectionClosed:
      text(
        en: "the connection was closed, it is not known by which side",
        ja: "接続の切断 (どちらの側からかは不明)")
    case .soapFault: text(en: "the web service returned a SOAP fault", ja: "Web サービスの SOAP エラー応答")
    case .other: text(en: "failed in another way", ja: "その他の失敗")
    }
  }
}
